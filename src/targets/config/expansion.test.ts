import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { cpuTime } from '../../cpuTime.fixture.js';
import type { ConfigText, Format } from '../../model.js';
import { packageRoot } from '../../packageRoot.js';
import { expand } from './expand.js';
import { loadFormats } from './formats.js';
import { placesIn } from './places.js';

interface Expansion {
  env: Record<string, string>;
  files: Record<string, string>;
  table: {
    name: string;
    raw: string;
    header: Record<string, string | null>;
    url: Record<string, string | null>;
    stays: Record<string, string[]>;
  }[];
}

const { env, files, table }: Expansion = JSON.parse(
  readFileSync(join(packageRoot, 'fixtures', 'configs', 'expansion.json'), 'utf8'),
);
const formats = await loadFormats();

function named(id: string): Format {
  const found = formats.find((format) => format.id === id);
  assert.ok(found !== undefined, id);
  return found;
}

function expanded(raw: string, id: string, header: boolean, literal = JSON.stringify(raw)): ConfigText {
  const text = `{\n  "x": ${literal}\n}`;
  const placeOf = placesIn(text);
  const around = { text, format: named(id), env, files: new Map(Object.entries(files)), placeOf };
  return expand(raw, placeOf(text.indexOf(literal), literal.length), around, { header });
}

function variables({ variables: found }: ConfigText): string[] {
  return found.map(
    ({ name, state, place }) => `${name} ${state} at ${place.line}:${place.column}, ${place.length}`,
  );
}

describe('what a client makes of a text', () => {
  for (const { name, raw, header, url, stays } of table) {
    it(`${name}: ${raw}`, () => {
      for (const [id, wanted] of Object.entries(header)) {
        const inHeader = expanded(raw, id, true);
        const inUrl = expanded(raw, id, false);
        assert.equal(inHeader.expanded, wanted, `${id}, header`);
        assert.equal(inUrl.expanded, id in url ? url[id] : wanted, `${id}, URL`);
        assert.deepEqual(inHeader.unexpanded, stays[id] ?? [], `${id}, header`);
        assert.deepEqual(inUrl.unexpanded, stays[`${id} url`] ?? stays[id] ?? [], `${id}, URL`);
      }
    });
  }
});

describe('a variable has a state and a place', () => {
  it('counted in the file, not in the text: escapes are longer there', () => {
    const literal = '"\\u0042earer\\t\\"${A}\\" \\/ ${UN\\u0053ET}"';
    assert.deepEqual(variables(expanded(String(JSON.parse(literal)), 'claude-code', true, literal)), [
      'A set at 2:24, 4',
      'UNSET unset at 2:34, 13',
    ]);
  });

  it('counted in UTF-16 units, as editors do', () => {
    assert.deepEqual(variables(expanded('😀${A}', 'claude-code', true)), ['A set at 2:11, 4']);
  });

  it('set, empty, from a default, not set, withheld', () => {
    const found = expanded('${A}${EMPTY}${EMPTY:-x}${UNSET:-x}${UNSET}${NPM_TOKEN}', 'claude-code', false);
    assert.deepEqual(
      found.variables.map(({ state }) => state),
      ['set', 'empty', 'empty', 'default', 'unset', 'withheld'],
    );
  });

  it('inside of a default too, where the client comes to it', () => {
    assert.deepEqual(variables(expanded('${UNSET:-${A}}', 'claude-code', true)), [
      'UNSET default at 2:9, 13',
      'A set at 2:18, 4',
    ]);
  });

  it('only the client knows an input', () => {
    assert.deepEqual(variables(expanded('${input:token}', 'vscode', true)), ['input:token input at 2:9, 14']);
  });
});

describe('absurd texts take no time', () => {
  // Looking for the brace anew from every opening one would take a minute.
  for (const unit of ['${', '${A', '${A:-', '${A:-${B}}', '$A', '{env:', '{env:A}']) {
    it(`a quarter of a mebibyte of ${unit}, and a brace`, () => {
      const raw = unit.repeat(2 ** 18 / unit.length);
      const ms = cpuTime(() => {
        for (const id of ['claude-code', 'gemini', 'opencode']) {
          expanded(raw, id, true);
          expanded(`${raw}}`, id, true);
        }
      });
      assert.ok(ms < 6000, `${ms} ms`);
    });
  }
});
