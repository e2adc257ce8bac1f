"""The embedded server: ``python -m flows.embedded_server FD SCHEDULES`` serves on a listening socket.

With ``SCHEDULES`` 1 it also brings about the runs of deployments at their times.

It ends when its stdin is closed, which the kernel does for a parent that was killed, too.
"""

import os
import socket
import sys
import threading

import uvicorn
from prefect.server.api.server import create_app

_LINGER_SECONDS = 20


def main() -> None:
    """Serve Prefect's API until stdin is closed."""
    listener = socket.socket(fileno=int(sys.argv[1]))
    # Ephemeral as Prefect starts it itself: no UI, only the services that a short run needs, no scheduler.
    app = create_app(ephemeral=sys.argv[2] == "0", final=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
    threading.Thread(target=_stop_with_parent, args=(server,), daemon=True).start()
    server.run(sockets=[listener])
    sys.stderr.flush()
    # All is saved by now; taking down the interpreter with all of the server in it takes another second.
    os._exit(0)


def _stop_with_parent(server: uvicorn.Server) -> None:
    sys.stdin.buffer.read()
    server.should_exit = True
    threading.Timer(_LINGER_SECONDS, os._exit, args=(1,)).start()


if __name__ == "__main__":
    main()
