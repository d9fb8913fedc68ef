"""What every program of this folder is: a server and a client of one library, in whichever version is installed.

    PROGRAM serve MODE                     prints its URL, then serves until it is killed
    PROGRAM connect URL [NAME: VALUE] ...  prints the names of the tools as JSON; exits 1 where it does not connect

A MODE is `stateful-sse`, `stateful-json`, `stateless-sse` or `stateless-json`.
"""

import asyncio
import json
import logging
import socket
import sys

NAME = "real-client"
VERSION = "1.0.0"


def main(connect, app_of=None):
    """connect: (url, headers) to the names of the tools, awaited.
    app_of: (stateless, json_response) to a Starlette app that answers at /mcp; None where the library has no server."""
    match sys.argv[1:]:
        case ["serve", mode] if app_of is not None:
            sessions, answers = mode.split("-")
            serve(app_of(sessions == "stateless", answers == "json"))
        case ["connect", url, *lines]:
            headers = dict(line.split(": ", 1) for line in lines)
            logging.disable(logging.CRITICAL)  # the exit code says it
            print(json.dumps(asyncio.run(connect(url, headers))))
        case _:
            sys.exit(__doc__)


def serve(app):
    import uvicorn

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()  # whoever connects before the app is ready waits
    # The oldest versions of `mcp` mount it, and a mount answers 307 at the path without a slash.
    slash = "/" if type(app.routes[0]).__name__ == "Mount" else ""
    print(f"http://127.0.0.1:{listening.getsockname()[1]}/mcp{slash}", flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listening])


def add(a: int, b: int) -> int:
    """Adds two numbers"""
    return a + b
