"""Listening for mail until a signal ends it."""

import asyncio
import logging
import signal
from collections.abc import Sequence
from pathlib import Path

from assistdesk.site.environment import MailPlace
from assistdesk.site.mail.door import LocalMailDoor, MailDoor, Porter
from assistdesk.site.mail.keeping import Keeper

GRACE_SECONDS = 10
EVERYBODY_MAY_WRITE = 0o666  # the mail server of this machine runs as a user of its own

logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # the library's lines hold addresses


def run(places: Sequence[MailPlace]) -> None:
    """Take mail at each place until a signal comes; mails under way are finished first.

    Raises:
        OSError: one of the places can't be listened at.
    """
    with Keeper() as keeper:
        asyncio.run(_listen(places, keeper))


async def _listen(places: Sequence[MailPlace], keeper: Keeper) -> None:
    loop, is_over = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, is_over.set)
    porters = [Porter(keeper, door=place.protocol) for place in places]
    servers = [await _open(place, porter) for place, porter in zip(places, porters, strict=True)]
    await is_over.wait()
    for server in servers:
        server.close()
    deadline = loop.time() + GRACE_SECONDS
    while any(porter.connections for porter in porters) and loop.time() < deadline:
        await asyncio.sleep(0.05)


async def _open(place: MailPlace, porter: Porter) -> asyncio.Server:
    kind = LocalMailDoor if place.protocol == "lmtp" else MailDoor
    loop = asyncio.get_running_loop()
    if place.path:
        Path(place.path).unlink(missing_ok=True)  # left by one that was killed
        server = await loop.create_unix_server(lambda: kind(porter), place.path)
        Path(place.path).chmod(EVERYBODY_MAY_WRITE)
        return server
    return await loop.create_server(lambda: kind(porter), place.host, place.port)
