import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ReceivedRequest } from '../src/demo/server.js';
import type { Asked, Recording } from '../src/model.js';
import { observe } from '../src/observe/observe.js';
import { LIMITED } from '../src/record/stops.js';
import { probePersona } from './probing.js';
import { profiles } from './replaying.js';

interface Probed {
  recording: Recording;
  received: ReceivedRequest[];
  /** The ids of the flows, in the order of sending. */
  flows: string[];
}

async function probed(name: string, asked: Partial<Asked> = {}, clients: string[] = []): Promise<Probed> {
  const replayed = profiles.filter(({ id }) => clients.some((client) => id.startsWith(client)));
  const run = await probePersona(name, asked, { profiles: replayed });
  return { ...run, flows: run.recording.flows.map(({ id }) => id) };
}

function methodOf({ body }: ReceivedRequest): string {
  return /"method":"([^"]+)"/.exec(body)?.[1] ?? '';
}

describe('the order of a run', { concurrency: 3 }, () => {
  it('initialize comes first, and server/discover after everything else that such a server is asked', async () => {
    const { received, flows } = await probed('stateful');
    const first = received[0];
    assert.ok(first);
    assert.equal(methodOf(first), 'initialize');
    assert.deepEqual(flows.slice(-2), ['modern/discover', 'legacy/after-discover']);
  });

  it('server/discover comes at once where initialize was refused', async () => {
    const { flows } = await probed('modern');
    assert.deepEqual(flows.slice(0, 3), ['legacy/both', 'modern/discover', 'modern/both']);
  });

  it('the notification is part of the control, with and without a session', async () => {
    for (const name of ['strict', 'stateful']) {
      const { received } = await probed(name, { depth: 'control' });
      assert.deepEqual(received.slice(0, 3).map(methodOf), [
        'initialize',
        'notifications/initialized',
        'tools/list',
      ]);
    }
  });

  it('two clients at once send requests with one id, also without sessions', async () => {
    for (const name of ['strict', 'stateful', 'modern']) {
      const { recording } = await probed(name, { depth: 'control' });
      const two = recording.flows.find(({ id }) => id.endsWith('/two-at-once'));
      const ids = two?.exchanges.map(({ request }) => JSON.stringify(request.body));
      assert.equal(ids?.length, 2, name);
      assert.equal(ids[0], ids[1]);
    }
  });

  it('the GET that clients send comes first, one with any type only where that was refused', async () => {
    const { recording } = await probed('get-404');
    const gets = recording.flows.flatMap(({ exchanges }) =>
      exchanges.filter(({ request }) => request.method === 'GET' && !request.url.includes('well-known')),
    );
    assert.equal(gets.length, 2);
    const accepts = gets.map(({ request }) => request.headers.find(([name]) => name === 'Accept')?.[1]);
    assert.deepEqual(accepts, ['text/event-stream', '*/*']);
  });
});

describe('what a server does not survive (measured on Python mcp 1.8.1 and 1.9.4)', {
  concurrency: 3,
}, () => {
  it('server/discover: named as the one culprit, and nothing more is sent, no client either', async () => {
    const { recording, flows } = await probed('discover-disables', {}, ['claude-code@2.1.329', 'codex']);
    const { survived, culprit, suspectNames } = observe(recording).run;
    assert.deepEqual([survived, culprit], [false, 'discover']);
    assert.equal(suspectNames, 'modern/discover discover (500)');
    assert.deepEqual(flows.slice(-2), ['legacy/after-discover', 'legacy/after-discover-2']);
    assert.deepEqual(
      recording.replays.filter(({ notSent }) => notSent === null),
      [],
    );
    const cells = observe(recording).exchanges.filter(({ kind, suspect }) => kind === 'cell' && suspect);
    assert.deepEqual(cells, [], 'the cells came before it and are judged');
  });

  it('server/discover is never sent with --era legacy, by no client either', async () => {
    const { received } = await probed('discover-disables', { era: 'legacy' }, ['']);
    assert.ok(received.length > 40);
    assert.ok(!received.map(methodOf).includes('server/discover'));
  });

  it('the DELETE of a session: named as the one culprit', async () => {
    const { recording } = await probed('delete-kills');
    const { survived, culprit, suspectNames } = observe(recording).run;
    assert.deepEqual([survived, culprit], [false, 'delete']);
    assert.match(suspectNames, /^legacy\/sessions-end delete/);
  });
});

describe('a server that answers in its own way', { concurrency: 3 }, () => {
  it('a list of legacy versions is no modern era (measured on the official Go SDK 1.8.0)', async () => {
    const { recording } = await probed('discover-lists-legacy');
    assert.deepEqual(observe(recording).server.eras, ['legacy']);
  });

  it('after one GET without an answer no other is waited for so long', async () => {
    const { recording } = await probed('get-hangs', {}, ['claude-code', 'gemini']);
    const gets = [...recording.flows, ...recording.replays.map(({ flow }) => flow)]
      .flatMap(({ exchanges }) => exchanges)
      .filter(({ request }) => request.method === 'GET');
    const waits = gets.map(({ outcome }) => (outcome.kind === 'failure' ? outcome.ms : 0));
    assert.ok(gets.length > 3);
    assert.equal(waits.filter((ms) => ms > 1400).length, 1, waits.join());
  });

  it('a 503 of nginx after good answers is a limit: waited for once, then the run stops', async () => {
    const { recording } = await probed('nginx-limit-req');
    const { run, exchanges } = observe(recording);
    assert.notEqual(run.survived, false);
    assert.ok(exchanges.some(({ status, limited }) => status === 503 && limited));
    assert.ok(recording.notSent.some(({ reason }) => reason === LIMITED));
  });
});
