/**
 * The words by which a secret is known, and those by which it is known that something is none. The only
 * place where they are listed: what reads them is `names.ts` and `shapes.ts`.
 */

/** In the name of a header, wherever it stands in it; at the end of any other name. */
export const SECRET_WORDS = words(
  'auth authn authz authorization authorisation authentication authtoken token secret password passwd pwd passphrase passcode jwt apikey accesskey credential credentials',
);

/** At the end of a name only: elsewhere they say something else (`pass-through`, `key-format`). */
export const SECRET_LAST_WORDS = words('pass pat sig signature bearer otp cookie cookies');

/** The name of a query parameter as a whole: the function key of Azure. */
export const SECRET_PARAMETERS = words('code');

/** Written as one word with what comes before: `accesstoken`, `x-functionkey`. */
export const SECRET_ENDINGS =
  /(token|secret|password|passwd|passphrase|jwt|credentials?|authorization|(api|app|application|access|account|auth|client|functions?|license|master|private|project|secret|service|subscription|team|user)key)$/;

/** `key` at the end of a name is a secret, but not behind these. */
export const NO_SECRET_KEYS = words(
  'cache event foreign group idempotency object order partition primary public routing row socket sort surrogate websocket',
);

/** Called like a credential, but saying something about it: `X-Auth-Mode`. */
export const ABOUT_SECRETS = words(
  'type mode scheme version provider method realm user username name email url uri host domain tenant id expires expiry expiration timeout',
);

/** Such a parameter is often an ordinary word: only its value tells whether the server is open without it. */
export const DOUBTFUL_WORDS = words('auth code key pass pat sig');

/** Nobody keeps a secret in these, whoever wrote them down. A session ID is one. */
export const HARMLESS_HEADERS =
  /^(accept(-[a-z]+)?|content-[a-z]+|host|user-agent|origin|referer|connection|keep-alive|transfer-encoding|te|upgrade|expect|range|if-[a-z-]+|prefer|pragma|cache-control|dnt|mcp-(protocol-version|method|name)|traceparent|x-requested-with|[a-z-]+-version)$/;

/** How tokens of well-known services begin. */
export const TOKEN_BEGINNING =
  /^(sk-|[srp]k_(live|test)_|gh[pousr]_|github_pat_|gl[a-z]*[-_]|xox[a-z]-|xapp-|A[KS]IA[A-Z0-9]|AIza|ya29\.|eyJ[\w-]{8}|hf_|npm_|pypi-|dop_v1_|shp[a-z]{2}_|SG\.|lin_api_|ntn_|figd_|tvly-|pat-)/;

/** What stands before a token in the value of a header. */
export const SCHEME = /^(Bearer|Basic|Token|Digest|ApiKey|Api-Key|Key)\s+/i;

/** What manuals write where the reader's own secret goes. */
export const PLACEHOLDER_WORDS = words(
  'your my the a an api access auth bearer personal service account token tokens key keys secret password pass pat jwt here goes insert paste put enter add replace replaceme me with change changeme this example sample placeholder dummy fake test demo value string todo tbd real actual user username id sk',
);

/** Of those, the ones that nobody would choose for a real one. */
export const TELLING_PLACEHOLDERS = words(
  'your insert paste put enter replace replaceme changeme example sample placeholder dummy fake todo tbd here',
);

/** What JSON, HTTP, JSON-RPC and MCP say themselves: a text of such words alone is not looked for anywhere. */
export const PROTOCOL_WORDS = words(
  'a accept acceptable accepted access age allow allowed already alive an and any application authorization authorized bad base basic bearer body both br cache call capabilities changed charset client close code completion completions connection content control cors create data default deflate delete description disabled discover elicitation enabled encoding error errors event events expired experimental false for form found get gateway gone gzip header headers host html http https id in info initialize initialized input instructions internal invalid is json jsonrpc keep language length level list localhost logging max mcp message messages metadata method methods missing must name near negotiated no none not notification notifications null oauth ok on only open options or origin output params parse ping plain post private problem prompt prompts protocol public read realm rate reason request requested required resource resources result results retry roots rpc sampling schema server session sessions sha since sse stateless status store stream streamable structured subscribe supported tasks templates text timeout title to tool tools too transport true type unauthorized unknown unsupported update updated uri url utf vary version versions with x xml',
);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
