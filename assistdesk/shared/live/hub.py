"""Passing on what one process hears to everybody who listens there. Lives in one event loop."""

import asyncio
import secrets
from collections import deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import dropwhile
from uuid import UUID

from assistdesk.shared.live.values import RESYNC, Audience, Change, Heard

REMEMBERED = 2_000
MOST_WAITING = 100
SLACK = timedelta(seconds=5)  # a change names the moment it began, and is told when it is committed


class Subscription:
    """What waits for one listener: each thing once, and never more than a hundred.

    Who is too slow for that is told to look again at everything.
    """

    def __init__(self, audience: Audience) -> None:
        self.audience = audience
        self.is_closed = False
        self._waiting: dict[tuple[str, str], Heard] = {}
        self._wake = asyncio.Event()

    def put(self, heard: Heard) -> None:
        """Let a change wait for its listener."""
        change = heard.change
        self._waiting.pop((change.type, change.id), None)
        if change.type == RESYNC:
            self._waiting.clear()
        elif len(self._waiting) >= MOST_WAITING or (RESYNC, "") in self._waiting:
            self._waiting.clear()
            change = Change(RESYNC, "", change.at)
        self._waiting[change.type, change.id] = Heard(heard.place, change)
        self._wake.set()

    async def take(self, *, seconds: float) -> list[Heard]:
        """Return what waits, the oldest first; after so many seconds, or when it is closed, maybe nothing."""
        if not self._waiting and not self.is_closed:
            try:
                await asyncio.wait_for(self._wake.wait(), seconds)
            except TimeoutError:
                return []
        taken = list(self._waiting.values())
        self._waiting.clear()
        self._wake.clear()
        return taken

    def close(self) -> None:
        """Let the listener go."""
        self.is_closed = True
        self._wake.set()


class Hub:
    """Who listens to what, and what was heard lately."""

    def __init__(self) -> None:
        self.is_hearing = asyncio.Event()
        self._by_topic: dict[str, set[Subscription]] = {}
        self._everybody: set[Subscription] = set()
        self._heard: deque[Heard] = deque(maxlen=REMEMBERED)
        self._begun_at: datetime | None = None
        self._era = ""
        self._count = 0

    def begin(self, *, at: datetime) -> None:
        """Start to hear at `at`: what came before may have been missed, and everybody is told so."""
        self._era = secrets.token_hex(4)
        self._heard.clear()
        self._count = 0
        self._begun_at = at
        for one in self._everybody:
            one.put(self._resync(at))
        self.is_hearing.set()

    def lose(self) -> None:
        """Note that nothing is heard any more, until it begins again."""
        self.is_hearing.clear()

    def publish(self, change: Change) -> None:
        """Pass a change on to those whom it concerns."""
        self._count += 1
        heard = Heard(f"{self._era}.{self._count}", change)
        self._heard.append(heard)
        for one in set().union(*(self._by_topic.get(topic, ()) for topic in change.to)):
            one.put(heard)

    def join(self, audience: Audience) -> Subscription:
        """Return what somebody listens by; what they missed since they heard last waits in it."""
        one = Subscription(audience)
        self._everybody.add(one)
        for topic in audience.topics:
            self._by_topic.setdefault(topic, set()).add(one)
        for heard in self._missed(audience):
            one.put(heard)
        return one

    def leave(self, one: Subscription) -> None:
        """Forget a listener."""
        self._everybody.discard(one)
        for topic in one.audience.topics:
            listeners = self._by_topic.get(topic, set())
            listeners.discard(one)
            if not listeners:
                self._by_topic.pop(topic, None)

    def topics(self, prefix: str) -> frozenset[str]:
        """Return the topics that begin with `prefix` and that somebody listens to here."""
        return frozenset(topic for topic in tuple(self._by_topic) if topic.startswith(prefix))

    def open_of(self, account_id: UUID) -> int:
        """Return how many streams somebody has open here; threads may ask while others come and go."""
        return sum(one.audience.account_id == account_id for one in tuple(self._everybody))

    def close(self) -> None:
        """Let everybody go."""
        for one in self._everybody:
            one.close()

    def _missed(self, audience: Audience) -> Iterator[Heard]:
        """Yield what a listener missed, or that they have to look again where that isn't known."""
        if not audience.after and audience.since is None:
            return
        if not self._knows_since(audience):
            at = self._begun_at or audience.since
            if at is not None:
                yield self._resync(at)
            return
        for heard in self._later(audience):
            if heard.change.to & audience.topics:
                yield heard

    def _knows_since(self, audience: Audience) -> bool:
        if not self.is_hearing.is_set() or self._begun_at is None:
            return False
        if audience.after:
            era, _, count = audience.after.partition(".")
            oldest = self._count - len(self._heard)
            return era == self._era and count.isdecimal() and oldest <= int(count) <= self._count
        begun = self._begun_at if len(self._heard) < REMEMBERED else self._heard[0].change.at
        return audience.since is not None and audience.since - SLACK >= begun

    def _later(self, audience: Audience) -> Iterator[Heard]:
        if audience.after:
            last = int(audience.after.partition(".")[2])
            yield from dropwhile(lambda one: int(one.place.partition(".")[2]) <= last, self._heard)
        elif audience.since is not None:
            start = audience.since - SLACK
            yield from (one for one in self._heard if one.change.at >= start)

    def _resync(self, at: datetime) -> Heard:
        return Heard(f"{self._era}.{self._count}", Change(RESYNC, "", at))
