// The pages that docs/ is made of, from the files in rules/: their paths below docs/, and their text.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clientsPage } from './clients.mjs';
import { clientPage, configRulePage, diagnosisPage, formatPage, rulePage } from './page.mjs';
import { measuredServers, serversPage } from './servers.mjs';
import { row, table } from './text.mjs';

const rules = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'rules');

/** Folders of docs/ that hold nothing else, and files. */
export const GENERATED = ['rules', 'diagnoses', 'clients', 'formats', 'clients.md', 'servers.md'];

/** The columns of a list of rules. */
const RULE = ['id', 'what is wrong', 'recommended'];

/** Every page, in the order of their paths. */
export function pages() {
  const onAnswers = filesIn('.').filter(
    ({ subject, severity }) => subject !== undefined && severity !== undefined,
  );
  const onFiles = filesIn('config');
  const diagnoses = filesIn('diagnoses');
  const clients = byClient(filesIn('clients'));
  const formats = filesIn('formats');
  const found = [
    ...onAnswers.map((rule) => [`rules/${rule.id}.md`, rulePage(rule)]),
    ...onFiles.map((rule) => [`rules/config/${rule.id}.md`, configRulePage(rule)]),
    ...diagnoses.map((diagnosis) => [`diagnoses/${diagnosis.id}.md`, diagnosisPage(diagnosis)]),
    ...clients.map(([client, profiles]) => [`clients/${client}.md`, clientPage(profiles)]),
    ...formats.map((format) => [`formats/${format.id}.md`, formatPage(format)]),
    [
      'rules/README.md',
      list('Rules about answers', RULE, onAnswers, (rule) => ruleRow(rule)) +
        list('Rules about configurations', RULE, onFiles, (rule) => ruleRow(rule, 'config/'), '##'),
    ],
    [
      'diagnoses/README.md',
      list('Diagnoses', ['id', 'what is said', 'who can mend it'], diagnoses, ({ id, title, blame }) =>
        row([`[${id}](${id}.md)`, title.replace(/\{\{[^{}]*\}\}/g, '…'), blame.join(' or ')]),
      ),
    ],
    ['clients.md', clientsPage(clients, measuredServers())],
    ['servers.md', serversPage()],
    [
      'clients/README.md',
      list('Clients', ['id', 'client'], clients, ([client, [{ title }]]) =>
        row([`[${client}](${client}.md)`, title]),
      ),
    ],
    [
      'formats/README.md',
      list('Configuration formats', ['id', 'client', 'files'], formats, ({ id, title, paths }) =>
        row([`[${id}](${id}.md)`, title, paths.map((path) => `\`${path}\``).join(', ')]),
      ),
    ],
  ];
  return new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function ruleRow({ id, title, severity }, folder = '') {
  return row([`[${id}](${folder}${id}.md)`, title, severity.recommended]);
}

function list(title, head, items, rowOf, sign = '#') {
  return `${sign} ${title}\n\n${table(
    head,
    items.map((item) => rowOf(item)),
  )}\n`;
}

function byClient(profiles) {
  const names = [...new Set(profiles.map(({ client }) => client))];
  return names.map((name) => [name, profiles.filter(({ client }) => client === name)]);
}

function filesIn(folder) {
  const names = readdirSync(join(rules, folder))
    .filter((name) => name.endsWith('.json'))
    .sort();
  return names.map((name) => JSON.parse(readFileSync(join(rules, folder, name), 'utf8')));
}
