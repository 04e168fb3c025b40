"""Hearing what changed: one connection a process, opened again whenever it is lost."""

import asyncio
from datetime import datetime
from typing import Any

import psycopg
import structlog
from django.db import connection

from assistdesk.shared.live.hub import Hub
from assistdesk.shared.live.steps import CHANNEL
from assistdesk.shared.live.values import Change, NotAChange

SIGN_OF_LIFE_SECONDS = 20
SHORTEST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 10.0

log = structlog.get_logger("assistdesk.live")


async def listen(hub: Hub) -> None:
    """Let the hub hear what any process of the desk tells, until it is cancelled."""
    pause = SHORTEST_PAUSE_SECONDS
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(**_address(), autocommit=True) as own:
                pause = SHORTEST_PAUSE_SECONDS
                await _hear(own, hub)
        except (psycopg.Error, OSError, TimeoutError) as error:
            log.warning("what changed is not heard for now", error=type(error).__name__)
        finally:
            hub.lose()
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE_SECONDS)


async def _hear(own: psycopg.AsyncConnection[Any], hub: Hub) -> None:
    await own.execute(f"LISTEN {CHANNEL}")
    hub.begin(at=await _desk_now(own))
    while True:
        async for told in own.notifies(timeout=SIGN_OF_LIFE_SECONDS):
            try:
                hub.publish(Change.of_payload(told.payload))
            except NotAChange:
                log.warning("a change was told in words that are not ours")
        await asyncio.wait_for(own.execute("SELECT 1"), SIGN_OF_LIFE_SECONDS)


async def _desk_now(own: psycopg.AsyncConnection[Any]) -> datetime:
    cursor = await own.execute("SELECT desk_now()")
    row = await cursor.fetchone()
    assert row is not None
    moment: datetime = row[0]
    return moment


DJANGOS_OWN = ("pool", "server_side_binding")
"""What Django is told of a connection and the driver is not."""


def _address() -> dict[str, Any]:
    """Return where the database is, as Django knows it, for a connection outside its pool."""
    given = connection.settings_dict
    options = {name: value for name, value in given["OPTIONS"].items() if name not in DJANGOS_OWN}
    named = {
        "dbname": given["NAME"],
        "user": given["USER"],
        "password": given["PASSWORD"],
        "host": given["HOST"],
        "port": given["PORT"],
    }
    return {**options, **{name: value for name, value in named.items() if value}, "connect_timeout": 10}
