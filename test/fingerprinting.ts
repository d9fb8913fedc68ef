import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprintOf, fingerprintScope } from '../src/diagnose/fingerprint.js';
import type { CompiledFingerprint } from '../src/judge/fingerprints.js';
import type { Fingerprint, Recording } from '../src/model.js';
import { observe } from '../src/observe/observe.js';
import { packageRoot } from '../src/packageRoot.js';

const FIXTURES = join(packageRoot, 'fixtures', 'fingerprints');

/** What a server is, as those know who started it: ids of `rules/fingerprints/`, with versions. */
export interface Truth {
  /** Null: none that is known here. */
  sdk: [id: string, version: string] | null;
  framework: [id: string, version: string] | null;
  runtime: string;
  /** The dialect of its remedies; null: none here is. */
  server: string | null;
}

export async function truths(): Promise<Record<string, Truth>> {
  return JSON.parse(await readFile(join(FIXTURES, 'truth.json'), 'utf8')) as Record<string, Truth>;
}

export function recognise(all: readonly CompiledFingerprint[], recording: Recording): Fingerprint {
  return fingerprintOf(all, fingerprintScope(recording, observe(recording)));
}

export type Score = 'right' | 'silent' | 'wrong';

/** Each part against the truth; `versions` is that of the SDK and the framework together. */
export function scored(said: Fingerprint, truth: Truth): Record<string, Score> {
  const { sdk, framework, runtime, front, dialect } = said;
  return {
    sdk: score(sdk?.id ?? null, truth.sdk?.[0] ?? null),
    'sdk version': inRange(sdk?.versions ?? null, truth.sdk?.[1] ?? ''),
    framework: score(framework?.id ?? null, truth.framework?.[0] ?? null),
    'framework version': inRange(framework?.versions ?? null, truth.framework?.[1] ?? ''),
    runtime: score(runtime?.id ?? null, truth.runtime),
    front: score(front?.id ?? null, null),
    dialect: score(dialect.server, truth.server),
  };
}

function score(said: string | null, is: string | null): Score {
  if (said === is) return 'right';
  return said === null ? 'silent' : 'wrong';
}

/** `1.23 or later, before 2`, `after 1.1`, `2.x`, `3.9.0`. */
function inRange(range: string | null, version: string): Score {
  if (range === null) return 'silent';
  const holds = range.split(', ').every((part) => {
    const bound = /\d+(\.\d+)*/.exec(part)?.[0] ?? '';
    const order = compared(version, bound);
    if (part.startsWith('before ')) return order < 0;
    if (part.startsWith('after ')) return order > 0 && !version.startsWith(`${bound}.`);
    if (part.endsWith(' or later')) return order >= 0;
    return part.endsWith('.x') ? version.startsWith(`${bound}.`) : version === part;
  });
  return holds ? 'right' : 'wrong';
}

function compared(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let at = 0; at < 3; at += 1) {
    const order = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}
