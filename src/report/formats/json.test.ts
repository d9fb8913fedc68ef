import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Json } from '../../model.js';
import { packageRoot } from '../../packageRoot.js';
import { renderJson } from './json.js';
import { reports } from './reports.fixture.js';
import { objects, undescribed } from './schema.fixture.js';

const schema = JSON.parse(readFileSync(join(packageRoot, 'rules/schema/report.schema.json'), 'utf8'));
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

for (const { name, report } of reports) {
  test(`${name} is printed as the published schema says`, () => {
    const text = renderJson(report);
    assert.deepEqual(JSON.parse(text), report);
    assert.ok(text.startsWith('{\n  "tool"') && text.endsWith('}\n'));
    assert.equal(validate(JSON.parse(text)), true, JSON.stringify(validate.errors));
  });

  test(`${name} with any one field left out, added or of another type breaks the schema`, () => {
    for (const { path, changed } of mutants(JSON.parse(renderJson(report)))) {
      assert.equal(validate(changed), false, path);
    }
  });
}

test('every field of the schema has a title and a description', () => {
  assert.deepEqual(undescribed(schema), []);
});

/** What is any JSON. */
const FREE = ['mcpJson', 'entry'];

/** Every object of the report once without each of its fields, once with one more, once with a wrong value. */
function* mutants(root: Json): Generator<{ path: string; changed: Json }> {
  for (const path of objects(root, [])) {
    if (path.some((key) => FREE.includes(key))) continue;
    for (const key of [...Object.keys(at(root, path)), 'surplus']) {
      yield { path: [...path, key, 'toggled'].join('/'), changed: edited(root, path, key, 'toggle') };
      if (key === 'surplus' || FREE.includes(key)) continue;
      yield { path: [...path, key, 'wrong'].join('/'), changed: edited(root, path, key, 'wrong') };
    }
  }
}

function edited(root: Json, path: string[], key: string, how: 'toggle' | 'wrong'): Json {
  const copy = structuredClone(root);
  const parent = at(copy, path);
  if (how === 'wrong') parent[key] = [1.5];
  else if (key in parent) delete parent[key];
  else parent[key] = 'surplus';
  return copy;
}

function at(root: Json, path: string[]): { [key: string]: Json } {
  let node: Json = root;
  for (const key of path) node = (node as { [key: string]: Json })[key] ?? null;
  return node as { [key: string]: Json };
}
