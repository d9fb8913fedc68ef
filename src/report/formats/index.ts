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

/** But for the page that most runs end with, which comes alone. */
const renderers = () => import('./renderers.js');

const terminal: Format = {
  mediaType: 'text/plain',
  renders: {
    probe: async () => (await import('./terminal.js')).renderTerminal,
    clients: async () => (await renderers()).renderClients,
    lint: async () => (await renderers()).renderLint,
    fix: async () => {
      const { renderFix } = await renderers();
      return (report, view) => renderFix(report, view);
    },
    diff: async () => (await renderers()).renderDiff,
    triage: async () => (await renderers()).renderTriage,
    log: async () => (await renderers()).renderLog,
    fleet: async () => (await renderers()).renderFleet,
  },
};

const renderedJson = async () => (await renderers()).renderJson;

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
    probe: async () => (await renderers()).renderNdjson,
    clients: async () => (await renderers()).renderNdjson,
    lint: async () => (await renderers()).renderNdjsonLint,
    fleet: async () => (await renderers()).renderFleetEnd,
  },
  live: async () => (await renderers()).exchangeLine,
};

const sarif: Format = {
  mediaType: 'application/sarif+json',
  renders: {
    probe: async () => (await renderers()).sarifRenderer(),
    clients: async () => (await renderers()).sarifRenderer(),
    triage: async () => (await renderers()).sarifRenderer(),
    lint: async () => (await renderers()).sarifLintRenderer(),
  },
};

const junit: Format = {
  mediaType: 'application/xml',
  renders: {
    probe: async () => (await renderers()).renderJunit,
    clients: async () => (await renderers()).renderJunit,
    triage: async () => (await renderers()).renderJunit,
    lint: async () => (await renderers()).renderJunitLint,
  },
};

const github: Format = {
  mediaType: 'text/plain',
  renders: {
    probe: async () => (await renderers()).renderGithub,
    clients: async () => (await renderers()).renderGithub,
    triage: async () => (await renderers()).renderGithub,
    lint: async () => (await renderers()).renderGithubLint,
  },
};

const markdown: Format = {
  mediaType: 'text/markdown',
  renders: {
    probe: async () => (await renderers()).renderMarkdown,
    clients: async () => (await renderers()).renderMarkdown,
    lint: async () => (await renderers()).renderMarkdownLint,
    diff: async () => (await renderers()).renderDiffMarkdown,
    triage: async () => (await renderers()).renderTriageMarkdown,
    log: async () => (await renderers()).renderLogMarkdown,
    fleet: async () => (await renderers()).renderFleetMarkdown,
  },
};

const html: Format = {
  mediaType: 'text/html',
  renders: {
    probe: async () => (await renderers()).renderHtml,
    clients: async () => (await renderers()).renderHtml,
    triage: async () => (await renderers()).renderHtml,
    fleet: async () => (await renderers()).renderFleetHtml,
  },
};

const har: Format = {
  mediaType: 'application/json',
  renders: {
    probe: async () => (await renderers()).renderHar,
    clients: async () => (await renderers()).renderHar,
    triage: async () => (await renderers()).renderHar,
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
