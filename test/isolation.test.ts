import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { loadPersona } from '../src/demo/personas.js';
import { type ReceivedRequest, startServer } from '../src/demo/server.js';
import type { Report } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { run } from './hostile/runHere.js';

const FIRST = 'demo-token';
const SECOND = 'token-of-the-second-user';
const TOKENS = ['--bearer-env', 'FIRST', '--second-bearer-env', 'SECOND'];

interface Probed {
  report: Report;
  received: ReceivedRequest[];
  /** Everything that was printed or written. */
  all: string;
}

/** Probes a persona as both users. */
async function probed(test: TestContext, name: string, words: string[] = []): Promise<Probed> {
  const server = await startServer(await loadPersona(join(packageRoot, 'fixtures', 'servers'), name));
  const folder = await mkdtemp(join(tmpdir(), 'mcp-accept-users-'));
  test.after(() => server.close());
  test.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'recording.json');
  const files = ['--record', file, '--report', `har:${join(folder, 'a.har')}`, '--debug'];
  const args = ['probe', server.url, '--quick', '--json', ...TOKENS, ...files, ...words];
  const { stdout, stderr } = await run(args, { env: { FIRST, SECOND } });
  const written = [await readFile(file, 'utf8'), await readFile(join(folder, 'a.har'), 'utf8')];
  const again = await run(['check', file, '--json']);
  assert.deepEqual((JSON.parse(again.stdout) as Report).targets[0]?.findings, findingsIn(stdout));
  return {
    report: JSON.parse(stdout) as Report,
    received: server.received,
    all: [stdout, stderr, ...written].join(),
  };
}

function findingsIn(stdout: string) {
  return (JSON.parse(stdout) as Report).targets[0]?.findings;
}

const RULES = ['list-of-another-user', 'session-of-another-served', 'second-user-not-served'];

function told({ report }: Probed): [rule: string, severity: string, message: string][] {
  const findings = report.targets[0]?.findings ?? [];
  return findings
    .filter(({ rule }) => RULES.includes(rule))
    .map(({ rule, severity, message }) => [rule, severity, message.replace(/^.*: /, '')]);
}

describe('--second-bearer-env: does what is one user’s reach another', () => {
  for (const [name, wanted] of [
    ['two-users-isolated', []],
    [
      'two-users-one-session',
      [
        [
          'session-of-another-served',
          'note',
          "tools/list in the first user's session with the second one's credentials was answered 200",
        ],
      ],
    ],
    ['two-users-by-id', [['list-of-another-user', 'error', /^at the same time, with the same JSON-RPC id/]]],
    [
      'two-users-cached',
      [['list-of-another-user', 'error', /right after the first one, with the same request$/]],
    ],
    [
      'two-users-cached-descriptions',
      [['list-of-another-user', 'error', /right after the first one, with the same request$/]],
    ],
  ] as const) {
    it(`${name}: an error only where the second one sees what is the first one's alone`, async (t) => {
      const found = told(await probed(t, name));
      assert.equal(found.length, wanted.length, JSON.stringify(found));
      for (const [at, [rule, severity, says]] of wanted.entries()) {
        assert.deepEqual(found[at]?.slice(0, 2), [rule, severity]);
        const message = found[at]?.[2] ?? '';
        if (typeof says === 'string') assert.equal(message, says);
        else assert.match(message, says);
      }
    });
  }

  it('two-users-by-session: the error and the note, and the error alone decides', async (t) => {
    const one = await probed(t, 'two-users-by-session');
    assert.deepEqual(
      told(one).map(([rule, severity]) => [rule, severity]),
      [
        ['list-of-another-user', 'error'],
        ['session-of-another-served', 'note'],
      ],
    );
    assert.equal(one.report.exitCode, 1);
  });

  it('neither token nor a name of a list is in any output; the sessions are ended by whose they are', async (t) => {
    const { all, received } = await probed(t, 'two-users-by-session');
    for (const secret of [FIRST, SECOND, 'of_the_second_user']) assert.ok(!all.includes(secret), secret);
    const ends = received.filter(({ method }) => method === 'DELETE').map(ofSecond);
    assert.equal(ends.filter((second) => second).length, 1);
    const methods = received.flatMap(({ body }) => /"method":"([^"]+)"/.exec(body)?.[1] ?? []);
    assert.deepEqual(
      [...new Set(methods)].sort(),
      ['initialize', 'notifications/initialized', 'server/discover', 'tools/list'],
      'lists alone',
    );
  });

  it('sends what the plan says: as the second user at most ten requests, each counted', async (t) => {
    const { report, received } = await probed(t, 'two-users-isolated');
    const [target] = report.targets;
    assert.equal(target?.requests, received.length);
    const second = received.filter(ofSecond);
    assert.equal(second.length, 9);
    const plan = await run(['probe', 'http://127.0.0.1:9/mcp', '--quick', '--plan', '--json', ...TOKENS], {
      env: { FIRST, SECOND },
    });
    const { budget } = JSON.parse(plan.stdout) as { budget: { era: string; max: number }[] };
    const most = budget.find(({ era }) => era === 'legacy, sessions')?.max ?? 0;
    assert.ok(received.length <= most, `${received.length} of ${most}`);
  });

  it('a second token that opens nothing is told, and is no leak', async (t) => {
    const persona = await loadPersona(join(packageRoot, 'fixtures', 'servers'), 'two-users-isolated');
    const guarded = await startServer(persona);
    t.after(() => guarded.close());
    const args = ['probe', guarded.url, '--quick', '--json', ...TOKENS];
    const { stdout } = await run(args, { env: { FIRST, SECOND: 'a-token-of-nobody-at-all' } });
    const rules = findingsIn(stdout)?.map(({ rule }) => rule) ?? [];
    assert.ok(rules.includes('second-user-not-served'));
    assert.ok(!rules.includes('list-of-another-user'));
  });

  it('is refused without a first one, with the same twice, and for a configuration', async () => {
    const env = { FIRST, SECOND };
    for (const [words, says] of [
      [['http://127.0.0.1:9/mcp', '--second-bearer-env', 'SECOND'], /no credentials of a first one/],
      [
        ['http://127.0.0.1:9/mcp', '--bearer-env', 'FIRST', '--second-bearer-env', 'FIRST'],
        /the same credentials twice/,
      ],
      [['http://127.0.0.1:9/mcp', ...TOKENS.slice(0, 3), 'NONE'], /the variable NONE is not set/],
    ] as const) {
      const { code, stderr } = await run(['probe', ...words], { env });
      assert.equal(code, 2);
      assert.match(stderr, says);
      assert.ok(!stderr.includes(FIRST));
    }
  });
});

function ofSecond({ headers }: ReceivedRequest): boolean {
  return headers.some(([name, value]) => name.toLowerCase() === 'authorization' && value.includes(SECOND));
}
