import type {
  NotJudged,
  NotJudgedReason,
  Observation,
  ObservedExchange,
  Problem,
  Recording,
} from '../model.js';
import { INTERRUPTED as STOPPED } from '../record/stops.js';
import { asksForCredentials, refusal } from './refused.js';
import { silence } from './silence.js';

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

/** Why a target could not be judged: what is in the way, and what to do. Null when a control worked. */
export function notJudgedOf(recording: Recording, observation: Observation): NotJudged | null {
  if (recording.problem !== null) return misconfigured(recording.problem);
  if (isInterrupted(recording)) return INTERRUPTED;
  const hellos = observation.exchanges.filter((it) => isControlHello(it));
  if (hellos.some((it) => it.worked || (it.status === 406 && it.kind === 'control'))) {
    const cells = recording.asked.depth !== 'control';
    return halfOpen(observation, recording) ?? (cells ? unclear(observation) : null);
  }
  const last = hellos.at(-1);
  if (last === undefined) return INTERRUPTED;
  if (observation.server.legacySse) return recording.target.transport === 'sse' ? DECLARED_SSE : LEGACY_SSE;
  const answered = hellos.filter((it) => it.status !== null).at(-1);
  return answered === undefined ? silence(last, recording) : refusal(answered, recording);
}

function misconfigured({ title, where, found, whatToDo }: Problem): NotJudged {
  const detail = [where, found].filter((part) => part !== null).join(': ');
  return { reason: 'configuration', title, detail, whatToDo: [whatToDo] };
}

/** The hello is open to all, and the list asks for credentials. */
function halfOpen({ exchanges }: Observation, recording: Recording): NotJudged | null {
  const lists = exchanges.filter((it) => it.kind === 'control' && it.step === 'tools/list' && !it.superseded);
  const closed = lists.find((it) => it.status === 401 || it.status === 403);
  if (closed === undefined || lists.some((it) => it.worked)) return null;
  return {
    ...asksForCredentials(closed, recording),
    title: 'the hello is open, tools/list asks for credentials',
  };
}

/** A control that works is not enough: what was not seen is not clean. */
function unclear({ server, stance, exchanges, run }: Observation): NotJudged | null {
  const blind = server.eras.filter((era) => stance[era] === 'unknown');
  const limited = exchanges.some((it) => it.limited && it.cell !== 'rate-limited');
  if (blind.length === 0 || run.survived === false) return null;
  return {
    reason: limited ? 'rate-limited' : 'unclear',
    title: limited ? 'the rate limit got in the way (429)' : 'some cells gave no clear answer',
    detail: `What the server does with Accept could not be told (${blind.join(', ')} era).`,
    whatToDo: [
      limited
        ? 'Raise the limit for this run, or probe with --quick after its window.'
        : 'Probe again, with more time: --timeout MS.',
    ],
  };
}

/** Also when the one request that was given up was the last of its flow. */
function isInterrupted({ flows, replays }: Recording): boolean {
  if (replays.some(({ notSent }) => notSent === STOPPED)) return true;
  return [...flows, ...replays.map(({ flow }) => flow)].some(
    ({ ended, exchanges }) =>
      ended === 'interrupted' ||
      exchanges.some(({ outcome }) => outcome.kind === 'failure' && outcome.stage === 'aborted'),
  );
}

function isControlHello(it: ObservedExchange): boolean {
  return (
    (it.kind === 'control' || it.kind === 'detect') && (it.step === 'initialize' || it.step === 'discover')
  );
}

const INTERRUPTED: NotJudged = {
  reason: 'interrupted',
  title: 'interrupted',
  detail: 'The run was stopped before it was complete. Sessions that were open were asked to end.',
  whatToDo: ['Run it again.'],
};

const LEGACY_SSE: NotJudged = {
  reason: 'legacy-sse',
  title: 'this is an old HTTP+SSE server (2024-11-05)',
  detail:
    'POST is refused here and GET opens a stream whose first event is `endpoint`: the transport before Streamable HTTP.',
  whatToDo: [
    'In the client, set "type": "sse" for this URL, or use the server\'s Streamable HTTP URL (often /mcp) if it has one.',
    'On the server, add a Streamable HTTP endpoint: current clients expect one.',
  ],
};

/** The entry says what it is already: nothing is left to be told there. */
const DECLARED_SSE: NotJudged = {
  ...LEGACY_SSE,
  whatToDo: [
    'The entry declares that transport already: as long as its client speaks it, nothing has to change.',
    'On the server, add a Streamable HTTP endpoint: current clients expect one.',
  ],
};
