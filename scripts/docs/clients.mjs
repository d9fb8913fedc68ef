// docs/clients.md: what every recorded client sends and what it does with refusals, the newest version of each, from
// rules/clients/; and how many of the measured servers it connects to.
import { bullets, page, row, section, table } from './text.mjs';

const MERGING = {
  ignored: 'its own',
  before: 'yours, then its own',
  after: 'its own, then yours',
  'in-front': 'yours, then its own',
  joined: 'yours and its own',
  replaced: 'yours alone',
  'second-line': 'two lines',
  'line-after': 'two lines',
};

/**
 * @param {[client: string, profiles: object[]][]} clients in any order of versions
 * @param {{ clients: { connects: string[], fails: object, untold: object }, said: { verdict: string } }[]} servers
 */
export function clientsPage(clients, servers) {
  const newest = clients.map(([, profiles]) => inOrder(profiles).at(-1));
  const profiles = clients.flatMap(([, own]) => own);
  const driven = profiles.reduce((sum, { recorded }) => sum + recorded.length, 0);
  return page([
    '# Clients',
    '',
    `What ${clients.length} clients send, in ${driven} versions that were driven against a recording server, and what they do when they are refused. The tables show the newest of each; its page has every range of versions and every header line. Nothing here is from memory.`,
    ...section(
      'What they send',
      table(
        SENT,
        newest.map((profile) => sentRow(profile, servers)),
      ),
    ),
    '',
    SENT_LEGEND,
    ...section('What they do with refusals', table(REFUSED, newest.map(refusedRow))),
    '',
    REFUSED_LEGEND,
    ...section('Between what was recorded', `${BETWEEN}\n\n${bullets(clients.flatMap(gapsOf))}`),
  ]);
}

const SENT = [
  'client',
  'version',
  'begins with',
  'asks for',
  'Accept of POST',
  'Accept of GET',
  'an Accept of yours',
  'a version of yours',
  'connects to',
];
const SENT_LEGEND = [
  '*Asks for* is the revision in `initialize`; *2026* beside it says that it also speaks 2026-07-28. *An Accept of yours* and',
  '*a version of yours* say what goes out on a POST where the configuration sets `Accept` or `MCP-Protocol-Version` too:',
  'no `Accept` in a configuration was seen to cure a 406, and a pinned version is refused by most servers where it makes two.',
  '*Connects to* counts the measured [servers](servers.md) that answer a correct client.',
].join('\n');

const REFUSED = ['client', '`server/discover`', 'notification', 'GET', '`initialize`', 'starts to log in'];
const REFUSED_LEGEND = [
  'Each column says after which answers the client gives up; *goes on* is after none that was tried. *`initialize`* says after',
  'which refusals it tries the old HTTP+SSE transport. What was not recorded says so, and nothing is concluded from it.',
].join('\n');

const BETWEEN =
  'A range holds where both of its ends were driven and did the same. Versions in a gap were not driven: a command that names one says so, and which range is nearest.';

function sentRow(profile, servers) {
  const { client, title, legacy, modern, configured } = profile;
  const [first] = legacy;
  const hello = legacy.find(({ name }) => name === 'initialize');
  const asks = hello?.body?.params?.protocolVersion ?? 'none';
  const steps = [...legacy, ...modern];
  return row([
    `[${title}](clients/${client}.md)`,
    versionWords(profile),
    first === undefined ? '' : `\`${stepWords(first)}\``,
    modern.length > 0 && legacy !== modern ? `${asks} *2026*` : asks,
    acceptsOf(steps.filter(({ method }) => method === 'POST')),
    acceptsOf(steps.filter(({ name }) => name === 'get')) || 'no GET',
    MERGING[configured.accept?.post] ?? 'not recorded',
    MERGING[configured['mcp-protocol-version']?.post] ?? 'not recorded',
    connectsTo(client, servers),
  ]);
}

function connectsTo(client, servers) {
  const judged = servers.filter(({ said }) => said.verdict === 'connects');
  const yes = judged.filter(({ clients }) => clients.connects.includes(client)).length;
  const no = judged.filter(({ clients }) => client in clients.fails).length;
  return `${yes} of ${yes + no}`;
}

function acceptsOf(steps) {
  const values = steps.map(({ headers }) => headers.find(([name]) => name.toLowerCase() === 'accept')?.[1]);
  return [...new Set(values)].map((value) => (value === undefined ? 'none' : `\`${value}\``)).join('<br>');
}

function stepWords({ name, method }) {
  if (name === 'discover') return 'server/discover';
  return name === 'initialize' ? name : `${method} ${name}`;
}

function refusedRow({ client, title, legacy, reactions, assumed = [] }) {
  const { discoverFatal, initializedFatal, getFatal, sseFallback, authorization } = reactions;
  const has = (name) => legacy.some((step) => step.name === name);
  const told = (field, words) => (assumed.includes(field) ? 'not recorded' : words);
  return row([
    `[${title}](clients/${client}.md)`,
    has('discover') ? told('discoverFatal', gaveUp(discoverFatal)) : 'not sent',
    told('initializedFatal', gaveUp(initializedFatal)),
    has('get') ? told('getFatal', gaveUp(getFatal)) : 'not sent',
    told(
      'sseFallback',
      sseFallback === null ? 'gives up' : `old transport after ${matches(sseFallback.after)}`,
    ),
    told('authorization', authorization === null ? 'never' : `after ${authorization.on.join(', ')}`),
  ]);
}

const gaveUp = (all) => (all.length === 0 ? 'goes on' : `gives up after ${matches(all)}`);

const matches = (all) => [...new Set(all.map(matchWords))].join(', ');

function matchWords({ status = [], body = [], failure }) {
  const answers = status.length === 0 ? [] : [status.join(', ')];
  const bodies =
    body.length === 0 ? [] : [`${answers.length === 0 ? 'any status ' : ''}with ${body.join(' or ')}`];
  const silent = { true: ['no answer'], silence: ['silence'], broken: ['a connection that breaks'] };
  return [...answers, ...bodies, ...(silent[String(failure)] ?? [])].join(' ') || 'any answer';
}

/** Where one range ends and the next begins, if versions lie between them. */
function gapsOf([client, profiles]) {
  const ranges = inOrder(profiles);
  return ranges.slice(1).map((next, at) => {
    const { versions } = ranges[at];
    return `[${next.title}](clients/${client}.md): after ${versions.to ?? versions.from}, before ${next.versions.from}`;
  });
}

function versionWords({ versions: { from, to } }) {
  if (to === null) return `${from} and later`;
  return from === to ? from : `${from} to ${to}`;
}

function inOrder(profiles) {
  const parts = ({ versions }) => versions.from.split('.').map(Number);
  return [...profiles].sort((a, b) => {
    const [left, right] = [parts(a), parts(b)];
    return left.map((part, at) => part - right[at]).find((difference) => difference !== 0) ?? 0;
  });
}
