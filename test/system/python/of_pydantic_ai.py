"""`pydantic-ai`, a client only."""

from program import main
from pydantic_ai.mcp import MCPToolset


async def connect(url, headers):
    async with MCPToolset(url, headers=headers) as toolset:
        return [tool.name for tool in await toolset.list_tools()]


main(connect)
