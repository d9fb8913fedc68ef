from mcp.server.transport_security import TransportSecuritySettings

names = ["{{target.host}}", "{{target.host}}:*", "127.0.0.1:*", "localhost:*"]
security = TransportSecuritySettings(allowed_hosts=names)
# mcp 1.x: FastMCP("name", transport_security=security)
# mcp 2.x: server.streamable_http_app(transport_security=security)
