// Accept guard for Express, in front of the official SDK's StreamableHTTPServerTransport:
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
  return (req, res, next) => {
    if (req.method !== 'POST') return next();
    const accept = req.headers.accept;
    if (!acceptable(accept ?? '', produces, strict)) {
      const path = show(req.baseUrl + req.path);
      log(`406 POST ${path} accept=${show(accept)} user-agent=${show(req.headers['user-agent'])}`);
      const why = strict ? 'list both types' : `this server answers ${produces}, which Accept excludes`;
      const error = { code: -32000, message: `Not Acceptable: ${why}. Send this header: Accept: ${BOTH}` };
      res.writeHead(406, { 'Content-Type': 'application/json' });
      return res.end(JSON.stringify({ jsonrpc: '2.0', error, id: null }));
    }
    // The client takes what we produce: make the transport's search succeed in both copies of the headers.
    const raw = req.rawHeaders;
    for (let i = raw.length - 2; i >= 0; i -= 2) if (/^accept$/i.test(raw[i])) raw.splice(i, 2);
    raw.push('Accept', BOTH);
    req.headers.accept = BOTH;
    next();
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
