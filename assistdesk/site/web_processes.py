"""How many processes serve the pages and the API side by side, at one port."""

import os
import socket
import sys
from collections.abc import Mapping
from contextlib import closing

from assistdesk.site.variables import BadSetting

COUNTS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable with the folder in which the processes of one desk count together: the library's own name."""

WEB_PROCESSES = "ASSISTDESK_WEB_PROCESSES"
MOST_BY_ITSELF = 4
"""Processes that a desk starts by itself at most: each takes memory and database connections."""

MOST = 64


def web_processes(environ: Mapping[str, str] = os.environ) -> int:
    """Return how many there shall be: what is given, or one for each processor in use, at most four.

    Where the system does not deal what comes to a port among all who listen there, as Linux does, it is one.

    Raises:
        BadSetting: what is given is no number from 1 to 64.
    """
    given = environ.get(WEB_PROCESSES, "")
    if given and not (given.isascii() and given.isdigit() and 1 <= int(given) <= MOST):
        raise BadSetting(WEB_PROCESSES, f"give a number from 1 to {MOST}")
    if sys.platform != "linux":
        return 1
    return int(given) if given else min(len(os.sched_getaffinity(0)), MOST_BY_ITSELF)


def shared_socket(host: str, port: int) -> socket.socket:
    """Return a socket bound to a port that other processes of the desk are bound to as well.

    The system deals what comes out among all of them.

    Raises:
        OSError: the port is somebody else's.
    """
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    return bound


def is_free(host: str, port: int) -> bool:
    """Return whether nobody is bound to a port."""
    with closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
