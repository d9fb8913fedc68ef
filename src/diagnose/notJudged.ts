import type { NotJudged, NotJudgedReason, Observation, ObservedExchange, Recording } from '../model.js';

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

const PLAIN: Record<string, { title: string; whatToDo: string[] }> = {
  ECONNREFUSED: {
    title: 'nothing listens there',
    whatToDo: [
      'Start the server, or correct host and port.',
      'In a container, localhost is the container itself; a server bound to 127.0.0.1 is not reached from outside.',
    ],
  },
  ENOTFOUND: {
    title: 'the host name is unknown',
    whatToDo: ['Check the spelling of the host, and the DNS of this machine.'],
  },
  EAI_AGAIN: {
    title: 'the host name could not be looked up',
    whatToDo: ['Check the DNS of this machine, then try again.'],
  },
  TIMEOUT: {
    title: 'no connection within the time limit',
    whatToDo: ['Check host, port and firewall; allow more with --timeout MS.'],
  },
};

const TLS_ADVICE: [RegExp, string, string[]][] = [
  [
    /WRONG_VERSION|EPROTO|PACKET_LENGTH|UNKNOWN_PROTOCOL/,
    'the port does not speak TLS',
    ['Use http:// for this port, or the port that serves https.'],
  ],
  [
    /SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|DEPTH_ZERO/,
    'the certificate is not trusted',
    [
      'Serve the full chain; for a private CA start the client (and this tool) with NODE_EXTRA_CA_CERTS=/path/ca.pem.',
    ],
  ],
  [/EXPIRED/, 'the certificate has expired', ['Renew the certificate on the server.']],
  [/ALTNAME/, 'the certificate is for another name', ['Use the host name that the certificate names.']],
];

function silence(it: ObservedExchange, recording: Recording): NotJudged {
  const { stage, code } = it.failure ?? { stage: 'headers', code: 'UNKNOWN' };
  const at = recording.target.url;
  if (stage === 'tls') {
    const known = TLS_ADVICE.find(([pattern]) => pattern.test(code));
    return {
      reason: 'tls',
      title: known?.[1] ?? 'TLS failed',
      detail: `${at}: ${code}`,
      whatToDo: known?.[2] ?? ['Check the certificate and the TLS setup of the server.'],
    };
  }
  if (stage === 'dns' || stage === 'connect') {
    const known = PLAIN[code];
    return {
      reason: 'unreachable',
      title: known?.title ?? 'the server cannot be reached',
      detail: `${at}: ${code}`,
      whatToDo: known?.whatToDo ?? ['Check host, port and network.'],
    };
  }
  const plainToTls = at.startsWith('http:') && code !== 'TIMEOUT';
  return {
    reason: 'silent',
    title:
      code === 'TIMEOUT'
        ? 'the server accepts the connection and says nothing'
        : 'the server hangs up without an HTTP answer',
    detail: `${at}: ${code} after ${Math.round(it.totalMs)} ms`,
    whatToDo: [
      ...(plainToTls ? ['If the port serves TLS, use https://.'] : []),
      code === 'TIMEOUT'
        ? 'Look at the server: is it stuck? Allow more time with --timeout MS.'
        : "Look at the server's log: it closed the connection.",
    ],
  };
}

function refusal(it: ObservedExchange, recording: Recording): NotJudged {
  const { status } = it;
  const shown = `${it.step} with both types was answered ${status}${it.mediaType === null ? '' : ` ${it.mediaType}`}`;
  if (status !== null && status >= 300 && status < 400) {
    const to = it.location ?? 'nowhere';
    return {
      reason: 'redirect',
      title: 'the URL redirects',
      detail: `${shown}, Location: ${to}. Redirects are not followed: credentials must not travel with them.`,
      whatToDo: [`Probe and configure the final URL: ${to}`],
    };
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

function forbidden(status: number): string[] {
  return status === 403
    ? ['A 403 may also be a check of Host or Origin: use the host name that the server expects.']
    : [];
}
