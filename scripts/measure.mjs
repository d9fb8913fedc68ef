// `npm run measure [words]`: takes the truth of the real servers whose names have one of the words in them (all, without
// words) with raw sockets, records a probe with its clients, and says what changed against what is kept in
// fixtures/interop/. Servers in other languages have to be built: `npm run test:system -- interop` does that.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

const { FOLDER, fileOf, goldens, lines, packed, recordingOf, truths } = await import(
  '../build/test/interop/stored.js'
);
const { goldenOf, newestClients, probed, servers, truthOf } = await import(
  '../build/test/interop/measuring.js'
);
const { changes } = await import('../build/test/interop/changes.js');

const words = process.argv.slice(2);
const chosen = servers.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
const [truth, verdicts, profiles] = [truths(), goldens(), await newestClients()];

for (const server of chosen) {
  const { name, skip } = server;
  if (skip !== false) {
    console.log(`${name}: not measured: ${skip}`);
    continue;
  }
  const seen = await truthOf(server);
  const recording = await probed(server, profiles);
  const { said, clients, report } = await goldenOf(recording);
  const before = existsSync(fileOf(name)) ? await goldenOf(await recordingOf(name)) : null;
  const told = changes(
    { truth: truth[name] ?? null, report: before?.report ?? null, clients: before?.clients ?? null },
    { truth: seen, report, clients },
  );
  console.log(
    told.length === 0 ? `${name}: as it was` : `${name}\n${told.map((one) => `  ${one}`).join('\n')}`,
  );
  const kept = { said, clients };
  if (told.length === 0 && isDeepStrictEqual(verdicts[name], kept)) continue;
  truth[name] = seen;
  verdicts[name] = kept;
  writeFileSync(fileOf(name), packed(recording));
  keep();
}
process.exit(0);

/** After each server, in the order of the roster: who ends this early loses nothing. */
function keep() {
  const inOrder = (all) =>
    Object.fromEntries(servers.flatMap(({ name }) => (name in all ? [[name, all[name]]] : [])));
  writeFileSync(join(FOLDER, 'truth.json'), lines(inOrder(truth)));
  writeFileSync(join(FOLDER, 'verdicts.json'), lines(inOrder(verdicts)));
}
