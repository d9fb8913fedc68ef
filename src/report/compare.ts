import { counts } from '../judge/severity.js';
import type {
  ClientReport,
  DiffFinding,
  FailOn,
  RepeatReport,
  Report,
  TargetDiff,
  TargetReport,
} from '../model.js';
import { subjectOf } from '../stableId.js';
import { comparison } from '../statistics/comparison.js';
import { verdictOf } from './formats/terminal/verdict.js';

/**
 * What changed from one report to another, target by target. Where each has one target these are compared, whatever
 * their URLs: a server is often tried elsewhere before it is deployed.
 */
export function compare(before: Report, after: Report, failOn: FailOn): TargetDiff[] {
  const [first, second] = [before.targets, after.targets];
  const alone = first.length === 1 && second.length === 1;
  const sameAs = (target: TargetReport) => (other: TargetReport) =>
    alone || other.stableName === target.stableName || other.name === target.name;
  // Other rules find other things in the same server.
  const counted = before.ruleset === after.ruleset ? failOn : 'never';
  const gone = first.filter((target) => !second.some(sameAs(target)));
  return [
    ...second.map((target) => changeOf(first.find(sameAs(target)) ?? null, target, counted)),
    ...gone.map((target) => changeOf(target, null, counted)),
  ];
}

function changeOf(before: TargetReport | null, after: TargetReport | null, failOn: FailOn): TargetDiff {
  const shown = after ?? before;
  const [was, is] = [wordOf(before), wordOf(after)];
  const connection = connectionOf(was, is);
  const findings = findingsOf(before, after);
  const clients = clientsOf(before?.clients ?? [], after?.clients ?? []);
  const repeat = repeatOf(before, after);
  const worse =
    repeat?.change === 'worse' ||
    connection === 'lost' ||
    clients.lost.length > 0 ||
    (before !== null && findings.new.some((finding) => counts(finding, failOn)));
  return {
    name: shown?.name ?? '',
    before: was,
    after: is,
    connection,
    title: shown === null ? '' : verdictOf(shown).title,
    findings,
    clients,
    repeat,
    worse,
  };
}

function wordOf(target: TargetReport | null): string | null {
  return target === null ? null : verdictOf(target).word;
}

function connectionOf(was: string | null, is: string | null): TargetDiff['connection'] {
  if (was === null || is === null) return 'unknown';
  if (was === is) return 'same';
  if (was === 'connects') return 'lost';
  return is === 'connects' ? 'gained' : 'same';
}

/** Where nobody can connect no finding is mended: nobody could look. */
function findingsOf(before: TargetReport | null, after: TargetReport | null): TargetDiff['findings'] {
  const [was, is] = [keyed(before), keyed(after)];
  const judged = wordOf(after) === 'connects' && after?.notJudged === null;
  return {
    new: [...is].flatMap(([key, finding]) => (was.has(key) ? [] : [finding])),
    mended: judged ? [...was].flatMap(([key, finding]) => (is.has(key) ? [] : [finding])) : [],
    same: [...is.keys()].filter((key) => was.has(key)).length,
  };
}

function keyed(target: TargetReport | null): Map<string, DiffFinding> {
  return new Map(
    (target?.findings ?? []).map((finding) => {
      const { rule, stableId, severity, title } = finding;
      const subject = target === null ? '' : subjectOf(finding, target);
      return [`${rule}@${subject}`, { rule, stableId, severity, title, subject }];
    }),
  );
}

function clientsOf(before: readonly ClientReport[], after: readonly ClientReport[]): TargetDiff['clients'] {
  const was = new Map(before.map((client) => [nameOf(client), client.connects]));
  const changed = (from: boolean, to: boolean): string[] =>
    after.flatMap((client) =>
      client.connects === to && was.get(nameOf(client)) === from ? [nameOf(client)] : [],
    );
  return { gained: changed(false, true), lost: changed(true, false) };
}

/** Tries that tell nothing are not counted. */
function repeatOf(before: TargetReport | null, after: TargetReport | null): TargetDiff['repeat'] {
  const [was, is] = [before?.repeat ?? null, after?.repeat ?? null];
  if (was === null || is === null) return null;
  const shareOf = ({ connected, failed }: RepeatReport) => ({ connected, of: connected + failed });
  const shares = { before: shareOf(was), after: shareOf(is) };
  if (shares.before.of === 0 || shares.after.of === 0) return null;
  const asShare = ({ connected, of }: { connected: number; of: number }) => ({ good: connected, of });
  return { ...shares, ...comparison(asShare(shares.before), asShare(shares.after)) };
}

function nameOf({ title, version }: ClientReport): string {
  return `${title} ${version}`;
}
