import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConfig } from '../../targets/config/entries.js';
import { loadFormats } from '../../targets/config/formats.js';
import { maskFile } from './maskFile.js';

const formats = await loadFormats();

async function masked(text: string, path = '.mcp.json'): Promise<string> {
  const mask = maskFile(await readConfig({ path, text, env: {} }, formats));
  return text.split('\n').map(mask).join('\n');
}

async function entry(fields: object): Promise<object> {
  const text = JSON.stringify({ mcpServers: { api: fields } }, null, 2);
  return JSON.parse(await masked(text)).mcpServers.api;
}

describe('a line of a configuration that is shown', () => {
  it('has no credential in its headers, and keeps their schemes and references', async () => {
    const headers = {
      Authorization: 'Bearer abcdef12',
      'X-Api-Key': 'secret-value',
      Cookie: 'sid=${SID}',
      'X-Auth-Token': '${TOKEN:-fallback-value}',
      'X-Tenant': 'acme',
      authorisation: 'Bearer H2SECRET444',
      'Authorization: Bearer': 'H5SECRET777',
      'Mcp-Session-Id': 'one-two',
      'X-Mixed': 'a${ONE}b-${env:TWO}-c',
      'X-Other': '${my secret}{file:~/t}${THREE:-no}',
      Accept: 'application/json',
      'MCP-Protocol-Version': '2025-06-18',
      'X-Api-Version': '7',
    };
    assert.deepEqual(await entry({ type: 'http', url: 'http://h/mcp', headers }), {
      type: 'http',
      url: 'http://h/mcp',
      headers: {
        Authorization: 'Bearer [redacted]',
        'X-Api-Key': '[redacted]',
        Cookie: '[redacted]${SID}',
        'X-Auth-Token': '${TOKEN:-[redacted]}',
        'X-Tenant': '[redacted]',
        authorisation: 'Bearer [redacted]',
        'Authorization: Bearer': '[redacted]',
        'Mcp-Session-Id': '[redacted]',
        'X-Mixed': '[redacted]${ONE}[redacted]${env:TWO}[redacted]',
        'X-Other': '${[redacted]}{file:~/t}${THREE:-[redacted]}',
        Accept: 'application/json',
        'MCP-Protocol-Version': '2025-06-18',
        'X-Api-Version': '7',
      },
    });
  });

  it('has no secret in its URL, and keeps the rest of it', async () => {
    assert.deepEqual(
      await entry({ type: 'http', url: 'https://me:hunter22@h:3000/mcp?api_key=k3y-value&a=b' }),
      {
        type: 'http',
        url: 'https://[redacted]@h:3000/mcp?api_key=[redacted]&a=b',
      },
    );
  });

  it('has no secret of a program: its environment, its flags, its headers', async () => {
    const fields = {
      command: 'npx',
      args: [
        '-y',
        'x',
        '--api-key',
        'plain-word',
        '--token=other-word',
        'Authorization: Bearer third-word',
        '--header',
        'X-Whatever: fourth-word',
        '3000',
      ],
      env: { NODE_ENV: 'production', PORT: '3000', PASSWORD: 'say "hi"', REF: '${REF}' },
    };
    assert.deepEqual(await entry(fields), {
      command: 'npx',
      args: [
        '-y',
        'x',
        '--api-key',
        '[redacted]',
        '--token=[redacted]',
        'Authorization: Bearer [redacted]',
        '--header',
        'X-Whatever: [redacted]',
        '[redacted]',
      ],
      env: { NODE_ENV: '[redacted]', PORT: '[redacted]', PASSWORD: '[redacted]', REF: '${REF}' },
    });
  });

  it('has nothing that looks like a token, wherever it stands', async () => {
    const text = JSON.stringify(
      { mcpServers: {}, other: { note: 'use ghp_0123456789abcdefABCD here' } },
      null,
      2,
    );
    assert.match(await masked(text), /"use \[redacted\] here"/);
  });

  it('has nothing that follows Bearer, Basic or Token, be it in a comment or in a key', async () => {
    const text = `{ "mcpServers": {} } // Authorization: Bearer H9SECRET\n// { "basic dXNlcg==": 'Token t0p-secret' }`;
    assert.equal(
      await masked(text, '.vscode/mcp.json'),
      `{ "mcpServers": {} } // Authorization: Bearer [redacted]\n// { "basic [redacted]": 'Token [redacted]' }`,
    );
  });

  it('has its other words where a header has the same for its value', async () => {
    const fields = { type: 'http', url: 'http://h/mcp', headers: { 'X-Kind': 'http', headers: 'api' } };
    assert.deepEqual(await entry(fields), {
      ...fields,
      headers: { 'X-Kind': '[redacted]', headers: '[redacted]' },
    });
  });

  it('has no header value that stands on a line of its own', async () => {
    const text =
      '{ "mcpServers": { "a": { "url": "http://h/mcp", "headers": { "X":\n "s3cret"\n, "Y": ["z3cret"] } } } }';
    assert.match(await masked(text), /"X":\n "\[redacted\]"\n, "Y": \["\[redacted\]"\]/);
  });

  it('has no secret of TOML either, in any of its quotes', async () => {
    const text = `[mcp_servers.a]\nurl = "http://h/mcp"\nhttp_headers = { Authorization = 'Bearer abcdef12', X = "y" }\n[mcp_servers.b.env]\nKEY = """\nfirst-line\nsecond-line"""\n`;
    const shown = await masked(text, '.codex/config.toml');
    assert.match(shown, /Authorization = 'Bearer \[redacted\]', X = "\[redacted\]"/);
    assert.doesNotMatch(shown, /abcdef12|first-line|second-line/);
  });

  it('has a command of Crush without what it is given, and secrets of YAML in none of its spellings', async () => {
    const crush =
      '{ "mcp": { "a": { "type": "http", "url": "http://h", "headers": { "X": "Bearer $(echo k1secret9)" } } } }';
    assert.ok((await masked(crush, 'crush.json')).includes('"X": "Bearer $(...)"'));
    const yaml = [
      'mcpServers:',
      '  a:',
      '    url: http://h/mcp?api_key=plain-k2secret9',
      '    headers:',
      '      X-Key: k3secret9 # k3secret9',
      "      X-Two: 'k4secret9'",
      '      X-Three: |',
      '        k5secret9',
      '      Authorization: Bearer ${TOKEN}',
    ].join('\n');
    const shown = await masked(yaml, 'librechat.yaml');
    assert.doesNotMatch(shown, /k\dsecret9/);
    assert.match(shown, /Authorization: Bearer \$\{TOKEN\}$/m);
  });
});
