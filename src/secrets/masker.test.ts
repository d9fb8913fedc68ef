import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ENCODINGS } from './encodings.fixture.js';
import { Masker } from './masker.js';

/** One that is spelled differently everywhere, one as services draw them, and one that is short. */
const SECRETS = ['ca+nary/5f2e=9c"7a%1b&x', 'ghp_16C7e42F292c6912E7710c838347Ae178B4a', 'k3y-22'];

function masker(...secrets: string[]): Masker {
  const one = new Masker();
  for (const secret of secrets) one.hide(secret);
  return one;
}

describe('a secret is found however a server spells it', () => {
  it('in 23 ways', () => assert.equal(Object.keys(ENCODINGS).length, 23));

  for (const [name, encode] of Object.entries(ENCODINGS)) {
    it(`${name}`, () => {
      for (const secret of SECRETS) {
        const spelt = encode(secret);
        const text = masker(secret).text(`before ${spelt} behind`);
        assert.match(text, /^before .*\[redacted\].* behind$/);
        assert.ok(!text.includes(spelt), text);
        const body = JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          error: { code: -32001, message: `no ${spelt}!` },
        });
        const kept = masker(secret).body(body);
        assert.ok(!kept.includes(json(spelt)), kept);
        const { error, ...rest } = JSON.parse(kept);
        assert.deepEqual([rest, error.code], [{ jsonrpc: '2.0', id: 1 }, -32001]);
        assert.match(error.message, /^no .*\[redacted\].*!$/);
      }
    });
  }

  it('with no more of its neighbours than the bits that it shares with them', () => {
    const base64 = Buffer.from(`user:${SECRETS[1]}, and more`).toString('base64');
    const text = masker(SECRETS[1] ?? '').text(base64);
    assert.equal(Buffer.from(text.split('[redacted]')[0] ?? '', 'base64').toString(), 'user');
    assert.equal(text.split('[redacted]')[1], base64.slice(-16));
  });

  it('where the text breaks off in the middle of it', () => {
    const one = masker(SECRETS[0] ?? '');
    for (const encode of Object.values(ENCODINGS)) {
      const spelt = encode(SECRETS[0] ?? '');
      const text = one.cut(`before ${spelt.slice(0, -3)}`);
      assert.ok(!text.includes(spelt.slice(0, 18)), text);
    }
    assert.equal(one.cut('before ca+nary/5f2e\\u003'), 'before [redacted]');
    assert.equal(one.cut('before ca+na'), 'before ca+na');
  });

  it('also in pieces, if it is a long one', () => {
    const long = Array.from({ length: 40 }, (_, at) => `${at * at * 7919}k`).join('');
    for (const encode of Object.values(ENCODINGS)) {
      assert.match(masker(long).text(`(${encode(long)})`), /^\(.{0,40}\[redacted\].{0,40}\)$/);
    }
    assert.equal(
      masker(long).text(`it begins with ${long.slice(0, 60)}`),
      `it begins with [redacted]${long.slice(48, 60)}`,
    );
  });

  it('and an escape is never cut in two', () => {
    assert.equal(masker('n5ecret-0').body('{"a":"\\n5ecret-0"}'), '{"a":"\\n5ecret-0"}');
    assert.equal(JSON.parse(masker('5ecret-0n').body('{"a":"\\\\5ecret-0\\u006e\\n"}')).a, '\\[redacted]\n');
  });
});

describe('a word that means something else is not looked for', () => {
  for (const word of [
    ...['true', 'json', 'dark', 'error', 'initialize', 'protocolVersion', 'tools/list', '2.0', '2025-11-25'],
    ...[
      'application/json',
      'text/event-stream',
      'application/json; charset=utf-8',
      'http/1.1',
      '12345',
      'blue',
    ],
    ...['notifications/initialized', 'session', 'Not Acceptable', '2026-07-28T10:00:00.000Z', 'sha256'],
  ]) {
    it(word, () => {
      const body = `{"jsonrpc":"2.0","id":12345,"result":{"protocolVersion":"2025-11-25","ok":true,"${word}":"${word}"}}`;
      assert.equal(masker(word).body(body), body);
      assert.equal(masker(word).text(word), word);
    });
  }

  for (const secret of [
    'hunter2',
    'p4ssw0rd',
    '1234567890',
    'correct-horse-battery',
    'a1b2c3',
    'tr0ub4dor&3',
  ]) {
    it(`${secret} is no such word`, () => assert.equal(masker(secret).text(`(${secret})`), '([redacted])'));
  }
});

describe('JSON stays the JSON that it was', () => {
  it('names are told apart, numbers stay numbers, and everything else stays as it is written', () => {
    const body = '{ "hunter2" : 1.50 ,\n "x-hunter2": [1234567890, -12345678901e2, "a\\u0041"], "c": null }';
    assert.equal(
      masker('hunter2', '1234567890').body(body),
      '{ "[redacted]" : 1.50 ,\n "x-[redacted] 2": [0, 0, "a\\u0041"], "c": null }',
    );
  });

  it('also inside of a string, and in the lines of an event stream', () => {
    const inner = JSON.stringify({ token: 'hunter2', n: [1234567890] });
    const outer = JSON.stringify({ result: { content: [{ type: 'text', text: inner }] } });
    const kept = masker('hunter2', '1234567890').body(`event: message\ndata: ${outer}\n\n`);
    const data = JSON.parse(/^data: (.*)$/m.exec(kept)?.[1] ?? '');
    assert.deepEqual(JSON.parse(data.result.content[0].text), { token: '[redacted]', n: [0] });
  });

  it('whatever a server says: 2000 bodies, drawn', () => {
    const draw = drawn(7);
    const secrets = [...SECRETS, 'hunter2', '1234567890', 'json', 'true', '2025-11-25', 'id', 'result'];
    const one = masker(...secrets);
    const spelt = [...secrets, ...Object.values(ENCODINGS).flatMap((encode) => SECRETS.map(encode))];
    for (let count = 0; count < 2000; count += 1) {
      const value = anyJson(draw, spelt, 4);
      const body = JSON.stringify(value, null, count % 3);
      assert.equal(shapeOf(JSON.parse(one.body(body))), shapeOf(JSON.parse(body)), body);
    }
  });
});

it('a session is called by its name, and a secret inside of its ID does not change that', () => {
  const one = masker('5ecret-01');
  one.name('session-5ecret-01-x', '[session s1]');
  assert.equal(one.text('of session-5ecret-01-x'), 'of [session s1]');
});

it('a mebibyte is searched for 20 secrets in the time that its length asks for', () => {
  const one = masker(
    ...Array.from({ length: 20 }, (_, at) => `${at}-ghp_16C7e42F292c6912E7710c838347Ae${at}`),
  );
  for (const kind of ['{"a":"b & c", "d": [1, 2]},', '\\n', '%41', '&amp;', '0-ghp_16C7', 'aaaa']) {
    const [short, long] = [1 << 15, 1 << 18].map((length) => {
      const text = kind.repeat(length / kind.length);
      const began = process.cpuUsage();
      one.body(text);
      one.cut(text);
      const { user, system } = process.cpuUsage(began);
      return (user + system) / 1000;
    });
    // Eight times the length; quadratic would be 64 times the time.
    assert.ok((long ?? 0) < 300 + 24 * (short ?? 0), `${kind}: ${short} ms, then ${long} ms`);
  }
});

function json(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** What is where, without what strings and numbers say. */
function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shapeOf).join()}]`;
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  return `{${Object.values(value).map(shapeOf).join()}}`;
}

function anyJson(draw: (below: number) => number, texts: readonly string[], depth: number): unknown {
  const text = (): string => {
    const some = Array.from({ length: draw(3) }, () => texts[draw(texts.length)] ?? '');
    return `${'ab "\\\n'.slice(0, draw(7))}${some.join(' ')}`;
  };
  const kind = draw(depth > 0 ? 7 : 5);
  if (kind === 0) return null;
  if (kind === 1) return draw(2) === 0;
  if (kind === 2) return draw(2) === 0 ? draw(99999) / 7 : 1234567890;
  if (kind < 5) return text();
  const items = Array.from({ length: draw(5) }, () => anyJson(draw, texts, depth - 1));
  return kind === 5 ? items : Object.fromEntries(items.map((item, at) => [`k${at} ${text()}`, item]));
}

/** The same numbers in every run. */
function drawn(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
