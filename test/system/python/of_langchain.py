"""`langchain-mcp-adapters`, a client only."""

from langchain_mcp_adapters.client import MultiServerMCPClient
from program import main


async def connect(url, headers):
    client = MultiServerMCPClient({"example": {"transport": "http", "url": url, "headers": headers}})
    return [tool.name for tool in await client.get_tools()]


main(connect)
