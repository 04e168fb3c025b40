"""Hearing over a connection of its own what a transaction told."""

import asyncio
from contextlib import suppress
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.db import transaction

from assistdesk.shared import clock
from assistdesk.shared.live import listener, steps
from assistdesk.shared.live.hub import Hub
from assistdesk.shared.live.values import Audience
from tests import loops

pytestmark = pytest.mark.django_db(transaction=True)
TOPIC, PATIENCE_SECONDS = "team:kentucky:help", 10


def tell() -> None:
    """Tell of a change, in a transaction that commits."""
    with transaction.atomic():
        steps.changed("incident.changed", thing="one", to=[TOPIC], at=clock.now())


async def heard() -> list[str]:
    """Return what a page that is open hears of a change."""
    hub = Hub()
    listening = asyncio.create_task(listener.listen(hub))
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await hub.is_hearing.wait()
        page = hub.join(Audience(uuid4(), frozenset({TOPIC})))
        await sync_to_async(tell)()
        return [one.change.id for one in await page.take(seconds=PATIENCE_SECONDS)]
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening


def test_a_change_is_heard_once_it_stands() -> None:
    assert loops.run(heard()) == ["one"]
