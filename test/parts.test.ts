import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { builtFolder } from '../src/built.js';

describe('the parts of what is run', () => {
  it('a probe is 20 files at most, since a start pays for each (measured before: 41, and a tenth of its CPU)', () => {
    const names = readdirSync(join(builtFolder, 'parts'));
    const begun = ['asking', 'sender', 'terminal'].map((part) => {
      const name = names.find((one) => one.startsWith(`${part}-`));
      assert.ok(name, part);
      return join(builtFolder, 'parts', name);
    });
    const read = new Set<string>();
    const load = (path: string): void => {
      if (read.has(path)) return;
      read.add(path);
      const text = readFileSync(path, 'utf8');
      for (const [, next = ''] of text.matchAll(/(?:from|import)"(\.[^"]+)"/g))
        load(join(dirname(path), next));
    };
    for (const path of [join(builtFolder, 'cli', 'main.js'), ...begun]) load(path);
    assert.ok(read.size <= 20, [...read].join('\n'));
  });
});
