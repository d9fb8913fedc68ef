import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiagnosisFile, Json, JsonSchema, Remedy } from '../model.js';
import { packageRoot } from '../packageRoot.js';
import { asFile, compileSchema, createAjv, factMissing, loadFolder, metaSchema } from './load.js';
import { diagnosisPathProblems } from './paths.js';
import { loadRemedies } from './remedies.js';
import { schemasOf } from './schemasOf.js';
import { remediesOf } from './stepRemedies.js';

/** A diagnosis with its schemas compiled: `when`, those of its evidence, those of its steps. */
export interface CompiledDiagnosis {
  file: DiagnosisFile;
  checks: ((data: unknown) => boolean)[];
  /** For each step; null where it is the same in every language. */
  remedies: (Remedy | null)[];
}

/**
 * Reads every diagnosis of a folder, one file each, and compiles it.
 * @throws {UserError} naming file and pointer, for the first file that is not a diagnosis
 */
export async function loadDiagnoses(dir: string): Promise<CompiledDiagnosis[]> {
  return loadFolder(dir, await createDiagnosisChecker());
}

/** Checks one file against the contract and its paths against the scope. */
export async function createDiagnosisChecker(): Promise<{
  compile(value: Json, path: string): CompiledDiagnosis;
}> {
  const [isDiagnosis, scope, remedies] = await Promise.all([
    metaSchema<DiagnosisFile>('diagnosis.schema.json'),
    scopeSchema(),
    loadRemedies(),
  ]);
  const ajv = createAjv();
  return {
    compile(value, path) {
      const file = asFile(isDiagnosis, value, path, 'diagnosis.schema.json');
      const [problem] = diagnosisPathProblems(file, remediesOf(file, remedies), scope);
      if (problem !== undefined) throw factMissing(path, problem, 'scope.schema.json');
      return {
        file,
        checks: schemasOf(file).map((schema, at) => compileSchema(ajv, schema, `${path}: ${at}`)),
        remedies: remediesOf(file, remedies),
      };
    },
  };
}

/** The shape of `DiagnosisScope`, with the parts that it takes from the observation. */
export async function scopeSchema(): Promise<JsonSchema> {
  const read = async (name: string): Promise<JsonSchema> =>
    JSON.parse(await readFile(join(packageRoot, 'rules', 'schema', name), 'utf8')) as JsonSchema;
  const [scope, observation] = await Promise.all([
    read('scope.schema.json'),
    read('observation.schema.json'),
  ]);
  const named = { ...(observation.$defs as JsonSchema), ...(scope.$defs as JsonSchema) };
  return withParts(scope, named) as JsonSchema;
}

/** `observation.schema.json#/$defs/exchange` and its like, in place. @param named what stands below `$defs` */
export function withParts(value: Json, named: JsonSchema): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => withParts(part, named));
  if (typeof value.$ref === 'string') return named[value.$ref.split('/').at(-1) ?? ''] ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withParts(part, named)]));
}
