import type { Answer } from '../model.js';
import { isObject, messageOf, parseJson } from '../record/reading.js';

/** What the body of an answer says to a person. */
export interface SaidFacts {
  /** Its first sentences, at most 160 characters of one line; null where it says nothing. */
  said: string | null;
  /** It refuses the host name that the request was sent to. */
  refusesHost: boolean;
  /** The host that it says it is reached by. */
  hostAllowed: string | null;
  /** It refuses the request, and says that credentials are missing. */
  asksForCredentials: boolean;
  /** The header that it asks for by name. */
  headerAsked: string | null;
}

/** As much of a body as is looked at. */
const LOOKED_AT = 4096;
/** As much of a body as is read as JSON. */
const LARGEST_DOCUMENT = 64 * 1024;
const LONGEST = 160;

/** How servers word the refusal of a `Host`: SDKs of five languages, Vite, Tomcat, Django. */
const ABOUT_HOST = /\bhosts?\b|allowed at |rebinding|misdirected/i;
/** `Access is only allowed at localhost:7322`. */
const ALLOWED_AT = /allowed at "?([\w.-]{1,80}(?::\d{1,5})?)/i;

/** Words for credentials: an API key, an access token, a header of one's own. */
const ABOUT_CREDENTIALS =
  /\bapi[-_ ]?(keys?|tokens?)\b|\b(access|auth|bearer|personal|service)[-_ ]tokens?\b|\bcredentials?\b|\bauthori[sz]ation\b|\bauthenticat\w+|\bx-[\w-]*(key|token|auth|secret)\b|\b(missing|no) token\b|\btoken (is )?(missing|required)\b/i;
/** And that they are missing. */
const MISSING =
  /\b(missing|requires?|required|must|provide|provided|needs?|needed|no|not (set|found|configured)|without)\b/i;
const HEADER = /\b(x-[\w-]*(?:key|token|auth|secret)|authorization)\b/i;

/** Reads what an answer says. A page is read without its tags. */
export function saidFacts(answer: Answer | null): SaidFacts {
  if (answer === null) return NOTHING_SAID;
  const words = wordsOf(answer);
  const refusing =
    answer.status === 421 || ((answer.status === 403 || answer.status === 400) && ABOUT_HOST.test(words));
  const asks = isRefusal(answer) && ABOUT_CREDENTIALS.test(words) && MISSING.test(words);
  return {
    said: words === '' ? null : shortened(words),
    refusesHost: refusing,
    hostAllowed: refusing ? (ALLOWED_AT.exec(words)?.[1] ?? null) : null,
    asksForCredentials: asks,
    headerAsked: asks ? (HEADER.exec(words)?.[1] ?? null) : null,
  };
}

const NOTHING_SAID: SaidFacts = {
  said: null,
  refusesHost: false,
  hostAllowed: null,
  asksForCredentials: false,
  headerAsked: null,
};

/** A 4xx, or an error of JSON-RPC whatever the status says. */
function isRefusal(answer: Answer): boolean {
  return (answer.status >= 400 && answer.status < 500) || messageOf(answer)?.error !== undefined;
}

function wordsOf(answer: Answer): string {
  const error = messageOf(answer)?.error;
  if (isObject(error) && typeof error.message === 'string')
    return onOneLine(withData(error.message, error.data));
  const whole = answer.body.text || (answer.events ?? []).map(({ data }) => data).join('\n');
  const text = whole.slice(0, LOOKED_AT);
  // Spring puts a stack of 9 KB before the message: half a document tells nothing.
  const document = whole.length > LARGEST_DOCUMENT ? undefined : parseJson(whole)?.value;
  if (isObject(document)) {
    const said = [
      document.message,
      document.error_description,
      document.error,
      document.detail,
      document.title,
    ];
    const first = said.find((one): one is string => typeof one === 'string' && one !== '');
    if (first !== undefined) return onOneLine(first);
  }
  return onOneLine(text.trimStart().startsWith('<') ? withoutTags(text) : text);
}

/** `Parse error: ReferenceError: Bun is not defined`: the reason of an error stands in its `data`, where there is one. */
function withData(message: string, data: unknown): string {
  return typeof data === 'string' && data !== '' && !message.includes(data) ? `${message}: ${data}` : message;
}

/** A title that the page repeats is said once. */
function withoutTags(page: string): string {
  const parts = page
    .replace(/<(style|script)\b[^<>]*>[^<]*/gi, '')
    .split(/<[^<>]*>/)
    .map((part) => onOneLine(part))
    .filter((part) => part !== '');
  return parts.filter((part, at) => parts.indexOf(part) === at).join(' ');
}

function onOneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}
