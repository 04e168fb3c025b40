"""Helpers who accept at the same moment: over HTTP at a desk that serves, or by the services."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from urllib.error import URLError
from urllib.request import Request, urlopen
from uuid import UUID

from procrastinate.contrib.django.models import ProcrastinateJob

from assistdesk.referrals.models import Offer
from assistdesk.referrals.states import OfferState
from assistdesk.shared import clock
from assistdesk.shared.messaging.models import UNSENT, Outgoing
from assistdesk.shared.people import services as people
from assistdesk.shared.people.actors import Actor
from tools.bench.dispatching import hands, stage

HOST = "127.0.0.1"
LONGEST_SECONDS = 600.0
READY_SECONDS = 120
IDLE_SECONDS = 300
OK, TAKEN = 200, 409
CODE_OF_TAKEN = "referrals.offer.taken"


@dataclass(frozen=True, slots=True)
class Answered:
    """What one contender heard, and after how many milliseconds."""

    status: int
    code: str
    milliseconds: float


@contextmanager
def serving() -> Iterator[int]:
    """Serve the desk of this data folder by `assistdesk serve` while the block runs; yield the port."""
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    words = [sys.executable, "-m", "assistdesk", "serve", "--demo", "--port", str(port)]
    environ = {**os.environ, "ASSISTDESK_BASE_URL": f"http://{HOST}:{port}"}
    serve = subprocess.Popen(words, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_until_ready(port)
        yield port
    finally:
        serve.terminate()
        serve.wait()


def _wait_until_ready(port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            with urlopen(f"http://{HOST}:{port}/readyz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.3)
    raise TimeoutError("The desk did not begin to serve.")


def tokens_of(offers: Sequence[UUID]) -> list[str]:
    """Return an API token of the helper of each offer, in their order."""
    names = dict(Offer.objects.filter(pk__in=offers).values_list("pk", "helper__username"))
    known: dict[str, str] = {}
    for username in names.values():
        if username not in known:
            known[username] = people.make_token(username, actor=Actor.system(None), at=clock.now())
    return [known[names[one]] for one in offers]


def warm_up(port: int, token: str) -> None:
    """Let the desk answer a little before it is measured."""
    for _ in range(10):
        address = f"http://{HOST}:{port}/api/v1/offers"
        asked = Request(address, headers={"Authorization": f"Bearer {token}"})
        with urlopen(asked, timeout=30) as answer:  # noqa: S310 - our own address
            answer.read()


def wait_until_idle() -> None:
    """Wait until the worker has sent what earlier races left, so that it takes nothing from the next one.

    Raises:
        TimeoutError: it still works after a while.
    """
    deadline = time.monotonic() + IDLE_SECONDS
    while time.monotonic() < deadline:
        if not Outgoing.objects.filter(state__in=UNSENT).in_time().exists() and not _jobs_wait():
            return
        time.sleep(0.3)
    raise TimeoutError("The worker did not come to an end.")


def _jobs_wait() -> bool:
    return bool(ProcrastinateJob.objects.filter(status__in=("todo", "doing"), scheduled_at=None).exists())


def over_http(port: int, offers: Sequence[UUID], tokens: Sequence[str]) -> tuple[float, list[Answered]]:
    """Let all accept at once, each by a connection of its own; return the seconds for all of them."""
    return asyncio.run(_all_at_once(port, offers, tokens))


async def _all_at_once(
    port: int, offers: Sequence[UUID], tokens: Sequence[str]
) -> tuple[float, list[Answered]]:
    ways = [await asyncio.open_connection(HOST, port) for _ in offers]
    began = time.perf_counter()
    calls = [
        _accept(reader, writer, offer, token)
        for (reader, writer), offer, token in zip(ways, offers, tokens, strict=True)
    ]
    answers = await asyncio.wait_for(asyncio.gather(*calls), LONGEST_SECONDS)
    return time.perf_counter() - began, answers


async def _accept(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, offer: UUID, token: str
) -> Answered:
    began = time.perf_counter()
    writer.write(
        f"POST /api/v1/offers/{offer}/accept HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Bearer {token}\r\n"
        "Content-Length: 0\r\nConnection: close\r\n\r\n".encode()
    )
    answer = await reader.read()
    milliseconds = (time.perf_counter() - began) * 1000
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    return Answered(status, "" if status == OK else str(json.loads(body).get("code", "")), milliseconds)


def by_services(offers: Sequence[UUID], *, processes: int) -> tuple[float, list[float]]:
    """Let so many processes accept these offers; return the seconds, and the milliseconds of each."""
    shares = [offers[place::processes] for place in range(processes)]
    words = [["accept", str(LONGEST_SECONDS), "0", "1", *map(str, share)] for share in shares]
    answers = hands.together(words)
    taken = [one for each in answers for one in each]
    assert len(taken) == len(offers), "Somebody had no answer."
    check_winners(offers)
    return max(sum(each) for each in answers) / 1000, taken


def check_winners(offers: Sequence[UUID]) -> None:
    """Check that each referral of these offers has exactly one winner, and nothing left open.

    Raises:
        AssertionError: it has none, or two.
    """
    mine = Offer.objects.filter(pk__in=offers)
    won = mine.filter(state=OfferState.ACCEPTED.value)
    referrals = mine.values("referral").distinct().count()
    assert won.count() == won.values("referral").distinct().count() == referrals, "Not one winner each."
    assert not mine.open().exists(), "Somebody still waits."


def check_answers(answers: Sequence[Answered]) -> None:
    """Check that one was told that the referral is theirs, and all others that it is taken.

    Raises:
        AssertionError: it was otherwise.
    """
    assert [one.status for one in answers].count(OK) == 1, "Not one winner."
    others = {(one.status, one.code) for one in answers if one.status != OK}
    assert others <= {(TAKEN, CODE_OF_TAKEN)}, f"Some heard something else: {others}."


def laid(name: str, *, referrals: int, contenders: int) -> list[list[UUID]]:
    """Return the offers of so many mass referrals that are laid now, by referral."""
    stage.lay(name, referrals=referrals, offers=contenders, kind="mass")
    found = stage.offers_of(name)
    return [found[place : place + contenders] for place in range(0, len(found), contenders)]
