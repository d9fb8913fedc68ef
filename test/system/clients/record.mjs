/**
 * Records the clients among the programs: what each sends to the recorder's servers becomes its profile in
 * `rules/clients/`, and to whom it connects goes into `fixtures/clients/connects.json`. Run `npm run build` first.
 *
 *     node test/system/clients/record.mjs [WORD ...]    those whose name has one of the words in it, or all
 */
import { writeFile } from 'node:fs/promises';
import { LESSONS } from '../../../build/src/learn/behaviours.js';
import { profileOf } from '../../../build/src/learn/profileOf.js';
import { PROBE_HEADERS } from '../../../build/src/learn/recordedMerging.js';
import { startRecorder } from '../../../build/src/learn/recorder.js';
import { build } from '../builds.mjs';
import { programs } from '../programs.mjs';
import { client } from '../start.mjs';
import { writeFacts } from './facts.mjs';

/** Long enough for a client that waits a while for an answer that does not come. */
const LIMIT_MS = 25_000;
/** Beyond what anybody is asked to visit. */
const FURTHER = [
  'initialized-404-text',
  'initialized-422-text',
  'initialized-204-empty',
  'get-400-text',
  'get-401-text',
  'get-403-text',
  'get-501-text',
  'get-200-html',
  'get-200-json',
  'initialized-200-json',
  'get-hang',
  'initialized-hang',
  'discover-reset',
];
/** Where headers are configured one by one, to see whether the client starts at all. */
const ONE_BY_ONE = 'version-2000-01-02';
const ROOT = new URL('../../../', import.meta.url);

const wanted = process.argv.slice(2);
const recordable = programs.filter(({ profile }) => profile !== null);
for (const program of recordable) {
  if (wanted.length > 0 && !wanted.some((word) => program.name.includes(word))) continue;
  const running = client(await build(program));
  try {
    const profile = await recorded(program, running);
    const file = new URL(`rules/clients/${profile.id}.json`, ROOT);
    await writeFile(file, `${JSON.stringify(profile, null, 2)}\n`);
    await writeFacts(profile, running);
  } finally {
    await running.close();
  }
}

/** Visits every server of the recorder. */
async function recorded(program, running) {
  const recorder = await startRecorder({ port: 0 });
  const visit = async (path, headers) => {
    const [before, since] = [recorder.requests.length, Date.now()];
    const error = await running.connect(`${recorder.origin}${path}`, headers, LIMIT_MS).then(
      () => null,
      ({ message }) => message.split('\n')[0].slice(0, 120),
    );
    const sent = recorder.requests.slice(before);
    const told = sent.map(({ method, body, answer }) => `${body?.method ?? method} ${answer.status}`);
    console.log(`${program.name} ${path} ${error ?? 'connects'} | ${told.join(', ')}`);
    return { starts: sent.length > 0, connects: error === null, ms: Date.now() - since };
  };
  try {
    await visit('/mcp', []);
    const refused = [];
    for (const header of PROBE_HEADERS) {
      const { starts } = await visit(`/${ONE_BY_ONE}/mcp`, [header]);
      if (!starts) refused.push(header[0].toLowerCase());
    }
    for (const name of [...LESSONS.map((lesson) => lesson.name), ...FURTHER]) {
      const taken = PROBE_HEADERS.filter(([header]) => !refused.includes(header.toLowerCase()));
      await visit(`/${name}/mcp`, name === 'headers' ? taken : []);
    }
    const waited = await visit('/discover-hang/mcp', []);
    return profileFrom(program, recorder.requests, { refused, waited });
  } finally {
    await recorder.close();
  }
}

function profileFrom({ profile: { client, version, title } }, requests, { refused, waited }) {
  const { profile } = profileOf(
    requests.filter(({ behaviour }) => behaviour !== ONE_BY_ONE),
    {
      client,
      version,
      title,
      formats: [],
      date: new Date().toISOString().slice(0, 10),
      by: 'test/system/clients/record.mjs',
    },
  );
  const newest = recordable.filter((one) => one.profile.client === client).at(-1)?.profile.version;
  const { configured, reactions, ...rest } = profile;
  for (const header of refused) delete configured[header];
  // To the second: the rest is what connecting takes.
  const discovers = rest.legacy.some(({ name }) => name === 'discover');
  const discoverPatienceMs = discovers && waited.connects ? Math.floor(waited.ms / 1000) * 1000 : null;
  // Java's opens its stream beside whatever becomes of the hello: that is no look for the old transport.
  const sseFallback = reactions.sseFallback?.works ? reactions.sseFallback : null;
  return {
    ...rest,
    versions: { from: version, to: newest === version ? null : version },
    configured,
    ...(refused.length === 0 ? {} : { refuses: refused }),
    reactions: { ...reactions, discoverPatienceMs, sseFallback },
  };
}
