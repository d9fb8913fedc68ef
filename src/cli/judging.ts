import { UserError } from '../errors.js';
import { builtinRules } from '../judge/builtin.js';
import { type CompiledRule, judge } from '../judge/engine.js';
import type { ClientProfile, FailOn, Recording, Report, RulesetId } from '../model.js';
import { observe } from '../observe/observe.js';
import { assemble } from '../report/assemble.js';
import { TOOL } from '../tool.js';
import { exitCodeFor } from './exitCode.js';

/**
 * The rules of this package and a user's own.
 * @throws {UserError} for a file that is not a rule, or an id that is taken
 */
export async function rulesFor(dir: string | null): Promise<CompiledRule[]> {
  const builtin = await builtinRules();
  if (dir === null) return builtin;
  const { loadRules } = await import('../judge/load.js');
  const own = await loadRules(dir);
  const taken = own.find(({ rule }) => builtin.some((other) => other.rule.id === rule.id));
  if (taken !== undefined) {
    throw new UserError('this rule id is taken by a built-in rule', {
      where: `${dir}/${taken.rule.id}.json`,
      whatToDo: 'give your rule another id, and its file the same name',
    });
  }
  return [...builtin, ...own];
}

/**
 * Recordings in, report out: what `probe` and `check` have in common. No network, no clock.
 * @param profiles needed where the sequences of clients were recorded
 */
export function reportOn(
  recordings: readonly Recording[],
  rules: readonly CompiledRule[],
  { ruleset, failOn }: { ruleset: RulesetId; failOn: FailOn },
  profiles: readonly ClientProfile[] = [],
): Report {
  const targets = recordings.map((recording) => {
    const observation = observe(recording);
    const verdicts = judge(rules, observation);
    const judgement = { ruleset, rules: rules.map(({ rule }) => rule), verdicts };
    return assemble(recording, observation, judgement, profiles);
  });
  return { tool: TOOL.name, version: TOOL.version, ruleset, exitCode: exitCodeFor(targets, failOn), targets };
}
