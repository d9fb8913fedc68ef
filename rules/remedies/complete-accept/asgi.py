# Completes Accept before the app reads it. Serve this in place of the app:
# app = AcceptBoth(mcp.streamable_http_app())   (FastMCP 2 and later: mcp.http_app())
class AcceptBoth:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http" and scope["method"] == "POST":
            others = [line for line in scope["headers"] if line[0] != b"accept"]
            both = (b"accept", b"application/json, text/event-stream")
            scope = {**scope, "headers": [*others, both]}
        await self.app(scope, receive, send)
