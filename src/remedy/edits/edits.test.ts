import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UserError } from '../../errors.js';
import type { ConfigEdit, Format, Json } from '../../model.js';
import { applyEdits, type Edit } from './edits.js';

const REPORTED = `{
  // what the team shares
  "mcpServers": {
    "api": {
      "type": "http",
      "url": "https://example.com/mcp",
      "headers": {
        "Accept": "application/json, text/event-stream",
        "MCP-Protocol-Version": "2025-06-18" // pinned once
      }
    }
  }
}
`;
const HEADERS = ['mcpServers', 'api', 'headers'];

const remove = (...path: string[]): ConfigEdit => ({ path, value: undefined });
const set = (path: string[], value: Json): ConfigEdit => ({ path, value });

type Case = [name: string, before: string, edits: Edit[], after: string];

const JSON_CASES: Case[] = [
  [
    'the last header goes with its line and the comma before; a comment stays',
    REPORTED,
    [remove(...HEADERS, 'MCP-Protocol-Version')],
    REPORTED.replace(
      '-stream",\n        "MCP-Protocol-Version": "2025-06-18" // pinned once',
      '-stream"\n        // pinned once',
    ),
  ],
  [
    'the first header goes with its line',
    REPORTED,
    [remove(...HEADERS, 'Accept')],
    REPORTED.replace('        "Accept": "application/json, text/event-stream",\n', ''),
  ],
  [
    'the only key of several lines leaves empty brackets',
    '{\n\t"headers": {\n\t\t"a": 1\n\t}\n}',
    [remove('headers', 'a')],
    '{\n\t"headers": {\n\t}\n}',
  ],
  [
    'an object goes as a whole, with what is in it, when the edit says so',
    '{\n  "url": "u",\n  "headers": {\n    "a": 1, // one\n    "b": 2\n  }\n}\n',
    [remove('headers')],
    '{\n  "url": "u"\n}\n',
  ],
  ['two edits that empty an object', '{ "a": 1, "b": 2 }', [remove('a'), remove('b')], '{}'],
  ['in one line', '{ "a": 1, "b": 2, "c": 3 }', [remove('b')], '{ "a": 1, "c": 3 }'],
  ['minified', '{"a":1,"b":2,"c":3}', [remove('a'), remove('c')], '{"b":2}'],
  ['a trailing comma stays one', '{\n  "a": 1,\n  "b": 2,\n}', [remove('b')], '{\n  "a": 1,\n}'],
  ['an only key takes its trailing comma with it', '{ "a": 1, }', [remove('a')], '{}'],
  [
    'commas at the beginning of lines',
    '{\n    "a": 1\n  , "b": 2\n  , "c": 3\n}',
    [remove('b')],
    '{\n    "a": 1\n  , "c": 3\n}',
  ],
  ['a comma behind a comment', '{\n  "a": 1 // one\n  ,"b": 2\n}', [remove('b')], '{\n  "a": 1 // one\n}'],
  [
    'Windows line ends and a byte order mark',
    '\ufeff{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n',
    [remove('b'), set(['c'], true)],
    '\ufeff{\r\n  "a": 1,\r\n  "c": true\r\n}\r\n',
  ],
  [
    'a key that stands twice is gone altogether',
    '{\n  "a": 1,\n  "b": 2,\n  "a": 3\n}',
    [remove('a')],
    '{\n  "b": 2\n}',
  ],
  ['of a key that stands twice the last is set', '{ "a": 1, "a": 2 }', [set(['a'], 3)], '{ "a": 1, "a": 3 }'],
  ['a key that is not there is no error', '{ "a": 1 }', [remove('b')], '{ "a": 1 }'],
  [
    'a new key stands below the last, behind its comment',
    '{\n    "a": 1 // one\n}',
    [set(['b'], 'x')],
    '{\n    "a": 1, // one\n    "b": "x"\n}',
  ],
  [
    'a new object is laid out as the rest',
    '{\n\t"a": {\n\t\t"url": "u"\n\t}\n}',
    [set(['a', 'headers', 'X'], '1')],
    '{\n\t"a": {\n\t\t"url": "u",\n\t\t"headers": {\n\t\t\t"X": "1"\n\t\t}\n\t}\n}',
  ],
  ['a key in empty brackets', '{\n  "a": {}\n}', [set(['a', 'b'], 1)], '{\n  "a": {\n    "b": 1\n  }\n}'],
  [
    'a key in brackets with nothing but a comment',
    '{\n  "a": {\n    // none\n  }\n}',
    [set(['a', 'b'], 1)],
    '{\n  "a": {\n    // none\n    "b": 1\n  }\n}',
  ],
  [
    'a key that is called differently keeps its value, with comments',
    '{\n  "a": { "x": 1, // one\n  "y": 2 }\n}',
    [{ path: ['a'], key: 'b"c' }],
    '{\n  "b\\"c": { "x": 1, // one\n  "y": 2 }\n}',
  ],
  ['a key in minified empty brackets', '{"a":{}}\n', [set(['a', 'b'], 'x')], '{"a":{"b":"x"}}\n'],
];

const TOML = `# mine
model = "o4"

[mcp_servers.api] # remote
url = "https://example.com/mcp"
http_headers = { Accept = "application/json", "MCP-Protocol-Version" = "2025-06-18" } # two
startup_timeout_sec = 20

[mcp_servers.other]
command = "npx"

[mcp_servers.other.env]
  TOKEN="x"
`;
const API = ['mcp_servers', 'api'];

const TOML_CASES: Case[] = [
  [
    'a key of an inline table',
    TOML,
    [remove(...API, 'http_headers', 'MCP-Protocol-Version')],
    TOML.replace(', "MCP-Protocol-Version" = "2025-06-18"', ''),
  ],
  [
    'the first of an inline table',
    TOML,
    [remove(...API, 'http_headers', 'Accept')],
    TOML.replace('Accept = "application/json", ', ''),
  ],
  [
    'a line, but for its comment',
    TOML,
    [remove(...API, 'http_headers')],
    TOML.replace(/^http_headers.*(?=# two)/m, ''),
  ],
  ['a line', TOML, [remove(...API, 'startup_timeout_sec')], TOML.replace('startup_timeout_sec = 20\n', '')],
  [
    'a table with its header',
    TOML,
    [remove('mcp_servers', 'other', 'env')],
    TOML.replace('[mcp_servers.other.env]\n  TOKEN="x"\n', ''),
  ],
  [
    'a server that is spread over two tables',
    TOML,
    [remove('mcp_servers', 'other')],
    TOML.replace(/\[mcp_servers\.other\][\s\S]*/, '\n'),
  ],
  [
    'a value',
    TOML,
    [set([...API, 'url'], 'http://h/"x"')],
    TOML.replace('"https://example.com/mcp"', '"http://h/\\"x\\""'),
  ],
  [
    'a new key below the last of its table',
    TOML,
    [set([...API, 'bearer_token_env_var'], 'API_TOKEN')],
    TOML.replace('_sec = 20\n', '_sec = 20\nbearer_token_env_var = "API_TOKEN"\n'),
  ],
  [
    'a new key, indented and spaced as its neighbour',
    TOML,
    [set(['mcp_servers', 'other', 'env', 'A'], 'b')],
    `${TOML}  A="b"\n`,
  ],
  [
    'a new key in an inline table',
    TOML,
    [set([...API, 'http_headers', 'X-Tenant.id'], 'a')],
    TOML.replace('-18" }', '-18", "X-Tenant.id" = "a" }'),
  ],
  [
    'a new table within',
    TOML,
    [set([...API, 'env_http_headers', 'X-Key'], 'KEY')],
    TOML.replace('_sec = 20\n', '_sec = 20\nenv_http_headers = { X-Key = "KEY" }\n'),
  ],
  [
    'a new server at the end',
    TOML,
    [set(['mcp_servers', 'new one'], { url: 'http://h/mcp', http_headers: { A: 'b' } })],
    `${TOML}\n[mcp_servers."new one"]\nurl = "http://h/mcp"\nhttp_headers = { A = "b" }\n`,
  ],
  [
    'dotted keys, with Windows line ends',
    '[mcp_servers.a]\r\nurl = "u"\r\nhttp_headers.A = "1"\r\nhttp_headers.B = "2"\r\n',
    [remove('mcp_servers', 'a', 'http_headers', 'A'), set(['mcp_servers', 'a', 'http_headers', 'C'], '3')],
    '[mcp_servers.a]\r\nurl = "u"\r\nhttp_headers.B = "2"\r\nhttp_headers.C = "3"\r\n',
  ],
  [
    'a key that is called differently',
    TOML,
    [{ path: [...API, 'http_headers', 'Accept'], key: 'X Y' }],
    TOML.replace('Accept', '"X Y"'),
  ],
  [
    'a header of its own table',
    '[mcp_servers.a.http_headers]\n"Accept" = "x"\n"MCP-Protocol-Version" = """2025\n"""\nB = "1"',
    [remove('mcp_servers', 'a', 'http_headers', 'MCP-Protocol-Version')],
    '[mcp_servers.a.http_headers]\n"Accept" = "x"\nB = "1"',
  ],
];

for (const [syntax, cases] of [
  ['jsonc', JSON_CASES],
  ['toml', TOML_CASES],
] satisfies [Format['syntax'], Case[]][]) {
  describe(`an edit of ${syntax}`, () => {
    for (const [name, before, edits, after] of cases) {
      it(name, async () => assert.equal(await applyEdits(before, syntax, edits), after));
    }
  });
}

describe('an edit that does not fit', () => {
  const cases: [string, string, Format['syntax'], Edit, RegExp][] = [
    ['broken JSON', '{ "a": ', 'json', remove('a'), /not JSON/],
    ['a path through a text', '{ "a": "b" }', 'json', set(['a', 'b'], 1), /no object where/],
    ['a path through a list', '{ "a": [1] }', 'json', remove('a', '0'), /no object where/],
    ['a new name that is taken', '{ "a": 1, "b": 2 }', 'json', { path: ['a'], key: 'b' }, /both keys/],
    ['a new name for nothing', '{}', 'json', { path: ['a'], key: 'b' }, /no such key/],
    ['a new name that is taken in TOML', 'a = 1\n[b]', 'toml', { path: ['a'], key: 'b' }, /both keys/],
    ['no path', '{}', 'json', remove(), /names nothing/],
    ['broken TOML', 'a = ', 'toml', remove('a'), /not TOML/],
    ['a null in TOML', 'a = 1', 'toml', set(['a'], null), /no null/],
    ['a path through a TOML number', 'a = 1', 'toml', set(['a', 'b'], 1), /no table where/],
  ];
  for (const [name, text, syntax, edit, found] of cases) {
    it(`is refused: ${name}`, async () => {
      await assert.rejects(
        applyEdits(text, syntax, [edit]),
        (error) => error instanceof UserError && found.test(error.detail.found ?? ''),
      );
    });
  }
});
