import type {
  Binding,
  Json,
  Observation,
  ObservedExchange,
  ObservedGroup,
  Outcome,
  Rule,
  Selector,
  Verdict,
} from '../model.js';
import { say } from '../say.js';
import { fill } from './message.js';

/** A rule with its two schemas compiled. */
export interface Compiled<R> {
  rule: R;
  when: (data: unknown) => boolean;
  expect: (data: unknown) => boolean;
}

export type CompiledRule = Compiled<Rule>;

type Subject = ObservedExchange | ObservedGroup | Observation['run'];
type Bound = { bound: Record<string, ObservedExchange> } | { outcome: Outcome; because: string };

/** A subject as every rule meets it. */
interface Examined<S extends Subject> {
  it: S;
  state: { name: StateName; because: string | null };
  evidence: string[];
}

/** Every rule on every subject that it concerns. Pure. */
export function judge(rules: readonly CompiledRule[], observation: Observation): Verdict[] {
  const examined = examine(observation);
  return rules.flatMap((compiled) => {
    const others = othersOf(compiled.rule, observation);
    return subjectsOf(compiled.rule, examined, observation).map((one) =>
      verdict(compiled, one, others, observation),
    );
  });
}

interface Subjects {
  exchanges: Examined<ObservedExchange>[];
  groups: Examined<ObservedGroup>[];
  run: Examined<Observation['run']>;
}

function examine({ exchanges, groups, run }: Observation): Subjects {
  const examined = <S extends Subject>(it: S): Examined<S> => ({
    it,
    state: stateOf(it),
    evidence: evidenceOf(it),
  });
  return { exchanges: exchanges.map(examined), groups: groups.map(examined), run: examined(run) };
}

function subjectsOf(
  rule: Rule,
  { exchanges, groups, run }: Subjects,
  { server }: Observation,
): Examined<Subject>[] {
  switch (rule.subject) {
    case 'exchange':
      return exchanges.filter(({ it }) => rule.eras.includes(it.era) && selects(rule.select, it));
    case 'group':
      return groups.filter(
        ({ it }) =>
          (it.era === null || rule.eras.includes(it.era)) && (rule.select.group?.includes(it.name) ?? true),
      );
    case 'run':
      return rule.eras.some((era) => server.eras.includes(era)) ? [run] : [];
  }
}

function selects(selector: Selector, it: ObservedExchange): boolean {
  return (
    (selector.role ?? ['subject']).includes(it.role) &&
    (selector.kind?.includes(it.kind) ?? true) &&
    (selector.flow?.includes(it.flow) ?? true) &&
    (selector.step?.includes(it.step) ?? true) &&
    (selector.cell === undefined || (it.cell !== null && selector.cell.includes(it.cell))) &&
    (selector.era === undefined || selector.era === it.era)
  );
}

function verdict(
  { rule, when, expect }: CompiledRule,
  { it, state, evidence: own }: Examined<Subject>,
  others: readonly Others[],
  { server }: Observation,
): Verdict {
  const comes = (
    outcome: Outcome,
    because: string | null,
    evidence = own,
    expected: string | null = null,
  ) => ({
    rule: rule.id,
    subject: it.id,
    evidence,
    expected,
    outcome,
    because,
  });
  const bindings = bind(others, it);
  if ('outcome' in bindings && bindings.outcome === 'skipped') return comes('skipped', bindings.because);
  if (!(rule.judges as readonly StateName[]).includes(state.name)) {
    const clouded = rule.judges.includes('answer') && state.name !== 'answer' && state.name !== 'superseded';
    return comes(clouded ? 'inconclusive' : 'skipped', state.because);
  }
  if ('outcome' in bindings) return comes(bindings.outcome, bindings.because);
  const data = { it, with: bindings.bound, server };
  if (!when(data)) return comes('skipped', NOT_APPLYING);
  const evidence = [...own, ...Object.values(bindings.bound).map((bound) => bound.id)];
  if (expect(data)) return comes('passed', null, evidence);
  const words = (template: string): string => fill(template, data as unknown as Json);
  return comes('failed', words(rule.message), evidence, words(rule.expected));
}

/** What most rules come to on most subjects. */
const NOT_APPLYING = say('rule-not-applying');

type StateName = Rule['judges'][number] | 'suspect';

/** What kind of evidence a subject is, and why it is not a plain answer. */
function stateOf(it: Subject): Examined<Subject>['state'] {
  if ('members' in it) {
    return it.complete
      ? { name: 'answer', because: null }
      : { name: 'silence', because: say('not-comparable') };
  }
  if (!('flow' in it)) return { name: 'answer', because: null };
  if (it.limited) return { name: '429', because: say('answered-limited', { status: it.status ?? '' }) };
  if (it.superseded) return { name: 'superseded', because: say('sent-again') };
  if (it.suspect) return { name: 'suspect', because: say('server-did-not-survive') };
  if (it.failure !== null)
    return { name: 'silence', because: say('nothing-came', { code: it.failure.code }) };
  return { name: 'answer', because: null };
}

function evidenceOf(it: Subject): string[] {
  if ('members' in it) return it.exchanges;
  return 'suspects' in it ? it.suspects : [it.id];
}

/** What a rule compares its subjects with: whatever its binding of that name selects. */
interface Others {
  name: string;
  binding: Binding;
  exchanges: ObservedExchange[];
}

function othersOf(rule: Rule, { exchanges }: Observation): Others[] {
  return Object.entries(rule.with).map(([name, binding]) => ({
    name,
    binding,
    exchanges: exchanges.filter((other) => !other.superseded && selects(binding, other)),
  }));
}

/** Finds the one for a subject: missing means skipped, not working means inconclusive. */
function bind(others: readonly Others[], it: Subject): Bound {
  const bound: Record<string, ObservedExchange> = {};
  for (const { name, binding, exchanges } of others) {
    const found = exchanges.find((other) => other !== it && isAlike(binding, it, other));
    if (found === undefined) return { outcome: 'skipped', because: say('nothing-to-compare', { name }) };
    if (found.status === null || (binding.must === 'work' && !found.worked)) {
      return { outcome: 'inconclusive', because: say('compared-did-not-work', { name }) };
    }
    bound[name] = found;
  }
  return { bound };
}

function isAlike({ same }: Binding, it: Subject, other: ObservedExchange): boolean {
  return same.every((field) => !(field in it) || other[field] === it[field as keyof Subject]);
}
