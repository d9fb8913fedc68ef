import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/packageRoot.js';

/** What somebody adds who follows CONTRIBUTING. */
export interface Added {
  /** The section that tells how. */
  heading: string;
  /** In the place of `<id>` in the path; of a reporter the name of the file. */
  id: string;
  /** The one file. */
  text: string;
  /** A mistake in it: what is written instead of what. */
  mistake: [right: string, wrong: string];
  /** What else the section asks for, by path: the text after it, from the text before. */
  beside: Record<string, (before: string) => string>;
}

/** The file with its mistake. */
export function broken({ text, mistake: [right, wrong] }: Added): string {
  assert.ok(text.includes(right), right);
  return text.replace(right, wrong);
}

type Column = Record<'header' | 'url' | 'stays', Record<string, unknown>>;

/** A file that looks like the new one, with other words in it: each that is replaced is there. */
function like(path: string, words: Record<string, string>): string {
  let text = readFileSync(join(packageRoot, path), 'utf8');
  for (const [from, to] of Object.entries(words)) {
    assert.ok(text.includes(from), `${path} has no ${from}`);
    text = text.replaceAll(from, to);
  }
  return text;
}

/** JSON with something done to it. */
function changed<T>(change: (value: T) => void): (before: string) => string {
  return (before) => {
    const value = JSON.parse(before) as T;
    change(value);
    return `${JSON.stringify(value, null, 2)}\n`;
  };
}

const MARKED = '{ "mcpServers": { "notes": { "url": "https://mcp.example.com/mcp" } } }\n';

/** One of each, the client and its format before all others by name. */
export const additions: readonly Added[] = [
  {
    heading: 'Add a rule',
    id: 'stream-cacheable',
    text: like('rules/sse-cacheable.json', { '"sse-cacheable"': '"stream-cacheable"' }),
    mistake: ['was answered as text/event-stream', 'was answered'],
    beside: {},
  },
  {
    heading: 'Add a rule about configurations',
    id: 'key-declined',
    text: like('rules/config/key-refused.json', { '"key-refused"': '"key-declined"' }),
    mistake: ['is refused by', 'is not taken by'],
    beside: {},
  },
  {
    heading: 'Add a diagnosis',
    id: 'teapot',
    text: like('rules/diagnoses/forbidden.json', {
      '"forbidden"': '"teapot"',
      '403': '418',
      'forbids this': 'is a teapot',
      'Check that the token may do this.': 'Ask for tea.',
      '"notJudged": "credentials"': '"notJudged": "unclear"',
      'list-asks-for-credentials': 'list-fails',
    }),
    mistake: ['"Nobody can connect: the server is a teapot (418)"', '"Nobody can connect (418)"'],
    beside: {
      'fixtures/servers/teapot.json': () =>
        like('fixtures/servers/forbidden.json', { '403': '418', '"forbidden"': '"teapot"' }),
    },
  },
  {
    heading: 'Add a reporter',
    id: 'words.ts',
    text: `import { forTerminal } from '../escape.js';
import type { Report } from '../../model.js';

/** The verdict on each target, a line each. */
export function renderWords({ targets }: Report): string {
  return targets.map(({ diagnosis }) => \`\${forTerminal(diagnosis?.title ?? '', 300)}\\n\`).join('');
}
`,
    mistake: ['export function renderWords', 'export function renderWord'],
    beside: {
      'src/report/formats/index.ts': (before) =>
        before
          .replace(
            '\n/** Every format by its name',
            `
const words: Format = {
  mediaType: 'text/plain',
  renders: { probe: async () => (await import('./words.js')).renderWords },
};

/** Every format by its name`,
          )
          .replace('html, har }', 'html, har, words }'),
    },
  },
  {
    heading: 'Add a client',
    id: 'a-client@1.0.0',
    text: like('rules/clients/wong2-mcp-cli@2.0.0.json', {
      '"wong2-mcp-cli@2.0.0"': '"a-client@1.0.0"',
      '"wong2-mcp-cli"': '"a-client"',
      'wong2 mcp-cli': 'A Client',
      '"2.0.0"': '"1.0.0"',
      '"format": null': '"format": "a-client"',
    }),
    mistake: ['"runtime": "node"', '"runtime": "nodes"'],
    beside: {},
  },
  {
    heading: 'Add a configuration format',
    id: 'a-client',
    text: like('rules/formats/junie.json', {
      '"junie"': '"a-client"',
      '"client": null': '"client": "a-client"',
      '"Junie"': '"A Client"',
      '.junie/mcp/mcp.json': '.a-client/mcp.json',
      '"projectFile": ".a-client/mcp.json"': '"projectFile": null',
      'start Junie again': 'start A Client again',
    }),
    mistake: ['[["mcpServers"]]', '[["servers"]]'],
    beside: {
      'fixtures/configs/a-client/.a-client/mcp.json': () => MARKED,
      'fixtures/lint/a-client/.a-client/mcp.json': () => MARKED,
      'fixtures/lint/a-client/found.txt': () => '',
      'fixtures/configs/readings.json': changed<{ readings: object[] }>(({ readings }) => {
        readings.push({ file: 'a-client/.a-client/mcp.json', format: 'a-client', read: [], sent: [] });
      }),
      // What it makes of a variable, as the client that it looks like.
      'fixtures/configs/expansion.json': changed<{ table: Column[] }>(({ table }) => {
        for (const { header, url, stays } of table)
          for (const column of [header, url, stays])
            if (column['junie'] !== undefined) column['a-client'] = column['junie'];
      }),
      'fixtures/configs/recognition.json': changed<object[]>((cases) => {
        const path = 'app/.a-client/mcp.json';
        cases.push({ name: path, path, text: MARKED, client: null, format: 'a-client', guessed: false });
      }),
    },
  },
];
