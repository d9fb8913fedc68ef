// Completes Accept before the MCP transport reads it: app.post('/mcp', acceptBoth, mcpHandler);
// with node:http alone, call acceptBoth(req) first.
const BOTH = 'application/json, text/event-stream';

export function acceptBoth(req, _res, next) {
  const raw = req.rawHeaders; // newer transports read these, older ones the parsed copy
  for (let i = raw.length - 2; i >= 0; i -= 2) if (/^accept$/i.test(raw[i])) raw.splice(i, 2);
  raw.push('Accept', BOTH);
  req.headers.accept = BOTH;
  next?.();
}
