import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { packageRoot } from '../src/packageRoot.js';
import { plainMcp } from './hostile/answers.js';
import { runApart } from './hostile/apart.js';
import { assertBounded, assertOrderly } from './hostile/orderly.js';
import { run } from './hostile/runHere.js';
import { type HostileServer, listen } from './hostile/server.js';

type Case = [name: string, args: string[], stderr: RegExp];
const URL = 'http://127.0.0.1:1/mcp';

/** Each is wrong usage: exit code 2, nothing on stdout, nothing sent. */
const ARGUMENTS: Case[] = [
  [
    'no URL says how to give one',
    ['probe'],
    /neither a URL nor[\s\S]*mcp-accept https:.*\n.*--config.*\n.*--demo/,
  ],
  ['a file in the place of a URL', ['probe', '.mcp.json'], /a file, not a URL[\s\S]*--config \.mcp\.json/],
  ['a file to init', ['init', 'a.json', '--client', 'vscode'], /a file, not a URL[\s\S]*--config a\.json/],
  [
    'a URL in the place of a file, masked',
    ['lint', 'https://u:pass1@example.com/mcp?key=k1'],
    /a URL, not a file\n(?![\s\S]*(pass1|k1))[\s\S]*mcp-accept probe https:/,
  ],
  ['a URL to fix', ['fix', URL], /mcp-accept probe http:\/\/127\.0\.0\.1:1\/mcp/],
  ['a URL to --config', ['probe', '--config', URL], /mcp-accept probe http:\/\/127/],
  ['a slip in clients record', ['clients', 'reccord'], /did you mean `mcp-accept clients record`/],
  [
    'a token in the place of a URL is not printed',
    ['probe', 'ghp_16C7e42F292c6912E7710c838347Ae178B4a'],
    /this is not a URL\n +found: \[redacted\]\n(?![\s\S]*16C7)/,
  ],
  ['text that is no URL', ['probe', 'not a url'], /this is not a URL\n +found: not a url\n/],
  ['an empty URL', ['probe', ''], /this is not a URL/],
  ['ftp: is refused', ['probe', 'ftp://example.com/mcp'], /http: or https:\n +found: the scheme ftp:/],
  ['an unknown scheme is refused', ['probe', 'mcp://example.com'], /found: the scheme mcp:/],
  [
    'localhost without its scheme gets a hint',
    ['probe', 'localhost:3000/mcp'],
    /write the scheme too: http:\/\/localhost:3000\/mcp/,
  ],
  [
    'an address without its scheme gets a hint',
    ['probe', '127.0.0.1:3000/mcp'],
    /write the scheme too: http:\/\/127\.0\.0\.1:3000\/mcp/,
  ],
  ['quotes that the shell handed on', ['probe', `'${URL}'`], /without what stands around it: http:\/\/127/],
  ['a slip in the scheme', ['probe', 'htp://localhost:1/mcp'], /write http.*: http:\/\/localhost:1\/mcp/],
  ['the same without a command', ['htps://localhost:1/mcp'], /write http.*: https:\/\/localhost:1\/mcp/],
  ['an address alone', ['localhost:3000'], /write the scheme too: http:\/\/localhost:3000\n/],
  ['a file alone', ['.mcp.json'], /a file, not a URL[\s\S]*--config \.mcp\.json in its place/],
  ['a URL to check', ['check', URL], /a URL, not a file[\s\S]*mcp-accept probe http:\/\/127/],
  ['a port that cannot be', ['probe', 'http://127.0.0.1:99999/mcp'], /this is not a URL/],
  ['a second URL that is none', ['probe', URL, 'example'], /this is not a URL/],
  ['a header without a colon', ['probe', URL, '--header', 'Name'], /not a header[\s\S]*write it as --header/],
  ['a header whose name has a space', ['probe', URL, '--header', 'A b: c'], /not a header[\s\S]*after "A"/],
  [
    'a header with a line break in it',
    ['probe', URL, '--header', 'X-Key: a\r\nX-Evil: b'],
    /HTTP forbids this header value[\s\S]*--header X-Key[\s\S]*line break/,
  ],
  [
    'a header that is the matrix itself',
    ['probe', URL, '--header', 'accept: text/html'],
    /the probe sets accept itself[\s\S]*--plan/,
  ],
  [
    'an unset variable',
    ['probe', URL, '--bearer-env', 'NO_SUCH'],
    /NO_SUCH is not set[\s\S]*export NO_SUCH=/,
  ],
  ['a time limit that is no number', ['probe', URL, '--timeout', '1x'], /'1x' is invalid.*from 1ms to 10m/],
  ['a time limit of nothing', ['probe', URL, '--timeout', '0'], /a time from 1ms/],
  ['too many at once', ['probe', URL, '--concurrency', '64'], /whole number from 1 to 6/],
  ['a negative burst', ['probe', URL, '--burst', '-1'], /whole number from 0 to 1000/],
  ['a port beyond the last', ['serve', '--port', '65536'], /whole number from 0 to 65535/],
  ['--demo beside a URL', ['probe', URL, '--demo'], /--demo probes the built-in server, not a URL/],
  ['quick and thorough at once', ['probe', URL, '--quick', '--thorough'], /cannot be used with/],
  ['an unknown rule set lists the known', ['probe', URL, '--ruleset', 'lax'], /spec, recommended, strict/],
  ['an unknown option suggests the near one', ['probe', URL, '--formt', 'json'], /Did you mean --format\?/],
  [
    'a dialect without code for this rule',
    ['rules', 'refusal-unreadable', '--dialect', 'go'],
    /there is no code for refusal-unreadable in this dialect\n +found: --dialect go\n +do: +one of express, hono\n/,
  ],
  ['an option alone is one of probe', ['--quick'], /neither a URL nor[\s\S]*mcp-accept https:[\s\S]*--demo/],
  ['an option before a command', ['--quick', 'probe', URL], /unknown option '--quick'/],
  [
    'nothing at all, where there is no configuration',
    [],
    /neither a URL nor[\s\S]*mcp-accept https:[\s\S]*--demo/,
  ],
  ['an unknown command suggests the near one', ['prob', URL], /Did you mean probe\?/],
  ['an unknown rule suggests the near one', ['rules', 'wildcard-reject'], /mean wildcard-rejected/],
  ['an unknown persona suggests the near one', ['serve', 'statful'], /did you mean stateful\?/],
  ['an unknown persona of the demo, too', ['probe', '--demo', 'strct'], /did you mean strict\?/],
  ['a recording that is not there', ['check', '/no/such/file'], /cannot be read[\s\S]*found: no such file/],
  ['a rule folder that is not there', ['probe', URL, '--rules', '/no/such'], /the rules cannot be read/],
];

describe('wrong arguments end with exit code 2 and say what to do', { concurrency: 4 }, () => {
  for (const [name, args, stderr] of ARGUMENTS) {
    it(name, async () => {
      const ran = await run(args);
      assert.match(ran.stderr, stderr);
      assert.equal(ran.stdout, '');
      assert.equal(ran.code, 2);
      assertOrderly(ran);
    });
  }
});

describe('files that cannot be used', { concurrency: 4 }, () => {
  let dir: string;
  let server: HostileServer;
  /** A good recording, and what the probe that made it printed. */
  let recorded: string;
  const at = (...names: string[]): string => join(dir, ...names);

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'mcp-accept-bad-input-'));
    server = await listen(plainMcp);
    const { code } = await run(['probe', server.url, '--quick', '--record', at('good.json')]);
    assert.equal(code, 0);
    recorded = await readFile(at('good.json'), 'utf8');
  });

  after(async () => {
    await server.close();
    await rm(dir, { recursive: true });
  });

  const recordings: [name: string, change: (text: string) => string, stderr: RegExp][] = [
    [
      'a recording from the future',
      (text) => text.replace('"schema": 1', '"schema": 2'),
      /another version of this tool[\s\S]*schema 2[\s\S]*update mcp-accept/,
    ],
    ['a recording cut in half', (text) => text.slice(0, text.length / 2), /not JSON[\s\S]*cut in half/],
    ['an empty recording', () => '', /not JSON[\s\S]*an empty file/],
    ['another JSON', () => '{"name":"x","version":"1"}', /not a recording[\s\S]*"name","version"/],
    ['a JSON list', () => '[1,2]', /not a recording/],
    ['a recording whose flows are no flows', (text) => text.replace(/"exchanges"/g, '"x"'), /damaged/],
  ];
  for (const [index, [name, change, stderr]] of recordings.entries()) {
    it(`check refuses ${name}`, async () => {
      const file = at(`recording-${index}.json`);
      await writeFile(file, change(recorded));
      const ran = await runApart(['check', file]);
      assert.match(ran.stderr, stderr);
      assert.ok(ran.stderr.includes(file), 'the file is named');
      assert.deepEqual([ran.code, ran.stdout], [2, '']);
      await assertBounded(ran);
    });
  }

  it('check of an untouched recording is what the probe was', async () => {
    const ran = await runApart(['check', at('good.json')]);
    assert.deepEqual([ran.code, ran.stderr], [0, '']);
    await assertBounded(ran);
  });

  const rules: [id: string, change: (rule: string) => string, where: string, found: RegExp][] = [
    ['no-json', () => '{ "id": "no-json", }', '', /this rule file is not JSON/],
    ['misspelt-field', (rule) => rule.replace('"title"', '"titel"'), ': /', /property 'title'/],
    [
      'misspelt-value',
      (rule) => rule.replace('"wildcard"', '"wildcrad"'),
      ': /select/cell/0',
      /one of the allowed values/,
    ],
    [
      'misspelt-fact',
      (rule) => rule.replace('{{it.status}}', '{{it.statsu}}'),
      ': message',
      /a fact that does not exist/,
    ],
  ];
  for (const [id, change, where, found] of rules) {
    it(`a rule file with a typo is named, and the place in it: ${id}`, async () => {
      const good = await readFile(join(packageRoot, 'rules', 'wildcard-rejected.json'), 'utf8');
      await mkdir(at(id));
      await writeFile(at(id, `${id}.json`), change(good.replace('"wildcard-rejected"', `"${id}"`)));
      const untouched = await listen(plainMcp);
      const ran = await runApart(['probe', untouched.url, '--rules', at(id)]);
      assert.equal(untouched.connections(), 0, 'nothing is sent');
      await untouched.close();
      assert.match(ran.stderr, found);
      assert.ok(ran.stderr.includes(`where: ${at(id, `${id}.json`)}${where}`), ran.stderr);
      assert.deepEqual([ran.code, ran.stdout], [2, '']);
      await assertBounded(ran);
    });
  }

  for (const [name, output, code] of [
    ['whose folder is missing', ['missing', 'report.json'], 'ENOENT'],
    ['that is a folder', ['.'], 'EISDIR'],
  ] as const) {
    it(`an --output ${name} is an error, and the report is printed instead`, async () => {
      const ran = await run(['probe', server.url, '--quick', '--format', 'json', '--output', at(...output)]);
      assert.match(ran.stderr, /the file cannot be written/);
      assert.match(ran.stderr, new RegExp(`found: ${code}`));
      assert.equal(JSON.parse(ran.stdout).targets[0].notJudged, null);
      assert.equal(ran.code, 2);
      assertOrderly(ran, 15);
    });
  }

  it('a --record that cannot be written is an error, and costs no report', async () => {
    const ran = await run(['probe', server.url, '--quick', '--record', at('missing', 'recording.json')]);
    assert.match(ran.stderr, /the file cannot be written[\s\S]*found: ENOENT/);
    assert.match(ran.stdout, /Correct clients connect/);
    assert.equal(ran.code, 2);
    assertOrderly(ran, 15);
  });
});
