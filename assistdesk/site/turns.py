"""Requests in turn: a few are worked on at a time, the others wait in the order in which they came.

Django gives each request a thread of its own. A thousand at once would be a thousand threads that take the
processor and the database's few connections from each other, and all would be late. A request takes its turn
when it has come whole, and the turn is over when its answer is made: who sends or reads slowly keeps nobody
waiting. In its thread it goes from the first middleware
to the view and back without a change of threads, as no view waits for anything but the database.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from typing import IO, Any

import django
from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

AT_ONCE = 8
"""Requests of one process that are worked on at a time: fewer than the database connections it may hold.

Source: docs/reference/performance.md.
"""

Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]


class _Turn:
    """One request's turn, which begins once and ends once."""

    def __init__(self, free: asyncio.Semaphore) -> None:
        self._free = free
        self._has_begun = False

    async def begin(self) -> None:
        await self._free.acquire()
        self._has_begun = True

    def end(self) -> None:
        if self._has_begun:
            self._has_begun = False
            self._free.release()


_TURN: ContextVar[_Turn] = ContextVar("turn")


class TurnTakingHandler(ASGIHandler):
    """Django's handler, which works on `at_once` requests at a time."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        super().__init__()
        self._free = asyncio.Semaphore(at_once)

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - Django's own
        """Load the middleware as one chain of plain functions."""
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer to a request, worked out in the request's own thread; then its turn is over."""
        try:
            return await sync_to_async(self._answer, thread_sensitive=True)(request)
        finally:
            _TURN.get().end()

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer; the database's connection is free again before it is sent to a slow reader."""
        answer = self.get_response(request)
        if not answer.streaming:
            connection.close()
        return answer

    async def handle(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request when its turn has come."""
        turn = _Turn(self._free)
        _TURN.set(turn)
        try:
            await super().handle(scope, receive, send)
        finally:
            turn.end()

    async def read_body(self, receive: Receive) -> IO[bytes]:
        """Return the body of a request that has come whole, when its turn has come.

        Raises:
            RequestAborted: the client left before that.
        """
        body: IO[bytes] = await super().read_body(receive)
        await _TURN.get().begin()
        return body


def application() -> TurnTakingHandler:
    """Set Django up, and return it as an ASGI application."""
    django.setup(set_prefix=False)
    return TurnTakingHandler()
