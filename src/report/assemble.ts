import { clientReports } from '../diagnose/clients.js';
import { diagnose } from '../diagnose/diagnose.js';
import { silencesFindings } from '../diagnose/notJudged.js';
import { repeatReport } from '../diagnose/repeat/repeatReport.js';
import { withTries } from '../diagnose/repeat/withTries.js';
import { scopeOf } from '../diagnose/scope.js';
import type { CompiledDiagnosis } from '../judge/diagnoses.js';
import type { CompiledFingerprint } from '../judge/fingerprints.js';
import { RANK, severityOf } from '../judge/severity.js';
import type { Remedies } from '../judge/stepRemedies.js';
import type {
  ClientReport,
  Finding,
  FindingRemediation,
  Judgement,
  Knowledge,
  Observation,
  Outcome,
  Recording,
  Remediation,
  Rule,
  RulesetId,
  TargetReport,
  Verdict,
} from '../model.js';
import { identityOf } from '../observe/identity.js';
import { asDeclared } from '../plan/declared.js';
import { repeatedFlows } from '../record/allFlows.js';
import { bridgeConnects, withFixes } from '../remedy/advice/clientFixes.js';
import { hintsFor } from '../remedy/advice/hints.js';
import { stableId, subjectOf } from '../stableId.js';
import { cellReports } from './cells.js';
import { decisiveOf, spanOf } from './decisive.js';
import { inDialect } from './inDialect.js';
import { bySubject, type Failed } from './outcome.js';
import { probeReports } from './probes.js';
import { clientFindings, trafficReport } from './traffic.js';

/** What a run may come to, compiled; the diagnoses in the order in which they are tried. */
export interface Recognisable {
  diagnoses: readonly CompiledDiagnosis[];
  fingerprints: readonly CompiledFingerprint[];
  remedies: Remedies;
}

/**
 * Everything that the reporters show of one target. Pure: the same recording gives the same report.
 *
 * @param stableName the target, as ids name it
 */
export function assemble(
  recording: Recording,
  observation: Observation,
  judged: Judgement,
  { profiles, formats }: Knowledge,
  { diagnoses, fingerprints, remedies }: Recognisable,
  stableName: string,
): TargetReport {
  const { ruleset, verdicts } = judged;
  const declared = asDeclared(profiles, recording.target.transport, recording.asked.yours);
  const reports = clientReports(recording.replays, declared, recording.flows, recording.asked.yours);
  const clients = withFixes(reports, { recording, observation, profiles, formats });
  const { traffic } = judged;
  const scope = scopeOf(recording, observation, { verdicts, clients, profiles, fingerprints, traffic });
  const { diagnosis, traits, notJudged } = diagnose(diagnoses, scope, {
    target: stableName,
    client: recording.asked.yours?.split('@', 1)[0] ?? null,
  });
  const { foretold, fingerprint } = scope;
  const repeat = repeatReport(recording.repeats, profiles);
  const rules = new Map(judged.rules.map((rule) => [rule.id, rule]));
  const heard = silencesFindings(notJudged) ? [] : verdicts;
  const counted = heard.filter((verdict) => rules.get(verdict.rule)?.severity[ruleset] !== 'off');
  const failed = failedOf(counted, rules, observation, ruleset, (one) =>
    inDialect(one, remedies, fingerprint),
  );
  const about = bySubject(counted);
  const cells = cellReports(recording, observation, about, failed, notJudged);
  const probes = probeReports(observation, about, failed, notJudged);
  const all = [...failed.map(({ finding }) => finding), ...clientFindings(traffic, ruleset)].sort(bySeverity);
  const findings = all.map((finding): Finding => {
    const subject = subjectOf(finding, { cells, probes });
    return { ...finding, stableId: stableId(finding.rule, stableName, subject) };
  });
  const format = formats.find(({ id }) => id === recording.asked.client) ?? null;
  const bridge = bridgeConnects(reports, profiles);
  const hints = hintsFor(recording.target, observation, notJudged, format, bridge, profiles);
  return {
    name: recording.target.name,
    stableName,
    url: recording.target.url,
    eras: observation.server.eras,
    stance: observation.stance,
    refusals: observation.refusals,
    versions: observation.server.versions,
    identity: identityOf(recording),
    fingerprint,
    requests: traffic === null ? observation.exchanges.length + requestsIn(recording) : passed(recording),
    ms: spanOf(recording),
    notJudged,
    cells,
    probes,
    findings,
    counts: countsOf(counted),
    notSent: recording.notSent,
    hints: withoutEntry(clients) ? { ...hints, mcpJson: null, client: null } : hints,
    diagnosis: withTries(diagnosis, repeat),
    traits,
    decisive: decisiveOf(diagnosis, observation),
    foretold: { clients: foretold.clients, pass: foretold.pass, fail: foretold.fail },
    occupied: observation.run.occupied,
    route: recording.route,
    network: recording.network,
    redirects: recording.redirects,
    clients: clients.length === 0 ? null : clients,
    traffic: traffic === null ? null : trafficReport(recording, traffic),
    repeat,
  };
}

/** Through the tap. */
function passed({ flows }: Recording): number {
  return flows.reduce((sum, { exchanges }) => sum + exchanges.length, 0);
}

function bySeverity(a: Pick<Finding, 'severity'>, b: Pick<Finding, 'severity'>): number {
  return RANK[b.severity] - RANK[a.severity];
}

/** Those of clients and of repeated handshakes, and the hellos that were sent to others. */
function requestsIn({ replays, repeats, redirects, network }: Recording): number {
  const flows = [...replays.map(({ flow }) => flow), ...repeatedFlows(repeats)];
  const besides = [...redirects, ...(network?.addresses ?? []).flatMap(({ hello }) => hello ?? [])];
  return (
    flows.reduce((sum, { exchanges }) => sum + exchanges.length, 0) +
    besides.reduce((sum, { requests }) => sum + requests, 0)
  );
}

/** The user's own client was seen to fail, and no entry mends that: then none is to be pasted. */
function withoutEntry(clients: readonly ClientReport[]): boolean {
  return clients.some(
    ({ yours, connects, fix }) => yours && connects === false && fix?.where !== 'configuration',
  );
}

/** Failed verdicts with their severity in the rule set, most severe first. */
function failedOf(
  verdicts: readonly Verdict[],
  rules: Map<string, Rule>,
  observation: Observation,
  ruleset: RulesetId,
  mendedBy: (remediation: Remediation) => FindingRemediation,
): Failed[] {
  const failed = verdicts.flatMap((verdict): Failed[] => {
    const rule = rules.get(verdict.rule);
    if (verdict.outcome !== 'failed' || rule === undefined) return [];
    const subject =
      observation.exchanges.find((it) => it.id === verdict.subject) ??
      observation.groups.find((it) => it.id === verdict.subject) ??
      null;
    const severity = severityOf(rule, ruleset, subject);
    if (severity === 'off') return [];
    return [
      {
        subject: verdict.subject,
        finding: {
          rule: rule.id,
          severity,
          fault: 'server',
          title: rule.title,
          cell: subject?.cell ?? null,
          era: subject?.era ?? null,
          evidence: verdict.evidence,
          message: verdict.because ?? rule.title,
          expected: verdict.expected ?? rule.expected,
          requirement: rule.requirement,
          harms: rule.harms,
          remediation: mendedBy(rule.remediation),
          references: rule.references,
        },
      },
    ];
  });
  return failed.sort((a, b) => RANK[b.finding.severity] - RANK[a.finding.severity]);
}

function countsOf(verdicts: readonly Verdict[]): Record<Outcome, number> {
  const counts = { passed: 0, failed: 0, skipped: 0, inconclusive: 0 };
  for (const verdict of verdicts) counts[verdict.outcome] += 1;
  return counts;
}
