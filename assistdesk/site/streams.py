"""Server-sent events: one request asks who may listen, and then no thread and no connection is held.

The question goes through the whole desk as any other request does, with its sign-in, guards and limits.
What the desk answers is passed on, unless it let somebody in; then their stream is kept open here, in the
event loop alone. While it is open, the same question is asked again from time to time.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import structlog
from django.db import DatabaseError, connection

from assistdesk.shared.live.hub import Hub, Subscription
from assistdesk.shared.live.listener import listen
from assistdesk.shared.live.values import Audience

Scope = MutableMapping[str, Any]  # ASGI's own types
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
TellTopics = Callable[[frozenset[str]], None]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

ADDRESS = "/api/v1/events"
DOOR = "assistdesk.door"
START = b"retry: 3000\n\n"
BEAT = b": still here\n\n"
BEAT_SECONDS = 15.0
RECHECK_SECONDS = 60.0
SLOWEST_SECONDS = 30.0
FIRST_HEARING_SECONDS = 5.0
SIGN_SECONDS = 4.0
SERVER_ERROR = 500
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store, no-transform"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


log = structlog.get_logger("assistdesk.live")


@dataclass(slots=True)
class Door:
    """Where the desk says whom it lets in. `open_of` tells how many streams somebody has open here."""

    open_of: Callable[[UUID], int]
    is_recheck: bool = False
    audience: Audience | None = None


@dataclass(slots=True)
class Answer:
    """What the desk answered to the question who may listen."""

    audience: Audience | None
    messages: list[Message] = field(default_factory=list)

    @property
    def is_no(self) -> bool:
        """Whether the desk said no; that it broke says nothing."""
        return self.audience is None and int(self.messages[0]["status"]) < SERVER_ERROR


class LiveStreams:
    """The desk with its streams. One hub and one connection that hears, for all of a process's streams.

    `signs` are told, every few seconds, which topics are listened to of those that begin with their key: an
    open stream is a sign of life.
    """

    def __init__(
        self,
        application: Application,
        *,
        signs: Mapping[str, TellTopics] | None = None,
        sign_seconds: float = SIGN_SECONDS,
    ) -> None:
        self.application = application
        self.hub = Hub()
        self._signs = signs or {}
        self._sign_seconds = sign_seconds
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] != ADDRESS or scope["method"] != "GET":
            await self.application(scope, receive, send)
            return
        answer = await self._ask(scope, is_recheck=False)
        if answer.audience is None:
            for message in answer.messages:
                await send(message)
            return
        await self._hear()
        await self._stream(answer.audience, scope, receive, send)

    async def close(self) -> None:
        """Let everybody go who listens, and hear no more."""
        self.hub.close()
        for task in self._tasks.values():
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks.values())

    async def _hear(self) -> None:
        """Begin to hear what changes, with the first who listens; give it a moment to begin."""
        self._keep_going("hearing", lambda: listen(self.hub))
        if self._signs:
            self._keep_going("signs", self._give_signs)
        try:
            await asyncio.wait_for(self.hub.is_hearing.wait(), FIRST_HEARING_SECONDS)
        except TimeoutError:  # it will begin later, and everybody is told then
            return

    def _keep_going(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Begin some work where it does not go on already."""
        task = self._tasks.get(name)
        if task is None or task.done():
            self._tasks[name] = asyncio.create_task(work())

    async def _give_signs(self) -> None:
        while self._signs:
            await asyncio.sleep(self._sign_seconds)
            for prefix, tell in self._signs.items():
                topics = self.hub.topics(prefix)
                if topics:
                    await asyncio.to_thread(_told, tell, topics)

    async def _ask(self, scope: Scope, *, is_recheck: bool) -> Answer:
        door = Door(self.hub.open_of, is_recheck)
        messages: list[Message] = []
        question: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> Message:
            if not question:
                await asyncio.Event().wait()  # until the desk has answered and stops to listen
            return question.pop()

        async def send(message: Message) -> None:
            messages.append(message)

        await self.application({**scope, DOOR: door}, receive, send)
        return Answer(door.audience, messages)

    async def _stream(self, audience: Audience, scope: Scope, receive: Receive, send: Send) -> None:
        one = self.hub.join(audience)
        gone = asyncio.create_task(_until_gone(receive, one))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await _write(send, START)
            await self._pass_on(one, scope, send)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except TimeoutError:  # nobody reads at the other end
            return
        finally:
            self.hub.leave(one)
            gone.cancel()

    async def _pass_on(self, one: Subscription, scope: Scope, send: Send) -> None:
        loop = asyncio.get_running_loop()
        recheck_at = loop.time() + _until_recheck()
        while True:
            heard = await one.take(seconds=BEAT_SECONDS)
            if one.is_closed:
                return
            await _write(send, b"".join(each.as_event() for each in heard) or BEAT)
            if loop.time() >= recheck_at:
                if not await self._may_still(one, scope):
                    return
                recheck_at = loop.time() + _until_recheck()

    async def _may_still(self, one: Subscription, scope: Scope) -> bool:
        answer = await self._ask(scope, is_recheck=True)
        if answer.audience is None:
            return not answer.is_no
        return answer.audience.topics == one.audience.topics


def _told(tell: TellTopics, topics: frozenset[str]) -> None:
    """Tell that topics are listened to; a database that is away for now is told a little later."""
    try:
        tell(topics)
    except DatabaseError as error:
        log.warning("a sign of life was not told", error=type(error).__name__)
    finally:
        connection.close()


async def _write(send: Send, body: bytes) -> None:
    """Send a piece of the stream.

    Raises:
        TimeoutError: nobody takes it.
    """
    piece = {"type": "http.response.body", "body": body, "more_body": True}
    await asyncio.wait_for(send(piece), SLOWEST_SECONDS)


async def _until_gone(receive: Receive, one: Subscription) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue
    one.close()


def _until_recheck() -> float:
    """Return in how many seconds to ask again: not the same for all who came at once."""
    return RECHECK_SECONDS * random.uniform(0.75, 1.25)  # noqa: S311 - it spreads load, it keeps no secret
