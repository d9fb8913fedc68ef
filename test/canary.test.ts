import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { formatsFor } from '../src/report/formats/index.js';
import { ENCODINGS } from '../src/secrets/encodings.fixture.js';
import { plainMcp } from './hostile/answers.js';
import { type EchoMode, echo } from './hostile/echo.js';
import { assertCalm } from './hostile/orderly.js';
import type { Ran } from './hostile/run.js';
import { run } from './hostile/runHere.js';
import { deadPort, listen } from './hostile/server.js';

/** One secret of letters, and one with everything that is spelled differently somewhere. */
const PLAIN = 'canary-5f2e9c7a1b';
const ODD = 'ca+nary/5f2e=9c"7a%1b&x';

/** A way to give a secret: where it goes in the URL, and what goes with it. */
interface Input {
  secret: string;
  url?: (url: URL) => string;
  args?: string[];
  env?: Record<string, string>;
}

const at = (userinfo: string) => (url: URL) => `${url.protocol}//${userinfo}@${url.host}${url.pathname}`;
const asked = (query: string) => (url: URL) => `${url.href}?${query}`;
const encoded = encodeURIComponent(ODD);
const basic = Buffer.from(`user:${ODD}`).toString('base64');

const INPUTS: Record<string, Input> = {
  'a bearer token in a variable': { secret: PLAIN, args: ['--bearer-env', 'TOKEN'], env: { TOKEN: PLAIN } },
  'an odd bearer token in a variable': { secret: ODD, args: ['--bearer-env', 'TOKEN'], env: { TOKEN: ODD } },
  'an Authorization header': { secret: PLAIN, args: ['--header', `authorization: Bearer ${PLAIN}`] },
  'an Authorization header without a scheme': {
    secret: PLAIN,
    args: ['--header', `Authorization: ${PLAIN}`],
  },
  'an Authorization header with parameters': {
    secret: PLAIN,
    args: ['--header', `Authorization: Digest username="u", response="${PLAIN}"`],
  },
  'a Basic Authorization header': { secret: ODD, args: ['--header', `Authorization: Basic ${basic}`] },
  'an X-API-Key header': { secret: ODD, args: ['--header', `X-API-Key: ${ODD}`] },
  'a Cookie header': { secret: PLAIN, args: ['--header', `Cookie: theme=dark; sid=${PLAIN}; a=b`] },
  'a Proxy-Authorization header': {
    secret: PLAIN,
    args: ['--header', `Proxy-Authorization: Basic ${PLAIN}`],
  },
  'a header named by --credential': {
    secret: ODD,
    args: ['--header', `X-Tenant-Pass: ${ODD}`, '--credential', 'x-tenant-PASS'],
  },
  'a password in the URL': { secret: PLAIN, url: at(`user:${PLAIN}`) },
  'an odd password in the URL': { secret: ODD, url: at(`user:${encoded}`) },
  'a password in the URL that is no percent-encoding': { secret: `${PLAIN}%zz`, url: at(`user:${PLAIN}%zz`) },
  'a token in place of the user': { secret: PLAIN, url: at(PLAIN) },
  'a token in place of the user, and a word': { secret: PLAIN, url: at(`${PLAIN}:x-oauth-basic`) },
  'an api_key in the query': { secret: PLAIN, url: asked(`a=b%20c&api_key=${PLAIN}&d`) },
  'an odd access_token in the query': { secret: ODD, url: asked(`access_token=${encoded}`) },
  'a token in the query with a plus sign': { secret: 'ca+nary+5f2e', url: asked('token=ca+nary+5f2e') },
  'a token in the query in lower-case percent-encoding': {
    secret: ODD,
    url: asked(`token=${encoded.replace(/%../g, (hex) => hex.toLowerCase())}`),
  },
  'a key of a vendor in the query': { secret: PLAIN, url: asked(`tavilyApiKey=${PLAIN}`) },
  'a key twice in the query': { secret: PLAIN, url: asked(`key=other-${PLAIN}&key=${PLAIN}`) },
  'a query parameter named by --credential': {
    secret: PLAIN,
    url: asked(`tenant=${PLAIN}`),
    args: ['--credential', 'Tenant'],
  },
  'a token in the fragment': { secret: PLAIN, url: (url) => `${url.href}#access_token=${PLAIN}` },
};

/** The secret in every encoding, alone or after its scheme. */
function spellings(secret: string): string[] {
  const base64 = (text: string): string => Buffer.from(text).toString('base64').replace(/=+$/, '');
  const encoded = Object.values(ENCODINGS).map((encode) => encode(secret));
  return [...encoded, base64(secret), base64(`Bearer ${secret}`), base64(`user:${secret}`)];
}

function assertNowhere(secret: string, texts: Record<string, string>): void {
  for (const [where, text] of Object.entries(texts)) {
    for (const spelling of spellings(secret)) {
      const found = text.indexOf(spelling);
      const around = text.slice(Math.max(0, found - 120), found + 120);
      assert.ok(found < 0, `${spelling} in ${where}: ${around}`);
    }
  }
}

let dir: string;
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mcp-accept-canary-'));
});
after(() => rm(dir, { recursive: true }));

let files = 0;
function freshFile(): string {
  files += 1;
  return join(dir, `out-${files}`);
}

/** Everything that one kind of run gives away: both streams, and the files it was told to write. */
async function outputs(args: string[], env: Record<string, string> = {}): Promise<Record<string, string>> {
  const ran: Ran = await run(args, { env });
  assertCalm(ran);
  const { stdout, stderr } = ran;
  const written = args.flatMap((arg, index) =>
    /^--(output|record|report)$/.test(arg) ? [(args[index + 1] ?? '').replace(/^\w+:/, '')] : [],
  );
  const texts = await Promise.all(written.map((file) => readFile(file, 'utf8').catch(() => '')));
  return { stdout, stderr, ...Object.fromEntries(texts.map((text, index) => [`file ${index + 1}`, text])) };
}

/** The options that write a report in every format. */
function everyFormat(): string[] {
  return formatsFor('probe').flatMap((format) => ['--report', `${format}:${freshFile()}`]);
}

/** Probes an echo server with this input, reports in every format, and judges the recording again. */
async function probeEverywhere({ secret, url, args = [], env = {} }: Input, mode: EchoMode): Promise<void> {
  const server = await listen(echo(mode));
  try {
    const target = (url ?? String)(new URL(server.url));
    const common = ['probe', target, ...args, '--debug', '--timeout', '2000'];
    const recording = freshFile();
    const first = await outputs([...common, '--record', recording, ...everyFormat()], env);
    assertNowhere(secret, first);
    assert.match(first['file 1'] ?? '', /"flows"/);
    assert.ok(
      target.includes('#') ||
        server.received.some(({ head }) => spellings(secret).some((text) => head.includes(text))),
      'the server was told the secret',
    );
    if (mode !== 'works') return;
    assertNowhere(secret, await outputs([...common, '--plan'], env));
    assertNowhere(secret, await outputs([...common, '--plan', '--format', 'json'], env));
    assertNowhere(secret, await outputs(['check', recording, ...everyFormat()]));
  } finally {
    await server.close();
  }
}

describe('a secret appears in no output of a server that echoes it', { concurrency: 4 }, () => {
  for (const [name, input] of Object.entries(INPUTS)) {
    it(`${name}`, () => probeEverywhere(input, 'works'));
  }
  for (const mode of ['refuses', 'redirects', 'html', 'sse'] as const) {
    for (const name of [
      'an odd bearer token in a variable',
      'an odd password in the URL',
      'an api_key in the query',
    ]) {
      const input = INPUTS[name];
      assert.ok(input);
      it(`${name}, and the server ${mode}`, () => probeEverywhere(input, mode));
    }
  }
});

describe('a secret appears in no output when nothing can be sent', { concurrency: 4 }, () => {
  for (const [name, { secret, url = String, args = [], env = {} }] of Object.entries(INPUTS)) {
    it(`${name}: to a dead port`, async () => {
      const target = url(new URL(`http://127.0.0.1:${await deadPort()}/mcp`));
      const texts = await outputs(['probe', target, ...args, '--record', freshFile(), '--debug'], env);
      assert.match(texts['stdout'] ?? '', /nothing listens there/);
      assertNowhere(secret, texts);
    });
  }

  const refused: [name: string, args: string[]][] = [
    ['a URL with a bad port', ['probe', `http://user:${PLAIN}@127.0.0.1:bad/?token=${PLAIN}#${PLAIN}`]],
    ['a bad URL, @ and / in its password', ['probe', `http://user:p@/${PLAIN}@127.0.0.1:bad/mcp`]],
    ['a URL without a scheme', ['probe', `127.0.0.1:3000/mcp?token=${PLAIN}#${PLAIN}`]],
    ['a name without a scheme', ['probe', `localhost:3000/mcp?token=${PLAIN}`]],
    ['a user without a scheme', ['probe', `user:9${PLAIN}@localhost/mcp`]],
    ['a URL of another scheme', ['probe', `ftp://user:${PLAIN}@localhost/mcp?token=${PLAIN}`]],
    ['a header without a colon', ['probe', 'http://[::1]/', '--header', `Authorization Bearer ${PLAIN}`]],
    ['a header with its colon too late', ['probe', 'http://[::1]/', '--header', `X-Key ${PLAIN}: x`]],
    [
      'a header with a line break inside',
      ['probe', 'http://[::1]/', '--header', `X-Key: ${PLAIN}\n${PLAIN}`],
    ],
    ['a token in place of its variable', ['probe', 'http://[::1]/', '--bearer-env', PLAIN]],
    [
      'a long token in place of its variable',
      ['probe', 'http://[::1]/', '--bearer-env', PLAIN.replace(/-/g, '').repeat(3)],
    ],
    ['--demo beside a URL', ['probe', `http://user:${PLAIN}@[::1]/`, '--demo']],
  ];
  for (const [name, args] of refused) {
    it(`${name}: wrong usage`, async () => {
      for (const more of [[], ['--debug']]) {
        const texts = await outputs([...args, ...more]);
        assert.match(texts['stderr'] ?? '', /^error: /);
        assertNowhere(PLAIN, texts);
        assertNowhere(PLAIN.replace(/-/g, ''), texts);
      }
    });
  }

  it('a bad token in a variable: wrong usage', async () => {
    const env = { TOKEN: `${PLAIN}\u0007${PLAIN}` };
    const texts = await outputs(['probe', 'http://[::1]/', '--bearer-env', 'TOKEN', '--debug'], env);
    assert.match(texts['stderr'] ?? '', /HTTP forbids this header value/);
    assertNowhere(PLAIN, texts);
  });
});

it('a run without secrets hides nothing', async () => {
  const server = await listen(plainMcp);
  try {
    const { stdout = '' } = await outputs([
      'probe',
      server.url,
      '--verbose',
      '--header',
      'X-Team: blue team',
    ]);
    assert.match(stdout, /blue team/);
    assert.doesNotMatch(stdout, /redacted/i);
  } finally {
    await server.close();
  }
});
