import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import type { TargetReport } from '../src/model.js';
import { after as afterwards, plainMcp } from './hostile/answers.js';
import { runApart } from './hostile/apart.js';
import * as broken from './hostile/broken.js';
import * as floods from './hostile/floods.js';
import { assertBounded, assertOrderly, TIMEOUT_MS } from './hostile/orderly.js';
import type { Ran } from './hostile/run.js';
import { run } from './hostile/runHere.js';
import { type Behaviour, deadPort, type HostileServer, listen, portOf } from './hostile/server.js';

/** What is known of what is sent: a flood is probed apart, so that the memory that it takes can be told. */
type Size = 'small' | 'flood';

/** Silence is waited out where it is expected; elsewhere a busy machine gets more time. */
const PATIENT_MS = 10 * TIMEOUT_MS;

/** Probes this URL and returns the one target of the report. */
async function probe(
  url: string,
  timeoutMs: number,
  size: Size,
): Promise<{ ran: Ran; target: TargetReport }> {
  const args = ['probe', url, '--timeout', String(timeoutMs), '--format', 'json'];
  const apart = size === 'flood' ? await runApart(args) : null;
  const ran = apart ?? (await run(args));
  assert.equal(ran.stderr, '');
  const target: TargetReport = JSON.parse(ran.stdout).targets[0];
  if (apart === null) assertOrderly(ran, target.requests);
  else await assertBounded(apart, target.requests);
  return { ran, target };
}

async function assertNotJudged(
  url: string,
  words: RegExp,
  { code = 3, size = 'small' }: { code?: number | undefined; size?: Size } = {},
): Promise<void> {
  const timeoutMs = /TIMEOUT|within/.test(words.source) ? TIMEOUT_MS : PATIENT_MS;
  const { ran, target } = await probe(url, timeoutMs, size);
  assert.equal(ran.code, code);
  assert.deepEqual(target.findings, []);
  const { title = '', detail = '', whatToDo = [] } = target.notJudged ?? {};
  assert.match([title, detail, ...whatToDo].join('\n'), words);
}

async function withServer(
  behaviour: Behaviour,
  use: (server: HostileServer) => Promise<void>,
  options: { secure?: boolean } = {},
): Promise<void> {
  const server = await listen(behaviour, options);
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

describe('a server that cannot be talked to is not judged: exit code 3', { concurrency: 4 }, () => {
  it('nothing listens on the port', async () => {
    await assertNotJudged(
      `http://127.0.0.1:${await deadPort()}/mcp`,
      /nothing listens there\n.*ECONNREFUSED/,
    );
  });

  it('the host is unknown', async () => {
    // Without a network the same name cannot be looked up at all.
    await assertNotJudged('http://no-such-host.invalid/mcp', /host name (is unknown|could not be looked up)/);
  });

  it('https to a port that refuses TLS', async () => {
    // Node answers 400 to what is no HTTP.
    const server = createServer();
    const port = await portOf(server);
    await assertNotJudged(`https://127.0.0.1:${port}/mcp`, /does not speak TLS[\s\S]*Use http:/);
    server.close();
  });

  it('https to a plain port that waits for more', async () => {
    await withServer(plainMcp, async ({ port }) => {
      await assertNotJudged(
        `https://127.0.0.1:${port}/mcp`,
        /no connection[\s\S]*TIMEOUT[\s\S]*no TLS, use http:/,
      );
    });
  });

  it('http to a port that speaks TLS', async () => {
    await withServer(
      plainMcp,
      ({ port }) =>
        assertNotJudged(`http://127.0.0.1:${port}/mcp`, /this port speaks TLS[\s\S]*Write https:/),
      { secure: true },
    );
  });

  it('a certificate that signed itself', async () => {
    await withServer(
      plainMcp,
      ({ url }) => assertNotJudged(url, /certificate signed itself\n.*SELF_SIGNED[\s\S]*NODE_EXTRA_CA_CERTS/),
      { secure: true },
    );
  });
});

const UNFINISHED = /does not give a whole answer/.source;

/**
 * What nobody can use, whatever is asked, and what came instead of an answer: exit code 3, but 1 where a whole answer
 * came and it is one that no client can use.
 */
const HOPELESS: [name: string, behaviour: () => Behaviour, words: RegExp, code?: number][] = [
  ['accepts and says nothing', broken.silent, /accepts the connection and says nothing\n.*TIMEOUT/],
  ['hangs up', broken.hangsUp, /hangs up without an HTTP answer\n[\s\S]*serves TLS/],
  ['breaks off in the middle of JSON', broken.cutJson, RegExp(`${UNFINISHED}\n.*broke off after 20 bytes`)],
  [
    'breaks off in the middle of an event',
    broken.cutSse,
    RegExp(`${UNFINISHED}\n.*event-stream.*; the body broke off`),
  ],
  ['opens a stream and is silent on it', floods.openSse, RegExp(`${UNFINISHED}\n.*on the stream within`)],
  ['sends a header over 64 KiB', () => broken.longHeader(70_000), /headers of the answer are over 64 KiB/],
  ['announces too few bytes', () => broken.wrongLength(-50), RegExp(`${UNFINISHED}\n.*no complete JSON`)],
  ['does not speak HTTP', broken.garbage, /does not speak HTTP\n[\s\S]*serves TLS/],
  ['answers 100 Continue unasked', () => broken.interimFirst('100 Continue'), /answers 100 or 101/],
  ['switches protocols unasked', broken.switchesProtocols, /answers 100 or 101/],
  ['answers 204', broken.noContent, /no MCP server over Streamable HTTP\n.*answered 204\n.*path/, 1],
  [
    'answers with a web page',
    broken.htmlPage,
    /no MCP server[\s\S]*200 text\/html[\s\S]*HTML page came back/,
    1,
  ],
  [
    'redirects to itself',
    broken.redirectLoop,
    /redirects to itself\n.*307, Location: \/mcp[\s\S]*leads nowhere/,
    1,
  ],
];

/** The same, where what comes is more than anybody wants to keep. */
const FLOODS: typeof HOPELESS = [
  // Measured before: 290 MiB above an idle run.
  ['sends 340,000 empty objects', () => floods.crowded('objects'), RegExp(`${UNFINISHED}\n.*100,000 values`)],
  ['sends lists in lists, half a million deep', () => floods.crowded('depth'), RegExp(UNFINISHED)],
  ['sends half a mebibyte in chunks of one byte', floods.byteByByte, RegExp(UNFINISHED)],
  ['sends events without end', floods.endlessSse, RegExp(`${UNFINISHED}\n.*1000 events without the answer`)],
  [
    'sends nothing but line breaks on its stream',
    () => floods.endlessSse('\n'),
    // A busy machine may not read a mebibyte of them in time.
    RegExp(`${UNFINISHED}\n.*(1 MiB|on the stream within)`),
  ],
  [
    'sends empty events without end',
    () => floods.endlessSse('data:\n\n'),
    RegExp(`${UNFINISHED}\n.*1000 events`),
  ],
  ['sends a body without end', floods.endlessBody, RegExp(`${UNFINISHED}\n.*over 1 MiB`)],
  [
    'sends an event without end',
    () => floods.endlessBody('text/event-stream'),
    RegExp(`${UNFINISHED}\n.*1 MiB`),
  ],
  [
    'sends 10 MB in one line',
    () => floods.longLine(1e7, 'application/json'),
    RegExp(`${UNFINISHED}\n.*over 1 MiB`),
  ],
  ['sends a 10 MB event in one line', () => floods.longLine(1e7, 'text/event-stream'), RegExp(UNFINISHED)],
  ['sends a gigabyte as gzip', floods.gzipBomb, RegExp(`${UNFINISHED}\n.*over 1 MiB`)],
  ['sends 103 without end', floods.endlessInterim, /says nothing\n.*TIMEOUT/],
  ['sends headers without end', floods.endlessHeaders, /headers of the answer are over 64 KiB/],
];

describe('a server that never answers properly is not judged', { concurrency: 4 }, () => {
  it('of one that says nothing, the hello is shown with which clients begin, not the last that was tried', () =>
    withServer(broken.silent(), async ({ url }) => {
      const { target } = await probe(url, TIMEOUT_MS, 'small');
      assert.equal(target.decisive?.request.message, 'initialize');
    }));

  for (const [name, behaviour, words, code] of HOPELESS) {
    it(`one that ${name}`, () => withServer(behaviour(), ({ url }) => assertNotJudged(url, words, { code })));
  }
  for (const [name, behaviour, words] of FLOODS) {
    it(`one that ${name}`, () =>
      withServer(behaviour(), ({ url }) => assertNotJudged(url, words, { size: 'flood' })));
  }
});

describe('a server that is odd and works is judged', { concurrency: 4 }, () => {
  for (const [name, behaviour] of [
    ['sends 103 Early Hints first', broken.interimFirst('103 Early Hints')],
    ['sends 102 and 103 first', broken.interimFirst('102 Processing', '103 Early Hints')],
    ['sends 200 headers', broken.manyHeaders(200)],
    ['sends text that is no UTF-8', broken.invalidUtf8()],
    ['hangs up right after the answer on its stream', broken.cutAfterAnswer()],
  ] as const) {
    it(`one that ${name}: exit code 0`, () =>
      withServer(behaviour, async ({ url }) => {
        const { ran, target } = await probe(url, PATIENT_MS, 'small');
        assert.equal(target.notJudged, null);
        assert.deepEqual(target.eras, ['legacy']);
        assert.equal(ran.code, 0);
      }));
  }

  it('one that announces more bytes than come is not clean', () =>
    withServer(broken.wrongLength(50), ({ url }) =>
      assertNotJudged(url, RegExp(`${UNFINISHED}\n.*did not end within the time limit`)),
    ));
});

describe('a server that turns hostile when the control has worked', { concurrency: 4 }, () => {
  const greets = (behaviour: Behaviour): Behaviour => afterwards(4, behaviour);
  for (const [name, behaviour, timeoutMs, size] of [
    ['is silent', broken.silent(), 2 * TIMEOUT_MS, 'small'],
    ['hangs up', broken.hangsUp(), PATIENT_MS, 'small'],
    ['opens streams and is silent on them', floods.openSse(), 2 * TIMEOUT_MS, 'small'],
    ['sends bodies without end', floods.endlessBody(), PATIENT_MS, 'flood'],
    ['sends events without end', floods.endlessSse(), PATIENT_MS, 'flood'],
    ['sends empty events without end', floods.endlessSse('data:\n\n'), PATIENT_MS, 'flood'],
    ['sends a gigabyte as gzip', floods.gzipBomb(), PATIENT_MS, 'flood'],
  ] as const) {
    it(`${name}: time and memory stay within bounds, and it is no clean run`, () =>
      withServer(greets(behaviour), async ({ url }) => {
        const { ran, target } = await probe(url, timeoutMs, size);
        assert.equal(target.notJudged, null);
        assert.equal(ran.code, 1);
      }));
  }
});
