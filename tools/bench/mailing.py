"""Mails that are handed to the desk to see how fast it takes them: each an answer to a mail of ours."""

import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from assistdesk.escalations import services as escalations
from assistdesk.shared import clock
from assistdesk.shared.messaging import services
from assistdesk.shared.messaging.values import RawMail
from tests.serving import free_port
from tools.bench.timing import Call
from tools.mail_corpus.cases import Party
from tools.mail_corpus.ordinary import gmail
from tools.mail_corpus.writing import Pen

WORDS = "The plan starts in May. We sent the form last week."
STARTING_SECONDS = 60


def answers(parties: Sequence[Party], number: int) -> list[tuple[Party, bytes]]:
    """Return so many answers as Gmail writes them, in turns to each thread."""
    pens = [Pen(party, random.Random(place)) for place, party in enumerate(parties)]  # noqa: S311 - the same each time
    chosen = [pens[place % len(pens)] for place in range(number)]
    return [(pen.party, gmail(pen, WORDS)) for pen in chosen]


def one_after_the_other(mails: Iterator[tuple[Party, bytes]]) -> Call:
    """Return what takes the next mail whole: kept, read, joined to its incident."""

    def take() -> None:
        party, raw = next(mails)
        at = clock.now()
        [arrival_id] = services.keep_mails(
            [RawMail("smtp", party.person, (party.reply_address,), raw)], at=at
        )
        received = services.read_arrival(arrival_id, at=at)
        assert received.about is not None
        escalations.take_reply(incoming_id=received.incoming_id, at=at)

    return take


@contextmanager
def open_door() -> Iterator[int]:
    """Let `assistdesk mail` listen at a port, which is given, in a process of its own."""
    port = free_port()
    environ = {**os.environ, "ASSISTDESK_INBOUND_SMTP": f"127.0.0.1:{port}"}
    door = subprocess.Popen([sys.executable, "-m", "assistdesk", "mail"], env=environ)
    try:
        asyncio.run(_wait_for(port))
        yield port
    finally:
        door.terminate()
        door.wait()


def seconds_to_hand_over(port: int, mails: Sequence[tuple[Party, bytes]], *, connections: int) -> float:
    """Return how long it takes until every mail is answered for, by so many connections at once."""
    before = time.perf_counter()
    asyncio.run(_hand_over(port, mails, connections))
    return time.perf_counter() - before


async def _wait_for(port: int) -> None:
    for _ in range(STARTING_SECONDS * 10):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
    raise TimeoutError


async def _hand_over(port: int, mails: Sequence[tuple[Party, bytes]], connections: int) -> None:
    shares = [mails[first::connections] for first in range(connections)]
    await asyncio.gather(*(_send(port, share) for share in shares))


async def _send(port: int, mails: Sequence[tuple[Party, bytes]]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await reader.readline()
    await _say(reader, writer, b"HELO bench\r\n", b"250")
    for party, raw in mails:
        await _say(reader, writer, f"MAIL FROM:<{party.person}>\r\n".encode(), b"250")
        await _say(reader, writer, f"RCPT TO:<{party.reply_address}>\r\n".encode(), b"250")
        await _say(reader, writer, b"DATA\r\n", b"354")
        await _say(reader, writer, raw.replace(b"\r\n.", b"\r\n..") + b"\r\n.\r\n", b"250")
    writer.close()


async def _say(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, words: bytes, wanted: bytes
) -> None:
    writer.write(words)
    answer = await reader.readline()
    assert answer.startswith(wanted), answer
