"""A process that has imported something heavy and forks a child for each request.

Requests are single datagrams (JSON) with descriptors attached, so many clients can share one
socket without a lock; every answer travels on a descriptor that the request brought along.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import traceback
from collections.abc import Callable
from typing import Any, Final

_LARGEST: Final = 64 * 1024
_MOST_DESCRIPTORS: Final = 4

Handler = Callable[[dict[str, Any], list[int]], None]


def ask(server: socket.socket, request: dict[str, Any], descriptors: list[int]) -> None:
    """Asks ``server`` to fork a child for ``request``; the child gets copies of the descriptors."""
    data = json.dumps(request).encode()
    if len(data) > _LARGEST:
        raise ValueError(f"the request to fork has {len(data)} bytes, more than {_LARGEST}")
    socket.send_fds(server, [data], descriptors)


def serve(server: socket.socket, handler: Handler) -> None:
    """Forks one child per request until the last client closes its end.

    The child runs ``handler(request, descriptors)`` and ends; it never returns here.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are reaped by the kernel
    gc.collect()
    gc.freeze()  # keeps the pages of what is imported shared with the children
    while True:
        data, descriptors, _, _ = socket.recv_fds(server, _LARGEST, _MOST_DESCRIPTORS)
        if not data:
            return
        if os.fork() == 0:
            _child(server, handler, json.loads(data), descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def _child(server: socket.socket, handler: Handler, request: dict[str, Any], descriptors: list[int]) -> None:
    status = 1
    try:
        server.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        handler(request, descriptors)
        status = 0
    except BaseException:  # noqa: BLE001 - a fork must never run on into its parent's code
        traceback.print_exc()
    finally:
        os._exit(status)
