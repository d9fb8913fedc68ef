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
const validate = new Ajv2020({ strict: true }).compile(schema);

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

/**
 * Every object of the report once without each of its fields, once with one more, once with a wrong value. It is the
 * same report each time, as it was again when the next is asked for.
 */
function* mutants(root: Json): Generator<{ path: string; changed: Json }> {
  for (const path of objects(root, [])) {
    if (path.some((key) => FREE.includes(key))) continue;
    const object = at(root, path);
    const fields = { ...object };
    for (const key of [...Object.keys(fields), 'surplus']) {
      if (key in fields) delete object[key];
      else object[key] = 'surplus';
      yield { path: [...path, key, 'toggled'].join('/'), changed: root };
      if (key === 'surplus') delete object[key];
      else if (!FREE.includes(key)) {
        object[key] = [1.5];
        yield { path: [...path, key, 'wrong'].join('/'), changed: root };
      }
      Object.assign(object, fields);
    }
  }
}

function at(root: Json, path: string[]): { [key: string]: Json } {
  let node: Json = root;
  for (const key of path) node = (node as { [key: string]: Json })[key] ?? null;
  return node as { [key: string]: Json };
}
