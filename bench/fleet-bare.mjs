// The baseline of a fleet: the same requests to each target of a list, so many targets at once, with nothing around them.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
// As many connections as a probe opens to one server.
import { MOST_AT_ONCE } from '../build/src/plan/atOnce.js';

const [list, file, width] = process.argv.slice(2);
const waves = JSON.parse(readFileSync(file, 'utf8'));
const urls = readFileSync(list, 'utf8').trim().split('\n').values();
await Promise.all(Array.from({ length: Number(width) }, worker));

async function worker() {
  for (const url of urls) {
    const dispatcher = new Agent({ connections: MOST_AT_ONCE, pipelining: 1 });
    for (const wave of waves) await Promise.all(wave.map((one) => send(url, one, dispatcher)));
    await dispatcher.close();
  }
}

async function send(url, { method, headers, body }, dispatcher) {
  const answer = await request(url, { method, headers: headers.flat(), body, dispatcher });
  await answer.body.text();
}
