import type { Finding, Judgement, Recording, RulesetId, TrafficReport } from '../model.js';
import { limitsMet } from '../observe/traffic/limits.js';
import { plural } from '../plural.js';

/** What a report says of a tap. */
export function trafficReport(
  recording: Recording,
  { observation }: NonNullable<Judgement['traffic']>,
): TrafficReport {
  const { traffic, flows } = recording;
  const exchanges = flows.flatMap((flow) => flow.exchanges);
  return {
    listen: traffic?.listen ?? '',
    exchanges: exchanges.length,
    connections: traffic?.connections.length ?? 0,
    refused: traffic?.refused ?? 0,
    conversations: observation.conversations,
    limits: [
      ...unkeptWords(traffic?.unkept ?? 0, exchanges.length),
      ...limitsMet(exchanges, recording.target.url),
    ],
  };
}

/** The verdict rests on what was kept. */
function unkeptWords(unkept: number, kept: number): string[] {
  if (unkept === 0) return [];
  return [
    `the first ${kept} exchanges are kept and judged: ${plural(unkept, 'later one')} passed, and nothing is said of ${unkept === 1 ? 'it' : 'them'}`,
  ];
}

/** What the clients do wrong, a finding each; the same of one client once, with all that shows it. */
export function clientFindings(
  traffic: Judgement['traffic'],
  ruleset: RulesetId,
): Omit<Finding, 'stableId'>[] {
  if (traffic === null) return [];
  return traffic.verdicts.flatMap(({ rule, it, outcome, because, expected }): Omit<Finding, 'stableId'>[] => {
    const severity = rule.severity[ruleset];
    if (outcome !== 'failed' || severity === 'off') return [];
    return [
      {
        rule: rule.id,
        severity,
        fault: 'client',
        title: rule.title,
        cell: null,
        era: it.era,
        evidence: 'exchanges' in it ? it.exchanges.slice(0, EVIDENCE) : [it.id],
        message: because,
        expected,
        requirement: rule.requirement,
        harms: { recorded: [], reported: [], exposes: null },
        remediation: {
          server: { steps: [], remedy: null, dialects: [] },
          client: { note: rule.remediation.steps.join(' ') },
        },
        references: rule.references,
      },
    ];
  });
}

/** Of a long conversation so many exchanges are named. */
const EVIDENCE = 20;
