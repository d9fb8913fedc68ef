import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cpuTime } from '../../cpuTime.fixture.js';
import { loadFormats } from '../../targets/config/formats.js';
import { urlText } from './shownUrl.js';

const formats = await loadFormats();
const format = formats.find(({ id }) => id === 'claude-code');
assert.ok(format);

const SHOWN: [raw: string, shown: string][] = [
  ['https://mcp.example.com/mcp', 'https://mcp.example.com/mcp'],
  ['https://mcp.example.com/@org/notes?profile=work', 'https://mcp.example.com/@org/notes?profile=work'],
  ['https://${HOST}:${PORT}/mcp', 'https://${HOST}:${PORT}/mcp'],
  ['${BASE:-https://mcp.example.com}/mcp', '${BASE:...}/mcp'],
  ['https://user:hunter2@h/mcp', 'https://[redacted]@h/mcp'],
  ['https://${NAME}:${PASS}@h/mcp', 'https://${NAME}:${PASS}@h/mcp'],
  ['https://us:p@ss@h/mcp', 'https://[redacted]@h/mcp'],
  ['https://user:pa/ss@h/mcp', 'https://[redacted]@h/mcp'],
  ['user:hunter2@h/mcp', '[redacted]@h/mcp'],
  ['https://h/mcp?api_key=hunter2&a=b', 'https://h/mcp?api_key=[redacted]&a=b'],
  ['https://h/mcp?api_key=${KEY}', 'https://h/mcp?api_key=${KEY}'],
  ['https://h/mcp?api_key=a${KEY}b', 'https://h/mcp?api_key=[redacted]${KEY}[redacted]'],
  ['https://h/mcp?x=ghp_16C7e42F292c6912E7', 'https://h/mcp?x=[redacted]'],
  ['https://h/mcp?ghp_16C7e42F292c6912E7', 'https://h/mcp?[redacted]'],
  ['https://h/mcp#access_token=x', 'https://h/mcp#[redacted]'],
  ['https://h/s/1868a90c5f2e4c7a9f86/mcp', 'https://h/s/[redacted]/mcp'],
  ['https://h/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln/mcp', 'https://h/[redacted]/mcp'],
  ['1868a90c5f2e4c7a9f86', '[redacted]'],
  ['not a url', 'not a url'],
  ['', ''],
];

describe('a URL is shown without its secrets, and with its references as they are written', () => {
  for (const [raw, shown] of SHOWN) it(raw, () => assert.equal(urlText(raw, format).shown, shown));
});

describe('an edit may have the whole URL in it', () => {
  for (const raw of ['http://localhost:3000/mcp?a=b', 'http://${HOST}/mcp', 'http://h/@org/mcp']) {
    it(`yes: ${raw}`, () => assert.equal(urlText(raw, format).bare, true));
  }
  for (const raw of [
    'http://u:p@h/',
    'http://h/?token=${T}',
    'http://h/#x',
    'http://${H:-x}/',
    'http://h/1868a90c5f2e4c7a9f86',
  ]) {
    it(`no: ${raw}`, () => assert.equal(urlText(raw, format).bare, false));
  }
});

it('a long URL is cut, and a hostile one takes no time', () => {
  assert.equal(urlText(`https://h/${'a/'.repeat(300)}`, format).shown.length, 200);
  const ms = cpuTime(() => {
    urlText(`https://h/?${'${A}'.repeat(200_000)}`, format);
    urlText(`https://${'a:@'.repeat(200_000)}`, format);
  });
  assert.ok(ms < 3000, `${ms} ms`);
});
