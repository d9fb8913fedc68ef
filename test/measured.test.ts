import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readPersona } from '../src/demo/read-persona.js';
import { startServer } from '../src/demo/server.js';
import { packageRoot } from '../src/packageRoot.js';
import { patienceWith, probeUrl } from './probing.js';
import { judged, theTarget } from './signatures.js';

interface Measured {
  /** The servers that were recorded to behave so. */
  of: string[];
  /** As a persona. */
  server: object;
  /** Who connects: `all`, `some`, `none`, `old-sse-only`, `modern-only`, `with-credentials`. */
  connects: string;
  class: 'health' | 'cause';
  /** Any of these is right. */
  blame: string[];
}

const path = join(packageRoot, 'fixtures', 'measured.json');
const { servers } = JSON.parse(await readFile(path, 'utf8')) as { servers: Measured[] };
const TOKEN = 'the-one-that-opens-it';

describe('55 servers that real clients were run against come to the verdict that those runs came to', {
  concurrency: 4,
}, () => {
  it('all of them are here', () => {
    const all = servers.flatMap(({ of }) => of);
    assert.equal(new Set(all).size, 55);
    assert.equal(all.length, 55);
  });

  for (const { of, server, connects, class: right, blame } of servers) {
    it(`${of.join(', ')}: ${connects} connect, ${right}, ${blame.join(' or ')}`, async () => {
      const auth = 'auth' in server ? { auth: { token: TOKEN } } : {};
      const rest = { title: 't', why: 'w', expect: { exit: 0 } };
      const persona = readPersona('measured', { ...rest, ...server, ...auth });
      const running = await startServer(persona);
      try {
        const token = 'auth' in server ? TOKEN : null;
        const { diagnosis } = theTarget(
          await judged(await probeUrl(running.url, { timeoutMs: patienceWith(persona) }, { token })),
        );
        assert.ok(diagnosis);
        assert.equal(diagnosis.class, right, diagnosis.title);
        const others = diagnosis.blame.filter((one) => !blame.includes(one));
        assert.deepEqual(others, [], diagnosis.title);
      } finally {
        await running.close();
      }
    });
  }
});
