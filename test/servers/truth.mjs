/**
 * What the servers of this folder answer, found out without the tool: the tool's own findings are tested
 * against it.
 *
 *     node test/servers/truth.mjs            compares with truth.json, exits 1 on a difference
 *     node test/servers/truth.mjs --write    writes truth.json
 *
 * truth.json: server -> era -> cell -> { hello: [status, media type], list: [status, media type] }, and
 * per server `stateful` (its control minted a session ID), `eras` and, where it asks for a token,
 * `refusesFirst`: the status of a hello with neither token nor Accept. Each list is sent in a conversation
 * of its own. The cell no-auth says hello only.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { servers } from './index.mjs';
import { ERAS, observe } from './observed.mjs';

const FILE = new URL('./truth.json', import.meta.url);
/** JSON with a line per cell, so that a change of one cell is one line of a diff. */
function render(truth) {
  const block = (entries, indent) => `{\n${entries.map((e) => indent + e).join(',\n')}\n${indent.slice(2)}}`;
  const flat = (value) =>
    JSON.stringify(value)
      .replace(/([,:{])(?=\S)/g, '$1 ')
      .replace(/}/g, ' }');
  const members = (server) =>
    Object.entries(server).map(([key, value]) => {
      if (!(key in ERAS)) return `"${key}": ${flat(value)}`;
      const cells = Object.entries(value).map(([cell, answers]) => `"${cell}": ${flat(answers)}`);
      return `"${key}": ${block(cells, '      ')}`;
    });
  return `${block(
    Object.entries(truth).map(([name, server]) => `"${name}": ${block(members(server), '    ')}`),
    '  ',
  )}\n`;
}

/** @returns {Map<string, unknown>} every recorded value by its path, `fastmcp legacy both list` */
function leaves(value, path = []) {
  if (typeof value !== 'object' || Array.isArray(value)) return new Map([[path.join(' '), value]]);
  return new Map(Object.entries(value).flatMap(([key, member]) => [...leaves(member, [...path, key])]));
}

const truth = {};
for (const server of servers) {
  try {
    truth[server.name] = await observe(server);
  } catch (error) {
    throw new Error(`${server.name}: ${error.message}`, { cause: error });
  }
}

if (process.argv.includes('--write')) {
  await writeFile(FILE, render(truth));
} else {
  const recorded = leaves(JSON.parse(await readFile(FILE, 'utf8')));
  const found = leaves(truth);
  for (const path of new Set([...recorded.keys(), ...found.keys()])) {
    const [before, now] = [recorded.get(path), found.get(path)];
    if (isDeepStrictEqual(before, now)) continue;
    console.log(`${path}: recorded ${JSON.stringify(before)}, found ${JSON.stringify(now)}`);
    process.exitCode = 1;
  }
}
