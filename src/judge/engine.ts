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

/** Every rule on every subject that it concerns. Pure. */
export function judge(rules: readonly CompiledRule[], observation: Observation): Verdict[] {
  return rules.flatMap((compiled) =>
    subjectsOf(compiled.rule, observation).map((it) => verdict(compiled, it, observation)),
  );
}

function subjectsOf(rule: Rule, observation: Observation): Subject[] {
  switch (rule.subject) {
    case 'exchange':
      return observation.exchanges.filter((it) => rule.eras.includes(it.era) && selects(rule.select, it));
    case 'group':
      return observation.groups.filter(
        (it) =>
          (it.era === null || rule.eras.includes(it.era)) && (rule.select.group?.includes(it.name) ?? true),
      );
    case 'run':
      return rule.eras.some((era) => observation.server.eras.includes(era)) ? [observation.run] : [];
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

function verdict({ rule, when, expect }: CompiledRule, it: Subject, observation: Observation): Verdict {
  const state = stateOf(it);
  const base = { rule: rule.id, subject: it.id, evidence: evidenceOf(it), expected: null };
  const bindings = bind(rule, it, observation);
  if ('outcome' in bindings && bindings.outcome === 'skipped') return { ...base, ...bindings };
  if (!(rule.judges as readonly StateName[]).includes(state.name)) {
    const clouded = rule.judges.includes('answer') && state.name !== 'answer' && state.name !== 'superseded';
    return { ...base, outcome: clouded ? 'inconclusive' : 'skipped', because: state.because };
  }
  if ('outcome' in bindings) return { ...base, ...bindings };
  const data = { it, with: bindings.bound, server: observation.server };
  if (!when(data)) return { ...base, outcome: 'skipped', because: say('rule-not-applying') };
  const evidence = [...base.evidence, ...Object.values(bindings.bound).map((bound) => bound.id)];
  if (expect(data)) return { ...base, evidence, outcome: 'passed', because: null };
  const words = (template: string): string => fill(template, data as unknown as Json);
  return {
    ...base,
    evidence,
    outcome: 'failed',
    because: words(rule.message),
    expected: words(rule.expected),
  };
}

type StateName = Rule['judges'][number] | 'suspect';

/** What kind of evidence a subject is, and why it is not a plain answer. */
function stateOf(it: Subject): { name: StateName; because: string | null } {
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

/** Finds what the rule compares its subject with: missing means skipped, not working means inconclusive. */
function bind(rule: Rule, it: Subject, observation: Observation): Bound {
  const bound: Record<string, ObservedExchange> = {};
  for (const [name, binding] of Object.entries(rule.with)) {
    const found = observation.exchanges.find(
      (other) => other !== it && !other.superseded && fits(binding, it, other),
    );
    if (found === undefined) return { outcome: 'skipped', because: say('nothing-to-compare', { name }) };
    if (found.status === null || (binding.must === 'work' && !found.worked)) {
      return { outcome: 'inconclusive', because: say('compared-did-not-work', { name }) };
    }
    bound[name] = found;
  }
  return { bound };
}

function fits(binding: Binding, it: Subject, other: ObservedExchange): boolean {
  return (
    selects(binding, other) &&
    binding.same.every((field) => !(field in it) || other[field] === it[field as keyof Subject])
  );
}
