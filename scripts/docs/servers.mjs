// docs/servers.md: how real servers answer and who connects to them, from what is kept in fixtures/interop/.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bullets, code, page, row, section, table } from './text.mjs';

const folder = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'fixtures', 'interop');
const kept = (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));

const HEAD = ['version', 'how', 'none', 'JSON', 'SSE', '`*/*`', 'both', 'stance', 'clients', 'found'];
const CELLS = ['missing', 'json-only', 'sse-only', 'wildcard', 'both'];
const TYPES = { 'application/json': 'JSON', 'text/event-stream': 'SSE' };

/** Every measured server: what it is, what it answers, what is said of it. @returns in the order of the roster */
export function measuredServers() {
  const [about, truth, verdicts] = [kept('about'), kept('truth'), kept('verdicts')];
  return Object.entries(verdicts).map(([name, { said, clients }]) => {
    const { library, version, how } = about.servers[name] ?? namedBy(name);
    return {
      name,
      library,
      version,
      how,
      about: about.libraries[library],
      truth: truth[name],
      said,
      clients,
    };
  });
}

/** `mcp 1.30.0 stateful-sse` */
function namedBy(name) {
  const [library, version, mode] = name.split(' ');
  const [sessions, answers] = mode.split('-');
  const how = `${sessions === 'stateful' ? 'sessions' : 'no sessions'}, ${answers === 'json' ? 'JSON' : 'events'}`;
  return { library, version, how };
}

export function serversPage() {
  const servers = measuredServers();
  const languages = [...new Set(servers.map(({ about }) => about.language))];
  const libraries = new Set(servers.map(({ library }) => library));
  return page([
    '# Servers',
    '',
    `How ${servers.length} configurations of ${libraries.size} server libraries in ${spelled(languages)} answer, and which of the recorded [clients](clients.md) get to their tools. Every status was taken with raw sockets, every verdict is what \`mcp-accept probe\` says of the recording; ${kept('about').measured}, \`npm run measure\`. Nothing here is from memory.`,
    ...section('The short of it', bullets(shortOfIt(servers))),
    ...section('How to read the tables', LEGEND),
    ...languages.flatMap((language) => [
      '',
      `## ${language}`,
      ...[...libraries].flatMap((library) => {
        const own = servers.filter((one) => one.library === library && one.about.language === language);
        return own.length === 0 ? [] : librarySection(own);
      }),
    ]),
    ...section(
      'Yours',
      `${code('sh', 'npx mcp-accept probe --demo strict')}\n\nWith your URL in place of \`--demo strict\` it says the same of your server; \`mcp-accept clients URL\` lets every recorded client try.`,
    ),
  ]);
}

const LEGEND = [
  'The five columns after *how* are what a correct request gets with that `Accept`: none at all, `application/json`,',
  '`text/event-stream`, `*/*`, and both types. `200 SSE` is an answer in events, `200 JSON` one in JSON. Where `initialize`',
  'and `tools/list` differ, both stand there. A second line with *2026* is the revision 2026-07-28, if the server speaks it.',
  'What each [stance](cells.md) means: *strict* refuses all but both, *strict-with-ranges* takes `*/*` too, *lenient* lets in',
  'who asks for one type, *ignoring* does not look. *Clients* counts the recorded ones that get to the tools.',
].join('\n');

function shortOfIt(servers) {
  const legacy = servers.filter(({ truth }) => truth.legacy !== undefined);
  const answers = (cell) => legacy.filter(({ truth }) => truth.legacy[cell].hello[0] < 300).length;
  const sent = legacy.length;
  const all = servers.filter(({ clients }) => clients.connects.length === countOf(clients)).length;
  const statuses = [...new Set(legacy.map(({ truth }) => truth.legacy.missing.hello[0]))].filter(
    (s) => s >= 400,
  );
  return [
    `Both types in one \`Accept\` are answered by ${answers('both')} of ${sent} that speak \`initialize\`: that is what a client should send.`,
    `\`application/json\` alone is enough for ${answers('json-only')} of ${sent}, \`text/event-stream\` alone for ${answers('sse-only')}, \`*/*\` for ${answers('wildcard')}, no \`Accept\` at all for ${answers('missing')}.`,
    `Who refuses says ${spelled(statuses.sort().map(String), 'or')}; the status tells nothing about who is to blame.`,
    `${servers.filter(({ truth }) => truth.eras.includes('modern')).length} of ${servers.length} speak 2026-07-28.`,
    `Every recorded client connects to ${all} of ${servers.length}.`,
  ];
}

function librarySection(own) {
  const [{ about }] = own;
  return [
    '',
    `### [${about.title}](${about.home})`,
    '',
    table(HEAD, own.flatMap(rowsOf)),
    ...missing(own),
    '',
    'Configured well:',
    '',
    bullets(about.configure),
  ];
}

function rowsOf({ version, how, truth, said, clients }) {
  return truth.eras.map((era, at) => {
    const cells = CELLS.map((cell) => cellWords(truth[era][cell]));
    const first = at === 0;
    const name = era === 'modern' ? `${how} *2026*` : how;
    return row([
      first ? version : '',
      name,
      ...cells,
      said.stance[era] ?? 'not told',
      first ? `${clients.connects.length} of ${countOf(clients)}` : '',
      first ? found(said) : '',
    ]);
  });
}

function cellWords({ hello, list }) {
  const [first, second] = [hello, list ?? hello].map(([status, type]) =>
    status < 300 ? `${status} ${TYPES[type] ?? type}` : String(status),
  );
  return first === second ? first : `${first}, ${second}`;
}

function found({ diagnosis, errors, warnings }) {
  const cause =
    diagnosis === null || diagnosis.startsWith('health')
      ? []
      : [`**[${diagnosis}](diagnoses/${diagnosis}.md)**`];
  const rules = [...errors, ...warnings].map((rule) => `[${rule}](rules/${rule}.md)`);
  return [...cause, ...rules].join('<br>') || 'nothing';
}

/** Who does not get in, and who cannot be told: a line for each configuration that has some. */
function missing(own) {
  const lines = own.flatMap(({ version, how, clients, said }) => {
    const fails = Object.entries(clients.fails).map(([client, outcome]) => `${linked(client)} (${outcome})`);
    const unsure = said.verdict === 'connects' ? Object.keys(clients.untold).map(linked) : [];
    const many = fails.length > 8 ? [`${fails.length} clients: they speak \`initialize\` alone`] : fails;
    return [
      ...(many.length === 0 ? [] : [`${version}, ${how}: not ${many.join(', ')}`]),
      ...(unsure.length === 0 ? [] : [`${version}, ${how}: not known of ${unsure.join(', ')}`]),
    ];
  });
  return lines.length === 0 ? [] : ['', 'Who does not connect:', '', bullets(lines)];
}

const linked = (client) => `[${client}](clients/${client}.md)`;

export const countOf = ({ connects, fails, untold }) =>
  connects.length + Object.keys(fails).length + Object.keys(untold).length;

const spelled = (all, last = 'and') =>
  all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} ${last} ${all.at(-1)}`;
