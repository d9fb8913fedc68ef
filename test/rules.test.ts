import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { type CompiledRule, judge } from '../src/judge/engine.js';
import { type Canned, cannedAnswers, fillAnswer, replay } from '../src/judge/examples.js';
import { loadRules } from '../src/judge/load.js';
import { mismatch, selfTest } from '../src/judge/selfTest.js';
import type { Example, Json, Requirement, Rule, Verdict } from '../src/model.js';
import { createSender } from '../src/net/sender.js';
import type { Send } from '../src/net/wire.js';
import { observe } from '../src/observe/observe.js';
import { packageRoot } from '../src/packageRoot.js';
import { assertRefused, written } from './ruleFiles.js';

const RULES = join(packageRoot, 'rules');
/** Files beside the rules that are none. */
const OTHER_FILES = [
  'answers.json',
  'codes.json',
  'matrix.json',
  'outcomes.json',
  'reported.json',
  'rulesets.json',
  'said.json',
];
/** Long enough for a loaded machine: only an answer that is meant to be silence may run out of time. */
const PATIENCE_MS = 20_000;

const rules = await loadRules(RULES);
const answers = await cannedAnswers();

describe('by its own examples', async () => {
  for (const { rule, problems } of await selfTest(rules)) {
    test(`${rule} gives the outcomes and messages in its file, and notices every mutant`, () => {
      assert.deepEqual(problems, []);
    });
  }
});

describe('over real HTTP', { concurrency: 8 }, () => {
  const kinds = ['good', 'bad', 'skipped'] as const;
  for (const compiled of rules) {
    for (const kind of kinds) {
      for (const example of compiled.rule.examples[kind]) {
        test(`${compiled.rule.id} judges as in memory (${kind}): ${example.name}`, async (t) => {
          if (setsTime(example))
            return t.skip('it says how long an answer takes, which HTTP does not keep to');
          assert.equal(mismatch(kind, example, await verdictsOverHttp(compiled, example)), null);
        });
      }
    }
  }
});

describe('the built-in rules', () => {
  test('are named like their files, one each', async () => {
    const files = (await readdir(RULES)).filter(
      (name) => name.endsWith('.json') && !OTHER_FILES.includes(name),
    );
    assert.deepEqual(rules.map(({ rule }) => `${rule.id}.json`).sort(), files.sort());
  });

  test('mention each other nowhere', () => {
    for (const { rule } of rules) {
      // Flows may be called like a rule; what is selected by name is a flow.
      const said = JSON.stringify({ ...rule, select: null, with: null });
      const mentioned = rules.map((other) => other.rule.id).filter((id) => id !== rule.id && names(said, id));
      assert.deepEqual(mentioned, [], `in ${rule.id}`);
    }
  });

  test('are errors in `spec` for a MUST, warnings for a SHOULD, and off for the rest', () => {
    for (const { rule } of rules) {
      assert.equal(rule.severity.spec, severityFor(rule.requirement), `in ${rule.id}`);
    }
  });
});

describe('a rule that is broken on purpose', () => {
  const breaks: [what: string, rule: (good: Rule) => { [key: string]: Json }, found: RegExp][] = [
    [
      'expects a fact that the observation does not have',
      () => ({ expect: itHas({ statsu: { const: 200 } }) }),
      /expect\/properties\/it\/properties\/statsu/,
    ],
    [
      'prints a fact that the observation does not have',
      () => ({ message: 'answered {{it.statsu}}' }),
      /message: \{\{it\.statsu\}\}/,
    ],
    [
      'mistypes a keyword of JSON Schema',
      () => ({ expect: { type: 'object', propertes: { it: { type: 'object' } } } }),
      /propertes/,
    ],
    [
      'calls the violation of a MUST a warning',
      ({ severity }) => ({
        requirement: { source: 'RFC 9110 section 15.5.7', keyword: 'MUST', text: 'be said' },
        severity: { ...severity, spec: 'warning' },
      }),
      /severity\/spec/,
    ],
    ['has another id than its file', () => ({ id: 'another-name' }), /another-name/],
  ];
  for (const [what, changes, found] of breaks) {
    test(`is refused with the name of its file when it ${what}`, async (t) => {
      const [good] = rules;
      assert.ok(good);
      const path = await written(t, `${good.rule.id}.json`, { ...good.rule, ...changes(good.rule) });
      await assertRefused(loadRules, path, found);
    });
  }

  test('is no rule of ours: the same file as it stands is loaded', async (t) => {
    const [good] = rules;
    assert.ok(good);
    const path = await written(t, `${good.rule.id}.json`, good.rule);
    const loaded = await loadRules(join(path, '..'));
    assert.deepEqual(
      loaded.map(({ rule }) => rule),
      [good.rule],
    );
  });
});

/** Answers requests with canned answers, in the order in which they are put up. */
class Script {
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  #queue: Canned[] = [];
  #up: Canned | null = null;
  #sessions = 0;

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    assert.ok(typeof address === 'object' && address !== null);
    return `http://127.0.0.1:${address.port}/mcp`;
  }

  load(queue: Canned[]): void {
    this.#queue = queue;
  }

  /** Puts up the next answer. */
  next(): Canned {
    this.#up = this.#queue.shift() ?? null;
    assert.ok(this.#up, 'the flow has more steps than the example has answers');
    return this.#up;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = idIn(await text(request));
    const up = this.#up;
    if (up === null || isSilence(up)) return;
    if (up.failure !== null) {
      if (up.failure.code === 'ECONNRESET') request.socket.resetAndDestroy();
      else request.socket.destroy();
      return;
    }
    this.#sessions += 1;
    const answer = fillAnswer(up, { id, session: `example-session-${this.#sessions}` });
    const event = answer.event === null ? null : `event: message\ndata: ${JSON.stringify(answer.event)}\n\n`;
    response.writeHead(answer.status, answer.headers).end(event ?? answer.text);
  }
}

/** An example's requests sent to a real server by the real sender, observed and judged. */
async function verdictsOverHttp(compiled: CompiledRule, example: Example): Promise<Verdict[]> {
  const script = new Script();
  const sender = createSender(1);
  try {
    const url = await script.listen();
    const send: Send = (request) => {
      const next = script.next();
      const timeoutMs = isSilence(next) ? request.timeoutMs : PATIENCE_MS;
      // What fails for its own sake must not fail on a connection that was used before.
      const pool = next.failure !== null && !next.reused ? null : request.pool;
      return sender.send({ ...request, timeoutMs, pool });
    };
    const recording = await replay(example, send, url, (flow) =>
      script.load((example.run[flow] ?? []).map(answers)),
    );
    return judge([compiled], observe(recording));
  } finally {
    await sender.close();
    await script.close();
  }
}

function isSilence(answer: Canned): boolean {
  return answer.failure?.code === 'TIMEOUT';
}

function setsTime(example: Example): boolean {
  const all = Object.values(example.run).flat();
  return all.some((answer) => typeof answer !== 'string' && answer.ms !== undefined);
}

/** The JSON-RPC id in a request's body, or null. */
function idIn(body: string): Json {
  const message: Json = body === '' ? null : JSON.parse(body);
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return null;
  return message['id'] ?? null;
}

function names(said: string, id: string): boolean {
  return new RegExp(`(?<![\\w/-])${id}(?![\\w-])`).test(said);
}

function severityFor(requirement: Requirement | null): string {
  switch (requirement?.keyword) {
    case 'MUST':
    case 'MUST NOT':
      return 'error';
    case 'SHOULD':
    case 'SHOULD NOT':
      return 'warning';
    default:
      return 'off';
  }
}

function itHas(properties: { [key: string]: Json }): Json {
  return { type: 'object', properties: { it: { type: 'object', properties } } };
}
