import type { CompiledDiagnosis } from '../judge/diagnoses.js';
import { fill } from '../judge/message.js';
import type { Diagnosis, DiagnosisScope, Json, Layer, NotJudged } from '../model.js';
import { stableId } from '../stableId.js';
import { confidenceOf } from './confidence.js';
import { notJudgedOf } from './notJudged.js';

/** From the network up: the first cause that fits is the diagnosis. */
const LAYERS: readonly Layer[] = [
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
  'unexplained',
];

/** In the order in which they are tried: by layer, then the more one asks for the earlier, then by name. */
export function inOrder(all: readonly CompiledDiagnosis[]): CompiledDiagnosis[] {
  const key = ({ file }: CompiledDiagnosis): [number, number] => [
    (file.class === 'cause' ? 0 : 100) + LAYERS.indexOf(file.layer),
    -specificity(file.when),
  ];
  return [...all].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    return left[0] - right[0] || left[1] - right[1] || (a.file.id < b.file.id ? -1 : 1);
  });
}

/** What a diagnosis is about, as stable ids name it: the target, and the client that was named, or null. */
export interface About {
  target: string;
  client: string | null;
}

/** The one diagnosis of a run, and what else is true of it. @param all in order */
export function diagnose(
  all: readonly CompiledDiagnosis[],
  scope: DiagnosisScope,
  about: About,
): { diagnosis: Diagnosis | null; traits: Diagnosis[]; notJudged: NotJudged | null } {
  const fitting = all.filter(({ checks: [fits] }) => fits?.(scope) === true);
  const found =
    fitting.find(({ file }) => file.class === 'cause') ?? fitting.find(({ file }) => file.class === 'health');
  const traits = fitting.filter(({ file }) => file.class === 'trait');
  const inTheWay = [...(found === undefined ? [] : [found]), ...traits].find(
    ({ file }) => file.notJudged !== null,
  );
  return {
    diagnosis: found === undefined ? null : spoken(found, scope, about),
    traits: traits.map((one) => spoken(one, scope, about)),
    notJudged:
      inTheWay === undefined ? null : notJudgedOf(inTheWay.file.notJudged, spoken(inTheWay, scope, about)),
  };
}

/** What one of them says of a run, whatever else may fit it; null where there is none of this id. */
export function spokenAs(
  all: readonly CompiledDiagnosis[],
  id: string,
  scope: DiagnosisScope,
  about: About,
): Diagnosis | null {
  const one = all.find(({ file }) => file.id === id);
  return one === undefined ? null : spoken(one, scope, about);
}

function spoken(
  { file, checks, remedies }: CompiledDiagnosis,
  scope: DiagnosisScope,
  { target, client }: About,
): Diagnosis {
  const words = (template: string): string => fill(template, scope as unknown as Json);
  const { base, evidence } = file.confidence;
  const [, ...rest] = checks;
  const weighed = evidence.filter((_one, at) => rest[at]?.(scope) === true);
  const steps = file.do.flatMap(({ who, step }, at) => {
    if (rest[evidence.length + at]?.(scope) !== true) return [];
    const { server, proxy } = scope.fingerprint.dialect;
    const dialect = who === 'server' ? server : who === 'proxy' ? proxy : null;
    const remedy = dialect === null ? undefined : remedies[at]?.dialects[dialect];
    if (dialect === null || remedy === undefined) return [{ who, step: words(step), code: null }];
    const code = remedy.code === null ? null : { dialect, text: words(remedy.code) };
    return [{ who, step: words(remedy.step), code }];
  });
  return {
    id: file.id,
    stableId: stableId(file.id, target, file.layer === 'client' ? (client ?? '') : ''),
    class: file.class,
    layer: file.layer,
    blame: file.blame,
    alsoInvolved: file.alsoInvolved,
    confidence: { level: confidenceOf(base, weighed), because: weighed.map(({ because }) => words(because)) },
    title: words(file.title),
    detail: words(file.detail),
    do: steps,
    tellApart: file.tellApart === null ? null : words(file.tellApart),
    group: file.group === undefined ? null : { signatures: file.signatures, because: words(file.group) },
    evidence: scope.control.at === null ? [] : [scope.control.at.id],
    references: file.references,
  };
}

/**
 * How much a schema asks for: a fact that must be one thing counts more than one of a few, and that more than
 * a range or an exclusion.
 */
function specificity(schema: Json): number {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return 0;
  const { properties, anyOf } = schema;
  const inner = typeof properties === 'object' && properties !== null ? Object.values(properties) : [];
  const branches = Array.isArray(anyOf) ? Math.min(...anyOf.map(specificity)) : 0;
  return inner.reduce((sum: number, part) => sum + specificity(part), branches + weightOf(schema));
}

function weightOf(schema: object): number {
  if ('const' in schema || 'pattern' in schema || 'contains' in schema) return 3;
  if ('enum' in schema) return 2;
  return 'not' in schema ||
    'minimum' in schema ||
    'maximum' in schema ||
    'minLength' in schema ||
    'minItems' in schema
    ? 1
    : 0;
}
