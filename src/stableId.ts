import type { Finding, RedactedTarget, TargetReport } from './model.js';

/**
 * By what the same thing is known again, from run to run, whatever the order of the answers, the time, the port that
 * was free or the session: its rule, the target and the subject, `wildcard-rejected@https://example.com/mcp@legacy/wildcard hello`.
 */
export function stableId(rule: string, target: string, subject: string): string {
  return [rule, target, subject].filter((part) => part !== '').join('@');
}

/**
 * A target as ids name it: as its file calls it; else its URL without the port, which is another in each CI job.
 * Where two of one run would be called the same, `apart` is true and the port stays.
 */
export function stableTarget({ name, url, source }: RedactedTarget, apart = false): string {
  if (source !== null || !URL.canParse(url)) return name;
  if (apart) return url;
  return url.replace(/^([a-z]+:\/\/(?:[^/?#@]*@)?(?:\[[^\]]*\]|[^/?#:@]*)):\d+/i, '$1');
}

/** The names of the targets of one run in ids, in their order. */
export function stableTargets(targets: readonly RedactedTarget[]): string[] {
  const names = targets.map((target) => stableTarget(target));
  return targets.map((target, at) => {
    const others = names.filter((name, other) => other !== at && name === names[at]);
    return stableTarget(target, others.length > 0);
  });
}

/** The part of a finding's id that names the subject: what was asked, where an answer is its evidence. */
export function subjectOf(
  { era, cell, evidence }: Pick<Finding, 'era' | 'cell' | 'evidence'>,
  { cells, probes }: Pick<TargetReport, 'cells' | 'probes'>,
): string {
  const asked = [...cells, ...probes].find(({ id }) => id === evidence[0]);
  const where = [era, cell ?? asked?.probe].filter((part) => part != null).join('/');
  return asked === undefined ? where : `${where} ${asked.message}`;
}
