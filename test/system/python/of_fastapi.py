"""`mcp` 1.x, mounted in a FastAPI application: at the path without a slash that answers 307."""

from contextlib import asynccontextmanager

from fastapi import FastAPI
from mcp.server.fastmcp import FastMCP
from program import add, main


def app_of(stateless, json_response):
    server = FastMCP(
        "example-server", stateless_http=stateless, json_response=json_response, streamable_http_path="/"
    )
    server.tool()(add)
    mounted = server.streamable_http_app()

    @asynccontextmanager
    async def lifespan(_):
        async with server.session_manager.run():
            yield

    app = FastAPI(lifespan=lifespan)
    app.mount("/mcp", mounted)
    return app


async def connect(url, headers):
    raise NotImplementedError("a server only")


main(connect, app_of)
