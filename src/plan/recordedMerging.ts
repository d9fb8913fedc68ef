import type { ClientProfile, HeaderLine, Merging, Occasion } from '../model.js';
import { occasionOf, type RecordedStep } from './recorded.js';

/** Any header that no client has an opinion on; whether it arrives shows whether configured ones do. */
const STRANGER = 'X-Mcp-Accept-Probe';

/** What the user is asked to configure at `/headers/mcp`. */
export const PROBE_HEADERS: readonly HeaderLine[] = [
  ['Accept', 'application/json;q=0.5'],
  ['MCP-Protocol-Version', '2025-03-26'],
  ['Content-Type', 'application/json;charset=utf-8'],
  ['User-Agent', 'configured/1'],
  [STRANGER, 'configured'],
];

/** Whether headers that the user configured came with these requests. */
export function wasConfigured(steps: readonly RecordedStep[]): boolean {
  return steps.some(({ request }) => linesOf(request.headers, STRANGER).length > 0);
}

/**
 * What the client does with configured headers, from a conversation that had them and one without.
 * What the two do not show clearly is absent; all of it, where no configured header arrived at all.
 */
export function mergingsOf(
  configured: readonly RecordedStep[],
  plain: readonly RecordedStep[],
): ClientProfile['configured'] {
  if (!wasConfigured(configured)) return {};
  const profile: ClientProfile['configured'] = {};
  for (const [name, value] of PROBE_HEADERS) {
    const seen = new Map<Occasion, Set<Merging | null>>();
    for (const [step, own] of pairs(configured, plain)) {
      const occasion = occasionOf(step);
      if (occasion === null) continue;
      const merging = mergingOf(
        linesOf(step.request.headers, name),
        linesOf(own.request.headers, name),
        value,
      );
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

function mergingOf(seen: string[], own: string[], configured: string): Merging | null {
  const [only] = seen;
  if (seen.join('\n') === own.join('\n')) return 'ignored';
  if (only === undefined) return null;
  if (seen.length > 1) return seen.includes(configured) ? 'second-line' : null;
  if (only === configured) return 'replaced';
  if (only.startsWith(`${configured},`)) return 'before';
  return only.endsWith(`, ${configured}`) ? 'after' : null;
}

function unanimous(seen: Map<Occasion, Set<Merging | null>>): Partial<Record<Occasion, Merging>> {
  const found: Partial<Record<Occasion, Merging>> = {};
  for (const [occasion, mergings] of seen) {
    const [only] = mergings;
    if (mergings.size === 1 && only !== undefined && only !== null) found[occasion] = only;
  }
  return found;
}

function linesOf(headers: readonly HeaderLine[], name: string): string[] {
  return headers.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}
