import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Target } from '../src/model.js';
import type { WireAnswer } from '../src/net/wire.js';
import { redactAnswer } from '../src/record/answer.js';
import { Redactor, redactedTarget } from '../src/record/redact.js';
import { ENCODINGS } from '../src/secrets/encodings.fixture.js';
import { readConfig } from '../src/targets/config/entries.js';
import { loadFormats } from '../src/targets/config/formats.js';
import { targetsOf } from '../src/targets/config/targets.js';
import { targetFromUrl } from '../src/targets/fromUrl.js';

/** One that is spelled differently everywhere, and one as services draw them. */
const ODD = 'ca+nary/5f2e=9c"7a%1b&x';
const DRAWN = 'canary_5f2e9c7a1b3d4e5f';

const formats = await loadFormats();

function typed(url: string, headers: string[] = [], token = ''): Target {
  return targetFromUrl(url, {
    headers,
    bearerEnv: token === '' ? null : 'T',
    credentials: [],
    env: { T: token },
  });
}

async function configured(url: string, headers: Record<string, string>, KEY = ''): Promise<Target> {
  const text = JSON.stringify({ mcpServers: { a: { type: 'http', url, headers } } });
  const [one] = targetsOf(await readConfig({ path: '.mcp.json', text, env: { KEY } }, formats), {
    credentials: [],
  });
  assert.ok(one?.target);
  return one.target;
}

const forUrl = encodeURIComponent(ODD);
const URL_ = 'http://127.0.0.1:1/mcp';

/** Where a secret can come from. */
const SOURCES: Record<string, [secret: string, target: Target]> = {
  'a bearer token in a variable': [ODD, typed(URL_, [], ODD)],
  'a header by its name': [ODD, typed(URL_, [`X-AuthToken: ${ODD}`])],
  'a header by its value': [DRAWN, typed(URL_, [`X-Whatever: ${DRAWN}`])],
  'a Basic header': [
    ODD,
    typed(URL_, [`Authorization: Basic ${Buffer.from(`u:${ODD}`).toString('base64')}`]),
  ],
  'a cookie': [DRAWN, typed(URL_, [`Cookie: theme=dark; sid=${DRAWN}`])],
  'the query by its name': [ODD, typed(`${URL_}?functionKey=${forUrl}&code=${forUrl}`)],
  'the query by its value': [DRAWN, typed(`${URL_}?project=${DRAWN}`)],
  'the userinfo': [ODD, typed(`http://me:${forUrl}@127.0.0.1:1/mcp`)],
  'the path': [DRAWN, typed(`http://127.0.0.1:1/s/${DRAWN}/mcp`)],
  "a client's file": [DRAWN, await configured(URL_, { 'X-Whatever': DRAWN })],
  "a client's file, by the name of the header": [ODD, await configured(URL_, { 'DD-APPLICATION-KEY': ODD })],
  'a variable in a header': [ODD, await configured(URL_, { 'X-Whatever': '${KEY}' }, ODD)],
  'a variable in the URL': [DRAWN, await configured('http://127.0.0.1:1/${KEY}/mcp', {}, DRAWN)],
};

const ANSWER: WireAnswer = {
  kind: 'answer',
  status: 200,
  headers: [],
  interim: [],
  text: '',
  bytes: 1,
  truncated: false,
  end: 'complete',
  events: null,
  passedOver: [],
  firstByteMs: 1,
  totalMs: 2,
};

const oneLine = (said: string): string => said.replace(/[^\x20-\x7e]/g, '?');
const header = (name: string, value: (said: string) => string = String) => {
  return (said: string): WireAnswer => ({ ...ANSWER, headers: [[name, oneLine(value(said))]] });
};
const text = (value: (said: string) => string, end: WireAnswer['end'] = 'complete') => {
  return (said: string): WireAnswer => ({ ...ANSWER, text: value(said), end });
};
const event = (value: (said: string) => string) => (said: string) => ({
  ...ANSWER,
  events: [{ atMs: 1, event: oneLine(said), data: value(said) }],
});
const rpc = (said: string): string =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, error: { code: -32000, message: said, data: { [said]: [said] } } });

/** Where a server can say it. */
const PLACES: Record<string, (said: string) => WireAnswer> = {
  'an error message': text(rpc),
  'JSON inside of a result': text((said) => JSON.stringify({ result: { content: [{ text: rpc(said) }] } })),
  'a page': text((said) => `<!doctype html><p title="${said}">${said}</p>`),
  'a plain text': text((said) => `invalid token: ${said}`),
  'a body that breaks off behind it': text((said) => `{"jsonrpc":"2.0","error":{"message":"${said}`, 'cut'),
  'an event': event(rpc),
  'an event that is no JSON': event((said) => `endpoint /messages?session=${said}`),
  'an event stream of the wrong shape': text((said) => `data: event: message\ndata: ${rpc(said)}\n\n`),
  'a header': header('X-Echo', (said) => `a, ${said}, b`),
  'the name of a header': (said) => ({ ...ANSWER, headers: [[oneLine(said), '1']] }),
  'a challenge': header('WWW-Authenticate', (said) => `Bearer error="${said}"`),
  'a cookie': header('Set-Cookie', (said) => `sid=${said}; Path=/`),
  'a media type': header('Content-Type', (said) => `application/json; for=${said}`),
  'a location': header('Location', (said) => `/login?next=${said}`),
  'a location with a host': header('Location', (said) => `https://login.example.com/x/${said}?a=b`),
  'a session ID': header('Mcp-Session-Id', (said) => said.replaceAll(' ', '')),
};

describe('a secret is in no recording: wherever it comes from, wherever the server says it, in 23 encodings', () => {
  for (const [source, [secret, target]] of Object.entries(SOURCES)) {
    for (const [place, answer] of Object.entries(PLACES)) {
      it(`from ${source}, in ${place}`, () => {
        const redactor = new Redactor(target);
        for (const encode of Object.values(ENCODINGS)) {
          assertHidden([secret, encode(secret)], redactAnswer(answer(encode(secret)), redactor));
        }
      });
    }
  }

  for (const [source, [secret, target]] of Object.entries(SOURCES)) {
    it(`from ${source}, in what we send`, () => {
      const redactor = new Redactor(target);
      const sent = [redactor.url(target.url), redactor.lines(target.headers)];
      const spelt = Object.values(ENCODINGS).map((encode) => encode(secret));
      assertHidden(spelt, [redactedTarget(target, redactor), sent]);
    });
  }

  it('and what is judged is as it was', () => {
    const redactor = new Redactor(typed(URL_, [], ODD));
    const kept = redactAnswer(PLACES['an error message']?.(ODD) ?? ANSWER, redactor);
    assert.ok(kept.kind === 'answer');
    assert.deepEqual(JSON.parse(kept.body.text), {
      jsonrpc: '2.0',
      id: 1,
      error: { code: -32000, message: '[redacted]', data: { '[redacted]': ['[redacted]'] } },
    });
    const media = redactAnswer(PLACES['a media type']?.(ODD) ?? ANSWER, redactor);
    assert.deepEqual(media.kind === 'answer' && media.headers, [
      ['Content-Type', 'application/json; for=[redacted]'],
    ]);
  });
});

/** None of these is in what is kept, as it is and within every string of JSON that it holds. */
function assertHidden(secrets: readonly string[], kept: unknown): void {
  for (const text of [JSON.stringify(kept), ...textsIn(kept)]) {
    for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} in ${text.slice(0, 400)}`);
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    const inner = /^\s*[{[]/.test(value) ? parsed(value) : null;
    return [value, ...(inner === null ? [] : textsIn(inner))];
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...textsIn(item)]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
