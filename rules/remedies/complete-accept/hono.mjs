// Completes Accept before the MCP transport reads it: app.post('/mcp', acceptBoth, mcpHandler);
export async function acceptBoth(c, next) {
  const headers = new Headers(c.req.raw.headers);
  headers.set('Accept', 'application/json, text/event-stream');
  c.req.raw = new Request(c.req.raw, { headers });
  await next();
}
