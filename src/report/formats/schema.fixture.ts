import type { Json } from '../../model.js';

/** The fields of a JSON Schema that nobody gave a title and a description, by path. */
export function undescribed(schema: unknown): string[] {
  const bare: string[] = [];
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties') {
        for (const [field, property] of Object.entries<Record<string, unknown>>(value)) {
          if (!property['title'] || !property['description']) bare.push(`${path}/${field}`);
        }
      }
      visit(value, `${path}/${key}`);
    }
  };
  visit(schema, '');
  return bare;
}

/** The path to every object of a value. */
export function* objects(node: Json, path: string[]): Generator<string[]> {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) yield path;
  for (const [key, value] of Object.entries(node)) yield* objects(value, [...path, key]);
}
