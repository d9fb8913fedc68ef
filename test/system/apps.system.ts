import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { HeaderLine } from '../../src/model.js';
import { packageRoot } from '../../src/packageRoot.js';
import { loadProfiles } from '../../src/plan/loadProfiles.js';
import type { Running } from '../servers/index.mjs';
import {
  foretold,
  lasting,
  type Outcomes,
  type Startable,
  servers,
  surprises,
  waysTo,
} from './predictions.js';

const file = join(packageRoot, 'test', 'system', 'apps', 'index.mjs');
const { apps }: typeof import('./apps/index.mjs') = await import(pathToFileURL(file).href);
const profiles = (await loadProfiles()).filter(({ id }) => apps.some(({ profile }) => profile === id));

/** So many servers run at once, and stand in one configuration. */
const AT_ONCE = 16;

interface Entry {
  name: string;
  url: string;
  headers: HeaderLine[];
  predicted: Outcomes;
}

it('every program that people use as a client here has a profile', () => {
  assert.equal(profiles.length, apps.length);
});

describe('what people use as a client, at real servers: who connects, as their profiles predict', () => {
  const runnable = servers.filter(({ skip }) => !skip);
  for (let first = 0; first < runnable.length; first += AT_ONCE) {
    const some = runnable.slice(first, first + AT_ONCE);
    describe(`at ${some.map(({ name }) => name).join(', ')}`, () => {
      const running: Running[] = [];
      const entries: Entry[] = [];
      before(async () => {
        for (const server of some) {
          const started = await server.start();
          running.push(started);
          entries.push(...(await entriesOf(server, started.url)));
        }
      });
      after(() => Promise.all(running.map(({ close }) => close())));

      for (const { name, profile, look } of apps) {
        it(name, { timeout: 180_000 }, async (test) => {
          const surprised = await lasting(test, async () => {
            const connected = await look(
              entries.map(({ url, headers }) => ({
                url,
                headers: headers.map(([key, value]) => [key, value]),
              })),
            );
            return entries.flatMap((entry, index) =>
              surprises(entry.name, entry.predicted, { [profile]: connected[index] === true }),
            );
          });
          assert.deepEqual(surprised, []);
        });
      }
    });
  }
});

/** The ways to one server, one after the other: what is foretold of each needs the server. */
async function entriesOf(server: Startable, url: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const { name, headers } of waysTo(server)) {
    entries.push({ name, url, headers, predicted: await foretold(profiles, url, headers) });
  }
  return entries;
}
