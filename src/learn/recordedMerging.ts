import type { ClientProfile, HeaderLine, Merging, Occasion } from '../model.js';
import { merged } from '../plan/replay.js';
import { occasionOfStep, type RecordedStep } from './recorded.js';

/** Any header that no client has an opinion on; whether it arrives shows whether configured ones do. */
const STRANGER = 'X-Mcp-Accept-Probe';

/** What the user is asked to configure at `/headers/mcp`. */
export const PROBE_HEADERS: readonly HeaderLine[] = [
  // Half of it is in every client's own Accept, half in none: so each way of merging gives another value.
  ['Accept', 'application/json, text/x-mcp-accept-probe'],
  ['MCP-Protocol-Version', '2025-03-26'],
  ['Content-Type', 'application/json;charset=utf-8'],
  ['User-Agent', 'configured/1'],
  [STRANGER, 'configured'],
];

const MERGINGS: readonly Merging[] = [
  'replaced',
  'before',
  'in-front',
  'joined',
  'after',
  'second-line',
  'line-after',
];

/** Whether headers that the user configured came with these requests. */
export function wasConfigured(steps: readonly RecordedStep[]): boolean {
  return steps.some(({ request }) => linesOf(request.headers, STRANGER).length > 0);
}

/**
 * What the client does with configured headers, from a conversation that had them and one without.
 * What the two do not show clearly is absent; null where no configured header arrived at all.
 */
export function mergingsOf(
  configured: readonly RecordedStep[],
  plain: readonly RecordedStep[],
): ClientProfile['configured'] | null {
  if (!wasConfigured(configured)) return null;
  const profile: ClientProfile['configured'] = {};
  for (const [name, value] of PROBE_HEADERS) {
    const seen = new Map<Occasion, Set<Merging | null>>();
    for (const [step, own] of pairs(configured, plain)) {
      const occasion = occasionOfStep(step);
      if (occasion === null) continue;
      const lines = [step, own].map(({ request }) => linesOf(request.headers, name));
      const merging = mergingOf(lines[0] ?? [], lines[1] ?? [], [name, value]);
      seen.set(occasion, (seen.get(occasion) ?? new Set()).add(merging));
    }
    const shown = unanimous(seen);
    if (Object.keys(shown).length > 0) profile[name === STRANGER ? '*' : name.toLowerCase()] = shown;
  }
  return profile;
}

/** The k-th step of a name beside the k-th of that name without configured headers. */
function pairs(
  configured: readonly RecordedStep[],
  plain: readonly RecordedStep[],
): [RecordedStep, RecordedStep][] {
  return configured.flatMap((step, at): [RecordedStep, RecordedStep][] => {
    const before = configured.slice(0, at).filter((one) => alike(one, step)).length;
    const own = plain.filter((one) => alike(one, step))[before];
    return own === undefined ? [] : [[step, own]];
  });
}

function alike(a: RecordedStep, b: RecordedStep): boolean {
  return a.name === b.name && a.request.path === b.request.path;
}

/** The first way of merging that gives what was seen; where the client has no line of its own, one is as good. */
function mergingOf(seen: HeaderLine[], own: HeaderLine[], configured: HeaderLine): Merging | null {
  const values = (lines: readonly HeaderLine[]): string => lines.map(([, value]) => value).join('\n');
  if (values(seen) === values(own)) return 'ignored';
  const [line] = own;
  if (line === undefined) return values(seen) === configured[1] ? 'replaced' : null;
  if (own.length > 1) return null;
  return MERGINGS.find((merging) => values(merged(line, configured, merging)) === values(seen)) ?? null;
}

function unanimous(seen: Map<Occasion, Set<Merging | null>>): Partial<Record<Occasion, Merging>> {
  const found: Partial<Record<Occasion, Merging>> = {};
  for (const [occasion, mergings] of seen) {
    const [only] = mergings;
    if (mergings.size === 1 && only !== undefined && only !== null) found[occasion] = only;
  }
  return found;
}

function linesOf(headers: readonly HeaderLine[], name: string): HeaderLine[] {
  return headers.filter(([key]) => key.toLowerCase() === name.toLowerCase());
}
