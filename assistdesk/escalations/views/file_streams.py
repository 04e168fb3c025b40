"""A long file, sent piece by piece while it is read from the database, whichever kind of server asks."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from django.core.handlers.asgi import ASGIRequest
from django.db import connection
from django.http import HttpRequest, StreamingHttpResponse

LINES_AT_ONCE = 500
THREAD = "file-reader"


def streamed(request: HttpRequest, lines: Iterator[str], *, content_type: str) -> StreamingHttpResponse:
    """Return an answer that reads `lines` as they are sent, `LINES_AT_ONCE` in one piece.

    An asynchronous server gets an asynchronous answer: of any other Django would keep the whole in memory.
    """
    pieces = _pieces(lines)
    content = _ReadInOneThread(pieces) if isinstance(request, ASGIRequest) else pieces
    return StreamingHttpResponse(content, content_type=content_type)


def _pieces(lines: Iterator[str]) -> Iterator[str]:
    while piece := "".join(islice(lines, LINES_AT_ONCE)):
        yield piece


class _ReadInOneThread(AsyncIterator[str]):
    """Pieces that are read in a thread of their own, as a cursor of the server belongs to one connection.

    Django closes an answer when it has been sent, and when whoever asked has gone; then the thread ends and
    its connection is given back. Without a first piece there is no thread.
    """

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._thread: ThreadPoolExecutor | None = None
        self._is_closed = False

    def __aiter__(self) -> "_ReadInOneThread":
        return self

    async def __anext__(self) -> str:
        if self._is_closed:
            raise StopAsyncIteration
        if self._thread is None:
            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=THREAD)
        loop = asyncio.get_running_loop()
        try:
            piece = await loop.run_in_executor(self._thread, next, self._pieces, "")
        except BaseException:  # when reading fails, Django closes nothing
            self.close()
            raise
        if not piece:
            self.close()
            raise StopAsyncIteration
        return piece

    def close(self) -> None:
        """Give the connection back after what is being read just now; a second time changes nothing."""
        self._is_closed = True
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.submit(self._end)
            thread.shutdown(wait=False)

    def _end(self) -> None:
        try:
            self._pieces.close()  # type: ignore[attr-defined]  # a generator, which holds the cursor
        finally:
            connection.close()
