import type { NotJudged, ObservedExchange, Recording } from '../model.js';
import { MASK, MASK_IN_URL } from '../secrets/mask.js';

/** What the server answered to a correct hello, in words: with its own message, if it gave one. */
function shownOf(it: ObservedExchange): string {
  const type = it.mediaType === null ? '' : ` ${it.mediaType}`;
  const said = it.rpcErrorMessage === null ? '' : `: "${it.rpcErrorMessage}" (${it.rpcErrorCode})`;
  return `${it.rpcMethod} with both types was answered ${it.status}${type}${said}`;
}

/** Why an answered control says nothing about `Accept`: most telling first. */
export function refusal(it: ObservedExchange, recording: Recording): NotJudged {
  const status = it.status ?? 0;
  const detail = shownOf(it);
  if (status >= 300 && status < 400) return redirect(it, recording.target.url);
  if (status === 401)
    return recording.target.credentials.length > 0
      ? wrongCredentials(detail)
      : asksForCredentials(it, recording);
  if (status === 403) return forbidden(it, recording);
  if (status === 429)
    return {
      reason: 'rate-limited',
      title: 'the server says that it is enough (429)',
      detail,
      whatToDo: [waitFor(it.retryAfter)],
    };
  if (recording.asked.era !== 'auto' && it.rpc !== 'none') {
    return {
      reason: 'era',
      title: `the server does not serve the ${recording.asked.era} era here`,
      detail,
      whatToDo: ['Leave out --era: the era is detected.'],
    };
  }
  if (it.alreadyInitialized) {
    return {
      reason: 'refused',
      title: 'the server allows one session in all, and has one',
      detail,
      whatToDo: [
        'Restart the server, then probe it before any other client connects.',
        'On the server, give each session a transport of its own.',
      ],
    };
  }
  if (status >= 500) {
    return {
      reason: 'refused',
      title: `the server, or what it stands behind, failed (${status})`,
      detail,
      whatToDo: ["Look at the server's log; behind a proxy, at the upstream's."],
    };
  }
  const unfinished = unfinishedBody(it);
  if (unfinished !== null) return brokenOff(`${detail}; ${unfinished}`);
  if (it.rpc !== 'none') {
    return {
      reason: 'refused',
      title: 'an MCP server refused a correct hello',
      detail,
      whatToDo: ['Do what its message says; a header that it asks for can be given with --header.'],
    };
  }
  return notMcp(it, detail);
}

const TYPED = [
  'export MCP_TOKEN=... and add --bearer-env MCP_TOKEN to this command',
  "For another header: --header 'Name: value'.",
];
/** The headers of a configuration stand in its entries. */
const WRITTEN = [
  'Add the header that it asks for to the entry, its value from a variable, and set that where the client starts.',
  'A client that signs in by itself (OAuth) may connect without: that is not tried here.',
];

/** No credentials were given, and the server wants some. */
export function asksForCredentials(it: ObservedExchange, { target }: Recording): NotJudged {
  return {
    reason: 'credentials',
    title: 'the server asks for credentials',
    detail: shownOf(it),
    whatToDo: target.source === null ? TYPED : WRITTEN,
  };
}

function wrongCredentials(detail: string): NotJudged {
  return {
    reason: 'credentials',
    title: 'the server refuses these credentials',
    detail,
    whatToDo: [
      'Check that the token is valid, for this server, and complete (an unexpanded ${VAR} looks like one).',
    ],
  };
}

/** A 403 may be about credentials, or about Host and Origin; the server's own words decide. */
function forbidden(it: ObservedExchange, recording: Recording): NotJudged {
  const detail = shownOf(it);
  const advice = 'Use the host name that the server expects: it may refuse an IP address or an unknown Host.';
  const aboutHost = /host|origin/i.test(it.rpcErrorMessage ?? '');
  const sent = recording.target.credentials.length > 0;
  const how = recording.target.source === null ? '--bearer-env NAME' : 'a header in the entry';
  const token = sent ? 'Check that the token may do this.' : `If it asks for credentials: ${how}.`;
  return {
    reason: 'credentials',
    title: 'the server forbids this (403)',
    detail,
    whatToDo: aboutHost ? [advice] : [token, advice],
  };
}

function waitFor(retryAfter: string | null): string {
  if (retryAfter === null) return 'Wait, then run it again.';
  return /^\d+$/.test(retryAfter)
    ? `Wait ${retryAfter} s, then run it again.`
    : `The server says when to come back: ${retryAfter}.`;
}

/** Where a redirect leads, and whether anybody should follow it. */
function redirect(it: ObservedExchange, at: string): NotJudged {
  const { location } = it;
  const to = location !== null && URL.canParse(location, at) ? new URL(location, at) : null;
  const loop = to?.href.replaceAll(MASK, MASK_IN_URL) === at;
  return {
    reason: 'redirect',
    title: loop ? 'the URL redirects to itself' : 'the URL redirects',
    detail: `${shownOf(it)}, Location: ${location ?? 'none'}. Redirects are not followed: credentials must not travel with them.`,
    whatToDo:
      to === null || loop
        ? ['Mend the redirect on the server or the proxy in front: it leads nowhere.']
        : follow(to, new URL(at)),
  };
}

function follow(to: URL, from: URL): string[] {
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    const safe = new URL(to);
    safe.protocol = 'https:';
    return [
      'Do not use that URL: it would send credentials in clear text. The server builds http:// links behind TLS: let the proxy send X-Forwarded-Proto and the server trust it.',
      `Until then, try ${safe.href}`,
    ];
  }
  if (/login|signin|sso|oauth|auth/i.test(to.pathname)) {
    return [
      'A login page is in front of the endpoint: an MCP endpoint must answer 401, not redirect. Take its path out of the login.',
    ];
  }
  if (to.host !== from.host)
    return [`It leads to another host, ${to.host}. If you trust it, probe and configure: ${to.href}`];
  return [`Probe and configure the final URL: ${to.href}`];
}

function brokenOff(detail: string): NotJudged {
  return {
    reason: 'not-mcp',
    title: 'the server does not give a whole answer',
    detail,
    whatToDo: [
      "Look at the server's log, and at a proxy in front: the whole answer must arrive, and be what Content-Length says.",
    ],
  };
}

function notMcp(it: ObservedExchange, detail: string): NotJudged {
  const page =
    it.body === 'html'
      ? ['An HTML page came back: is this the web site, a login page or a proxy in front?']
      : [];
  return {
    reason: 'not-mcp',
    title: 'this is no MCP server over Streamable HTTP',
    detail,
    whatToDo: ['Check the path: the endpoint is often /mcp.', ...page],
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
