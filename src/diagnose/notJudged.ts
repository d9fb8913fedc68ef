import type { Diagnosis, NotJudged, NotJudgedReason } from '../model.js';

/** Reasons after which nothing that came back can be held against an MCP server. */
const NO_MCP_SERVER: readonly NotJudgedReason[] = [
  'configuration',
  'unreachable',
  'tls',
  'silent',
  'redirect',
  'legacy-sse',
  'not-mcp',
  'refused',
  'era',
];

/** Whether findings would be about something that is no Streamable HTTP server. */
export function silencesFindings(notJudged: NotJudged | null): boolean {
  return notJudged !== null && NO_MCP_SERVER.includes(notJudged.reason);
}

/** Why a target could not be judged, in the words of the diagnosis that says so. */
export function notJudgedOf(
  reason: NotJudgedReason | null,
  { title, detail, do: steps }: Pick<Diagnosis, 'title' | 'detail' | 'do'>,
): NotJudged | null {
  if (reason === null) return null;
  return { reason, title, detail, whatToDo: steps.map(({ step }) => step) };
}
