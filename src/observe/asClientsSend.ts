import type { Exchange, FlowPlan } from '../model.js';
import { headerOf } from '../record/answer.js';

/**
 * Flows whose requests recorded clients send too: the control and its repeats, a second client, both types the
 * other way round (Codex, Copilot CLI, VS Code), the GET that opens a stream, a hello before anybody has signed
 * in, and where metadata is looked up then.
 */
const AS_CLIENTS_SEND = new Set([
  'discover',
  'both',
  'second-hello',
  'control-again',
  'control-again-2',
  'still-alive',
  'two-at-once',
  'accept-reversed',
  'get',
  'get-any-type',
  'http-sse',
  'no-auth',
  'resource-metadata-path',
  'resource-metadata-root',
]);

/**
 * Whether some recorded client sends such a request. An answer that only our own probes get, to an incomplete
 * `Accept` or in a session that was ended, makes no recorded client fail.
 */
export function isAsClientsSend(plan: FlowPlan, { request }: Exchange): boolean {
  const flow = plan.id.slice(plan.id.indexOf('/') + 1);
  // Gemini CLI, VS Code and older SDKs send no version after `initialize`.
  if (flow === 'version-header') return headerOf(request.headers, 'mcp-protocol-version') === null;
  return AS_CLIENTS_SEND.has(flow);
}
