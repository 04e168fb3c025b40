"""A desk with its streams, spoken to in its own event loop as a server would."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.asgi import get_asgi_application

from assistdesk.site.streams import ADDRESS, LiveStreams

PATIENCE_SECONDS = 20.0


@dataclass
class Stream:
    """One open request: what was sent to it so far, and the line on which it can hang up."""

    status: int = 0
    body: bytes = b""
    is_over: bool = False
    _moved: asyncio.Condition = field(default_factory=asyncio.Condition)
    _gone: asyncio.Event = field(default_factory=asyncio.Event)
    _task: "asyncio.Task[None] | None" = None

    def begin(self, desk: LiveStreams, scope: dict[str, Any]) -> None:
        """Send the request."""
        self._task = asyncio.create_task(self._run(desk, scope))

    async def _run(self, desk: LiveStreams, scope: dict[str, Any]) -> None:
        try:
            await desk(scope, self._receive, self._send)
        finally:
            async with self._moved:
                self.is_over = True
                self._moved.notify_all()

    async def _receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        async with self._moved:
            self.status = message.get("status", self.status)
            self.body += message.get("body", b"")
            self._moved.notify_all()

    def hang_up(self) -> None:
        """Go away, as a browser does."""
        self._gone.set()

    async def end(self) -> None:
        """Wait until the desk has ended it."""
        assert self._task is not None
        await asyncio.wait_for(self._task, PATIENCE_SECONDS)

    async def opened(self) -> "Stream":
        """Wait until the desk has answered."""
        return await self._until(lambda: bool(self.body) or self.is_over)

    async def heard(self, count: int) -> list[dict[str, Any]]:
        """Wait for so many events and return all that came, without their places."""
        await self._until(lambda: len(self.events()) >= count or self.is_over)
        return self.events()

    def events(self) -> list[dict[str, Any]]:
        """Return the events that came so far."""
        lines = self.body.decode().splitlines()
        return [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]

    def places(self) -> list[str]:
        """Return the ids of the events that came so far."""
        lines = self.body.decode().splitlines()
        return [line.removeprefix("id: ") for line in lines if line.startswith("id: ")]

    async def _until(self, is_so: Any) -> "Stream":
        async with self._moved:
            await asyncio.wait_for(self._moved.wait_for(is_so), PATIENCE_SECONDS)
        return self


class Streams:
    """A desk, and the streams that were opened at it."""

    def __init__(self) -> None:
        self.desk = LiveStreams(get_asgi_application())  # type: ignore[arg-type]  # a dict is the mapping that it gets
        self.opened: list[Stream] = []

    async def open(self, *, cookie: str = "", query: str = "", last: str = "") -> Stream:
        """Open a stream and wait for its first words."""
        stream = self.begin(cookie=cookie, query=query, last=last)
        return await stream.opened()

    def begin(self, *, cookie: str = "", query: str = "", last: str = "") -> Stream:
        """Open a stream without waiting."""
        headers = [(b"host", b"localhost"), (b"cookie", f"desk_session={cookie}".encode())]
        if last:
            headers.append((b"last-event-id", last.encode()))
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": ADDRESS,
            "raw_path": ADDRESS.encode(),
            "query_string": query.encode(),
            "headers": headers,
            "server": ("localhost", 80),
            "client": ("127.0.0.1", 1),
        }
        stream = Stream()
        stream.begin(self.desk, scope)
        self.opened.append(stream)
        return stream


@asynccontextmanager
async def streams() -> AsyncIterator[Streams]:
    """Return a desk that hears what is committed; in the end every stream is let go."""
    made = Streams()
    try:
        yield made
    finally:
        await made.desk.close()
        for stream in made.opened:
            stream.hang_up()
        await asyncio.gather(*(stream.end() for stream in made.opened))
