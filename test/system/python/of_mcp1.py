"""The official SDK, `mcp` 1.x."""

from mcp import ClientSession
from mcp.client import streamable_http
from mcp.server.fastmcp import FastMCP
from mcp.types import Implementation
from program import NAME, VERSION, add, main


def app_of(stateless, json_response, **security):
    server = FastMCP("example-server", stateless_http=stateless, json_response=json_response, **security)
    server.tool()(add)
    return server.streamable_http_app()


def transport(url, headers):
    """As each version's README has it: newer ones take a client that has the headers."""
    if not hasattr(streamable_http, "streamable_http_client"):
        return streamable_http.streamablehttp_client(url, headers=headers)
    client = streamable_http.create_mcp_http_client(headers=headers)
    return streamable_http.streamable_http_client(url, http_client=client)


async def connect(url, headers):
    async with transport(url, headers) as (read, write, _):
        async with ClientSession(read, write, client_info=Implementation(name=NAME, version=VERSION)) as session:
            await session.initialize()
            return [tool.name for tool in (await session.list_tools()).tools]


main(connect, app_of)
