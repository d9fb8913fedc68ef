var e={"accept-guard":{$schema:"../../schema/remedy.schema.json",id:"accept-guard",title:"Accept is read as HTTP does, and refused in words that a client can show",dialects:{express:{step:"Express: the Accept guard before the transport:",code:`// Accept guard for Express, in front of the official SDK's StreamableHTTPServerTransport:
//   app.post('/mcp', rateLimiter, requireBearer, acceptGuard({ produces: 'application/json' }), mcpHandler);
// AFTER authentication (no credentials: 401, not 406), INSIDE rate accounting (a 406 counts as a request).
// Why: the transport searches Accept for both type names, so it refuses \`*/*\`, upper case and a missing
// header, by a 406 that reaches no error handler. The guard reads Accept as RFC 9110 12.5.1 does.
const TYPES = ['application/json', 'text/event-stream'];
const BOTH = TYPES.join(', ');

// produces  what YOUR transport answers with: SSE by default, JSON where it has \`enableJsonResponse: true\`
// strict    true: 406 unless the client lists both types by name
// log       gets one line per refusal: the path without its query, and no credentials
export function acceptGuard({ produces = 'text/event-stream', strict = false, log = console.warn } = {}) {
  if (!TYPES.includes(produces)) throw new TypeError(\`acceptGuard: produces must be one of \${BOTH}\`);
  return (req, res, next) => {
    if (req.method !== 'POST') return next();
    const accept = req.headers.accept;
    if (!acceptable(accept ?? '', produces, strict)) {
      const path = show(req.baseUrl + req.path);
      log(\`406 POST \${path} accept=\${show(accept)} user-agent=\${show(req.headers['user-agent'])}\`);
      const why = strict ? 'list both types' : \`this server answers \${produces}, which Accept excludes\`;
      const error = { code: -32000, message: \`Not Acceptable: \${why}. Send this header: Accept: \${BOTH}\` };
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
  const text = accept.replace(/"(?:\\\\.|[^"\\\\])*"?/g, '').toLowerCase(); // a quoted value may hold a comma
  const ranges = text.split(',').map((range) => range.split(';').map((part) => part.trim()));
  const allows = (name) => {
    const same = ranges.filter(([range]) => range === name); // q=0 means "not acceptable"
    return same.length ? same.some((parts) => !parts.some((p) => /^q=0(\\.0*)?$/.test(p))) : undefined;
  };
  if (strict) return TYPES.every(allows);
  if (ranges.every(([range]) => range === '')) return true; // absent or empty: anything will do
  return allows(type) ?? allows(\`\${type.split('/')[0]}/*\`) ?? allows('*/*') ?? false; // most specific wins
}

// Quoted, cut, printable ASCII only: a header cannot forge a log line.
const show = (text) => (text ? JSON.stringify(text.slice(0, 200)).replace(/[^ -~]/g, '?') : 'none');`,ran:["@modelcontextprotocol/sdk 1.32.2"]},hono:{step:"Hono: the Accept guard before the transport:",code:`// Accept guard for Hono, in front of the official SDK's WebStandardStreamableHTTPServerTransport:
//   app.post('/mcp', rateLimiter, requireBearer, acceptGuard({ produces: 'application/json' }), mcpHandler);
// AFTER authentication (no credentials: 401, not 406), INSIDE rate accounting (a 406 counts as a request).
// Why: the transport searches Accept for both type names, so it refuses \`*/*\`, upper case and a missing
// header, by a 406 that reaches no error handler. The guard reads Accept as RFC 9110 12.5.1 does.
const TYPES = ['application/json', 'text/event-stream'];
const BOTH = TYPES.join(', ');

// produces  what YOUR transport answers with: SSE by default, JSON where it has \`enableJsonResponse: true\`
// strict    true: 406 unless the client lists both types by name
// log       gets one line per refusal: the path without its query, and no credentials
export function acceptGuard({ produces = 'text/event-stream', strict = false, log = console.warn } = {}) {
  if (!TYPES.includes(produces)) throw new TypeError(\`acceptGuard: produces must be one of \${BOTH}\`);
  return async (c, next) => {
    if (c.req.method !== 'POST') return next();
    const accept = c.req.header('accept');
    if (!acceptable(accept ?? '', produces, strict)) {
      const agent = show(c.req.header('user-agent'));
      log(\`406 POST \${show(c.req.path)} accept=\${show(accept)} user-agent=\${agent}\`);
      const why = strict ? 'list both types' : \`this server answers \${produces}, which Accept excludes\`;
      const error = { code: -32000, message: \`Not Acceptable: \${why}. Send this header: Accept: \${BOTH}\` };
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
  const text = accept.replace(/"(?:\\\\.|[^"\\\\])*"?/g, '').toLowerCase(); // a quoted value may hold a comma
  const ranges = text.split(',').map((range) => range.split(';').map((part) => part.trim()));
  const allows = (name) => {
    const same = ranges.filter(([range]) => range === name); // q=0 means "not acceptable"
    return same.length ? same.some((parts) => !parts.some((p) => /^q=0(\\.0*)?$/.test(p))) : undefined;
  };
  if (strict) return TYPES.every(allows);
  if (ranges.every(([range]) => range === '')) return true; // absent or empty: anything will do
  return allows(type) ?? allows(\`\${type.split('/')[0]}/*\`) ?? allows('*/*') ?? false; // most specific wins
}

// Quoted, cut, printable ASCII only: a header cannot forge a log line.
const show = (text) => (text ? JSON.stringify(text.slice(0, 200)).replace(/[^ -~]/g, '?') : 'none');`,ran:["@modelcontextprotocol/sdk 1.32.2"]}}},"allow-host":{$schema:"../../schema/remedy.schema.json",id:"allow-host",title:"The server allows the name by which it is reached",dialects:{asgi:{step:"Or allow the public name in the Python SDK:",code:`from mcp.server.transport_security import TransportSecuritySettings

names = ["{{target.host}}", "{{target.host}}:*", "127.0.0.1:*", "localhost:*"]
security = TransportSecuritySettings(allowed_hosts=names)
# mcp 1.x: FastMCP("name", transport_security=security)
# mcp 2.x: server.streamable_http_app(transport_security=security)`,ran:["mcp 1.30.0","mcp 2.3.0"]},axum:{step:"Or allow the public name in rmcp:",code:`StreamableHttpServerConfig::default()
    .with_allowed_hosts(["{{target.host}}", "localhost", "127.0.0.1"])`,ran:["rmcp 3.9.0"]},go:{step:"Or switch the check off, only behind a proxy that checks Host itself: Go SDK `&mcp.StreamableHTTPOptions{DisableLocalhostProtection: true}`, mcp-go `server.WithDisableLocalhostProtection(true)`.",code:null,ran:["go-sdk 1.8.0","mcp-go 1.2.1"]},express:{step:'Or allow the public name: `app.use(hostHeaderValidation(["{{target.host}}", "localhost", "127.0.0.1"]))`.',code:null,ran:["@modelcontextprotocol/sdk 1.32.2"]}}},"complete-accept":{$schema:"../../schema/remedy.schema.json",id:"complete-accept",title:"Accept is complete before the MCP library reads it",dialects:{express:{step:"Express: complete Accept before the transport:",code:`// Completes Accept before the MCP transport reads it: app.post('/mcp', acceptBoth, mcpHandler);
// with node:http alone, call acceptBoth(req) first.
const BOTH = 'application/json, text/event-stream';

export function acceptBoth(req, _res, next) {
  const raw = req.rawHeaders; // newer transports read these, older ones the parsed copy
  for (let i = raw.length - 2; i >= 0; i -= 2) if (/^accept$/i.test(raw[i])) raw.splice(i, 2);
  raw.push('Accept', BOTH);
  req.headers.accept = BOTH;
  next?.();
}`,ran:["@modelcontextprotocol/sdk 1.32.2","@modelcontextprotocol/sdk 1.12.3"]},node:{step:"Node: complete Accept before the transport:",code:`// Completes Accept before the MCP transport reads it: app.post('/mcp', acceptBoth, mcpHandler);
// with node:http alone, call acceptBoth(req) first.
const BOTH = 'application/json, text/event-stream';

export function acceptBoth(req, _res, next) {
  const raw = req.rawHeaders; // newer transports read these, older ones the parsed copy
  for (let i = raw.length - 2; i >= 0; i -= 2) if (/^accept$/i.test(raw[i])) raw.splice(i, 2);
  raw.push('Accept', BOTH);
  req.headers.accept = BOTH;
  next?.();
}`,ran:["@modelcontextprotocol/sdk 1.32.2"]},hono:{step:"Hono: complete Accept before the transport:",code:`// Completes Accept before the MCP transport reads it: app.post('/mcp', acceptBoth, mcpHandler);
export async function acceptBoth(c, next) {
  const headers = new Headers(c.req.raw.headers);
  headers.set('Accept', 'application/json, text/event-stream');
  c.req.raw = new Request(c.req.raw, { headers });
  await next();
}`,ran:["@modelcontextprotocol/sdk 1.32.2"]},asgi:{step:"Python: complete Accept before the app, in a pure ASGI middleware:",code:`# Completes Accept before the app reads it. Serve this in place of the app:
# app = AcceptBoth(mcp.streamable_http_app())   (FastMCP 2 and later: mcp.http_app())
class AcceptBoth:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http" and scope["method"] == "POST":
            others = [line for line in scope["headers"] if line[0] != b"accept"]
            both = (b"accept", b"application/json, text/event-stream")
            scope = {**scope, "headers": [*others, both]}
        await self.app(scope, receive, send)`,ran:["mcp 1.16.0","mcp 1.30.0","mcp 2.3.0","fastmcp 3.4.11","fastmcp 4.2.3"]},go:{step:"Go: complete Accept before the handler:",code:`// Completes Accept before the SDK reads it: http.Handle("/mcp", acceptBoth(handler))
package main

import "net/http"

func acceptBoth(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			r.Header.Set("Accept", "application/json, text/event-stream")
		}
		next.ServeHTTP(w, r)
	})
}`,ran:["go-sdk 1.1.0","go-sdk 1.8.0"]},axum:{step:"Rust: complete Accept before rmcp's service:",code:`// Completes Accept before rmcp reads it, as a tower layer around its service:
// router.layer(tower::util::MapRequestLayer::new(accept_both))
fn accept_both<B>(mut request: http::Request<B>) -> http::Request<B> {
    if request.method() == http::Method::POST {
        let both = http::HeaderValue::from_static("application/json, text/event-stream");
        request.headers_mut().insert(http::header::ACCEPT, both);
    }
    request
}`,ran:["rmcp 0.8.5","rmcp 3.9.0"]},servlet:{step:"Java: complete Accept in a servlet filter (Spring Boot: a @Component):",code:`// Completes Accept before the SDK's servlet reads it: a filter on the endpoint, with async support.
import jakarta.servlet.*;
import jakarta.servlet.http.*;
import java.io.IOException;
import java.util.*;

public class AcceptBoth extends HttpFilter {
  private static final String BOTH = "application/json, text/event-stream";

  @Override
  protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request.getMethod().equals("POST") ? new Completed(request) : request, response);
  }

  private static class Completed extends HttpServletRequestWrapper {
    Completed(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getHeader(String name) {
      return name.equalsIgnoreCase("accept") ? BOTH : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return name.equalsIgnoreCase("accept") ? Collections.enumeration(List.of(BOTH)) : super.getHeaders(name);
    }

    // Spring asks for the names first, and a request without Accept would stay without.
    @Override
    public Enumeration<String> getHeaderNames() {
      var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      names.addAll(Collections.list(super.getHeaderNames()));
      names.add("Accept");
      return Collections.enumeration(names);
    }
  }
}`,ran:["java-sdk 1.1.5","java-sdk 2.1.0","spring-ai 1.1.8","spring-ai 2.0.1"]},nginx:{step:'nginx: `proxy_set_header Accept "application/json, text/event-stream";` in this location.',code:`# in the location of the endpoint
proxy_set_header Accept "application/json, text/event-stream";`,ran:["nginx 1.22.1"]},caddy:{step:'Caddy: `header_up Accept "application/json, text/event-stream"` within `reverse_proxy`.',code:'header_up Accept "application/json, text/event-stream"',ran:["Caddy 2.6.2"]},haproxy:{step:'HAProxy: `http-request set-header Accept "application/json, text/event-stream"` in the backend.',code:`# in the backend
http-request set-header Accept "application/json, text/event-stream"`,ran:["HAProxy 2.6.12"]}}},"exact-path":{$schema:"../../schema/remedy.schema.json",id:"exact-path",title:"The proxy serves the path without the slash too",dialects:{nginx:{step:"nginx: serve the path as it is asked for too, beside the location with the slash:",code:`location = {{target.path}} {
    proxy_pass http://127.0.0.1:PORT;
}`,ran:["nginx 1.22.1"]}}},"host-to-proxy":{$schema:"../../schema/remedy.schema.json",id:"host-to-proxy",title:"The proxy sends the server a Host that it expects",dialects:{nginx:{step:"nginx: `proxy_set_header Host 127.0.0.1:PORT;` with the port that the server listens on. `$host` is the public name, which a server that listens on loopback refuses again.",code:`# in the location of the endpoint; PORT is the one that the server listens on
proxy_set_header Host 127.0.0.1:PORT;`,ran:["nginx 1.22.1"]},caddy:{step:"Caddy: `header_up Host 127.0.0.1:PORT` within `reverse_proxy`, with the port that the server listens on (by default the public name is passed on).",code:"header_up Host 127.0.0.1:PORT",ran:["Caddy 2.6.2"]},haproxy:{step:"HAProxy: `http-request set-header Host 127.0.0.1:PORT` in the backend, with the port that the server listens on (by default it passes on the public name).",code:`# in the backend; PORT is the one that the server listens on
http-request set-header Host 127.0.0.1:PORT`,ran:["HAProxy 2.6.12"]}}},"no-password-in-front":{$schema:"../../schema/remedy.schema.json",id:"no-password-in-front",title:"The proxy leaves credentials to the server",dialects:{nginx:{step:"nginx: `auth_basic off;` for {{target.path}}, if the server asks for credentials itself: a client can send one Authorization only.",code:`# in the location of the endpoint, if the server asks for credentials itself
auth_basic off;`,ran:["nginx 1.22.1"]}}},"pass-accept":{$schema:"../../schema/remedy.schema.json",id:"pass-accept",title:"The proxy passes Accept on as it comes",dialects:{nginx:{step:"nginx: `proxy_set_header Accept $http_accept;` in this location, in place of what sets it.",code:`# in the location of the endpoint, in place of the line that sets Accept
proxy_set_header Accept $http_accept;`,ran:["nginx 1.22.1"]},caddy:{step:"Caddy: take `header_up Accept ...`, `header_up -Accept` and `request_header Accept ...` out of what serves this path.",code:null,ran:["Caddy 2.6.2"]},haproxy:{step:"HAProxy: take `http-request set-header Accept ...` and `http-request del-header Accept` out of what serves this path.",code:null,ran:["HAProxy 2.6.12"]}}},"room-for-a-handshake":{$schema:"../../schema/remedy.schema.json",id:"room-for-a-handshake",title:"The proxy's limit leaves room for a handshake",dialects:{nginx:{step:"nginx: a client that connects sends about four requests at once. Allow a burst, and answer 429, not 503, to what is too much:",code:"# in the location of the endpoint; ZONE is the one that `limit_req` names there now\nlimit_req zone=ZONE burst=50 nodelay;\nlimit_req_status 429;",ran:["nginx 1.22.1"]}}},unbuffered:{$schema:"../../schema/remedy.schema.json",id:"unbuffered",title:"The proxy passes every event on at once",dialects:{nginx:{step:"nginx: pass every event on at once:",code:`# in the location of the endpoint
proxy_buffering off;
gzip off;
proxy_read_timeout 1h;`,ran:["nginx 1.22.1"]}}}};export{e as remedies};
