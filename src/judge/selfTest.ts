import type { Example, ExampleAnswer, Json, JsonSchema, Outcome, Rule, Verdict } from '../model.js';
import type { CompiledRule } from './engine.js';
import { type Canned, cannedAnswers, judgeExample } from './examples.js';
import { createChecker } from './load.js';

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
  const checker = await createChecker();
  const results: SelfTest[] = [];
  for (const compiled of rules) {
    const problems = await exampleProblems(compiled, answers);
    const mutants = mutantsOf(compiled.rule);
    for (const mutant of problems.length === 0 ? mutants : []) {
      if (!(await noticed(mutant, checker, answers)))
        problems.push(`no example notices when ${mutant.dropped} is dropped`);
    }
    results.push({
      rule: compiled.rule.id,
      examples: examplesOf(compiled.rule).length,
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

interface Mutant {
  rule: Rule;
  dropped: string;
}

function mutantsOf(rule: Rule): Mutant[] {
  return (['when', 'expect'] as const).flatMap((part) =>
    keywordPaths(rule[part]).map((path) => ({
      rule: { ...rule, [part]: without(rule[part], path) },
      dropped: [part, ...path].join('/'),
    })),
  );
}

async function noticed(
  mutant: Mutant,
  checker: Awaited<ReturnType<typeof createChecker>>,
  answers: Answers,
): Promise<boolean> {
  try {
    const compiled = checker.compile(mutant.rule as unknown as Json, `${mutant.rule.id}.json`);
    return (await exampleProblems(compiled, answers)).length > 0;
  } catch {
    // A mutant that does not compile counts as noticed.
    return true;
  }
}

/** Paths of every key in a schema, deepest last. */
function keywordPaths(schema: Json, path: string[] = []): string[][] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema))
    return schema.flatMap((part, index) => keywordPaths(part, [...path, String(index)]));
  return Object.entries(schema).flatMap(([key, value]) => [
    [...path, key],
    ...keywordPaths(value, [...path, key]),
  ]);
}

function without(schema: JsonSchema, path: readonly string[]): JsonSchema {
  const copy = structuredClone(schema);
  let place: Json = copy;
  for (const key of path.slice(0, -1)) {
    if (Array.isArray(place)) place = place[Number(key)] ?? null;
    else if (typeof place === 'object' && place !== null) place = place[key] ?? null;
  }
  const last = path.at(-1);
  if (last !== undefined && typeof place === 'object' && place !== null && !Array.isArray(place))
    delete place[last];
  return copy;
}
