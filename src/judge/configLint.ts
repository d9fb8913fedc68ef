import type {
  ConfigEdit,
  ConfigFinding,
  ConfigObservation,
  ConfigRule,
  Json,
  RuleEdit,
  RulesetId,
  Severity,
} from '../model.js';
import { isObject } from '../record/reading.js';
import { stableId } from '../stableId.js';
import type { Compiled } from './engine.js';
import { fill, filled, truthAt } from './message.js';
import { bySeverity } from './severity.js';

type Subjects = Omit<ConfigObservation, 'file'> & { file: [ConfigObservation['file']] };
type Subject = Subjects[keyof Subjects][number];

/** A rule's outcome on one thing in a file. */
export interface ConfigVerdict {
  it: Subject;
  outcome: 'passed' | 'failed' | 'skipped';
  /** What the rule's words and its edit are filled from. */
  data: Json;
}

/** What is wrong in a file by a rule set, in the order of the file. Pure. @param file as ids name it */
export function lintConfig(
  rules: readonly Compiled<ConfigRule>[],
  observation: ConfigObservation,
  ruleset: RulesetId,
  file: string,
): ConfigFinding[] {
  return rules
    .flatMap((compiled) => {
      const severity = compiled.rule.severity[ruleset];
      if (severity === 'off') return [];
      return judgeConfig(compiled, observation)
        .filter(({ outcome }) => outcome === 'failed')
        .map((verdict) => findingOf(compiled.rule, severity, verdict, file));
    })
    .sort((a, b) => a.line - b.line || a.column - b.column || bySeverity(a, b));
}

/** One rule on everything that it concerns. */
export function judgeConfig(
  { rule, when, expect }: Compiled<ConfigRule>,
  observation: ConfigObservation,
): ConfigVerdict[] {
  const { file, entries } = observation;
  if (rule.formats.length > 0 && !rule.formats.includes(file.format)) return [];
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return subjectsOf(rule, observation).map((it) => {
    const entry = byId.get(it.entry) ?? null;
    const data = { it, entry, file };
    const outcome = !when(data) ? 'skipped' : expect(data) ? 'passed' : 'failed';
    return { it, outcome, data: data as unknown as Json };
  });
}

function subjectsOf(rule: ConfigRule, observation: ConfigObservation): readonly Subject[] {
  switch (rule.subject) {
    case 'file':
      return [observation.file];
    case 'entry':
      return observation.entries;
    case 'type':
      return observation.types;
    case 'url':
      return observation.urls;
    case 'header':
      return observation.headers;
    case 'variable':
      return observation.variables;
    case 'key':
      return observation.keys;
    case 'refusal':
      return observation.refusals;
  }
}

/** `3:7 the message`, as an example writes it. */
export function saidOf(rule: ConfigRule, { it, data }: ConfigVerdict): string {
  return `${it.place.line}:${it.place.column} ${fill(rule.message, data)}`;
}

function findingOf(
  rule: ConfigRule,
  severity: Severity,
  { it, data }: ConfigVerdict,
  file: string,
): ConfigFinding {
  const { edit, steps } = rule.remediation;
  const change = edit === null ? null : changeOf(edit, it, data);
  return {
    rule: rule.id,
    stableId: stableId(rule.id, file, subjectOf(it)),
    severity,
    title: rule.title,
    server: it.server,
    line: it.place.line,
    column: it.place.column,
    message: fill(rule.message, data),
    expected: fill(rule.expected, data),
    requirement: rule.requirement,
    steps: steps.map((step) => fill(step, data)),
    references: rule.references,
    edit: change,
    touchesWire: change !== null && edit?.touchesWire === true,
  };
}

/** `github/Accept`: the server, and the header, variable or key in it, as they may be shown. */
function subjectOf(it: Subject): string {
  const within = 'key' in it ? it.key : 'name' in it ? it.name : '';
  return [it.server, within].filter((part) => part !== '').join('/');
}

/** The edit of this very thing; null where a placeholder in it names nothing. */
export function changeOf(edit: RuleEdit, it: Subject, data: Json): ConfigEdit | null {
  const entry = isObject(data) ? data['entry'] : null;
  // The arguments of a program are its own language.
  if (isObject(entry) && entry['bridge'] !== null && edit.at === 'it' && entry['id'] !== it.id) return null;
  const path = edit.at === 'it' ? it.path : pathOf(entry);
  const key = edit.key === null ? null : filled(edit.key, data);
  if (path === null || (edit.key !== null && key === null)) return null;
  const whole = key === null ? path : [...path, key];
  if (edit.do === 'remove') return { path: whole, value: undefined };
  const value = filledValue(edit.value, data);
  return value === undefined ? null : { path: whole, value };
}

function pathOf(entry: Json | undefined): string[] | null {
  if (!isObject(entry)) return null;
  return Array.isArray(entry['path']) ? entry['path'].map(String) : null;
}

/** Every text in a value filled; undefined where one cannot be. */
function filledValue(value: Json, data: Json): Json | undefined {
  if (typeof value === 'string') return truthAt(value, data) ?? filled(value, data) ?? undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => filledValue(item, data));
    return items.some((item) => item === undefined) ? undefined : items.filter((item) => item !== undefined);
  }
  const pairs = Object.entries(value).map(([key, item]) => [key, filledValue(item, data)] as const);
  if (pairs.some(([, item]) => item === undefined)) return undefined;
  return Object.fromEntries(pairs.flatMap(([key, item]) => (item === undefined ? [] : [[key, item]])));
}
