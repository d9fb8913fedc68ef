import type { CompiledFingerprint } from '../judge/fingerprints.js';
import { fill } from '../judge/message.js';
import type {
  Confidence,
  Dialect,
  Fingerprint,
  FingerprintFile,
  FingerprintScope,
  Json,
  Observation,
  Part,
  Recognised,
  Recording,
} from '../model.js';
import { isOfControl } from '../observe/control.js';
import { identityOf } from '../observe/identity.js';
import { confidenceOf } from './confidence.js';
import { matrixFacts } from './matrix.js';

export const NOT_RECOGNISED: Fingerprint = {
  sdk: null,
  framework: null,
  runtime: null,
  front: null,
  dialect: { server: null, proxy: null },
};

/** From where the server's own words come: the closer to its author's code, the better. */
const DIALECT_FROM: readonly Part[] = ['framework', 'sdk', 'runtime'];
/** A remedy is written in no dialect that is a mere possibility. */
const ENOUGH: readonly Confidence[] = ['likely', 'very likely', 'certain'];

/** What fingerprints are written over. Pure. */
export function fingerprintScope(recording: Recording, observation: Observation): FingerprintScope {
  const { server, stance, refusals, exchanges } = observation;
  const hello = exchanges.find((it) => isOfControl(it) && it.step !== 'initialized') ?? null;
  return {
    identity: identityOf(recording),
    server,
    stance,
    refusals,
    hello,
    cells: matrixFacts(observation, hello, recording.notSent),
    exchanges,
  };
}

/** What answered, as far as the facts tell: where two of one part fit, nothing is said of it. */
export function fingerprintOf(all: readonly CompiledFingerprint[], scope: FingerprintScope): Fingerprint {
  const fitting = all.filter(({ checks: [fits] }) => fits?.(scope) === true);
  const of = (part: Part): CompiledFingerprint | null => {
    const [only, ...others] = fitting.filter(({ file }) => file.part === part);
    return others.length === 0 ? (only ?? null) : null;
  };
  const recognised = (part: Part): Recognised | null => {
    const found = of(part);
    return found === null ? null : spoken(found, scope);
  };
  const dialectOf = (parts: readonly Part[]): Dialect | null => {
    const sure = parts.filter((part) => ENOUGH.includes(recognised(part)?.confidence.level ?? 'possible'));
    return sure.map((part) => of(part)?.file.dialect ?? null).find((dialect) => dialect !== null) ?? null;
  };
  return {
    sdk: recognised('sdk'),
    framework: recognised('framework'),
    runtime: recognised('runtime'),
    front: recognised('front'),
    dialect: { server: dialectOf(DIALECT_FROM), proxy: dialectOf(['front']) },
  };
}

function spoken({ file, checks }: CompiledFingerprint, scope: FingerprintScope): Recognised {
  const { id, name, evidence, confidence, versions } = file;
  const words = (template: string): string => fill(template, scope as unknown as Json);
  const [, ...rest] = checks;
  const weighed = confidence.evidence.filter((_one, at) => rest[at]?.(scope) === true);
  const range = versions.find((_one, at) => rest[confidence.evidence.length + at]?.(scope) === true);
  return {
    id,
    name,
    versions: range === undefined ? null : words(range.range),
    confidence: {
      level: confidenceOf(confidence.base, weighed),
      because: reasons(evidence, weighed, range).map(words),
    },
  };
}

function reasons(
  evidence: string,
  weighed: FingerprintFile['confidence']['evidence'],
  range: FingerprintFile['versions'][number] | undefined,
): string[] {
  return [
    evidence,
    ...weighed.map(({ because }) => because),
    ...(range === undefined ? [] : [range.because]),
  ];
}
