import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { plainMcp, whole } from './hostile/answers.js';
import { silent } from './hostile/broken.js';
import { assertCalm } from './hostile/orderly.js';
import { type Interruptible, type Ran, runAlone } from './hostile/run.js';
import { run } from './hostile/runHere.js';
import { type Behaviour, type HostileServer, listen, type Received } from './hostile/server.js';
import { SESSION, slowly, stateful } from './hostile/stateful.js';

/** Far less than a request may take here, so that nobody waits for an answer; and a busy machine takes its time. */
const PROMPTLY_MS = 40_000;
const PATIENT = ['--timeout', '60000'];

async function serve(test: TestContext, behaviour: Behaviour): Promise<HostileServer> {
  const server = await listen(behaviour);
  test.after(() => server.close());
  return server;
}

/** A behaviour, and a promise of the first request that it is asked `what`. */
function watched(what: (request: Received) => boolean, behaviour: Behaviour): [Behaviour, Promise<void>] {
  let seen = (): void => {};
  const asked = new Promise<void>((resolve) => {
    seen = resolve;
  });
  const watching: Behaviour = (socket, request) => {
    behaviour(socket, request);
    if (what(request)) seen();
  };
  return [watching, asked];
}

/** Probes and presses Ctrl-C as soon as `moment` has come: here, or in a process that gets the signal of the system. */
function interrupt(
  args: string[],
  moment: Promise<unknown>,
  signal: NodeJS.Signals = 'SIGINT',
  where: 'here' | 'alone' = 'here',
): Promise<Ran> {
  const during = (child: Interruptible): void => void moment.then(() => child.kill(signal));
  return (where === 'here' ? run : runAlone)(['probe', ...args, ...PATIENT], { during });
}

function assertInterrupted(ran: Ran): void {
  assert.equal(ran.code, 130);
  assert.match(ran.stdout, /interrupted/i);
  assert.ok(ran.ms < PROMPTLY_MS, `${Math.round(ran.ms)} ms`);
  assertCalm(ran);
}

const isList = ({ body }: Received): boolean => body.includes('"tools/list"');
const isDelete = ({ method }: Received): boolean => method === 'DELETE';

describe('Ctrl-C ends a run with exit code 130 and what is known so far', { concurrency: 4 }, () => {
  it('while the server says nothing', async (test) => {
    const [behaviour, asked] = watched(() => true, silent());
    const server = await serve(test, behaviour);
    const ran = await interrupt([server.url], asked, 'SIGINT', 'alone');
    assertInterrupted(ran);
    assert.match(ran.stdout, /Run it again/);
  });

  it('before the first answer, which comes all the same', async (test) => {
    // Measured before: a verdict on that one answer, and exit code 3.
    const page = whole('200 OK', 'text/html', '<!doctype html><title>Welcome</title>');
    const [behaviour, asked] = watched(
      () => true,
      slowly(300, (socket) => void socket.write(page)),
    );
    const server = await serve(test, behaviour);
    assertInterrupted(await interrupt([server.url], asked));
  });

  it('while the connection is not there yet', async (test) => {
    const server = await serve(test, silent());
    // A TLS handshake to which nobody answers.
    const ran = await interrupt([server.url.replace('http:', 'https:')], server.reached);
    assertInterrupted(ran);
  });

  it('SIGTERM does the same', async (test) => {
    const [behaviour, asked] = watched(() => true, silent());
    const server = await serve(test, behaviour);
    assertInterrupted(await interrupt([server.url], asked, 'SIGTERM', 'alone'));
  });

  it('the partial report is whole JSON, in a file too, and check says the same', async (test) => {
    const dir = await mkdtemp(join(tmpdir(), 'mcp-accept-interrupted-'));
    test.after(() => rm(dir, { recursive: true }));
    const [report, recording] = [join(dir, 'report.json'), join(dir, 'recording.json')];
    const [behaviour, asked] = watched(isList, stateful(isList));
    const server = await serve(test, behaviour);
    const files = ['--output', report, '--record', recording];
    const ran = await interrupt([server.url, '--format', 'json', ...files], asked);
    assert.equal(ran.code, 130);
    assert.equal(JSON.parse(await readFile(report, 'utf8')).targets[0].notJudged.reason, 'interrupted');
    const checked = await run(['check', recording, '--format', 'json']);
    assert.equal(checked.code, 130);
    assert.deepEqual(JSON.parse(checked.stdout), JSON.parse(await readFile(report, 'utf8')));
  });

  it('an open session is ended before', async (test) => {
    const [behaviour, asked] = watched(isList, stateful(isList));
    const server = await serve(test, behaviour);
    const ran = await interrupt([server.url], asked);
    assertInterrupted(ran);
    const ended = server.received.filter(isDelete);
    assert.equal(ended.length, 1);
    assert.match(ended[0]?.head ?? '', new RegExp(`Mcp-Session-Id: ${SESSION}`, 'i'));
    assert.doesNotMatch(ran.stdout, new RegExp(SESSION));
  });

  it('a session is ended also where every answer is slow', async (test) => {
    const [behaviour, asked] = watched(
      isList,
      slowly(
        200,
        stateful(() => false),
      ),
    );
    const server = await serve(test, behaviour);
    assertInterrupted(await interrupt([server.url], asked));
    assert.equal(server.received.filter(isDelete).length, 1);
  });

  it('a server that does not answer the end of its session either is not waited for', async (test) => {
    const hangs = (request: Received): boolean => isList(request) || isDelete(request);
    const [behaviour, asked] = watched(isList, stateful(hangs));
    const server = await serve(test, behaviour);
    assertInterrupted(await interrupt([server.url], asked));
    assert.equal(server.received.filter(isDelete).length, 1);
  });

  it('a second Ctrl-C ends it at once', async (test) => {
    const hangs = (request: Received): boolean => isList(request) || isDelete(request);
    const [listed, asked] = watched(isList, stateful(hangs));
    const [behaviour, ending] = watched(isDelete, listed);
    const server = await serve(test, behaviour);
    const during = (child: ChildProcess): void => {
      void asked.then(() => child.kill('SIGINT'));
      void ending.then(() => child.kill('SIGINT'));
    };
    const ran = await runAlone(['probe', server.url], { during });
    assert.deepEqual([ran.code, ran.stdout, ran.stderr], [130, '', '']);
  });
});

describe('someone who stops reading', { concurrency: 4 }, () => {
  const closeOut = (child: ChildProcess): void => void child.stdout?.destroy();
  const closeBoth = (child: ChildProcess): void => {
    child.stdout?.destroy();
    child.stderr?.destroy();
  };

  it('is no error: the report goes nowhere, quietly, and the exit code is the verdict', async (test) => {
    const server = await serve(test, plainMcp);
    for (const args of [['--quick'], ['--quick', '--format', 'json'], ['--plan']]) {
      const ran = await runAlone(['probe', server.url, ...args], { during: closeOut });
      assert.deepEqual([ran.code, ran.stderr], [0, '']);
    }
  });

  it('is no error for the other commands', async () => {
    for (const args of [['rules'], ['rules', 'wildcard-rejected'], ['serve', '--list'], ['--help']]) {
      const ran = await runAlone(args, { during: closeOut });
      assert.deepEqual([ran.code, ran.stderr], [0, '']);
    }
  });

  it('of errors is no error either', async () => {
    assert.equal((await runAlone(['probe'], { during: closeBoth })).code, 2);
    assert.equal((await runAlone(['probe', '--debug', '--demo', '--quick'], { during: closeBoth })).code, 0);
  });
});
