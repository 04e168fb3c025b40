"""Requests in turn: a few are worked on at a time, the others wait in the order in which they came.

Django gives each request a thread of its own. A thousand at once would be a thousand threads that take the
processor and the database's few connections from each other, and all would be late. Here a few threads stay,
and each works on one request after the other: once it has come whole, from the first middleware to the view
and back, as no view waits for anything but the database. The answer is sent while the thread goes on to the
next one: who sends or reads slowly keeps nobody waiting.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import IO, Any, cast

import django
from asgiref.sync import sync_to_async
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.signals import request_started
from django.db import connection
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

AT_ONCE = 8
"""Requests of one process that are worked on at a time: fewer than the database connections it may hold.

Source: docs/reference/performance.md.
"""

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]


class TurnTakingHandler(ASGIHandler):
    """Django's handler, which works on `at_once` requests at a time, each in one of as many threads."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        super().__init__()
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="request")

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - Django's own
        """Load the middleware as one chain of plain functions."""
        super().load_middleware(is_async=False)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request when its turn has come."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        work, loop = copy_context().run, asyncio.get_running_loop()
        answer = await loop.run_in_executor(self._threads, work, self._answer, scope, body)
        if answer.streaming:
            await self._stream(answer, receive, send)
        else:
            await self.send_response(answer, send)

    async def _stream(self, answer: HttpResponseBase, receive: Receive, send: Send) -> None:
        """Send an answer that is still being made, until it is whole or nobody listens any more."""
        sending = asyncio.create_task(self.send_response(answer, send))
        leaving = asyncio.create_task(self.listen_for_disconnect(receive))
        try:
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                await sending
        finally:
            for task in (sending, leaving):
                task.cancel()
            await asyncio.gather(sending, leaving, return_exceptions=True)
            await sync_to_async(answer.close)()

    def _answer(self, scope: Scope, body: IO[bytes]) -> HttpResponseBase:
        """Return the answer to a request, done with unless it streams.

        The database's connection is free again before anything is sent to a slow reader.
        """
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=self.__class__, scope=scope)
        try:
            request, refusal = self.create_request(scope, body)
            answer: Any = refusal if request is None else self.get_response(request)
            answer._handler_class = self.__class__  # noqa: SLF001  # as Django's own handler notes
            if isinstance(answer, FileResponse):
                answer.block_size = self.chunk_size
            if not answer.streaming:
                answer.close()
        finally:
            body.close()
            connection.close()
        return cast("HttpResponseBase", answer)


def application() -> TurnTakingHandler:
    """Set Django up, and return it as an ASGI application."""
    django.setup(set_prefix=False)
    return TurnTakingHandler()
