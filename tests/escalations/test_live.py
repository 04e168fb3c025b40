"""Pages hear of the incidents that their reader may see, when it is committed, and of nothing else."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from django.test import Client

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident, all_topics, staff_topics
from assistdesk.escalations.queries import topics_of
from assistdesk.shared.live.values import RESYNC
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.roles import Role
from assistdesk.site import events_api
from tests import loops
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.shared.live.listening import Streams, streams

IDLE_STREAMS = 500
MOST_CONNECTIONS = 12


def session_of(actor: Actor) -> str:
    """Return the session of a browser in which `actor` has signed in."""
    client = Client()
    client.force_login(Account.objects.get(pk=build.id_of(actor)))
    return str(client.cookies["desk_session"].value)


def in_a_thread(call: Callable[..., Any]) -> Callable[..., Any]:
    """Return a call that may ask the database from within the loop, and leaves no connection behind."""

    def run(*args: object, **kwargs: object) -> object:
        try:
            return call(*args, **kwargs)
        finally:
            connection.close()

    return sync_to_async(run, thread_sensitive=False)


def everybody(incident: Incident) -> list[Actor]:
    """Return people of every kind, some of whom may see an incident."""
    own_agency = build.agency()
    Incident.objects.filter(pk=incident.pk).update(agency=own_agency)
    incident.agency = own_agency
    made = [
        build.helper(),
        build.helper(role=Role.AGENCY_ADMIN, agency=own_agency),
        build.helper(role=Role.AGENT, agency=own_agency),
        build.helper(role=Role.AGENCY_ADMIN, agency=build.agency("Another agency")),
        Actor.system(build.MARYLAND),
        Actor.anonymous(),
    ]
    for role in Role:
        if role in (Role.SYSTEM, Role.ANONYMOUS):
            continue
        for marketplace in (build.MARYLAND, build.KENTUCKY, ""):
            for teams in ((), (build.TEAM,), (build.OPERATIONS,), (build.TEAM, build.OPERATIONS)):
                made.append(build.staff(*teams, role=role, marketplace=marketplace))  # noqa: PERF401 - four loops
    return made


@pytest.mark.rule("E-19")
def test_who_hears_of_an_incident_is_who_may_see_it(producer: Actor) -> None:
    incident = build.incident(producer)
    people = [producer, *everybody(incident)]

    for actor in people:
        may_see = Incident.objects.visible_to(actor).filter(pk=incident.pk).exists()
        assert bool(topics_of(actor) & all_topics(incident)) is may_see, actor
        assert bool(topics_of(actor) & staff_topics(incident)) is (may_see and actor.is_staff), actor


@pytest.mark.django_db(transaction=True)
@pytest.mark.rule("E-15", "E-19", "M-05")
def test_a_page_hears_of_what_its_reader_may_see(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    team, own = session_of(caseworker), session_of(producer)
    other = session_of(build.helper())

    async def listen() -> dict[str, list[str]]:
        async with streams() as desk:
            open_ones = {who: await desk.open(cookie=key) for who, key in {"team": team, "own": own}.items()}
            open_ones["other"] = await desk.open(cookie=other)
            for change in (
                lambda: services.add_note(build.ref(incident), text="x", actor=caseworker, at=TEN_O_CLOCK),
                lambda: services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK),
                messaging.deliver_due,
                lambda: build.incident(producer, at=TEN_O_CLOCK),
            ):
                await in_a_thread(change)()
            await open_ones["team"].heard(4)
            await open_ones["own"].heard(3)
            return {who: [one["type"] for one in each.events()] for who, each in open_ones.items()}

    heard = loops.run(listen())

    assert heard["team"][0] == "incident.changed"
    assert heard["team"].count("incident.changed") == 2
    assert heard["own"].count("incident.changed") == 1, "a note is not told to a helper"
    for who in ("team", "own"):
        assert "message.changed" in heard[who]
        assert heard[who][-1] == "incident.opened"
    assert heard["other"] == []


@pytest.mark.django_db(transaction=True)
def test_an_event_names_what_changed_and_nothing_else(producer: Actor) -> None:
    key = session_of(producer)

    async def listen() -> list[dict[str, Any]]:
        async with streams() as desk:
            stream = await desk.open(cookie=key)
            await in_a_thread(lambda: build.incident(producer, at=TEN_O_CLOCK))()
            return await stream.heard(1)

    event = loops.run(listen())[0]

    assert event == {
        "type": "incident.opened",
        "id": Incident.objects.get().number,
        "at": TEN_O_CLOCK.isoformat(),
    }


@pytest.mark.django_db(transaction=True)
def test_what_was_undone_is_not_told(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    key = session_of(caseworker)
    services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK)

    def refused() -> None:
        with pytest.raises(Exception, match="taken"):
            services.take(build.ref(incident), actor=build.staff(build.TEAM), at=TEN_O_CLOCK)

    async def listen() -> list[dict[str, Any]]:
        async with streams() as desk:
            stream = await desk.open(cookie=key)
            await in_a_thread(refused)()
            await in_a_thread(lambda: build.incident(producer, at=TEN_O_CLOCK))()
            return await stream.heard(1)

    assert [one["type"] for one in loops.run(listen())] == ["incident.opened"]


@pytest.mark.django_db(transaction=True)
def test_who_has_not_signed_in_hears_nothing(db: None) -> None:
    async def listen() -> int:
        async with streams() as desk:
            return (await desk.open()).status

    assert loops.run(listen()) == 401


@pytest.mark.django_db(transaction=True)
def test_a_person_keeps_only_so_many_streams_open(producer: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events_api, "MOST_PER_PERSON", 2)
    key = session_of(producer)

    async def listen() -> list[int]:
        async with streams() as desk:
            opened = [await desk.open(cookie=key) for _ in range(3)]
            opened[0].hang_up()
            await opened[0].end()
            opened.append(await desk.open(cookie=key))
            return [one.status for one in opened]

    assert loops.run(listen()) == [200, 200, 429, 200]


@pytest.mark.django_db(transaction=True)
def test_who_may_no_longer_listen_is_let_go(caseworker: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistdesk.site.streams.RECHECK_SECONDS", 0.0)
    monkeypatch.setattr("assistdesk.site.streams.BEAT_SECONDS", 0.01)
    key = session_of(caseworker)

    def leave_the_team() -> None:
        Account.objects.filter(pk=build.id_of(caseworker)).update(teams=[])

    async def listen() -> bool:
        async with streams() as desk:
            stream = await desk.open(cookie=key)
            await stream._until(lambda: b"still here" in stream.body)
            await in_a_thread(leave_the_team)()
            await stream.end()
            return stream.is_over

    assert loops.run(listen())


def _cut(desk: Streams) -> Callable[[], None]:
    def cut() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND query LIKE 'LISTEN%%' OR query = 'SELECT desk_now()' "
                "AND pid <> pg_backend_pid()"
            )

    return cut


@pytest.mark.django_db(transaction=True)
def test_a_lost_connection_is_made_again_and_everybody_looks_again(producer: Actor) -> None:
    key = session_of(producer)

    async def listen() -> list[str]:
        async with streams() as desk:
            stream = await desk.open(cookie=key)
            await in_a_thread(_cut(desk))()
            await stream.heard(1)
            await in_a_thread(lambda: build.incident(producer, at=TEN_O_CLOCK))()
            return [one["type"] for one in await stream.heard(2)]

    assert loops.run(listen()) == [RESYNC, "incident.opened"]


@pytest.mark.django_db(transaction=True)
def test_open_streams_hold_no_connection_and_no_thread(
    monkeypatch: pytest.MonkeyPatch, producer: Actor
) -> None:
    monkeypatch.setattr(events_api, "MOST_PER_PERSON", IDLE_STREAMS)
    key = session_of(producer)

    async def open_many() -> int:
        async with streams() as desk:
            for _ in range(IDLE_STREAMS // 20):
                opened = [desk.begin(cookie=key) for _ in range(20)]
                await asyncio.gather(*(one.opened() for one in opened))
            await in_a_thread(lambda: build.incident(producer, at=TEN_O_CLOCK))()
            await asyncio.gather(*(one.heard(1) for one in desk.opened))
            return await in_a_thread(_connections)()  # type: ignore[no-any-return]  # what it counts

    assert loops.run(open_many()) <= MOST_CONNECTIONS


def _connections() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        return int(cursor.fetchone()[0])
