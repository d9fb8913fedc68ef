import type { FixReport, LintReport, Report } from '../../model.js';
import type { View } from '../view.js';

/** What the commands report, by the command that does; `check` reports as the one that recorded. */
export interface Reports {
  probe: Report;
  clients: Report;
  lint: LintReport;
  fix: FixReport;
}

export type Kind = keyof Reports;

/** A report as text: the whole of what is written. */
export type Render<K extends Kind> = (report: Reports[K], view: View) => string;

/** A way to write reports down. What it has no renderer for, `--format` does not offer there. */
export interface Format {
  mediaType: string;
  /** Loaded when it is asked for. */
  renders: { [K in Kind]?: () => Promise<Render<K>> };
}

const terminal: Format = {
  mediaType: 'text/plain',
  renders: {
    probe: async () => (await import('./terminal.js')).renderTerminal,
    clients: async () => (await import('./clients.js')).renderClients,
    lint: async () => (await import('./lint.js')).renderLint,
    fix: async () => (await import('./fix.js')).renderFix,
  },
};

const renderedJson = async () => (await import('./json.js')).renderJson;

const json: Format = {
  mediaType: 'application/json',
  renders: { probe: renderedJson, clients: renderedJson, lint: renderedJson, fix: renderedJson },
};

/** Every format by its name; the first is what a person at a terminal gets. */
export const FORMATS = { terminal, json } satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;

/** The names of the formats in which a kind of report can be had. */
export function formatsFor(kind: Kind): FormatName[] {
  const names = Object.keys(FORMATS) as FormatName[];
  return names.filter((name) => FORMATS[name].renders[kind] !== undefined);
}

/** @throws {Error} for a kind that the format does not have: the command line offers only what there is */
export async function rendererOf<K extends Kind>(name: FormatName, kind: K): Promise<Render<K>> {
  const { renders }: Format = FORMATS[name];
  const load = renders[kind];
  if (load === undefined) throw new Error(`${name} has no report of ${kind}`);
  return load();
}
