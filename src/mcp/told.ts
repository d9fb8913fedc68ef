import type { ClientReport, Finding, FixReport, LintReport, Report, TargetReport } from '../model.js';
import { forTerminal } from '../report/escape.js';
import { verdictOf } from '../report/formats/terminal/verdict.js';

/** Longer ones are cut: `rules/schema/agent.schema.json` says so too. */
const LONGEST = 2000;

/** Our words, in which a server may be quoted. */
interface Untrusted {
  untrusted: string;
}

/** Without what a terminal or a reader would obey: control characters, directions of writing. */
function untrusted(text: string): Untrusted {
  return { untrusted: forTerminal(text, LONGEST) };
}

function orNull(text: string | null): Untrusted | null {
  return text === null ? null : untrusted(text);
}

/** A report of `probe` or `clients`, as short as an assistant can use it. */
export function toldProbe({ exitCode, targets }: Report): Record<string, unknown> {
  return { exitCode, targets: targets.map(toldTarget) };
}

function toldTarget(target: TargetReport) {
  const { name, url, diagnosis, clients, requests, findings } = target;
  const { word, title, fault, steps } = verdictOf(target);
  return {
    name,
    url,
    verdict: word,
    title: untrusted(title),
    fault,
    diagnosis:
      diagnosis === null
        ? null
        : {
            id: diagnosis.id,
            blame: diagnosis.blame,
            confidence: diagnosis.confidence.level,
            detail: untrusted(diagnosis.detail),
          },
    do: steps.map(untrusted),
    findings: findings.map(toldFinding),
    clients: clients === null ? null : clients.map(toldClient),
    requests,
  };
}

function toldFinding({ stableId, rule, severity, title, message, remediation }: Finding) {
  return {
    id: stableId,
    rule,
    severity,
    title,
    message: untrusted(message),
    steps: remediation.server.steps,
  };
}

function toldClient({ title, version, connects, because, fix }: ClientReport) {
  return {
    client: title,
    version,
    connects,
    because: orNull(because),
    fix: orNull(fix === null ? null : `${fix.where}: ${fix.what}`),
  };
}

export function toldLint({ file, client, exitCode, findings }: LintReport): Record<string, unknown> {
  return { file, client, exitCode, findings: findings.map(placed) };
}

export function toldFix(report: FixReport): Record<string, unknown> {
  const { file, client, exitCode, servers, edits, diff, remaining } = report;
  return {
    file,
    client,
    exitCode,
    servers: servers.map(({ name, before, after, why, skipped }) => ({
      name,
      connectsNow: before,
      connectsThen: after,
      why: orNull(why ?? skipped),
    })),
    edits: edits.map(({ server, line, what, outcome, made }) => ({
      server,
      line,
      what,
      outcome,
      inDiff: made,
    })),
    diff,
    remaining: remaining.map(placed),
    next: diff === '' ? null : `mcp-accept fix ${file} --write`,
  };
}

type Placed = Pick<
  LintReport['findings'][number],
  'rule' | 'severity' | 'server' | 'line' | 'column' | 'message' | 'steps'
>;

function placed({ rule, severity, server, line, column, message, steps }: Placed) {
  return { rule, severity, server, line, column, message, steps };
}
