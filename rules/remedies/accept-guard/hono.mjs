// Accept guard for Hono, in front of the official SDK's WebStandardStreamableHTTPServerTransport:
//   app.post('/mcp', rateLimiter, requireBearer, acceptGuard({ produces: 'application/json' }), mcpHandler);
// AFTER authentication (no credentials: 401, not 406), INSIDE rate accounting (a 406 counts as a request).
// Why: the transport searches Accept for both type names, so it refuses `*/*`, upper case and a missing
// header, by a 406 that reaches no error handler. The guard reads Accept as RFC 9110 12.5.1 does.
const TYPES = ['application/json', 'text/event-stream'];
const BOTH = TYPES.join(', ');

// produces  what YOUR transport answers with: SSE by default, JSON where it has `enableJsonResponse: true`
// strict    true: 406 unless the client lists both types by name
// log       gets one line per refusal: the path without its query, and no credentials
export function acceptGuard({ produces = 'text/event-stream', strict = false, log = console.warn } = {}) {
  if (!TYPES.includes(produces)) throw new TypeError(`acceptGuard: produces must be one of ${BOTH}`);
  return async (c, next) => {
    if (c.req.method !== 'POST') return next();
    const accept = c.req.header('accept');
    if (!acceptable(accept ?? '', produces, strict)) {
      const agent = show(c.req.header('user-agent'));
      log(`406 POST ${show(c.req.path)} accept=${show(accept)} user-agent=${agent}`);
      const why = strict ? 'list both types' : `this server answers ${produces}, which Accept excludes`;
      const error = { code: -32000, message: `Not Acceptable: ${why}. Send this header: Accept: ${BOTH}` };
      return c.json({ jsonrpc: '2.0', error, id: null }, 406);
    }
    // The client takes what we produce: make the transport's search succeed.
    try {
      c.req.raw.headers.set('Accept', BOTH);
    } catch {
      const headers = new Headers(c.req.raw.headers); // Workers, Deno: immutable, so copy (with the body unread)
      headers.set('Accept', BOTH);
      c.req.raw = new Request(c.req.raw, { headers });
    }
    return next();
  };
}

function acceptable(accept, type, strict) {
  const text = accept.replace(/"(?:\\.|[^"\\])*"?/g, '').toLowerCase(); // a quoted value may hold a comma
  const ranges = text.split(',').map((range) => range.split(';').map((part) => part.trim()));
  const allows = (name) => {
    const same = ranges.filter(([range]) => range === name); // q=0 means "not acceptable"
    return same.length ? same.some((parts) => !parts.some((p) => /^q=0(\.0*)?$/.test(p))) : undefined;
  };
  if (strict) return TYPES.every(allows);
  if (ranges.every(([range]) => range === '')) return true; // absent or empty: anything will do
  return allows(type) ?? allows(`${type.split('/')[0]}/*`) ?? allows('*/*') ?? false; // most specific wins
}

// Quoted, cut, printable ASCII only: a header cannot forge a log line.
const show = (text) => (text ? JSON.stringify(text.slice(0, 200)).replace(/[^ -~]/g, '?') : 'none');
