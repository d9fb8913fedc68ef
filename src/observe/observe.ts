import { ERAS } from '../eras.js';
import type { Era, Observation, ObservedExchange, Recording, ServerFacts } from '../model.js';
import { controlOf } from '../record/control.js';
import { erasOf } from '../record/eras.js';
import { namesEndpoint } from '../record/match.js';
import { answerOf, isObject, messageOf, parseJson } from '../record/reading.js';
import { isOfControl } from './control.js';
import { correctRequests } from './correct.js';
import { observeExchange } from './exchange.js';
import { groupsOf } from './groups.js';
import { isRefusedAccept } from './refusal.js';
import { historyOf, runOf } from './run.js';
import { refusalsOf, stanceOf } from './stance.js';
import { twoUsers } from './twoUsers.js';
import { versionsOf } from './versions.js';

/** Everything that can be derived from a recording. Pure: the same recording gives the same facts. */
export function observe(recording: Recording): Observation {
  const exchanges = alone(recording);
  relate(exchanges);
  const history = historyOf(recording, exchanges);
  const run = runOf(exchanges, history);
  const server = serverOf(recording, exchanges);
  for (const it of exchanges) {
    it.suspect = run.suspects.includes(it.id);
    it.refusedAccept = isRefusedAccept(it, exchanges);
    it.namesProduced = namesProduced(it, exchanges);
  }
  const stance = (era: Era): Observation['stance'][Era] =>
    server.eras.includes(era) ? stanceOf(era, exchanges) : null;
  const refusals = (era: Era): Observation['refusals'][Era] =>
    server.eras.includes(era) ? refusalsOf(era, exchanges) : null;
  return {
    server,
    refusals: { legacy: refusals('legacy'), modern: refusals('modern') },
    stance: { legacy: stance('legacy'), modern: stance('modern') },
    exchanges,
    groups: ERAS.flatMap((era) => [
      ...groupsOf(era, exchanges),
      ...correctRequests(era, exchanges, run, history),
      ...twoUsers(era, recording),
    ]),
    run,
  };
}

function alone(recording: Recording): ObservedExchange[] {
  const plans = new Map(recording.plan.map((plan) => [plan.id, plan]));
  return recording.flows
    .flatMap((flow) => {
      const plan = plans.get(flow.id);
      // What somebody else's client sent beside its handshake may be refused for what it is.
      if (plan === undefined || plan.kind === 'traffic') return [];
      return flow.exchanges.flatMap((exchange) => {
        const step = plan.steps[exchange.step];
        if (step === undefined) return [];
        const later = flow.exchanges.some(
          (other) => other.step === exchange.step && other.seq > exchange.seq,
        );
        const it = observeExchange(plan, step, exchange);
        it.superseded = later && plan.cell !== 'rate-limited';
        return [it];
      });
    })
    .sort((a, b) => a.seq - b.seq);
}

/** Facts that need the exchanges before. */
function relate(exchanges: ObservedExchange[]): void {
  for (const [index, it] of exchanges.entries()) {
    it.afterDelete = exchanges[index - 1]?.method === 'DELETE';
    it.limited = it.limited && (says(it) || workedBefore(it, exchanges));
  }
}

/** Its head says that it is a limit. */
function says(it: ObservedExchange): boolean {
  return it.status === 429 || it.retryAfter !== null || it.hasLimits;
}

/** A page of a proxy in place of what was answered before is the proxy's limit; from the start, it may be anything. */
function workedBefore({ seq }: ObservedExchange, exchanges: readonly ObservedExchange[]): boolean {
  return exchanges.some((it) => it.seq < seq && it.worked);
}

/** A refusal of a POST should name what the control was answered in; on GET, the event stream. */
function namesProduced(it: ObservedExchange, exchanges: readonly ObservedExchange[]): boolean | null {
  if (it.status !== 406 && !it.refusedAccept) return null;
  if (it.method === 'GET') return it.namesSse;
  const controls = exchanges.filter(
    (other) => isOfControl(other) && other.era === it.era && other.worked && other.mediaType !== null,
  );
  const control = controls.find((other) => other.step === it.step) ?? controls[0];
  if (control === undefined) return null;
  return control.mediaType === 'text/event-stream' ? it.namesSse : it.namesJson;
}

function serverOf(recording: Recording, exchanges: readonly ObservedExchange[]): ServerFacts {
  const eras = erasOf(recording.flows);
  const initialize = exchanges.find((it) => isOfControl(it) && it.step === 'initialize');
  const second = exchanges.find((it) => it.flow === 'second-hello' && !it.superseded);
  const servesMetadata = recording.flows.some(
    (flow) => flow.id.includes('/resource-metadata') && servesAuthorizationServers(flow.exchanges),
  );
  const refusals = exchanges.filter((it) => !it.credentials && isRefusal(it) && !isOfSession(it));
  const mcp = servesMetadata || exchanges.some((it) => it.resourceMetadata !== null);
  const open = exchanges.some((it) => !it.credentials && it.worked && it.rpcMethod !== null);
  return {
    eras,
    control: {
      legacy: controlOf(recording.flows.find(({ id }) => id === 'legacy/both')),
      modern: controlOf(recording.flows.find(({ id }) => id === 'modern/both')),
    },
    dual: eras.length === 2,
    modernOnly: eras.length === 1 && eras[0] === 'modern' && refusesLegacy(initialize),
    // A client's GET shows it as ours does, and only one of them is sent; some open the stream for a POST as well.
    legacySse: [
      ...recording.flows.filter(({ id }) => id === 'legacy/http-sse' || id === 'legacy/both'),
      ...recording.replays.map(({ flow }) => flow),
    ].some(({ exchanges: own }) => own.some(namesEndpoint)),
    stateful: initialize?.worked === true ? initialize.sessionIssued : null,
    hasTools: hasTools(recording),
    oneSession:
      initialize?.sessionIssued === true && second !== undefined && !second.worked && !second.limited,
    negotiated: initialize?.versionNegotiated ?? null,
    versions: versionsOf(recording),
    auth: refusals.length > 0 ? (mcp ? 'mcp' : 'other') : open ? 'none' : 'unknown',
    servesMetadata,
    metadataElsewhere: exchanges.some(
      (it) => it.resourceMetadata !== null && !isLookedUp(it.resourceMetadata, recording.target.url),
    ),
    loopback: recording.target.loopback,
    showsLimits: exchanges.some((it) => it.hasLimits && it.rpcMethod !== null && it.cell !== 'rate-limited'),
    credentialsSent: recording.target.credentials.length > 0,
  };
}

/** To a session that is none any more an old Rust SDK answers 401: that asks for no credentials. */
function isOfSession({ session, flow }: ObservedExchange): boolean {
  return session === 'bogus' || flow === 'ended-session';
}

/** Refused for want of credentials; a 403 to a foreign `Origin`, or to the host name, is not. */
function isRefusal(it: ObservedExchange): boolean {
  if (it.refusesHost) return false;
  return (it.status === 401 || it.status === 403) && it.flow !== 'origin' && it.flow !== 'cors-preflight';
}

/** How a server says that it knows no `initialize`: as a modern one, or as a method or params it has not. */
const NO_LEGACY = new Set([-32020, -32022, -32601, -32602]);

/** `initialize` was asked and refused as such: not for want of credentials, not by a limit or a fault. */
function refusesLegacy(initialize: ObservedExchange | undefined): boolean {
  return initialize !== undefined && !initialize.worked && NO_LEGACY.has(initialize.rpcErrorCode ?? 0);
}

/** `capabilities.tools` of the hello's result; null where none was seen. */
function hasTools(recording: Recording): boolean | null {
  const hellos = recording.flows
    .filter(({ id }) => id.endsWith('/both'))
    .map(({ exchanges }) => exchanges[0]);
  for (const hello of hellos) {
    const answer = hello === undefined ? null : answerOf(hello);
    const result = answer === null ? null : messageOf(answer)?.result;
    if (isObject(result) && isObject(result.capabilities)) return 'tools' in result.capabilities;
  }
  return null;
}

/** One of the two well-known addresses of the target's own origin (RFC 9728 section 3). */
function isLookedUp(address: string, target: string): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, pathname } = new URL(address);
  const root = '/.well-known/oauth-protected-resource';
  const own = new URL(target);
  return (
    origin === own.origin && (pathname === root || pathname === `${root}${own.pathname.replace(/\/$/, '')}`)
  );
}

/** RFC 9728: a document with `authorization_servers`. */
function servesAuthorizationServers(exchanges: Recording['flows'][number]['exchanges']): boolean {
  return exchanges.some((exchange) => {
    const answer = answerOf(exchange);
    if (answer?.status !== 200 || messageOf(answer) !== null) return false;
    const document = parseJson(answer.body.text)?.value;
    const servers = isObject(document) ? document.authorization_servers : undefined;
    return Array.isArray(servers) && servers.length > 0;
  });
}
