import outcomes from '../../rules/outcomes.json' with { type: 'json' };
import type { Exchange, Oddity, Replay, Stumble } from '../model.js';
import { headerOf } from '../record/answer.js';
import { stumblesOver } from '../record/client.js';
import type { ConfiguredLine } from '../record/configured.js';
import { envelopeProblems } from '../record/envelope.js';
import type { Told } from '../record/move.js';
import { stumblingBlocks, writtenAnswer } from '../record/oddities.js';
import { isOfGateway, standing } from '../record/outcome.js';
import { answerOf, isObject, mediaTypeOf, messageOf, negotiatedOf, requestOf } from '../record/reading.js';
import { leadsOn, locationOf } from '../record/redirected.js';
import { resultProblems } from '../record/resultShape.js';
import { type SentenceId, say } from '../say.js';
import { blamedLine, type Case, droppedAt, type OutcomeId, statusOf, supportedIn } from './clientOutcome.js';

/** The sentence of an outcome, filled in from the answer that decided it; null where there is nothing to say. */
export function sentenceOf(id: OutcomeId, one: Case): string | null {
  const { sentence } = outcomes[id];
  return sentence?.replace(/\{(\w+)\}/g, (whole, name: string) => VALUES[name]?.(one) ?? whole) ?? null;
}

/** What a sentence may name. */
const VALUES: Record<string, (one: Case) => string> = {
  step: ({ ending: { at } }) => (at === null ? 'it' : stepWords(at)),
  status: ({ ending: { at } }) => String(statusOf(at)),
  answered: ({ ending: { at } }) => (at === null ? 'it' : `${stepWords(at)} was answered ${statusOf(at)}`),
  said: ({ ending: { at } }) => (at === null ? '' : saidIn(at.exchange)),
  header: ({ ending: { at }, told, server }) => {
    const line = at === null ? null : blamedLine(at, told, server);
    return line === null ? '' : configuredWords(line);
  },
  versions: ({ ending: { at } }) => (at === null ? null : supportedIn(at)) ?? '2026-07-28',
  version: ({ ending: { at } }) => (at === null ? null : negotiatedOf(at.exchange)) ?? '',
  read: ({ ending: { at } }) => (at === null ? '' : unreadableWords(at.exchange)),
  get: ({ profile, told }) => String(statusOf(droppedAt(profile, told))),
  unanswered: ({ ending: { at } }) => (at === null ? say('not-answered') : unansweredWords(at.exchange)),
  lost: ({ ending: { at } }) =>
    at === null || statusOf(at) !== null ? say('cut-before-answer') : unansweredWords(at.exchange),
  met: ({ ending: { at } }) =>
    at === null
      ? 'sent'
      : [metWords(at), envelopeWords(at.exchange), shapeWords(at.exchange)]
          .filter((words) => words !== null)
          .join(' '),
  misshapen: ({ ending: { at } }) => (at === null ? '' : misshapenWords(at.exchange)),
  stream: ({ profile, ending: { at } }) =>
    at === null ? '' : stumbleWords(at.exchange, stumblesOver(profile.reactions, at.exchange)),
  refused: ({ profile }) => (profile.refuses ?? []).map(writtenName).join(' or '),
  location: ({ ending: { at } }) => (at === null ? null : locationOf(at.exchange)) ?? '',
  encoding: ({ ending: { at } }) => encodingOf(at),
};

/** What is said of a client that connects: its GET stream, where it asks for one and gets none. */
export function streamWords(told: readonly Told[]): string | null {
  const get = told.filter(({ step }) => step.name === 'get').at(-1);
  if (get === undefined) return null;
  return say('without-get-stream', { answered: answeredWords(get) });
}

/** What is said of a client that connects because a request of it was sent once more; null where none was. */
export function sentAwayWords({ flow }: Replay): string | null {
  const counting = standing(flow);
  const away = flow.exchanges.find((exchange) => isOfGateway(exchange) && !counting.includes(exchange));
  if (away === undefined) return null;
  const asked = requestOf(away).method ?? away.request.method;
  return say('sent-away-once', { asked, status: answerOf(away)?.status ?? '' });
}

/** What is said of a client that connects by way of redirects; null where there were none. */
export function ledOnWords({ flow }: Replay): string | null {
  const led = flow.exchanges.find(leadsOn);
  return led === undefined ? null : say('goes-after-redirect', { location: locationOf(led) ?? '' });
}

function answeredWords(told: Told): string {
  const status = statusOf(told);
  if (status === 200) return `answered ${typeWords(told.exchange)}`;
  return status === null ? unansweredWords(told.exchange) : `answered ${status}`;
}

/** What a client met of which nobody saw what it does then. */
function metWords(told: Told): string {
  const odd = oddWords(told.exchange);
  if (odd !== null) return `${answeredWords(told)} ${odd}`;
  const blocks = stumblingBlocks(told.exchange);
  return blocks.length === 0 ? answeredWords(told) : `answered ${stumbleWords(told.exchange, blocks)}`;
}

/** `in a broken JSON-RPC envelope (jsonrpc is not "2.0")`; null where it is sound. */
function envelopeWords(exchange: Exchange): string | null {
  const answer = answerOf(exchange);
  const message = answer === null || answer.status > 299 ? null : messageOf(answer);
  const problems = message === null ? [] : envelopeProblems(message);
  return problems.length === 0 ? null : say('in-broken-envelope', { problems: problems.join(', ') });
}

/** `with a result that departs from MCP's schema (serverInfo is missing)`; null where it is sound. */
function shapeWords(exchange: Exchange): string | null {
  const departures = misshapenWords(exchange);
  return departures === '' ? null : say('with-other-shape', { departures });
}

/** The first of the departures, and how many there are. */
function misshapenWords(exchange: Exchange): string {
  const answer = answerOf(exchange);
  const message = answer === null ? null : messageOf(answer);
  const [first, ...rest] = message === null ? [] : resultProblems(requestOf(exchange).method, message);
  if (first === undefined) return '';
  return rest.length === 0 ? first.words : say('first-and-more', { first: first.words, count: rest.length });
}

/** `200 text/event-stream with an event without data`. */
function stumbleWords(exchange: Exchange, blocks: readonly Stumble[]): string {
  const [what] = blocks;
  return `${typeWords(exchange)}${what === undefined ? '' : ` with ${say(STUMBLES[what])}`}`;
}

const STUMBLES: Record<Stumble, SentenceId> = {
  'empty-event': 'with-empty-event',
  retry: 'with-retry',
  'other-event': 'with-other-event',
  'json-in-capitals': 'with-capitals',
  'stream-in-capitals': 'with-capitals',
};

const ODDITIES: Record<Oddity, SentenceId> = {
  'id-as-text': 'under-id-as-text',
  'byte-order-mark': 'behind-byte-order-mark',
  'byte-order-mark-in-event': 'behind-byte-order-mark',
  array: 'in-array',
  'array-in-event': 'in-array',
  'named-event': 'in-named-event',
};

/** How the answer is written, where not all clients read it so; null where it is plain. */
function oddWords(exchange: Exchange): string | null {
  const oddities = writtenAnswer(exchange)?.oddities ?? [];
  return oddities.length === 0 ? null : oddities.map((one) => say(ODDITIES[one])).join(' and ');
}

/** Silence and a connection that the other side ended are mended in different places. */
function unansweredWords({ outcome }: Exchange): string {
  if (outcome.kind === 'answer') return say(outcome.body.end === 'cut' ? 'cut-in-answer' : 'not-answered');
  const { code } = outcome;
  return BROKEN.test(code) ? say('cut-without-answer', { code }) : say('not-answered');
}

const BROKEN = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/;

/** The step as it goes over the wire: `notifications/initialized`, `GET`. */
export function stepWords({ step }: Told): string {
  const method = isObject(step.body) ? step.body.method : null;
  return typeof method === 'string' ? method : step.method;
}

/** The line of the refused request that is not the client's own alone, with what it is. */
function configuredWords({ name, sent, beside }: ConfiguredLine): string {
  return say(beside ? 'header-beside-own' : 'header-configured', {
    header: writtenName(name),
    values: sent.join(' and '),
  });
}

const WRITTEN = new Map(
  Object.entries<string>({
    'mcp-protocol-version': 'MCP-Protocol-Version',
    'mcp-session-id': 'Mcp-Session-Id',
    accept: 'Accept',
    'content-type': 'Content-Type',
  }),
);

/** A header's name as people write it. */
export function writtenName(name: string): string {
  return WRITTEN.get(name) ?? name;
}

/** `200 text/plain, which it does not read`. */
function unreadableWords(exchange: Exchange): string {
  const answer = typeWords(exchange);
  const envelope = envelopeWords(exchange);
  if (envelope !== null) return `${answer} ${envelope}`;
  const odd = oddWords(exchange);
  if (odd !== null) return `${answer}, ${odd}`;
  const readable = / (application\/json|text\/event-stream)$/.test(answer);
  return say(readable ? 'answers-nothing' : 'does-not-read', { answer });
}

/** `200 text/plain`. */
function typeWords(exchange: Exchange): string {
  const answer = answerOf(exchange);
  if (answer === null) return '';
  const type = mediaTypeOf(headerOf(answer.headers, 'content-type'));
  return `${answer.status} ${type ?? 'without Content-Type'}`;
}

/** The server's own words, if it gave some. */
function saidIn(exchange: Exchange): string {
  const answer = answerOf(exchange);
  const error = answer === null ? null : messageOf(answer)?.error;
  if (!isObject(error) || typeof error.message !== 'string') return '';
  const { message } = error;
  return `: "${message.length > 160 ? `${message.slice(0, 157)}...` : message}"`;
}

function encodingOf(at: Told | null): string {
  const answer = at === null ? null : answerOf(at.exchange);
  const encoding = answer === null ? null : headerOf(answer.headers, 'content-encoding');
  return encoding === null ? '' : ` (${encoding})`;
}
