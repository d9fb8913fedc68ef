import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { packageRoot } from '../src/packageRoot.js';
import { expand } from '../src/targets/config/expand.js';
import { loadFormats } from '../src/targets/config/formats.js';
import { placesIn } from '../src/targets/config/places.js';

const folder = join(packageRoot, 'rules', 'formats');
const schema: object = JSON.parse(
  readFileSync(join(packageRoot, 'rules', 'schema', 'format.schema.json'), 'utf8'),
);
const validate = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(schema);

describe('the format of every client', () => {
  for (const file of readdirSync(folder)) {
    it(`${file} is what the schema says, and named like its id`, () => {
      const format: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      assert.ok(validate(format), JSON.stringify(validate.errors));
      assert.ok(typeof format === 'object' && format !== null && 'id' in format);
      assert.equal(`${String(format.id)}.json`, file);
    });
  }

  it('has keys of its own among those that it knows', async () => {
    for (const { id, keys, remote } of await loadFormats()) {
      const own = [
        ...keys.url.map(({ key }) => key),
        ...keys.headers.map((key) => key.split('.')[0] ?? key),
        ...keys.envHeaders,
        ...keys.off.map(({ key }) => key),
        ...[keys.bearerEnv, keys.bearer].filter((key) => key !== null),
        ...(keys.type === null ? [] : [keys.type.key]),
      ];
      const unknown = own.filter((key) => !keys.known.includes(key));
      // Claude Desktop reads no address: the keys are there to say so.
      assert.deepEqual(unknown, remote ? [] : ['url', 'headers'], id);
    }
  });

  it('writes references that it expands itself', async () => {
    for (const format of await loadFormats()) {
      const raw = format.expansion.write?.replace('NAME', 'A_TOKEN');
      if (raw === undefined) continue;
      const text = JSON.stringify(raw);
      const around = { text, format, env: { A_TOKEN: 'a' }, files: new Map(), placeOf: placesIn(text) };
      assert.equal(
        expand(raw, placesIn(text)(0, text.length), around, { header: true }).expanded,
        'a',
        format.id,
      );
    }
  });

  it('names a recorded client, or none', async () => {
    const recorded = readdirSync(join(packageRoot, 'rules', 'clients')).map((file) => file.split('@')[0]);
    for (const { id, client } of await loadFormats()) {
      if (client !== null) assert.ok(recorded.includes(client), `${id}: ${client}`);
    }
  });

  it('is never written by fix where it is the user file of Claude Code', async () => {
    const locked = (await loadFormats()).filter(({ editable }) => !editable);
    assert.deepEqual(
      locked.map(({ id }) => id),
      ['claude-user'],
    );
  });
});
