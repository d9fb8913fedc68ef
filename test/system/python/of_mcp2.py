"""The official SDK, `mcp` 2.x."""

from mcp import Client
from mcp.client import streamable_http
from mcp.server.mcpserver import MCPServer
from mcp.types import Implementation
from program import NAME, VERSION, add, main


def app_of(stateless, json_response, **security):
    server = MCPServer("example-server")
    server.tool()(add)
    return server.streamable_http_app(stateless_http=stateless, json_response=json_response, **security)


async def connect(url, headers):
    http_client = streamable_http.create_mcp_http_client(headers=headers)
    transport = streamable_http.streamable_http_client(url, http_client=http_client)
    async with Client(transport, client_info=Implementation(name=NAME, version=VERSION)) as client:
        return [tool.name for tool in (await client.list_tools()).tools]


main(connect, app_of)
