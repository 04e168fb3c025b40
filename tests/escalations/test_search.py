"""Incidents are found by number, words and names, by those who may read what was found, and quickly."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistdesk.escalations import queries, services
from assistdesk.escalations.models import Incident, SearchEntry
from assistdesk.escalations.queries import IncidentPage, ListAsked, finding
from assistdesk.escalations.rules.finding import terms_of
from assistdesk.escalations.services import search_entries
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build

pytestmark = [pytest.mark.django_db, pytest.mark.rule("E-15")]

DAY = timedelta(days=1)


def search(actor: Actor, words: str, *, cursor: str | None = None, limit: int = 25) -> IncidentPage:
    asked = ListAsked(words=words, marketplace=build.MARYLAND)
    return queries.search(actor, asked, language="en", cursor=cursor, limit=limit)


def numbers(actor: Actor, words: str) -> list[str]:
    return [row.number for row in search(actor, words).items]


@pytest.mark.parametrize(
    ("text", "words", "count"),
    [
        ("The carriers denied it", "carrier", 1),
        ("The carriers denied it", "DENY", 1),
        ("The carriers denied it", "carr", 1),
        ("The carriers denied it", "the carrier was denied", 1),
        ("The carriers denied it", "carrier paid", 0),
        ("The carriers denied it", '"denied it"', 1),
        ("The carriers denied it", '"denied carriers"', 0),
        ("The carriers denied it", "carrier -denied", 0),
        ("The carriers denied it", "carrier -denying", 0),
        ("The carriers denied it", "carrier -paid", 1),
        ("The carriers denied it", "-paid", 0),
        ("Las solicitudes de la póliza fueron negadas", "solicitud", 1),
        ("Las solicitudes de la póliza fueron negadas", "poliza", 1),
        ("Las solicitudes de la póliza fueron negadas", "pólizas", 1),
        ("The policy of Ñandú & Cía.", "nandu cia", 1),
        ("An enrollment", "enrollm", 1),
        ("ticket INC0012345 (1e5) at a.b@example.com", "inc0012345", 1),
        ("ticket INC0012345 (1e5) at a.b@example.com", "a.b@example.com", 1),
        ("ticket INC0012345 (1e5) at a.b@example.com", "1e5 ", 1),
        ("Anything", "'); DROP TABLE x; -- & | ! <->", 0),
    ],
)
def test_words_are_found(producer: Actor, caseworker: Actor, text: str, words: str, count: int) -> None:
    incident = build.incident(producer, description=text)

    assert numbers(caseworker, words) == [incident.number] * count
    assert numbers(producer, words) == [incident.number] * count


def test_numbers_are_found_in_any_shape(producer: Actor, caseworker: Actor) -> None:
    person = build.client(producer, person_id="174097")
    build.incident(producer)
    incident = build.incident(producer, consumers=[person])
    running = f"{incident.running:07d}"

    whole = [incident.number, f"#{incident.number}", running, incident.number.replace("-", ""), running[-4:]]
    for typed in [*whole, "174097", "174097 "]:
        assert numbers(caseworker, typed) == [incident.number], typed


def test_names_are_found(producer: Actor, caseworker: Actor) -> None:
    person = build.client(producer, first_name="Will", last_name="Núñez")
    incident = build.incident(producer, consumers=[person])
    build.incident(producer)

    assert numbers(caseworker, "nunez") == [incident.number]
    assert numbers(caseworker, "will nuñez") == [incident.number]
    assert numbers(caseworker, "will ") == [incident.number]
    assert len(numbers(caseworker, "pat producer")) == 2


def test_notes_are_found_by_staff_alone(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer, description="A card")
    services.add_note(build.ref(incident), text="Umbrella", actor=caseworker, at=TEN_O_CLOCK)

    assert numbers(caseworker, "umbrella") == [incident.number]
    assert search(caseworker, "umbrella").items[0].is_of_note
    assert numbers(producer, "umbrella") == []
    assert numbers(producer, "umb") == []
    assert numbers(producer, '"umbrella"') == []
    assert numbers(producer, "card -umbrella") == [incident.number]
    assert numbers(caseworker, "card -umbrella") == []


def test_what_the_thread_says_is_found(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    services.reply(build.ref(incident), text="Parasol", attachments=(), actor=caseworker, at=TEN_O_CLOCK)
    services.reply(build.ref(incident), text="Gazebo", attachments=(), actor=producer, at=TEN_O_CLOCK)

    for actor in (caseworker, producer):
        assert numbers(actor, "parasol gazebo") == [incident.number]
        assert [one.text for one in search(actor, "parasol").items[0].excerpt if one.is_hit] == ["Parasol"]


@pytest.mark.rule("E-19")
def test_nobody_finds_what_they_may_not_see(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer, description="Umbrella")
    agency = build.agency()
    of_agency = build.incident(build.helper(agency=agency), description="Umbrella")

    assert numbers(build.helper(), "umbrella") == []
    assert numbers(build.staff(build.OPERATIONS), "umbrella") == []
    assert numbers(build.staff(build.TEAM, marketplace=build.KENTUCKY), "umbrella") == []
    assert numbers(Actor.anonymous(), "umbrella") == []
    assert numbers(build.helper(role=Role.AGENCY_ADMIN, agency=agency), "umbrella") == [of_agency.number]
    assert set(numbers(caseworker, "umbrella")) == {incident.number, of_agency.number}


def test_what_fits_best_stands_first(producer: Actor, caseworker: Actor) -> None:
    in_thread = build.incident(producer, description="A card", at=TEN_O_CLOCK + DAY)
    services.reply(build.ref(in_thread), text="Umbrella", attachments=(), actor=caseworker, at=TEN_O_CLOCK)
    described = build.incident(producer, description="Umbrella")
    both = build.incident(producer, description=f"Umbrella, umbrella, see {described.number}")

    assert numbers(caseworker, "umbrella") == [both.number, described.number, in_thread.number]
    assert numbers(caseworker, described.number)[0] == described.number


def test_pages_go_on_where_the_last_one_ended(producer: Actor, caseworker: Actor) -> None:
    made = [build.incident(producer, description="Umbrella") for _ in range(5)]
    seen, cursor = [], None

    while True:
        page = search(caseworker, "umbrella", cursor=cursor, limit=2)
        seen += [row.number for row in page.items]
        cursor = page.next
        if cursor is None:
            break

    assert (page.found, page.is_more) == (5, False)
    assert sorted(seen) == sorted(one.number for one in made)


@pytest.mark.parametrize(("limit", "most"), [("MOST_FOUND", 3), ("_MANY", -1)], ids=["counted", "expected"])
def test_too_many_to_rank_stand_newest_first(
    producer: Actor, caseworker: Actor, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    monkeypatch.setattr(finding, limit, most)
    ages = [400, 300, 70, 50, 1, 0]
    made = [build.incident(producer, description="Umbrella", at=TEN_O_CLOCK - DAY * age) for age in ages]
    build.incident(producer)

    page = search(caseworker, "umbrella", limit=4)
    rest = search(caseworker, "umbrella", cursor=page.next, limit=4)

    assert page.is_more
    seen = [row.number for row in [*page.items, *rest.items]]
    assert seen == [one.number for one in reversed(made)]
    assert rest.next is None


def test_the_cost_of_a_search_does_not_grow_with_what_is_found(producer: Actor, caseworker: Actor) -> None:
    counts = []
    for _ in range(3):
        build.incident(producer, description="Umbrella")
        with CaptureQueriesContext(connection) as asked:
            search(caseworker, "umbrella")
        counts.append(len(asked))

    assert set(counts) == {7}


def test_a_search_asks_the_index(producer: Actor, caseworker: Actor) -> None:
    """Were the condition one that no index answers, a search would read every incident."""
    build.incident(producer, description="Umbrella")
    terms = terms_of("umbrella")
    found = Incident.objects.filter(finding.matches(terms, actor=caseworker, scope=finding.Scope()))

    with connection.cursor() as cursor:
        for way in ("seqscan", "indexscan", "indexonlyscan", "nestloop", "mergejoin"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
    plan = found.explain()

    assert "escalations_search_words" in plan


def test_what_was_loaded_in_bulk_is_found(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer, description="Umbrella")
    SearchEntry.objects.all().delete()
    assert numbers(caseworker, "umbrella") == []

    search_entries.write_missing()

    assert numbers(caseworker, "umbrella") == [incident.number]


def test_the_index_alone_keeps_to_the_teams_of_a_colleague(producer: Actor, caseworker: Actor) -> None:
    """Without what narrows the incidents themselves, as a search of all of them asks."""
    own = build.incident(producer, description="Umbrella")
    build.incident(producer, description="Umbrella", type="commission")
    other = build.staff(build.OPERATIONS, marketplace=build.KENTUCKY)
    terms, scope = terms_of("umbrella"), finding.Scope()

    def found(actor: Actor) -> list[UUID]:
        return finding.found(Incident.objects.all(), terms, actor=actor, scope=scope, is_narrowed=False).ids

    assert found(caseworker) == [own.id]
    assert found(other) == []
    assert len(found(build.staff(role=Role.AUDITOR))) == 2
    assert found(build.staff(role=Role.AUDITOR, marketplace=build.KENTUCKY)) == []
