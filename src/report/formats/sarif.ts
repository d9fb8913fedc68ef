import { createHash } from 'node:crypto';
import type { LintReport, Report, Severity } from '../../model.js';
import { configCatalogue, type Entry, serverCatalogue } from '../catalogue.js';
import { jsonForTerminal } from '../escape.js';
import {
  type AcceptedIssue,
  acceptedIn,
  acceptedInFile,
  type Issue,
  type Subject,
  subjectsOf,
  subjectsOfFile,
} from '../issues.js';
import { forSarif } from '../media.js';
import type { Run } from '../run.js';
import type { View } from '../view.js';
import { uriOf } from './sarif/uri.js';

/** OASIS SARIF 2.1.0, sections 3.13 and following. */
const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const LEVELS: Record<Severity | 'off', string> = {
  error: 'error',
  warning: 'warning',
  note: 'note',
  off: 'none',
};
const MESSAGE = 2000;
/** Which way of making fingerprints this is: another one gets another name, so that no alert is opened twice. */
const FINGERPRINT = 'mcpAccept/v1';
/** The exit codes that mean that the tool did what it was asked. */
const DONE = [0, 1];

type Ruled = Pick<Report | LintReport, 'tool' | 'version' | 'ruleset' | 'exitCode'>;

interface Notice {
  level: 'error' | 'warning' | 'note';
  text: string;
}

/** For code scanning. @returns the renderer; all rules and diagnoses are listed, so they are read first */
export async function sarifRenderer() {
  const catalogues = await everyRuleset(serverCatalogue);
  return (report: Report, _view: View, run: Run): string => {
    const notices = report.targets.flatMap((target): Notice[] => [
      ...[...target.cells, ...target.probes]
        .filter(({ outcome }) => outcome === 'inconclusive')
        .map(({ era, probe, message, because }): Notice => {
          const which = `${target.name} ${era ?? ''}/${probe} ${message}`;
          return { level: 'note', text: `${which}: ${because ?? 'could not be told'}` };
        }),
      ...target.notSent.map(
        ({ flow, reason }): Notice => ({
          level: 'note',
          text: `${target.name} ${flow} was not sent: ${reason}`,
        }),
      ),
    ]);
    return logOf(
      report,
      catalogues[report.ruleset],
      subjectsOf(report, run),
      notices,
      run,
      acceptedIn(report, run),
    );
  };
}

/** The same for a configuration. */
export async function sarifLintRenderer() {
  const catalogues = await everyRuleset(configCatalogue);
  return (report: LintReport, _view: View, run: Run): string =>
    logOf(report, catalogues[report.ruleset], subjectsOfFile(report), [], run, acceptedInFile(report));
}

async function everyRuleset(catalogue: typeof serverCatalogue) {
  const [spec, recommended, strict] = await Promise.all([
    catalogue('spec'),
    catalogue('recommended'),
    catalogue('strict'),
  ]);
  return { spec, recommended, strict };
}

function logOf(
  report: Ruled,
  catalogue: Entry[],
  subjects: Subject[],
  notices: Notice[],
  run: Run,
  accepted: AcceptedIssue[] = [],
): string {
  const told = subjects.flatMap(({ name, issues }) => issues.map((issue) => ({ name, issue })));
  const results = told.filter(({ issue }) => !issue.unjudged);
  const rules = withStrangers(
    catalogue,
    [...results, ...accepted].map(({ issue }) => issue),
  );
  const started = run.recordings.map(({ startedAt }) => startedAt).sort()[0];
  const unjudged = told.filter(({ issue }) => issue.unjudged);
  const notifications = [
    ...unjudged.map(({ name, issue }) =>
      notification({ level: 'error', text: `${name}: ${issue.message}` }, issue),
    ),
    ...notices.map((notice) => notification(notice, null)),
  ];
  return `${jsonForTerminal({
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: report.tool,
            version: report.version,
            semanticVersion: report.version,
            informationUri: catalogue[0]?.url.replace(/\/blob\/.*$/, '') ?? 'https://github.com',
            rules: rules.map(descriptor),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: DONE.includes(report.exitCode),
            exitCode: report.exitCode,
            ...(started === undefined ? {} : { startTimeUtc: started }),
            toolExecutionNotifications: notifications,
          },
        ],
        results: [
          ...results.map(({ name, issue }) => resultOf(name, issue, rules)),
          // Shown as dismissed.
          ...accepted.map(({ name, issue, reason }) => ({
            ...resultOf(name, issue, rules),
            suppressions: [
              { kind: 'external', status: 'accepted', justification: forSarif(reason, MESSAGE) },
            ],
          })),
        ],
      },
    ],
  })}\n`;
}

/** A user's own rules are in no catalogue; what is known of them is what they found. */
function withStrangers(catalogue: Entry[], issues: Issue[]): Entry[] {
  const known = new Set(catalogue.map(({ id }) => id));
  const strangers = new Map<string, Entry>();
  for (const { rule, title, steps, severity, references } of issues) {
    if (known.has(rule) || strangers.has(rule)) continue;
    const url = references[0] ?? '';
    strangers.set(rule, { id: rule, title, why: title, help: steps.join(' ') || title, url, severity });
  }
  return [...catalogue, ...strangers.values()];
}

function descriptor({ id, title, why, help, url, severity }: Entry) {
  return {
    id,
    shortDescription: { text: forSarif(title, MESSAGE) },
    fullDescription: { text: forSarif(why, MESSAGE) },
    help: { text: forSarif(help, MESSAGE) },
    ...(URL.canParse(url) ? { helpUri: new URL(url).href } : {}),
    defaultConfiguration: { enabled: severity !== 'off', level: LEVELS[severity] },
  };
}

function resultOf(name: string, issue: Issue, rules: Entry[]) {
  const { rule, severity, message, subject, steps, id } = issue;
  const where = subject === '' ? '' : `, ${subject}`;
  const todo = steps[0] === undefined ? '' : ` Do: ${steps[0]}`;
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex((entry) => entry.id === rule),
    level: LEVELS[severity],
    message: { text: forSarif(`${name}${where}: ${message}.${todo}`, MESSAGE) },
    locations: [locationOf(name, issue)],
    partialFingerprints: { [FINGERPRINT]: createHash('sha256').update(id).digest('hex') },
  };
}

/** Line and column where they are known; else what it is about, and no place that was made up. */
function locationOf(name: string, { place, subject }: Issue) {
  return {
    ...(place === null
      ? {}
      : {
          physicalLocation: {
            artifactLocation: { uri: uriOf(place.file) },
            region: { startLine: place.line, startColumn: place.column },
          },
        }),
    logicalLocations: [
      {
        name: forSarif(subject === '' ? name : subject, 300),
        fullyQualifiedName: forSarif(`${name} ${subject}`.trim(), 600),
        kind: 'resource',
      },
    ],
  };
}

function notification({ level, text }: Notice, issue: Issue | null) {
  return {
    level,
    message: { text: forSarif(text, MESSAGE) },
    ...(issue === null ? {} : { associatedRule: { id: issue.rule } }),
  };
}
