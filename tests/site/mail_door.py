"""The door for mail, open for a test at a place of its own."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from assistdesk.site.mail.door import LocalMailDoor, MailDoor, Porter
from assistdesk.site.mail.keeping import Keeper
from tests.serving import free_port


@contextmanager
def open_door(*, speaks_lmtp: bool = False) -> Iterator[int]:
    """Let the door be open at a port of this machine, which is given, for as long as the block runs."""
    port, loop = free_port(), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="mail door")
    thread.start()
    try:
        with Keeper() as keeper:
            porter = Porter(keeper, door="lmtp" if speaks_lmtp else "smtp")
            kind = LocalMailDoor if speaks_lmtp else MailDoor
            server = asyncio.run_coroutine_threadsafe(_serve(kind, porter, port), loop).result(10)
            yield port
            asyncio.run_coroutine_threadsafe(_close(server, porter), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _serve(kind: type[MailDoor], porter: Porter, port: int) -> asyncio.Server:
    return await asyncio.get_running_loop().create_server(lambda: kind(porter), "127.0.0.1", port)


async def _close(server: asyncio.Server, porter: Porter) -> None:
    server.close()
    while porter.connections:
        await asyncio.sleep(0.01)
