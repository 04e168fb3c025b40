"""Requests take turns: a few are worked on at a time, and nobody who sends slowly keeps others waiting."""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from assistdesk.site.turns import TurnTakingHandler
from tests.loops import run

SCOPE: dict[str, Any] = {
    "type": "http",
    "method": "POST",
    "path": "/anything",
    "query_string": b"",
    "headers": [],
    "server": ("127.0.0.1", 80),
}
WHOLE = {"type": "http.request", "body": b"", "more_body": False}


class Watched(TurnTakingHandler):
    """Counts how many are worked on at a time; each takes until it is let go."""

    def __init__(self, at_once: int) -> None:
        super().__init__(at_once)
        self.working = self.most = self.done = 0
        self.let_go = threading.Event()
        self._counting = threading.Lock()

    def get_response(self, request: HttpRequest) -> HttpResponse:
        with self._counting:
            self.working += 1
            self.most = max(self.most, self.working)
        self.let_go.wait(20)
        with self._counting:
            self.working -= 1
            self.done += 1
        return HttpResponse("done")


def _coming(*parts: dict[str, Any]) -> Callable[[], Awaitable[dict[str, Any]]]:
    """Return a client who sends these parts and then waits."""
    left = list(parts)

    async def receive() -> dict[str, Any]:
        if left:
            return left.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    return receive


async def _ignore(_: object) -> None:
    pass


async def _settle() -> None:
    for _ in range(50):
        await asyncio.sleep(0.005)


def test_no_more_are_worked_on_at_a_time_than_allowed_and_all_are_answered() -> None:
    async def play() -> None:
        handler = Watched(at_once=2)
        requests = [asyncio.create_task(handler(dict(SCOPE), _coming(WHOLE), _ignore)) for _ in range(7)]
        await _settle()
        assert (handler.working, handler.done) == (2, 0)
        handler.let_go.set()
        await asyncio.wait_for(asyncio.gather(*requests), 20)
        assert (handler.most, handler.done) == (2, 7)

    run(play())


def test_who_sends_slowly_takes_no_turn() -> None:
    async def play() -> None:
        handler = Watched(at_once=1)
        handler.let_go.set()
        half = {"type": "http.request", "body": b"half", "more_body": True}
        is_over = asyncio.Event()

        async def sent_slowly() -> dict[str, Any]:
            if not has_begun:
                has_begun.append(True)
                return half
            await is_over.wait()
            return {"type": "http.disconnect"}

        has_begun: list[bool] = []
        slow = asyncio.create_task(handler(dict(SCOPE), sent_slowly, _ignore))
        await _settle()
        await asyncio.wait_for(handler(dict(SCOPE), _coming(WHOLE), _ignore), 20)
        assert (has_begun, handler.done) == ([True], 1)
        is_over.set()
        await asyncio.wait_for(slow, 20)

    run(play())


def test_who_reads_slowly_takes_no_turn() -> None:
    async def play() -> None:
        handler = Watched(at_once=1)
        handler.let_go.set()
        is_read = asyncio.Event()

        async def read_slowly(_: object) -> None:
            await is_read.wait()

        slow = asyncio.create_task(handler(dict(SCOPE), _coming(WHOLE), read_slowly))
        await _settle()
        await asyncio.wait_for(handler(dict(SCOPE), _coming(WHOLE), _ignore), 20)
        assert (handler.done, slow.done()) == (2, False)
        is_read.set()
        await asyncio.wait_for(slow, 20)

    run(play())


@pytest.mark.parametrize("when", ["before its turn", "while it is worked on"])
def test_who_leaves_gives_the_turn_back(when: str) -> None:
    async def play() -> None:
        handler = Watched(at_once=1)
        gone = {"type": "http.disconnect"}
        leaving = _coming(gone) if when == "before its turn" else _coming(WHOLE, gone)
        leaves = asyncio.create_task(handler(dict(SCOPE), leaving, _ignore))
        await _settle()
        handler.let_go.set()
        await asyncio.wait_for(leaves, 20)
        before = handler.done
        await asyncio.wait_for(handler(dict(SCOPE), _coming(WHOLE), _ignore), 20)
        assert (handler.working, handler.done) == (0, before + 1)

    run(play())


class Streaming(TurnTakingHandler):
    """Answers with pieces that never end; says whether it was closed."""

    is_closed = False

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        async def pieces() -> AsyncIterator[str]:
            while True:
                yield "piece"
                await asyncio.sleep(0.005)

        answer = StreamingHttpResponse(pieces())
        answer._resource_closers.append(self._close)  # type: ignore[attr-defined]  # Django's own
        return answer

    def _close(self) -> None:
        self.is_closed = True


def test_what_streams_takes_no_turn_and_ends_with_who_listens() -> None:
    async def play() -> None:
        handler, is_leaving, sent = Streaming(at_once=1), asyncio.Event(), list[object]()

        async def listening() -> dict[str, Any]:
            if not sent:
                sent.append(None)
                return WHOLE
            await is_leaving.wait()
            return {"type": "http.disconnect"}

        async def keep(message: object) -> None:
            sent.append(message)

        one = asyncio.create_task(handler(dict(SCOPE), listening, keep))
        gone = _coming(WHOLE, {"type": "http.disconnect"})
        await asyncio.wait_for(handler(dict(SCOPE), gone, _ignore), 20)
        await _settle()
        assert not one.done()
        is_leaving.set()
        await asyncio.wait_for(one, 20)
        assert len(sent) > 3
        assert handler.is_closed

    run(play())


def test_a_piece_that_fails_is_an_error() -> None:
    class Failing(TurnTakingHandler):
        def get_response(self, request: HttpRequest) -> HttpResponseBase:
            async def pieces() -> AsyncIterator[str]:
                yield "piece"
                raise LookupError

            return StreamingHttpResponse(pieces())

    async def play() -> None:
        with pytest.raises(LookupError):
            await asyncio.wait_for(Failing()(dict(SCOPE), _coming(WHOLE), _ignore), 20)

    run(play())
