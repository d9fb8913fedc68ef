import { fill } from '../judge/message.js';
import type { CompiledDiagnosis } from '../judge/diagnoses.js';
import type { Confidence, Diagnosis, DiagnosisScope, Json, Layer, NotJudged } from '../model.js';
import { notJudgedOf } from './notJudged.js';

/** From the network up: the first cause that fits is the diagnosis. */
export const LAYERS: readonly Layer[] = [
  'entry',
  'name',
  'connection',
  'tls',
  'redirect',
  'proxy',
  'host-origin',
  'auth',
  'limit',
  'framing',
  'old-transport',
  'not-mcp',
  'accept',
  'version-era',
  'session',
  'notification',
  'get',
  'cors',
  'client',
  'other',
];

const CONFIDENCES: readonly Confidence[] = ['possible', 'likely', 'very likely', 'certain'];


/** In the order in which they are tried: by layer, then the more facts one asks for the earlier, then by name. */
export function inOrder(all: readonly CompiledDiagnosis[]): CompiledDiagnosis[] {
  const key = ({ file }: CompiledDiagnosis): [number, number] => [
    (file.class === 'cause' ? 0 : 100) + LAYERS.indexOf(file.layer),
    -factsIn(file.when),
  ];
  return [...all].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    return left[0] - right[0] || left[1] - right[1] || (a.file.id < b.file.id ? -1 : 1);
  });
}

/** The one diagnosis of a run, and what else is true of it. @param all in order */
export function diagnose(
  all: readonly CompiledDiagnosis[],
  scope: DiagnosisScope,
): { diagnosis: Diagnosis | null; traits: Diagnosis[]; notJudged: NotJudged | null } {
  const fitting = all.filter(({ checks: [fits] }) => fits?.(scope) === true);
  const found =
    fitting.find(({ file }) => file.class === 'cause') ?? fitting.find(({ file }) => file.class === 'health');
  const traits = fitting.filter(({ file }) => file.class === 'trait');
  const inTheWay = [...(found === undefined ? [] : [found]), ...traits].find(({ file }) => file.notJudged !== null);
  return {
    diagnosis: found === undefined ? null : spoken(found, scope),
    traits: traits.map((one) => spoken(one, scope)),
    notJudged:
      inTheWay === undefined ? null : notJudgedOf(inTheWay.file.notJudged, spoken(inTheWay, scope)),
  };
}

function spoken({ file, checks }: CompiledDiagnosis, scope: DiagnosisScope): Diagnosis {
  const words = (template: string): string => fill(template, scope as unknown as Json);
  const { base, evidence } = file.confidence;
  const [, ...rest] = checks;
  const weighed = evidence.filter((_one, at) => rest[at]?.(scope) === true);
  const moved = weighed.reduce((sum, { does }) => sum + (does === 'raises' ? 1 : -1), CONFIDENCES.indexOf(base));
  const level = CONFIDENCES[Math.min(Math.max(moved, 0), CONFIDENCES.length - 1)] ?? base;
  const steps = file.do.filter((_one, at) => rest[evidence.length + at]?.(scope) === true);
  return {
    id: file.id,
    class: file.class,
    layer: file.layer,
    blame: file.blame,
    alsoInvolved: file.alsoInvolved,
    confidence: { level, because: weighed.map(({ because }) => words(because)) },
    title: words(file.title),
    detail: words(file.detail),
    do: steps.map(({ who, step }) => ({ who, step: words(step) })),
    tellApart: file.tellApart === null ? null : words(file.tellApart),
    evidence: scope.control.at === null ? [] : [scope.control.at.id],
    references: file.references,
  };
}

/** How many facts a schema asks for: the keywords that hold a value to something. */
function factsIn(schema: Json): number {
  if (typeof schema !== 'object' || schema === null) return 0;
  if (Array.isArray(schema)) return schema.reduce((sum: number, part) => sum + factsIn(part), 0);
  return Object.entries(schema).reduce((sum, [key, value]) => sum + (ASKING.has(key) ? 1 : factsIn(value)), 0);
}

const ASKING = new Set(['const', 'enum', 'pattern', 'minimum', 'maximum', 'minLength', 'contains']);
