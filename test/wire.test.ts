import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadPersona } from '../src/demo/personas.js';
import { type ReceivedRequest, startServer } from '../src/demo/server.js';
import type { Asked, CellId, Depth, Recording } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { budgets } from '../src/plan/budget.js';
import { CELLS } from '../src/plan/matrix.js';
import { probeUrl } from './probing.js';

interface Received {
  recording: Recording;
  received: ReceivedRequest[];
}

async function probed(name: string, asked: Partial<Asked> = {}): Promise<Received> {
  const persona = await loadPersona(join(packageRoot, 'fixtures', 'servers'), name);
  const server = await startServer({ ...persona, rateLimit: null });
  try {
    const recording = await probeUrl(server.url, asked, {
      token: persona.auth?.token ?? null,
      concurrency: 1,
    });
    return { recording, received: server.received };
  } finally {
    await server.close();
  }
}

function values(request: ReceivedRequest, name: string): string[] {
  return request.headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}

/** What the server received for the subjects of one cell, found by the order of sending. */
function ofCell({ recording, received }: Received, era: string, cell: CellId): ReceivedRequest[] {
  const flow = recording.flows.find(({ id }) => id === `${era}/${cell}`);
  const plan = recording.plan.find(({ id }) => id === `${era}/${cell}`);
  assert.ok(flow && plan, `${era}/${cell} was sent`);
  const subjects = flow.exchanges.filter(({ step }) => plan.steps[step]?.role === 'subject');
  return subjects.map(({ seq }) => {
    const request = received[seq - 1];
    assert.ok(request);
    return request;
  });
}

describe('the raw header lines that a server receives', { concurrency: 4 }, () => {
  for (const [persona, era] of [
    ['stateful', 'legacy'],
    ['modern', 'modern'],
  ] as const) {
    for (const cell of CELLS.filter(({ id }) => id !== 'rate-limited')) {
      it(`${era}, cell ${cell.id}: ${cell.accept === null ? 'no Accept line at all' : `exactly one, ${cell.accept}`}`, async () => {
        const seen = await probed(persona, { depth: 'quick' });
        const requests = ofCell(seen, era, cell.id);
        assert.ok(requests.length > 0);
        for (const request of requests) {
          assert.deepEqual(values(request, 'accept'), cell.accept === null ? [] : [cell.accept]);
          assert.equal(values(request, 'authorization').length, cell.credentials ? 1 : 0);
        }
      });
    }
  }

  it('what the recording says was sent is what the server received, line by line and in order', async () => {
    const { recording, received } = await probed('stateful');
    const exchanges = recording.flows.flatMap((flow) => flow.exchanges);
    for (const { seq, request } of exchanges) {
      const lines = received[seq - 1]?.headers.map(([name]) => name.toLowerCase());
      assert.deepEqual(
        request.headers.map(([name]) => name.toLowerCase()),
        lines,
      );
    }
  });

  it('two Accept lines stay two lines', async () => {
    const { received } = await probed('negotiating', { depth: 'thorough' });
    const doubled = received.filter((request) => values(request, 'accept').length === 2);
    assert.deepEqual(
      doubled.map((request) => values(request, 'accept')),
      [['application/json', 'text/event-stream']],
    );
  });

  it('no plan calls a tool or sends malformed JSON', async () => {
    const { received } = await probed('stateful', { depth: 'thorough' });
    for (const { method, body } of received) {
      if (method !== 'POST') continue;
      const parsed: unknown = JSON.parse(body);
      assert.ok(!JSON.stringify(parsed).includes('tools/call'));
    }
  });

  it('every session that was opened is ended, once', async () => {
    const { recording } = await probed('stateful');
    const exchanges = recording.flows.flatMap((flow) => flow.exchanges);
    const opened = exchanges.flatMap(({ outcome }) =>
      outcome.kind === 'answer' && outcome.issuedSession !== null ? [outcome.issuedSession.ref] : [],
    );
    const ended = exchanges.flatMap(({ request }) => (request.method === 'DELETE' ? [request.session] : []));
    assert.ok(opened.length > 5);
    assert.deepEqual(ended.sort(), [...new Set(opened)].sort());
  });
});

describe('the request budget', { concurrency: 4 }, () => {
  const limits: [persona: string, depth: Depth, atMost: number][] = [
    ['negotiating', 'quick', 18],
    ['negotiating', 'default', 40],
    ['strict', 'quick', 18],
    ['strict', 'default', 40],
    ['stateful', 'quick', 36],
    ['stateful', 'default', 64],
    ['modern', 'quick', 18],
    ['modern', 'default', 40],
    ['refusal-ends-session', 'quick', 36],
    ['refusal-ends-session', 'default', 64],
  ];
  for (const [persona, depth, atMost] of limits) {
    it(`${persona}, ${depth}: at most ${atMost} requests besides the one for era detection, and what was announced`, async () => {
      const { recording, received } = await probed(persona, { depth });
      const exchanges = recording.flows.flatMap((flow) => flow.exchanges);
      assert.equal(received.length, exchanges.length);
      assert.ok(received.length - 1 <= atMost, `${received.length - 1} were sent`);
      const announced = budgets({ era: 'auto', depth, burst: 0, credentials: true });
      assert.ok(
        received.length <= Math.max(...announced.map(({ max }) => max)) + 1,
        'no more than was announced',
      );
    });
  }
});
