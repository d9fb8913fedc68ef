// `npm run measure [words]`: takes the truth of the real servers whose names have one of the words in them (all, without
// words) with raw sockets, records a probe with its clients, and says what changed against what is kept in
// fixtures/interop/. A word `mcp@1.31.0` or `mcp@newest` measures that version, and says in what it differs from the
// nearest that is kept; nothing is written then. The others have to be built: `npm run test:system -- interop` does that,
// but for those that take minutes: this does it where a word names them.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { build } from '../test/system/builds.mjs';
import { programs } from '../test/system/programs.mjs';

const words = process.argv.slice(2);
const others = words.filter((word) => word.includes('@'));
const names = words.filter((word) => !word.includes('@'));
// Before the servers are listed, each with what was built of it.
for (const program of programs) {
  if (program.seldom && names.some((word) => program.name.includes(word))) await build(program);
}
const { inVersion } = await import('../test/interop/versions.mjs');
const { FOLDER, fileOf, goldens, lines, packed, recordingOf, truths } = await import(
  '../build/test/interop/stored.js'
);
const { goldenOf, newestClients, probed, servers, truthOf } = await import(
  '../build/test/interop/measuring.js'
);
const { changes } = await import('../build/test/interop/changes.js');

const chosen = servers.filter(({ name }) =>
  names.length === 0 ? others.length === 0 : names.some((word) => name.includes(word)),
);
const [truth, verdicts, profiles] = [truths(), goldens(), await newestClients()];

for (const server of chosen) {
  try {
    if (server.skip !== false) throw new Error(server.skip);
    await renew(server);
  } catch (error) {
    console.log(`${server.name}: not measured: ${error.message}`);
    process.exitCode = 1;
  }
}
for (const other of others) {
  for (const { server, near } of await inVersion(other)) {
    const told = await compared(server, near);
    say(`${server.name}, beside ${near}`, told.changed);
  }
}
process.exit();

/** Measures a server, and says what is otherwise than it is kept under that name. */
async function compared(server, name) {
  const seen = await truthOf(server);
  const recording = await probed(server, profiles);
  const { said, clients, report } = await goldenOf(recording);
  const before = existsSync(fileOf(name)) ? await goldenOf(await recordingOf(name)) : null;
  const changed = changes(
    { truth: truth[name] ?? null, report: before?.report ?? null, clients: before?.clients ?? null },
    { truth: seen, report, clients },
  );
  return { seen, recording, kept: { said, clients }, changed };
}

/** What did not change is left as it is, also its recording: a time of day is no news. */
async function renew(server) {
  const { name } = server;
  const { seen, recording, kept, changed } = await compared(server, name);
  say(name, changed);
  if (changed.length === 0 && isDeepStrictEqual(verdicts[name], kept)) return;
  truth[name] = seen;
  verdicts[name] = kept;
  writeFileSync(fileOf(name), packed(recording));
  keep();
}

/** After each server, in the order of the roster: who ends this early loses nothing. */
function keep() {
  const inOrder = (all) =>
    Object.fromEntries(servers.flatMap(({ name }) => (name in all ? [[name, all[name]]] : [])));
  writeFileSync(join(FOLDER, 'truth.json'), lines(inOrder(truth)));
  writeFileSync(join(FOLDER, 'verdicts.json'), lines(inOrder(verdicts)));
}

function say(name, changed) {
  console.log(
    changed.length === 0 ? `${name}: as it was` : `${name}\n${changed.map((one) => `  ${one}`).join('\n')}`,
  );
}
