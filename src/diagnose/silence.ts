import type { NotJudged, ObservedExchange, Recording } from '../model.js';

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

type NoHead = [pattern: RegExp, title: string, mayBeTls: boolean, whatToDo: string];

/** What came instead of the head of an answer, by the code of the failure. */
const NO_HEAD: NoHead[] = [
  [
    /^TIMEOUT$/,
    'the server accepts the connection and says nothing',
    false,
    'Look at the server: is it stuck? Allow more time with --timeout MS.',
  ],
  [
    /HEADERS_OVERFLOW/,
    'the headers of the answer are over 64 KiB',
    false,
    'Send fewer or shorter headers: clients and proxies stop reading at 8 to 64 KiB.',
  ],
  [/^HPE_|HTTPParser/, 'what answers there does not speak HTTP', true, 'Check host and port.'],
  [
    /^UNASKED_/,
    'the server answers 100 or 101, for which nobody asked',
    false,
    'Look at what stands in front of the server: fetch in Node hangs up on such an answer too.',
  ],
];

const HUNG_UP: NoHead = [
  /./,
  'the server hangs up without an HTTP answer',
  true,
  "Look at the server's log: it closed the connection.",
];

/** Why no request got as far as an answer: name, connection, TLS, or silence. */
export function silence(it: ObservedExchange, recording: Recording): NotJudged {
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
      whatToDo: [
        ...(known?.whatToDo ?? ['Check host, port and network.']),
        // A port that does not speak TLS may wait for more instead of refusing the handshake.
        ...(code === 'TIMEOUT' && at.startsWith('https:') ? ['If the port serves no TLS, use http://.'] : []),
      ],
    };
  }
  const known = NO_HEAD.find(([pattern]) => pattern.test(code)) ?? HUNG_UP;
  return {
    reason: 'silent',
    title: known[1],
    detail: `${at}: ${code} after ${Math.round(it.totalMs)} ms`,
    whatToDo: [
      ...(known[2] && at.startsWith('http:') ? ['If the port serves TLS, use https://.'] : []),
      known[3],
    ],
  };
}
