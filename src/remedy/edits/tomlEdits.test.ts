import assert from 'node:assert/strict';
import { it } from 'node:test';
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import type { Json } from '../../model.js';
import { type Dice, dice, runs } from './documents.fixture.js';
import { editToml } from './tomlEdits.js';
import { keyText, valueText } from './tomlText.js';

const RUNS = runs(1500);
const HEADERS = ['Accept', 'MCP-Protocol-Version', 'X-Tenant.id', 'é', 'a b'];
const VALUES = ['', '2025-06-18', '# none', 'a, "b"', 'ü😀', true, 7];
type Table = { [key: string]: Json };

/** A random `config.toml`: each server's headers inline, as dotted keys or as a table of its own. */
function document(random: Dice): { text: string; value: Table } {
  const eol = random.pick(['\n', '\r\n']);
  const note = (): string => (random.chance(0.3) ? ' # "x", }' : '');
  const sign = random.pick([' = ', '=']);
  const servers: Table = {};
  const lines = ['# mine', `model${sign}"o4"${note()}`, ''];
  for (let count = 1 + random.below(3); count > 0; count -= 1) {
    const name = random.pick(['api', 'other', 'with-space']);
    if (name in servers) continue;
    const keys = new Set(Array.from({ length: random.below(4) }, () => random.pick(HEADERS)));
    const headers = Object.fromEntries([...keys].map((key) => [key, random.pick(VALUES)]));
    const form = random.below(3);
    const table = `mcp_servers.${keyText(name)}`;
    const pairs = Object.entries(headers).map(([key, value]) => [keyText(key), valueText(value)] as const);
    lines.push(`[${table}]${note()}`, `url${sign}"http://h/mcp"${note()}`);
    if (form === 0) lines.push(`http_headers${sign}${valueText(headers)}${note()}`);
    if (form === 1)
      lines.push(...pairs.map(([key, value]) => `  http_headers.${key}${sign}${value}${note()}`));
    lines.push(`enabled${sign}true`, '');
    if (form === 2) lines.push(`[${table}.http_headers]`);
    if (form === 2) lines.push(...pairs.map(([key, value]) => `${key}${sign}${value}${note()}`), '');
    servers[name] = { url: 'http://h/mcp', enabled: true, http_headers: headers };
  }
  return { text: lines.join(eol), value: { model: 'o4', mcp_servers: servers } };
}

/** Without tables that have nothing in them: dotted keys leave none behind. */
function read(text: string): Json {
  return full(getStaticTOMLValue(parseTOML(text)));
}

function full(value: unknown): Json {
  return JSON.parse(
    JSON.stringify(value, (key, each) =>
      key === 'http_headers' && Object.keys(each).length === 0 ? undefined : each,
    ),
  );
}

/** The lines that only one of the two texts has, in order. */
function changed(before: string, after: string): { gone: string[]; come: string[] } {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < old.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end))
    end += 1;
  return { gone: old.slice(start, old.length - end), come: now.slice(start, now.length - end) };
}

it('an edit of a random TOML file makes what was intended in one line, and a new key can be taken out again', () => {
  const done = { removed: 0, set: 0, added: 0 };
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const random = dice(seed);
    const { text, value } = document(random);
    assert.deepEqual(read(text), full(value));
    const servers = value['mcp_servers'] as { [key: string]: Table };
    const name = random.pick(Object.keys(servers));
    const headers = servers[name]?.['http_headers'] as Table | undefined;
    const path = [
      'mcp_servers',
      name,
      'http_headers',
      random.pick([...Object.keys(headers ?? {}), 'new.one']),
    ];
    const key = path.at(-1) ?? '';
    const wanted = structuredClone(value) as { [key: string]: { [key: string]: { [key: string]: Table } } };
    const into = wanted['mcp_servers']?.[name];
    assert.ok(into);
    const there = headers !== undefined && key in headers;
    if (there && random.chance(0.5)) {
      done.removed += 1;
      const after = editToml(text, { path, value: undefined });
      delete into['http_headers']?.[key];
      assert.deepEqual(read(after), full(wanted), text);
      const { gone, come } = changed(text, after);
      assert.ok(gone.length === 1 && come.length <= 1, JSON.stringify({ text, after }));
      continue;
    }
    done[there ? 'set' : 'added'] += 1;
    into['http_headers'] = { ...into['http_headers'], [key]: 'x"y' };
    const after = editToml(text, { path, value: 'x"y' });
    assert.deepEqual(read(after), full(wanted), text);
    const { gone, come } = changed(text, after);
    assert.ok(gone.length <= 1 && come.length === 1, JSON.stringify({ text, after }));
    // Where there was no header yet, the edit made the table too.
    const made = headers === undefined || Object.keys(headers).length === 0;
    if (there || made) continue;
    assert.equal(editToml(after, { path, value: undefined }), text);
  }
  assert.ok(
    Object.values(done).every((count) => count > RUNS / 10),
    JSON.stringify(done),
  );
});
