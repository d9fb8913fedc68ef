"""`fastmcp`, the framework of that name."""

from fastmcp import Client, FastMCP
from fastmcp.client.transports import StreamableHttpTransport
from program import add, main


def app_of(stateless, json_response):
    server = FastMCP("example-server")
    server.tool(add)
    return server.http_app(path="/mcp", stateless_http=stateless, json_response=json_response)


async def connect(url, headers):
    async with Client(StreamableHttpTransport(url, headers=headers)) as client:
        return [tool.name for tool in await client.list_tools()]


main(connect, app_of)
