import type { ConfigRule, Example, ExampleAnswer, Json, Outcome, Rule, Verdict } from '../model.js';
import { loadFormats } from '../targets/config/formats.js';
import { configExampleProblems } from './configExamples.js';
import type { Compiled, CompiledRule } from './engine.js';
import { type Canned, cannedAnswers, judgeExample } from './examples.js';
import { createChecker, createConfigChecker, type RuleChecker } from './load.js';
import { type Mutant, mutantsOf } from './mutants.js';

/** What one rule's own examples say about it. */
export interface SelfTest {
  rule: string;
  examples: number;
  mutants: number;
  /** One line per thing that is not as the rule file says. */
  problems: string[];
}

type Answers = (answer: ExampleAnswer) => Canned;

/**
 * Runs the examples of each rule, then drops every keyword of `when` and `expect` in turn: some
 * example must notice.
 */
export async function selfTest(rules: readonly CompiledRule[]): Promise<SelfTest[]> {
  const answers = await cannedAnswers();
  return tested(rules, await createChecker(), (compiled) => exampleProblems(compiled, answers));
}

/** The same for rules about configurations. */
export async function selfTestConfig(rules: readonly Compiled<ConfigRule>[]): Promise<SelfTest[]> {
  const formats = await loadFormats();
  return tested(rules, await createConfigChecker(), (compiled) => configExampleProblems(compiled, formats));
}

async function tested<R extends Rule | ConfigRule>(
  rules: readonly Compiled<R>[],
  checker: RuleChecker<R>,
  problemsOf: (compiled: Compiled<R>) => Promise<string[]>,
): Promise<SelfTest[]> {
  const results: SelfTest[] = [];
  for (const compiled of rules) {
    const problems = await problemsOf(compiled);
    const mutants = mutantsOf(compiled.rule);
    for (const mutant of problems.length === 0 ? mutants : []) {
      if (!(await noticed(mutant, checker, problemsOf)))
        problems.push(`no example notices when ${mutant.dropped} is dropped`);
    }
    const { good, bad, skipped } = compiled.rule.examples;
    results.push({
      rule: compiled.rule.id,
      examples: good.length + bad.length + skipped.length,
      mutants: mutants.length,
      problems,
    });
  }
  return results;
}

function examplesOf(rule: Rule): { kind: keyof Rule['examples']; example: Example }[] {
  const kinds = ['good', 'bad', 'skipped'] as const;
  return kinds.flatMap((kind) => rule.examples[kind].map((example) => ({ kind, example })));
}

async function exampleProblems(compiled: CompiledRule, answers: Answers): Promise<string[]> {
  const problems: string[] = [];
  for (const { kind, example } of examplesOf(compiled.rule)) {
    const verdicts = await judgeExample(compiled, example, answers);
    const problem = mismatch(kind, example, verdicts);
    if (problem !== null) problems.push(`${kind} example "${example.name}": ${problem}`);
  }
  return problems;
}

/** What an example's verdicts are not, or null: good passes, bad fails with its messages, skipped does neither. */
export function mismatch(
  kind: keyof Rule['examples'],
  example: Example,
  verdicts: readonly Verdict[],
): string | null {
  const outcomes = new Set<Outcome>(verdicts.map((verdict) => verdict.outcome));
  const messages = verdicts
    .filter((verdict) => verdict.outcome === 'failed')
    .map((verdict) => verdict.because ?? '');
  if (JSON.stringify(messages) !== JSON.stringify(example.messages)) {
    return `says ${JSON.stringify(messages)} instead of ${JSON.stringify(example.messages)}`;
  }
  const seen = [...outcomes].join(', ') || 'nothing';
  if (kind === 'bad') return outcomes.has('failed') ? null : `is ${seen}, not failed`;
  if (kind === 'good') return outcomes.has('passed') ? null : `is ${seen}, not passed`;
  return outcomes.has('passed') ? `is ${seen}, not skipped or inconclusive` : null;
}

async function noticed<R extends Rule | ConfigRule>(
  { rule }: Mutant<R>,
  checker: RuleChecker<R>,
  problemsOf: (compiled: Compiled<R>) => Promise<string[]>,
): Promise<boolean> {
  try {
    const compiled = checker.compile(rule as unknown as Json, `${rule.id}.json`);
    return (await problemsOf(compiled)).length > 0;
  } catch {
    // A mutant that does not compile counts as noticed.
    return true;
  }
}
