import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Exchange } from '../../model.js';
import { readConfig } from '../../targets/config/entries.js';
import { loadFormats } from '../../targets/config/formats.js';
import { applyEdits } from '../edits/edits.js';
import { probedProposals } from './probed.js';
import { type Trial, untold } from './trial.js';

const formats = await loadFormats();

async function proposals(
  url: string,
  before: Partial<Trial>,
  seen: Exchange[],
  env: Record<string, string> = {},
) {
  const text = JSON.stringify({ mcpServers: { api: { type: 'http', url } } });
  const file = await readConfig({ path: '.mcp.json', text, env }, formats);
  const [entry] = file.entries;
  assert.ok(entry);
  const found = probedProposals(file, entry, { ...untold(''), ...before }, seen);
  const texts = await Promise.all(found.map(({ edits }) => applyEdits(text, 'json', edits)));
  const after = texts.map((each) => JSON.parse(each).mcpServers.api);
  return { found, after };
}

function answered(status: number, location?: string): Exchange {
  return {
    id: 'x1',
    step: 0,
    seq: 1,
    startedMs: 0,
    overlapped: false,
    request: { method: 'POST', url: '', headers: [], body: null, session: null, credentials: false },
    connection: null,
    outcome: {
      kind: 'answer',
      status,
      headers: location === undefined ? [] : [['Location', location]],
      interim: [],
      body: { text: '', bytes: 0, truncated: false, end: 'complete' },
      events: null,
      passedOver: [],
      firstByteMs: 0,
      totalMs: 0,
      issuedSession: null,
    },
  };
}

describe('a redirect', () => {
  const cases: [name: string, url: string, location: string, wanted: string | null][] = [
    ['to a slash more', 'https://h/mcp', '/mcp/', 'https://h/mcp/'],
    ['to a slash less', 'https://h/mcp/', 'https://h/mcp', 'https://h/mcp'],
    ['to another path of the same host', 'https://h/', '/v1/mcp', 'https://h/v1/mcp'],
    ['to https:', 'http://h/mcp', 'https://h/mcp', 'https://h/mcp'],
    [
      'to https: with a slash, around variables',
      'http://${HOST}/mcp',
      'https://h/mcp/',
      'https://${HOST}/mcp/',
    ],
    ['to a slash less, around variables', 'https://${HOST}/mcp/', '/mcp', 'https://${HOST}/mcp'],
    ['to a path that variables may stand in', 'https://${HOST}/mcp', '/v1/mcp', null],
    ['to another host', 'https://h/mcp', 'https://www.h/mcp', null],
    ['to another port', 'http://h:1/mcp', 'http://h:2/mcp', null],
    ['down to http:', 'https://h/mcp', 'http://h/mcp/', null],
    ['that adds a query', 'https://h/mcp', '/login?next=/mcp', null],
    ['with a query, which may hold a secret', 'https://h/mcp?key=x', '/mcp/?key=x', null],
    ['without an address that can be read', 'https://h/mcp', 'http://', null],
  ];
  for (const [name, url, location, wanted] of cases) {
    it(`${name}: ${wanted === null ? 'no edit' : 'the address that it names'}`, async () => {
      const { found, after } = await proposals(url, {}, [answered(307, location)], { HOST: 'h' });
      assert.deepEqual(
        after.map((entry) => entry.url),
        wanted === null ? [] : [wanted],
      );
      assert.ok(found.every(({ rule }) => rule === 'redirect'));
    });
  }

  it('is read from the first POST alone', async () => {
    const { found } = await proposals('https://h/mcp', {}, [answered(200), answered(307, '/mcp/')]);
    assert.deepEqual(found, []);
  });
});

describe('the other transport', () => {
  const fails = (step: string, status: number): Partial<Trial> => ({
    connects: false,
    failedAt: { step, status },
  });

  it('is tried where the hello was refused as the old one refuses a POST', async () => {
    const { after } = await proposals('https://h/mcp', fails('initialize', 405), [answered(405)]);
    assert.deepEqual(after, [{ type: 'sse', url: 'https://h/mcp' }]);
  });

  it('is not tried after another refusal, later on, or where nothing was sent', async () => {
    for (const [before, seen] of [
      [fails('initialize', 403), [answered(403)]],
      [fails('tools/list', 404), [answered(404)]],
      [fails('initialize', 404), []],
      [{ connects: null }, [answered(405)]],
    ] as const) {
      assert.deepEqual((await proposals('https://h/mcp', before, [...seen])).found, []);
    }
  });
});
