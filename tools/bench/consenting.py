"""Helpers with open pages, and clients who answer, played by one loop against a real web and worker."""

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from uuid import UUID

import httpx
import psycopg
from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, TCPConnector
from django.db import connection

from assistdesk.consent.services import tokens
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.site.web_processes import web_processes
from tests.serving import free_port
from tools.bench.casting import MARKETPLACE, Cast

STARTING_SECONDS = 60
OPENING_SECONDS = 180
SOON, SPREAD = 0.2, 0.2  # what live.js waits before it looks: so that many changes are one look
LATEST_ANSWER = 60


@dataclass
class Seen:
    """What was seen: how many were asked, milliseconds until an answer was on the screen, what went wrong."""

    asked: int = 0
    errors: int = 0
    connections: int = 0
    on_screen: list[float] = field(default_factory=list)


@dataclass
class Play:
    """One run: the pending requests, when they were answered, how many pages are open, what was seen.

    The open streams have a client of their own, which may have as many connections as there are pages.
    """

    http: ClientSession
    streams: ClientSession
    cast: Cast
    seen: Seen = field(default_factory=Seen)
    pending: dict[str, tuple[int, float]] = field(default_factory=dict)
    answered: dict[str, float] = field(default_factory=dict)
    free: list[int] = field(default_factory=list)
    opened: int = 0
    tasks: set[asyncio.Task[None]] = field(default_factory=set)


@contextmanager
def processes() -> Iterator[str]:
    """Let as many web processes as `serve` would start and one worker run; return where they answer."""
    port = free_port()
    environ = {**os.environ, "ASSISTDESK_BASE_URL": f"http://127.0.0.1:{port}"}
    command = [sys.executable, "-m", "assistdesk"]
    web = [*command, "web", "--port", str(port), "--share-port"]
    commands = [*[web] * web_processes(), [*command, "worker"]]
    running = [subprocess.Popen(one, env=environ) for one in commands]
    try:
        _wait_for(f"http://127.0.0.1:{port}/readyz")
        yield f"http://127.0.0.1:{port}"
    finally:
        for one in running:
            one.terminate()
        for one in running:
            one.wait()


def _wait_for(address: str) -> None:
    for _ in range(STARTING_SECONDS * 5):
        try:
            if httpx.get(address, timeout=2).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise TimeoutError(address)


async def play(
    address: str, cast: Cast, *, seconds: int, requests_a_second: float, answers_a_second: float
) -> Seen:
    """Open a page for each helper, and let requests and answers come for so many seconds."""
    patience, ever = ClientTimeout(total=30), ClientTimeout(total=None)
    async with (
        ClientSession(address, timeout=patience, connector=TCPConnector(limit=40)) as http,
        ClientSession(address, timeout=ever, connector=TCPConnector(limit=0)) as streams,
    ):
        run = Play(http, streams, cast, free=list(range(len(cast.helpers))))
        pages = [asyncio.create_task(_page(run, place)) for place in range(len(cast.helpers))]
        await _until_open(run, len(pages))
        watching = asyncio.create_task(_count_connections(run))
        ends_at = time.monotonic() + seconds
        await asyncio.gather(
            _every(1 / requests_a_second, lambda: _ask(run), run, ends_at),
            _every(1 / answers_a_second, lambda: _answer(run), run, ends_at),
        )
        await asyncio.sleep(3)
        for task in (*pages, watching, *run.tasks):
            task.cancel()
        await asyncio.gather(*pages, watching, *run.tasks, return_exceptions=True)
        return run.seen


async def _until_open(run: Play, wanted: int) -> None:
    """Wait until every page's stream is open; those that never open are errors."""
    for _ in range(OPENING_SECONDS * 10):
        if run.opened >= wanted:
            return
        await asyncio.sleep(0.1)
    run.seen.errors += wanted - run.opened


async def _counted(make: Callable[[], Awaitable[None]], run: Play) -> None:
    """Do something; that no answer came to it is an error as any other."""
    try:
        await make()
    except (ClientError, TimeoutError):
        run.seen.errors += 1


async def _every(pause: float, make: Callable[[], Awaitable[None]], run: Play, ends_at: float) -> None:
    """Begin something at a steady pace, however long each takes."""
    begins_at = time.monotonic()
    count = 0
    while time.monotonic() < ends_at:
        task: asyncio.Task[None] = asyncio.create_task(_counted(make, run))
        run.tasks.add(task)
        task.add_done_callback(run.tasks.discard)
        count += 1
        await asyncio.sleep(max(0.0, begins_at + count * pause - time.monotonic()))


async def _page(run: Play, place: int) -> None:
    """Keep one helper's stream open; look at the request whenever a change is told."""
    _, token = run.cast.helpers[place]
    headers = {"Authorization": f"Bearer {token}"}
    async with run.streams.get("/api/v1/events", headers=headers) as stream:
        if stream.status != HTTPStatus.OK:
            run.seen.errors += 1
            return
        run.opened += 1
        async for line in stream.content:
            if line.startswith(b"data:"):
                told = json.loads(line.removeprefix(b"data:"))
                if told["id"] in run.answered:
                    await _look(run, told["id"], headers)


async def _look(run: Play, request_id: str, headers: dict[str, str]) -> None:
    await asyncio.sleep(SOON + random.random() * SPREAD)  # noqa: S311 - as a page does
    status, found = await _said(run.http.get(f"/api/v1/case-access/requests/{request_id}", headers=headers))
    clicked = run.answered.get(request_id)
    if status != HTTPStatus.OK:
        run.seen.errors += 1
    elif found["status"] in ("approved", "denied") and clicked is not None:
        del run.answered[request_id]
        run.seen.on_screen.append((time.monotonic() - clicked) * 1000)


async def _ask(run: Play) -> None:
    """Let a helper who waits for nobody search and ask a client whom nobody asked yet."""
    if not run.free or not run.cast.clients:
        return
    place, client = run.free.pop(), run.cast.clients.pop()
    headers = {"Authorization": f"Bearer {run.cast.helpers[place][1]}"}
    wanted = {
        "first_name": client.first_name,
        "last_name": client.last_name,
        "sex": client.sex,
        "date_of_birth": str(client.date_of_birth),
    }
    place_of_search = f"/api/v1/marketplaces/{MARKETPLACE}/case-access/search"
    _, found = await _said(run.http.post(place_of_search, json=wanted, headers=headers))
    body = {"search_id": found.get("search_id"), "method": "electronic"}
    status, asked = await _said(run.http.post("/api/v1/case-access/requests", json=body, headers=headers))
    if status != HTTPStatus.CREATED:
        run.seen.errors += 1
        return
    run.seen.asked += 1
    run.pending[asked["auth_req_id"]] = place, time.monotonic()


async def _answer(run: Play) -> None:
    """Let the client who has waited longest answer, unless it is too late."""
    while run.pending:
        request_id, (place, asked_at) = next(iter(run.pending.items()))
        del run.pending[request_id]
        run.free.insert(0, place)
        if time.monotonic() - asked_at < LATEST_ANSWER:
            break
    else:
        return
    run.answered[request_id] = time.monotonic()
    token = tokens.request_token(UUID(request_id))
    answer = "accept" if random.random() < 0.8 else "decline"  # noqa: S311 - four of five say yes
    status, _ = await _said(run.http.post(f"/api/v1/consents/{token}", json={"answer": answer}))
    if status != HTTPStatus.OK:
        run.seen.errors += 1
        run.answered.pop(request_id, None)


async def _said(asking: AbstractAsyncContextManager[ClientResponse]) -> tuple[int, dict[str, str]]:
    """Return the status of an answer and what it says."""
    async with asking as answer:
        return answer.status, await answer.json(content_type=None)


async def _count_connections(run: Play) -> None:
    """Note the most connections that the desk's processes have to the database; not the one that asks."""
    given = connection.settings_dict
    address = {"dbname": given["NAME"], "user": given["USER"], "password": given["PASSWORD"]}
    place = {name: value for name, value in (("host", given["HOST"]), ("port", given["PORT"])) if value}
    own = await psycopg.AsyncConnection.connect(**address, **place, autocommit=True)
    async with own:
        while True:
            cursor = await own.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
            row = await cursor.fetchone()
            run.seen.connections = max(run.seen.connections, row[0] if row else 0)
            await asyncio.sleep(1)


def message_milliseconds() -> list[float]:
    """Return how long each request's message waited until a provider had it."""
    sent = Outgoing.objects.filter(template="consent_request", sent_at__isnull=False)
    pairs = sent.values_list("queued_at", "sent_at")
    return [(done - queued).total_seconds() * 1000 for queued, done in pairs if done]
