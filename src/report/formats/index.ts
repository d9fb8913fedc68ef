import type {
  DiffReport,
  Exchange,
  FixReport,
  FleetReport,
  LintReport,
  LogReport,
  Report,
  TriageReport,
} from '../../model.js';
import type { Run } from '../run.js';
import type { View } from '../view.js';

/** What the commands report, by the command that does; `check` reports as the one that recorded. */
export interface Reports {
  probe: Report;
  clients: Report;
  lint: LintReport;
  fix: FixReport;
  diff: DiffReport;
  triage: TriageReport;
  log: LogReport;
  fleet: FleetReport;
}

export type Kind = keyof Reports;

/** A report as text: the whole of what is written. */
export type Render<K extends Kind> = (report: Reports[K], view: View, run: Run) => string;

/** A way to write reports down. What it has no renderer for, `--format` does not offer there. */
export interface Format {
  mediaType: string;
  /** Loaded when it is asked for. */
  renders: { [K in Kind]?: () => Promise<Render<K>> };
  /** What is said of an exchange as soon as it is over; only where it is told as it happens. */
  live?: () => Promise<(target: string, flow: string, exchange: Exchange) => string>;
}

const terminal: Format = {
  mediaType: 'text/plain',
  renders: {
    probe: async () => (await import('./terminal.js')).renderTerminal,
    clients: async () => (await import('./clients.js')).renderClients,
    lint: async () => (await import('./lint.js')).renderLint,
    fix: async () => {
      const { renderFix } = await import('./fix.js');
      return (report, view) => renderFix(report, view);
    },
    diff: async () => (await import('./diff.js')).renderDiff,
    triage: async () => (await import('../triage/page.js')).renderTriage,
    log: async () => (await import('./log/terminal.js')).renderLog,
    fleet: async () => (await import('./fleet/terminal.js')).renderFleet,
  },
};

const renderedJson = async () => (await import('./json.js')).renderJson;

const json: Format = {
  mediaType: 'application/json',
  renders: {
    probe: renderedJson,
    clients: renderedJson,
    lint: renderedJson,
    fix: renderedJson,
    diff: renderedJson,
    triage: renderedJson,
    log: renderedJson,
    fleet: renderedJson,
  },
};

const ndjson: Format = {
  mediaType: 'application/x-ndjson',
  renders: {
    probe: async () => (await import('./ndjson.js')).renderNdjson,
    clients: async () => (await import('./ndjson.js')).renderNdjson,
    lint: async () => (await import('./ndjson.js')).renderNdjsonLint,
    fleet: async () => (await import('./ndjson.js')).renderFleetEnd,
  },
  live: async () => (await import('./ndjson.js')).exchangeLine,
};

const sarif: Format = {
  mediaType: 'application/sarif+json',
  renders: {
    probe: async () => (await import('./sarif.js')).sarifRenderer(),
    clients: async () => (await import('./sarif.js')).sarifRenderer(),
    triage: async () => (await import('./sarif.js')).sarifRenderer(),
    lint: async () => (await import('./sarif.js')).sarifLintRenderer(),
  },
};

const junit: Format = {
  mediaType: 'application/xml',
  renders: {
    probe: async () => (await import('./junit.js')).renderJunit,
    clients: async () => (await import('./junit.js')).renderJunit,
    triage: async () => (await import('./junit.js')).renderJunit,
    lint: async () => (await import('./junit.js')).renderJunitLint,
  },
};

const github: Format = {
  mediaType: 'text/plain',
  renders: {
    probe: async () => (await import('./github.js')).renderGithub,
    clients: async () => (await import('./github.js')).renderGithub,
    triage: async () => (await import('./github.js')).renderGithub,
    lint: async () => (await import('./github.js')).renderGithubLint,
  },
};

const markdown: Format = {
  mediaType: 'text/markdown',
  renders: {
    probe: async () => (await import('./markdown.js')).renderMarkdown,
    clients: async () => (await import('./markdown.js')).renderMarkdown,
    lint: async () => (await import('./markdown.js')).renderMarkdownLint,
    diff: async () => (await import('./diff.js')).renderDiffMarkdown,
    triage: async () => (await import('../triage/markdown.js')).renderTriageMarkdown,
    log: async () => (await import('./log/markdown.js')).renderLogMarkdown,
    fleet: async () => (await import('./fleet/markdown.js')).renderFleetMarkdown,
  },
};

const html: Format = {
  mediaType: 'text/html',
  renders: {
    probe: async () => (await import('./html.js')).renderHtml,
    clients: async () => (await import('./html.js')).renderHtml,
    triage: async () => (await import('./html.js')).renderHtml,
    fleet: async () => (await import('./fleet/html.js')).renderFleetHtml,
  },
};

const har: Format = {
  mediaType: 'application/json',
  renders: {
    probe: async () => (await import('./har.js')).renderHar,
    clients: async () => (await import('./har.js')).renderHar,
    triage: async () => (await import('./har.js')).renderHar,
  },
};

/** Every format by its name; the first is what a person at a terminal gets. */
export const FORMATS = { terminal, json, ndjson, sarif, junit, github, markdown, html, har } satisfies Record<
  string,
  Format
>;

export type FormatName = keyof typeof FORMATS;

/** The names of the formats in which a kind of report can be had. */
export function formatsFor(kind: Kind): FormatName[] {
  const names = Object.keys(FORMATS) as FormatName[];
  return names.filter((name) => {
    const { renders }: Format = FORMATS[name];
    return renders[kind] !== undefined;
  });
}

/** @throws {Error} for a kind that the format does not have: the command line offers only what there is */
export async function rendererOf<K extends Kind>(name: FormatName, kind: K): Promise<Render<K>> {
  const { renders }: Format = FORMATS[name];
  const load = renders[kind];
  if (load === undefined) throw new Error(`${name} has no report of ${kind}`);
  return load();
}
