"""What every program of this folder is: a server and a client of one library, in whichever version is installed.

    PROGRAM serve MODE [REMEDY]   prints its URL, then serves until it is killed
    PROGRAM connect      prints "ready", then for each line {"url", "headers": [[name, value], ...]} of its input:
                         connects, lists the tools, hangs up, and prints {"tools": [name, ...]} or {"error": why}

A MODE is `stateful-sse`, `stateful-json`, `stateless-sse` or `stateless-json`.
"""

import asyncio
import json
import logging
import socket
import sys
from pathlib import Path

NAME = "real-client"
VERSION = "1.0.0"


def main(connect, app_of=None):
    """connect: (url, headers) to the names of the tools, awaited.
    app_of: (stateless, json_response) to a Starlette app that answers at /mcp; None where the library has no server."""
    match sys.argv[1:]:
        case ["serve", mode, *remedies] if app_of is not None:
            sessions, answers = mode.split("-")
            security = {"transport_security": printed("allow-host")["security"]} if "allow-host" in remedies else {}
            app = app_of(sessions == "stateless", answers == "json", **security)
            serve(printed("complete-accept")["AcceptBoth"](app) if "complete-accept" in remedies else app, app.routes)
        case ["connect"]:
            logging.disable(logging.CRITICAL)  # the answer says it
            print("ready", flush=True)
            for line in sys.stdin:
                wanted = json.loads(line)
                print(json.dumps(attempt(connect, wanted["url"], dict(wanted["headers"]))), flush=True)
        case _:
            sys.exit(__doc__)


def printed(remedy):
    """What the code of a remedy defines, run as it is printed."""
    code = Path(__file__).parents[3] / "rules" / "remedies" / remedy / "asgi.py"
    defined = {}
    exec(code.read_text().replace("{{target.host}}", "mcp.example.com"), defined)
    return defined


def attempt(connect, url, headers):
    try:
        return {"tools": asyncio.run(connect(url, headers))}
    except BaseException as error:  # some cancel their own task
        return {"error": reason_of(error)}


def reason_of(error):
    """The first leaf of a group of errors: the group says nothing."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return f"{type(error).__name__}: {error}"


def serve(app, routes):
    import uvicorn

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()  # whoever connects before the app is ready waits
    # The oldest versions of `mcp` mount it, FastAPI does, and a mount answers 307 at the path without a slash.
    slash = "/" if any(type(route).__name__ == "Mount" for route in routes) else ""
    print(f"http://127.0.0.1:{listening.getsockname()[1]}/mcp{slash}", flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listening])


def add(a: int, b: int) -> int:
    """Adds two numbers"""
    return a + b
