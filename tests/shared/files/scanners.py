"""Scanners that don't do what they should: they hang up, say nothing, or talk nonsense."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def answering(reply: bytes | None) -> Iterator[tuple[str, int]]:
    """Yield the address of a server that reads, then says `reply`; None: it never says anything."""
    is_over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        thread = threading.Thread(target=_serve, args=(server, reply, is_over), daemon=True)
        thread.start()
        try:
            yield server.getsockname()
        finally:
            is_over.set()
            thread.join()


def _serve(server: socket.socket, reply: bytes | None, is_over: threading.Event) -> None:
    while not is_over.is_set():
        try:
            connection, _ = server.accept()
        except TimeoutError:
            continue
        with connection, suppress(OSError):
            connection.settimeout(0.1)
            with suppress(TimeoutError):
                while connection.recv(65_536):
                    pass
            if reply is None:
                is_over.wait(10)
            else:
                connection.sendall(reply)
