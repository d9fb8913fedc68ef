/** To whom a client connects: `fixtures/clients/connects.json`, by behaviour and by configured headers. */
import { readFile, writeFile } from 'node:fs/promises';
import { startServer } from '../../../build/src/demo/server.js';
import { personaOf } from '../../../build/test/replaying.js';

const FILE = new URL('../../../fixtures/clients/connects.json', import.meta.url);
/** What some wait before they go on. */
const LIMIT_MS = 25_000;

/** Connects a client to every server of that file, and notes in it what came of that. */
export async function writeFacts(profile, running) {
  const { id } = profile;
  const facts = JSON.parse(await readFile(FILE, 'utf8'));
  for (const [name, entry] of Object.entries({ ...facts.behaviours, ...facts.configured })) {
    if (entry.otherwise?.[id] !== undefined) continue;
    const server = await startServer(personaOf(entry.server));
    const since = Date.now();
    const said = await running.connect(server.url, entry.headers ?? [], LIMIT_MS).then(
      () => 'connects',
      (error) => `fails: ${error.message.split('\n')[0].slice(0, 120)}`,
    );
    await server.close();
    console.log(`${id} ${name} ${said} after ${Date.now() - since} ms`);
    for (const list of [entry.connects, entry.fails, entry.cannotTell]) {
      if (list.includes(id)) list.splice(list.indexOf(id), 1);
    }
    const list =
      said === 'connects' ? entry.connects : isTold(name, profile) ? entry.fails : entry.cannotTell;
    list.push(id);
    list.sort();
  }
  await writeFile(FILE, `${JSON.stringify(facts, null, 2)}\n`);
}

/** Whether a replay may say that a client fails: not where it would go on to authorize, or where silence was not recorded. */
function isTold(name, { reactions, assumed, legacy }) {
  const statuses = reactions.authorization?.on ?? [];
  if (name === 'unauthorized' || name === 'init-403-text')
    return !statuses.includes(name === 'unauthorized' ? 401 : 403);
  const silent = name === 'discover-hang' || name === 'discover-reset';
  return !(silent && assumed.includes('silence') && legacy.some((step) => step.name === 'discover'));
}
