"""Keeping mails of many connections together: each waits for the commit that holds its own."""

import asyncio
import queue
import threading
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum

import structlog
from django.db import connection

from assistdesk.shared import clock
from assistdesk.shared.messaging import services
from assistdesk.shared.messaging.values import RawMail

MOST_TOGETHER = 100
MOST_BYTES_TOGETHER = 64 * 1024 * 1024

log = structlog.get_logger("assistdesk.mail")


@dataclass(frozen=True, slots=True)
class _Waiting:
    mail: RawMail
    loop: asyncio.AbstractEventLoop
    is_kept: "asyncio.Future[bool]"

    def answer(self, *, is_kept: bool) -> None:
        """Tell the connection that waits, unless it has gone."""
        with suppress(RuntimeError):  # the loop has ended
            self.loop.call_soon_threadsafe(self._set, is_kept)

    def _set(self, is_kept: bool) -> None:  # noqa: FBT001 - the loop calls it by position
        if not self.is_kept.done():
            self.is_kept.set_result(is_kept)


class _Outcome(Enum):
    """What became of mails kept together: kept, refused by a database at hand, or the database is away."""

    KEPT = "kept"
    REFUSED = "refused"
    AWAY = "away"


class Keeper:
    """Keeps mails in one thread: what came in while the last transaction ran goes into the next, together."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="keeping mail", daemon=True)

    def __enter__(self) -> "Keeper":
        """Begin."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Keep what has come in, and end."""
        self._waiting.put(None)
        self._thread.join()

    async def keep(self, mail: RawMail) -> bool:
        """Return whether the mail is in the database for good; False where it can't be reached now."""
        loop = asyncio.get_running_loop()
        waiting = _Waiting(mail, loop, loop.create_future())
        self._waiting.put(waiting)
        return await waiting.is_kept

    def _work(self) -> None:
        is_open = True
        while is_open:
            batch, is_open = self._next_batch()
            if batch:
                for one, is_kept in zip(batch, kept([one.mail for one in batch]), strict=True):
                    one.answer(is_kept=is_kept)
        connection.close()

    def _next_batch(self) -> tuple[list[_Waiting], bool]:
        """Return what waits, as soon as anything does, and whether more may come."""
        batch: list[_Waiting] = []
        size = 0
        one = self._waiting.get()
        while one is not None:
            batch.append(one)
            size += len(one.mail.content)
            if len(batch) == MOST_TOGETHER or size > MOST_BYTES_TOGETHER:
                return batch, True
            try:
                one = self._waiting.get_nowait()
            except queue.Empty:
                return batch, True
        return batch, False


def kept(mails: list[RawMail]) -> list[bool]:
    """Return of each mail whether it is kept, in the same order.

    They are kept together. Where that fails with the database at hand, each is kept alone, so that one which
    can't be kept stands in no other's way. Once the database is away, what is left is not tried.
    """
    outcome = _outcome(mails)
    if outcome is not _Outcome.REFUSED or len(mails) == 1:
        return [outcome is _Outcome.KEPT] * len(mails)
    outcomes: list[_Outcome] = []
    for mail in mails:
        is_away = bool(outcomes) and outcomes[-1] is _Outcome.AWAY
        outcomes.append(_Outcome.AWAY if is_away else _outcome([mail]))
    return [one is _Outcome.KEPT for one in outcomes]


def _outcome(mails: list[RawMail]) -> _Outcome:
    """Return what became of mails that were to be kept together; after a fault a new connection is made."""
    try:
        services.keep_mails(mails, at=clock.now())
    except Exception as fault:  # noqa: BLE001 - the loop of the only thread that keeps mail must never end
        outcome = _Outcome.AWAY
        with suppress(Exception):  # one that broke may not even answer, or close; it is given up all the same
            outcome = _Outcome.REFUSED if connection.is_usable() else _Outcome.AWAY
            connection.close()
        log.warning("mail could not be kept", fault=type(fault).__name__, mails=len(mails), why=outcome.value)
        return outcome
    return _Outcome.KEPT
