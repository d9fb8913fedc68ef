import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { ConfigFile } from '../../model.js';
import { packageRoot } from '../../packageRoot.js';
import { readConfig } from './entries.js';
import { loadFormats } from './formats.js';
import { readConfigText } from './readFile.js';
import { linesOf, placesOf, wireOf } from './reading.fixture.js';

interface Readings {
  env: Record<string, string>;
  readings: { file: string; format: string; read: string[]; sent: string[] }[];
}

const golden = join(packageRoot, 'fixtures', 'configs', 'readings.json');
const { env, readings }: Readings = JSON.parse(readFileSync(golden, 'utf8'));
const formats = await loadFormats();

async function readingOf(file: string): Promise<ConfigFile> {
  const path = `fixtures/configs/${file}`;
  return readConfig({ path, text: await readConfigText(join(packageRoot, path)), env }, formats);
}

// UPDATE_GOLDEN=1 records anew: read the difference before it is committed.
if (process.env['UPDATE_GOLDEN'] === '1') {
  for (const one of readings) {
    const config = await readingOf(one.file);
    Object.assign(one, { format: config.format.id, read: linesOf(config), sent: wireOf(config) });
  }
  writeFileSync(golden, `${JSON.stringify({ env, readings }, null, 2)}\n`);
}

describe('a configuration is read as its client reads it', () => {
  for (const { file, format, read, sent } of readings) {
    const reading = () => readingOf(file);

    it(`${file}: servers, addresses, headers and variables, each at its place`, async () => {
      const config = await reading();
      assert.equal(config.format.id, format);
      assert.deepEqual(linesOf(config), read);
    });

    it(`${file}: what goes out`, async () => {
      assert.deepEqual(wireOf(await reading()), sent);
    });

    it(`${file}: every place is where the thing stands, by line and by offset`, async () => {
      const config = await reading();
      const lines = config.text.split(/\r\n|\n/);
      for (const { place, text } of placesOf(config)) {
        const { line, column, offset, length } = place;
        const written = config.text.slice(offset, offset + length);
        assert.equal(meaningOf(written), text);
        assert.ok(lines[line - 1]?.slice(column - 1).startsWith(written.split('\n', 1)[0] ?? ''), written);
      }
    });

    for (const [name, change] of [
      ['with a byte order mark', (text: string) => `\ufeff${text}`],
      ['with CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ] as const) {
      it(`${file}: the same ${name}, line by line and column by column`, async (test) => {
        const plain = await reading();
        if (name.includes('mark') && !plain.format.bom) return test.skip('this client reads no such file');
        const changed = await readConfig({ path: plain.path, text: change(plain.text), env }, formats);
        assert.deepEqual(linesOf(changed), read);
        for (const { place, text } of placesOf(changed)) {
          const written = changed.text.slice(place.offset, place.offset + place.length);
          assert.equal(meaningOf(written), text);
        }
      });
    }
  }
});

/** What a literal of JSON or TOML means, told without the parsers under test. */
function meaningOf(literal: string): string {
  if (literal.startsWith('"""'))
    return literal
      .slice(3, -3)
      .replace(/^\r?\n/, '')
      .replace(/\\\r?\n\s*/g, '');
  if (literal.startsWith('"')) return String(JSON.parse(literal));
  return literal.startsWith("'") ? literal.slice(1, -1) : literal;
}
