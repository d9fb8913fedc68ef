// The baseline of a probe: the same requests with nothing around them. Takes the URL, a file with waves
// of requests, and the token; a wave is what is under way at the same time.
import { readFileSync } from 'node:fs';
import { request } from 'undici';

const [url, file, token] = process.argv.slice(2);
for (const wave of JSON.parse(readFileSync(file, 'utf8'))) {
  await Promise.all(wave.map(send));
}

async function send({ method, headers, body }) {
  const lines = headers.map(([name, value]) => [name, name === 'Authorization' ? `Bearer ${token}` : value]);
  const answer = await request(url, { method, headers: lines.flat(), body });
  await answer.body.text();
}
