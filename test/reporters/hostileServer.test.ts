import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { describe, it } from 'node:test';
import { parse } from 'junit2json';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { folderWith } from '../fixing.js';
import { head, plainMcp } from '../hostile/answers.js';
import { run } from '../hostile/runHere.js';
import { listen, type Received } from '../hostile/server.js';
import { elementsIn } from './elements.js';
import { NASTY } from './hostile.js';

const FORMATS = ['json', 'ndjson', 'sarif', 'junit', 'github', 'markdown', 'html', 'har'] as const;
type Format = (typeof FORMATS)[number];

/** ANSI, OSC 8, bidi, `::error`, `]]>`, `</script>`, backticks, bytes that are no UTF-8, all in one line of this length. */
const meanLine = (length: number): Buffer =>
  Buffer.concat([
    Buffer.from(
      JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32000, message: NASTY } }).slice(0, -2),
    ),
    Buffer.from(',"data":"'),
    Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80]),
    Buffer.from(`${'x'.repeat(length)}"}}`),
  ]);

function mean(status: string, length: number) {
  const line = meanLine(length);
  return (socket: Socket): void => {
    const lines = ['Content-Type: application/json', `Content-Length: ${line.length}`];
    socket.write(head(status, ...lines, 'WWW-Authenticate: Bearer error="::error::x]]></script>\u0080`"'));
    socket.write(line);
  };
}

/** Serves who accepts both types, and is mean to everybody else. */
function meanToSome(socket: Socket, request: Received): void {
  const accepts = /^accept: *(.*)$/im.exec(request.head)?.[1] ?? '';
  if (accepts.includes('json') && accepts.includes('event-stream')) plainMcp(socket, request);
  else mean('406 Not Acceptable', 1_000_000)(socket);
}

/** How each is read where it goes, and what must not be found there. */
const READ: Record<Format, (text: string) => void | Promise<void>> = {
  json: (text) => void JSON.parse(text),
  sarif: (text) => void JSON.parse(text),
  har: (text) => void JSON.parse(text),
  ndjson: (text) =>
    text
      .trimEnd()
      .split('\n')
      .forEach((line) => void JSON.parse(line)),
  junit: async (text) => assert.ok('testsuite' in ((await parse(text)) ?? {})),
  github: (text) => {
    for (const line of text.trimEnd().split('\n')) assert.match(line, /^::(error|warning|notice) [^\n]*$/);
    assert.equal(text.match(/(^|\n)::add-mask/), null);
  },
  markdown: (text) => {
    const page = micromark(text, {
      extensions: [gfm()],
      htmlExtensions: [gfmHtml()],
      allowDangerousHtml: true,
    });
    for (const { name, attributes } of elementsIn(page)) {
      assert.ok(!['script', 'img', 'a', 'input'].includes(name), name);
      assert.ok(!('href' in attributes || 'src' in attributes));
    }
  },
  html: (text) => {
    for (const { name, attributes } of elementsIn(text)) {
      assert.ok(!['script', 'img', 'iframe'].includes(name), name);
      assert.ok(!Object.keys(attributes).some((one) => one.startsWith('on')));
    }
  },
};

describe('every report of a server that says what media obey', () => {
  for (const [what, behaviour] of [
    ['to a part of its clients', meanToSome],
    ['to everybody, in a 406', mean('406 Not Acceptable', 10)],
    ['to everybody, in a 401', mean('401 Unauthorized', 10)],
  ] as const) {
    it(`${what}: is read as what it is, small, and without a sign that a terminal obeys`, async (test) => {
      const server = await listen(behaviour);
      test.after(() => server.close());
      const { path, at } = folderWith(test, {});
      const words = FORMATS.flatMap((name) => ['--report', `${name}:r.${name}`]);
      const { stdout, stderr } = await run(['probe', server.url, '--quick', ...words], { cwd: path });
      const asTicket = ['triage', server.url, '--client', 'claude-code'];
      const ticket = behaviour === meanToSome ? null : await run(asTicket, { cwd: path });
      for (const text of [stdout, stderr, ticket?.stdout ?? '', ticket?.stderr ?? '']) {
        assert.doesNotMatch(text, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
        assert.ok(text.length < 20_000, `${text.length}`);
      }
      for (const name of FORMATS) {
        const text = readFileSync(at(`r.${name}`), 'utf8');
        assert.doesNotMatch(text, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u, name);
        await READ[name](text);
        // A HAR keeps bodies to the letter; what is for people is short.
        const most = name === 'har' || name === 'html' ? 40_000_000 : 400_000;
        assert.ok(statSync(at(`r.${name}`)).size < most, `${name}: ${text.length}`);
      }
    });
  }
});
