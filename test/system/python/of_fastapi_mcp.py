"""`fastapi_mcp`: the routes of a FastAPI application as tools, around `mcp` 1.x."""

from fastapi import FastAPI
from fastapi_mcp import FastApiMCP
from program import add, main


def app_of(stateless, json_response):
    app = FastAPI()
    app.get("/add", operation_id="add")(add)
    FastApiMCP(app, name="example-server").mount_http()
    return app


async def connect(url, headers):
    raise NotImplementedError("a server only")


main(connect, app_of)
