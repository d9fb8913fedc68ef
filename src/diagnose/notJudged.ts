import type { NotJudged, NotJudgedReason, Observation, ObservedExchange, Recording } from '../model.js';
import { silence } from './silence.js';

/** Reasons after which nothing that came back can be held against an MCP server. */
const NO_MCP_SERVER: readonly NotJudgedReason[] = [
  'unreachable',
  'tls',
  'silent',
  'redirect',
  'legacy-sse',
  'not-mcp',
  'era',
];

/** Whether findings would be about something that is no Streamable HTTP server. */
export function silencesFindings(notJudged: NotJudged | null): boolean {
  return notJudged !== null && NO_MCP_SERVER.includes(notJudged.reason);
}

/** Why a target could not be judged: what is in the way, and what to do. Null when a control worked. */
export function notJudgedOf(recording: Recording, observation: Observation): NotJudged | null {
  if (recording.flows.some((flow) => flow.ended === 'interrupted')) return INTERRUPTED;
  const hellos = observation.exchanges.filter((it) => isControlHello(it));
  if (hellos.some((it) => it.worked || (it.status === 406 && it.kind === 'control'))) return null;
  const last = hellos.at(-1);
  if (last === undefined) return INTERRUPTED;
  if (observation.server.legacySse) return LEGACY_SSE;
  const answered = hellos.filter((it) => it.status !== null).at(-1);
  return answered === undefined ? silence(last, recording) : refusal(answered, recording);
}

function isControlHello(it: ObservedExchange): boolean {
  return (
    (it.kind === 'control' || it.kind === 'detect') && (it.step === 'initialize' || it.step === 'discover')
  );
}

const INTERRUPTED: NotJudged = {
  reason: 'interrupted',
  title: 'interrupted',
  detail: 'The run was stopped before it was complete; its open sessions were ended.',
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

function refusal(it: ObservedExchange, recording: Recording): NotJudged {
  const { status } = it;
  const shown = `${it.step} with both types was answered ${status}${it.mediaType === null ? '' : ` ${it.mediaType}`}`;
  if (status !== null && status >= 300 && status < 400) {
    return redirect(shown, it.location, recording.target.url);
  }
  if (status === 401 || status === 403) {
    const sent = recording.target.credentials.length > 0;
    return {
      reason: 'credentials',
      title: sent ? 'the server refuses these credentials' : 'the server asks for credentials',
      detail: shown,
      whatToDo: sent
        ? [
            'Check that the token is valid, for this server, and complete (an unexpanded ${VAR} looks like one).',
            ...forbidden(status),
          ]
        : ["Give them: --bearer-env NAME, or --header 'Name: value'.", ...forbidden(status)],
    };
  }
  if (status === 429) {
    return {
      reason: 'rate-limited',
      title: 'the server says that it is enough (429)',
      detail: shown,
      whatToDo: [`Wait${it.retryAfter === null ? '' : ` ${it.retryAfter} s`}, then run it again.`],
    };
  }
  if (recording.asked.era !== 'auto') {
    return {
      reason: 'era',
      title: `the server does not serve the ${recording.asked.era} era here`,
      detail: shown,
      whatToDo: ['Leave out --era: the era is detected.'],
    };
  }
  const unfinished = unfinishedBody(it);
  if (unfinished !== null) {
    return {
      reason: 'not-mcp',
      title: 'the server does not give a whole answer',
      detail: `${shown}; ${unfinished}`,
      whatToDo: [
        "Look at the server's log, and at a proxy in front: the whole answer must arrive, and be what Content-Length says.",
      ],
    };
  }
  return {
    reason: 'not-mcp',
    title: 'this is no MCP server over Streamable HTTP',
    detail: shown,
    whatToDo: [
      'Check the path: the endpoint is often /mcp.',
      ...(it.body === 'html'
        ? ['An HTML page came back: is this the web site, a login page or a proxy in front?']
        : []),
    ],
  };
}

function redirect(shown: string, location: string | null, at: string): NotJudged {
  const to = location !== null && URL.canParse(location, at) ? new URL(location, at).href : null;
  const loop = to?.replaceAll('[redacted]', 'REDACTED') === at;
  return {
    reason: 'redirect',
    title: loop ? 'the URL redirects to itself' : 'the URL redirects',
    detail: `${shown}, Location: ${location ?? 'none'}. Redirects are not followed: credentials must not travel with them.`,
    whatToDo: [
      loop || to === null
        ? 'Mend the redirect on the server or the proxy in front: it leads nowhere.'
        : `Probe and configure the final URL: ${to}`,
    ],
  };
}

/** How the body stopped short of an answer, or null when it came whole. */
function unfinishedBody({ body, bodyEnd, bodyBytes, mediaType }: ObservedExchange): string | null {
  switch (bodyEnd) {
    case 'cut':
      return `the body broke off after ${bodyBytes} bytes`;
    case 'cap':
      return 'the body is larger than any answer may be (over 1 MiB, or 1000 events without the answer)';
    case 'timeout':
      return mediaType === 'text/event-stream'
        ? 'no answer came on the stream within the time limit'
        : 'the body did not end within the time limit';
    default:
      return body === 'text' && mediaType === 'application/json'
        ? `the body of ${bodyBytes} bytes is no complete JSON`
        : null;
  }
}

function forbidden(status: number): string[] {
  return status === 403
    ? ['A 403 may also be a check of Host or Origin: use the host name that the server expects.']
    : [];
}
