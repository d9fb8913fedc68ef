"""`openai-agents`, a client only."""

from agents.mcp import MCPServerStreamableHttp
from program import main


async def connect(url, headers):
    async with MCPServerStreamableHttp({"url": url, "headers": headers}) as server:
        return [tool.name for tool in await server.list_tools()]


main(connect)
