import type {
  ConfigRule,
  Example,
  ExampleAnswer,
  Json,
  Observation,
  Outcome,
  Rule,
  TrafficRule,
  Verdict,
} from '../model.js';
import { observe } from '../observe/observe.js';
import { loadFormats } from '../targets/config/formats.js';
import { configExampleProblems } from './configExamples.js';
import { type Compiled, type CompiledRule, judge } from './engine.js';
import { type Canned, cannedAnswers, recordExample } from './examples.js';
import type { RuleChecker } from './load.js';
import { type Mutant, mutantsOf } from './mutants.js';
import { trafficExampleProblems } from './trafficExamples.js';

/** What one rule's own examples say about it. */
export interface SelfTest {
  rule: string;
  examples: number;
  mutants: number;
  /** One line per thing that is not as the rule file says. */
  problems: string[];
}

/** With ajv, which is large: read when something is tested. */
const checkers = () => import('./load.js');

type Answers = (answer: ExampleAnswer) => Canned;

/** What is not as a rule's examples say, where `when` and `expect` are these: the examples are observed once for all. */
type ProblemsOf<R> = (compiled: Compiled<R>) => string[];

/**
 * Runs the examples of each rule, then drops every keyword of `when` and `expect` in turn: some
 * example must notice.
 */
export async function selfTest(rules: readonly CompiledRule[]): Promise<SelfTest[]> {
  const answers = await cannedAnswers();
  return tested(rules, await (await checkers()).createChecker(), ({ examples }) =>
    exampleProblems(examples, answers),
  );
}

/** The same for rules about configurations. */
export async function selfTestConfig(rules: readonly Compiled<ConfigRule>[]): Promise<SelfTest[]> {
  const formats = await loadFormats();
  return tested(rules, await (await checkers()).createConfigChecker(), ({ examples }) =>
    configExampleProblems(examples, formats),
  );
}

/** The same for rules about what clients send. */
export async function selfTestTraffic(rules: readonly Compiled<TrafficRule>[]): Promise<SelfTest[]> {
  const answers = await cannedAnswers();
  return tested(rules, await (await checkers()).createTrafficChecker(), async ({ examples }) =>
    trafficExampleProblems(examples, answers),
  );
}

async function tested<R extends Rule | ConfigRule | TrafficRule>(
  rules: readonly Compiled<R>[],
  checker: RuleChecker<R>,
  observed: (rule: R) => Promise<ProblemsOf<R>>,
): Promise<SelfTest[]> {
  const results: SelfTest[] = [];
  for (const compiled of rules) {
    const problemsOf = await observed(compiled.rule);
    const problems = problemsOf(compiled);
    const mutants = mutantsOf(compiled.rule);
    for (const mutant of problems.length === 0 ? mutants : []) {
      if (!noticed(mutant, checker, problemsOf))
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

async function exampleProblems(examples: Rule['examples'], answers: Answers): Promise<ProblemsOf<Rule>> {
  const observed: { kind: keyof Rule['examples']; example: Example; observation: Observation }[] = [];
  for (const kind of ['good', 'bad', 'skipped'] as const) {
    for (const example of examples[kind]) {
      observed.push({ kind, example, observation: observe(await recordExample(example, answers)) });
    }
  }
  return (compiled) =>
    observed.flatMap(({ kind, example, observation }) => {
      const problem = mismatch(kind, example, judge([compiled], observation));
      return problem === null ? [] : [`${kind} example "${example.name}": ${problem}`];
    });
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

function noticed<R extends Rule | ConfigRule | TrafficRule>(
  { rule }: Mutant<R>,
  checker: RuleChecker<R>,
  problemsOf: ProblemsOf<R>,
): boolean {
  try {
    const compiled = checker.compile(rule as unknown as Json, `${rule.id}.json`);
    return problemsOf(compiled).length > 0;
  } catch {
    // A mutant that does not compile counts as noticed.
    return true;
  }
}
