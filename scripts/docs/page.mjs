// One page of docs/ for each kind of file in rules/.
import { bullets, code, page, row, section, spoken, steps, table } from './text.mjs';

const severities = ({ severity }) =>
  Object.entries(severity)
    .map(([ruleset, level]) => `\`${ruleset}\`: ${level}`)
    .join(', ');

const demanded = ({ requirement }) =>
  requirement === null
    ? 'No text demands it.'
    : `${requirement.keyword}, ${requirement.source}: ${requirement.text}`;

export function rulePage(rule) {
  const { id, title, why, expected, remediation, references, eras } = rule;
  return page([
    `# ${title}`,
    '',
    `\`${id}\` · ${severities(rule)} · ${eras.join(' and ')}`,
    '',
    spoken(why),
    ...section('Expected', spoken(expected)),
    ...section('Demanded', demanded(rule)),
    ...section('On the server', steps(remediation.server.steps)),
    ...section('For the client', remediation.client === null ? '' : spoken(remediation.client.note)),
    ...section('References', bullets(references)),
    ...section('On your machine', code('sh', `npx mcp-accept rules ${id}`)),
  ]);
}

export function configRulePage(rule) {
  const { id, title, why, expected, remediation, references, formats } = rule;
  return page([
    `# ${title}`,
    '',
    `\`${id}\` · ${severities(rule)} · ${formats.length === 0 ? 'every client' : formats.join(', ')}`,
    '',
    spoken(why),
    ...section('Expected', spoken(expected)),
    ...section('In the file', steps(remediation.steps)),
    ...section('References', bullets(references)),
    ...section('On your machine', code('sh', `npx mcp-accept rules ${id}`)),
  ]);
}

export function diagnosisPage(diagnosis) {
  const { id, title, detail, blame, alsoInvolved, signatures, tellApart, references } = diagnosis;
  const also = alsoInvolved.length === 0 ? '' : ` (perhaps ${alsoInvolved.join(', ')})`;
  return page([
    `# ${spoken(title)}`,
    '',
    `\`${id}\` · ${diagnosis.class} · who can mend it: ${blame.join(' or ')}${also}`,
    ...section('Seen by', spoken(detail)),
    ...section('What to do', steps(diagnosis.do.map(({ who, step }) => `${who}: ${step}`))),
    ...section('To tell them apart', tellApart === null ? '' : spoken(tellApart)),
    ...section(
      'Also called',
      signatures
        .filter((name) => name !== id)
        .map((name) => `\`${name}\``)
        .join(', '),
    ),
    ...section('References', bullets(references)),
    ...section('On your machine', code('sh', `npx mcp-accept explain ${id}`)),
  ]);
}

export function clientPage(profiles) {
  const [{ client, title }] = profiles;
  return page([
    `# ${title}`,
    '',
    `\`${client}\`, as it was recorded; nothing here is from memory.`,
    ...profiles.flatMap(versionOf),
    ...section('On your machine', code('sh', `npx mcp-accept clients --client ${client}`)),
  ]);
}

function versionOf({ versions: { from, to }, recorded, provenance, legacy, modern }) {
  const name = to === null ? `${from} and later` : from === to ? from : `${from} to ${to}`;
  const accepts = [...(legacy ?? []), ...(modern ?? [])].map(({ name: step, method, headers }) => {
    const accept = headers.find(([header]) => header.toLowerCase() === 'accept');
    return row([`${method} ${step}`, accept === undefined ? 'no Accept' : `\`${accept[1]}\``]);
  });
  const told = `Recorded: ${recorded.join(', ')}. ${provenance.date}: ${provenance.how}.`;
  return section(name, `${told}\n\n${table(['request', 'Accept'], [...new Set(accepts)])}`);
}

export function formatPage({ id, title, paths, servers, expansion, command, pickUp, sources, measured }) {
  return page([
    `# ${title}`,
    '',
    `\`${id}\` · ${paths.map((path) => `\`${path}\``).join(', ')}`,
    ...section('Where its servers stand', bullets(servers.map((keys) => `\`${keys.join('.')}\``))),
    ...section(
      'How a variable is written',
      typeof expansion?.write === 'string' ? `\`${expansion.write}\`` : '',
    ),
    ...section("The client's own command", typeof command === 'string' ? `\`${command}\`` : ''),
    ...section('How it picks a change up', pickUp ?? ''),
    ...section('Sources', bullets([...sources, ...(typeof measured === 'string' ? [measured] : [])])),
  ]);
}
