import type { Configuration, Role, TargetReport } from '../../model.js';
import { mendedBy } from '../formats/terminal/mendedBy.js';
import { grouped } from '../formats/terminal/severities.js';
import { verdictOf } from '../formats/terminal/verdict.js';

/** What to do next: the user of the client, and who runs the server or what stands before it. */
export interface NextSteps {
  user: string[];
  operator: string[];
}

/** From the diagnosis, what mends the user's own client, and the errors beside: the same steps that the verdict has. */
export function nextSteps(target: TargetReport, configuration: Configuration | null): NextSteps {
  const { diagnosis, clients, findings } = target;
  const fixes = (clients ?? []).flatMap(({ yours, fix }) => (yours && fix !== null ? [fix] : []));
  const errors = grouped(findings.filter(({ severity }) => severity === 'error'));
  const by = (wanted: (who: Role) => boolean): string[] =>
    (diagnosis?.do ?? []).filter(({ who }) => wanted(who)).map(({ step }) => step);
  const apart = diagnosis?.tellApart ?? null;
  const user = [
    ...(configuration === null ? [] : mendedBy(target, configuration)),
    ...by((who) => who === 'client'),
    ...fixes.filter(({ where }) => where !== 'server').map(({ what }) => what),
    ...(apart === null ? [] : [apart]),
  ];
  const operator = [
    ...by((who) => who !== 'client'),
    ...fixes.filter(({ where }) => where === 'server').map(({ what }) => what),
    ...errors.flatMap(({ first }) => first.remediation.server.steps.slice(0, 1)),
  ];
  // Nobody was named: what could not be told is told again by whoever asked.
  const unclear = diagnosis === null ? verdictOf(target).steps : [];
  return { user: distinct([...user, ...unclear]), operator: distinct(operator) };
}

function distinct(steps: readonly string[]): string[] {
  return [...new Set(steps)];
}
