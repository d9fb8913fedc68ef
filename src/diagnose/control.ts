import { ERAS } from '../eras.js';
import type { ControlFacts, Era, Observation, ObservedExchange, StepName } from '../model.js';
import { isOfControl } from '../observe/control.js';
import { FIRST_REVISION, LEGACY_REVISIONS } from '../plan/revisions.js';
import { say } from '../say.js';

/** Where the handshake of a correct client stands, and which answer decides. */
export function controlFacts(observation: Observation, asked: 'auto' | Era): ControlFacts {
  const shown = ERAS.map((era) => handshakeOf(era, observation)).filter(
    ({ hello }) => hello?.worked === true,
  );
  const broken = shown.find(({ failed }) => failed !== null);
  const whole = shown.length > 0 && broken === undefined;
  const at = whole ? (shown[0]?.hello ?? null) : (broken?.failed ?? refusedHello(observation, asked));
  return {
    whole,
    partly: shown.some(({ failed }) => failed === null),
    who: whoOf(broken?.era ?? null, shown.length),
    failedAt: whole ? null : (at?.step ?? null),
    at,
    discover: discoverOf(observation),
    shown: at === null ? say('nothing-sent') : shownOf(at),
    unfinished: at === null ? null : unfinishedBody(at),
  };
}

interface Handshake {
  era: Era;
  hello: ObservedExchange | null;
  /** The first step that a correct client does not get past. */
  failed: ObservedExchange | null;
}

function handshakeOf(era: Era, { exchanges, server }: Observation): Handshake {
  const control = exchanges.filter((it) => isOfControl(it) && it.era === era);
  const step = (name: StepName): ObservedExchange | undefined => control.find((it) => it.step === name);
  const hello = step('initialize') ?? step('discover') ?? null;
  const notified = step('initialized');
  const list = step('tools/list');
  const unreadable = hello?.worked === true && !(isReadable(hello) && speaksKnown(hello)) ? hello : null;
  const refused = notified !== undefined && !isAccepted(notified) ? notified : null;
  const listWorks =
    list === undefined || (list.worked && isReadable(list)) || hasNoTools(list, server.hasTools);
  return { era, hello, failed: unreadable ?? refused ?? (listWorks ? null : list) };
}

/**
 * Clients go by `Content-Type`, and want a JSON-RPC 2.0 message whose result is as MCP's schema says: the official
 * TypeScript SDK reads nothing else.
 */
function isReadable({ mediaType, bodyMatchesType, rpcProblems, resultProblems }: ObservedExchange): boolean {
  const typed = mediaType === 'application/json' || mediaType === 'text/event-stream';
  return typed && bodyMatchesType !== false && rpcProblems.length + resultProblems.length === 0;
}

/** All recorded clients but Codex and VS Code close the connection on a version that nobody has published. */
function speaksKnown({ versionNegotiated }: ObservedExchange): boolean {
  return versionNegotiated === null || [...LEGACY_REVISIONS, FIRST_REVISION].includes(versionNegotiated);
}

/** Nearly every client that was recorded gives up when its notification is not answered 2xx. */
function isAccepted({ status }: ObservedExchange): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** A server without tools may say so in its own way; of one that offers them, every client that was run wants the list. */
function hasNoTools({ rpcErrorCode }: ObservedExchange, hasTools: boolean | null): boolean {
  return hasTools === false || (hasTools === null && rpcErrorCode === -32601);
}

/** Errors of a server of 2026-07-28 about the request itself, not about its version. */
const MODERN_REFUSALS = [-32020, -32021];

/**
 * The hello that decides where none worked: `initialize` if it was answered, or if none was, as most clients begin
 * with it; but `server/discover` where its refusal shows that this is the hello that the server knows.
 */
function refusedHello({ exchanges }: Observation, asked: 'auto' | Era): ObservedExchange | null {
  const hellos = exchanges.filter(
    (it) =>
      (it.kind === 'control' || it.kind === 'detect') &&
      (it.step === 'initialize' || it.step === 'discover') &&
      !it.superseded,
  );
  const answered = hellos.filter(({ status }) => status !== null);
  const isModern = answered.some(
    ({ step, rpcErrorCode }) => step === 'discover' && MODERN_REFUSALS.includes(rpcErrorCode ?? 0),
  );
  const first = asked === 'modern' || isModern ? 'discover' : 'initialize';
  const ofFirst = (it: ObservedExchange): boolean => it.step === first;
  return answered.find(ofFirst) ?? answered.at(-1) ?? hellos.find(ofFirst) ?? hellos.at(-1) ?? null;
}

function discoverOf({ exchanges }: Observation): ControlFacts['discover'] {
  const asked = exchanges.filter(({ kind, step }) => kind === 'detect' && step === 'discover');
  if (asked.length === 0) return 'not sent';
  return asked.every(({ status, bodyEnd }) => status === null || bodyEnd === 'timeout')
    ? 'silent'
    : 'answered';
}

function whoOf(broken: Era | null, eras: number): string {
  if (broken === null || eras < 2) return say('nobody');
  return say(broken === 'modern' ? 'no-modern-client' : 'no-legacy-client');
}

/** What the server answered, in words: with its own message, if it gave one. */
function shownOf(it: ObservedExchange): string {
  const request = it.rpcMethod ?? it.method;
  if (it.status === null)
    return say('both-types-unanswered', { request, why: it.failure?.code ?? 'nothing came' });
  const type = it.mediaType === null ? '' : ` ${it.mediaType}`;
  const code = it.rpcErrorCode === null ? '' : ` (${it.rpcErrorCode})`;
  const said = it.said === null ? '' : `: "${it.said}"${code}`;
  return say('both-types-answered', { request, answer: `${it.status}${type}${said}` });
}

/** How the body stopped short of an answer, or null when it came whole. A refusal may say what it likes: its status counts. */
function unfinishedBody(it: ObservedExchange): string | null {
  const { body, bodyEnd, bodyBytes, mediaType, misframed } = it;
  switch (bodyEnd) {
    case 'cut':
      return say('body-broke-off', { bytes: bodyBytes });
    case 'cap':
      return say('body-too-large');
    case 'timeout':
      return say(mediaType === 'text/event-stream' ? 'stream-without-answer' : 'body-without-end');
    default:
      return isAccepted(it) && body === 'text' && mediaType === 'application/json' && misframed === null
        ? say('body-no-json', { bytes: bodyBytes })
        : null;
  }
}
