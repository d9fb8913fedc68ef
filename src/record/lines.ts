import type { HeaderLine, StepPlan, Target } from '../model.js';
import { SESSION } from '../plan/replay.js';
import { NEGOTIATED } from '../plan/revisions.js';

/** The lines of a step, then what the user wants sent with it, then the session. */
export function sentLines(
  step: StepPlan,
  target: Target,
  version: string | null,
  session: string | null,
): HeaderLine[] {
  const lines = filledLines(step.headers, version, null);
  const secret = new Set(target.credentials);
  const second = step.user === 'second' ? target.second : undefined;
  for (const [name, value] of target.headers) {
    const mayGo = step.credentials && second === undefined;
    if (mayGo || !secret.has(name.toLowerCase())) lines.push([name, value]);
  }
  if (second !== undefined) lines.push(second);
  if (session !== null) lines.push(['Mcp-Session-Id', session]);
  return lines;
}

/** The same lines with what the server said in place of the placeholders; without it, they are not sent. */
export function filledLines(
  lines: readonly HeaderLine[],
  version: string | null,
  session: string | null,
): HeaderLine[] {
  const known: Record<string, [placeholder: string, value: string | null]> = {
    'mcp-protocol-version': [NEGOTIATED, version],
    'mcp-session-id': [SESSION, session],
  };
  return lines.flatMap(([name, value]): HeaderLine[] => {
    const [placeholder, said] = known[name.toLowerCase()] ?? ['', null];
    if (placeholder === '' || !value.includes(placeholder)) return [[name, value]];
    // A configured value may stand beside the placeholder in the same list.
    const members = value.split(', ').flatMap((member) => (member === placeholder ? (said ?? []) : member));
    return members.length === 0 ? [] : [[name, members.join(', ')]];
  });
}

/** Where a step goes: the target's URL, bare where no credentials go along, or a path beside it. */
export function urlOf(step: StepPlan, target: Target): string {
  const base = step.credentials && step.user === undefined ? target.url : target.bareUrl;
  if (step.path === null) return base;
  const url = new URL(base);
  url.pathname = step.path.replace('{path}', url.pathname === '/' ? '' : url.pathname.replace(/\/$/, ''));
  if (step.name === 'metadata') url.search = '';
  return url.href;
}
