// A persona in a process of its own, so that it takes no time from what is measured. Started by `fork`
// with the persona's name and, as JSON, what is to differ from its file. It says its URL; asked for a
// tally, it says how many requests came since the last one, how long it was from the first request to the
// last answer, and how long an answer took on average.
import { subscribe } from 'node:diagnostics_channel';
import { readFile } from 'node:fs/promises';
import { readPersona } from '../build/src/demo/read-persona.js';
import { startServer } from '../build/src/demo/server.js';

const [name, changes] = process.argv.slice(2);
const file = new URL(`../fixtures/servers/${name}.json`, import.meta.url);
const persona = readPersona(name, { ...JSON.parse(await readFile(file, 'utf8')), ...JSON.parse(changes) });

/** When each request came and its answer was out, in milliseconds. */
let seen = new Map();
subscribe('http.server.request.start', ({ request }) => {
  seen.set(request, { from: performance.now(), to: null });
});
subscribe('http.server.response.finish', ({ request }) => {
  const times = seen.get(request);
  if (times !== undefined) times.to = performance.now();
});

const server = await startServer(persona);
process.on('message', () => {
  process.send(tallyOf([...seen.values()]));
  seen = new Map();
});
process.on('disconnect', () => process.exit());
process.send({ url: server.url, token: persona.auth?.token ?? null });

function tallyOf(times) {
  const answered = times.filter(({ to }) => to !== null);
  const took = answered.reduce((sum, { from, to }) => sum + to - from, 0);
  return {
    requests: times.length,
    ms: Math.max(...answered.map(({ to }) => to)) - Math.min(...times.map(({ from }) => from)),
    answerMs: took / answered.length,
  };
}
