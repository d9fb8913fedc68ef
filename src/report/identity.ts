import type { Finding, TargetReport } from '../model.js';

/**
 * By what the same finding is known again, from run to run, whatever the order of the answers: its rule, the target
 * and the subject, `wildcard-rejected@https://example.com/mcp@legacy/wildcard hello`.
 */
export function idOf(rule: string, target: string, subject: string): string {
  return [rule, target, subject].filter((part) => part !== '').join('@');
}

/** A target as ids name it. */
export function targetIn({ url, name }: Pick<TargetReport, 'url' | 'name'>): string {
  return url || name;
}

/** The id of a finding, and its part that names the subject: what was asked where the answer is its evidence. */
export function identified(finding: Finding, target: TargetReport): { id: string; subject: string } {
  const { rule, era, cell, evidence } = finding;
  const asked = [...target.cells, ...target.probes].find(({ id }) => id === evidence[0]);
  const where = [era, cell ?? asked?.probe].filter((part) => part != null).join('/');
  const subject = asked === undefined ? where : `${where} ${asked.message}`;
  return { id: idOf(rule, targetIn(target), subject), subject };
}
