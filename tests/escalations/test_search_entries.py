"""What the search looks through is kept by every change, and the same when it is made in bulk."""

import re

import pytest

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident, Post, SearchEntry
from assistdesk.escalations.services import search_entries
from assistdesk.escalations.states import IncidentState, PostKind
from assistdesk.shared.people.actors import Actor
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.build import EARLIER

pytestmark = [pytest.mark.django_db, pytest.mark.rule("E-15")]


def words_of(incident: Incident) -> str:
    return str(SearchEntry.objects.get(pk=incident.id).words)


def test_an_entry_stands_with_its_incident(producer: Actor) -> None:
    incident = build.incident(producer, description="Crédito denied, asked twice")

    words = words_of(incident)

    assert "'credito':" in words
    assert "'deni':" in words
    assert f"'{incident.running:07d}':" in words
    assert "'~team:maryland/escalated-cases'" in words


def test_what_is_said_later_joins_the_entry(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)

    services.add_note(build.ref(incident), text="Umbrella", actor=caseworker, at=TEN_O_CLOCK)
    services.reply(build.ref(incident), text="Parasol", attachments=(), actor=caseworker, at=TEN_O_CLOCK)

    assert re.search(r"'umbrella':\d+ ", words_of(incident))
    assert re.search(r"'parasol':\d+C ", words_of(incident))


def test_an_incident_that_is_resolved_is_no_longer_an_open_one(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK)
    assert "'~open'" in words_of(incident)

    services.transition(
        build.ref(incident), to=IncidentState.RESOLVED, reason="Done.", actor=caseworker, at=TEN_O_CLOCK
    )

    assert "'~open'" not in words_of(incident)


def test_entries_made_in_bulk_are_those_that_changes_make(producer: Actor, caseworker: Actor) -> None:
    first = build.incident(producer, description="La póliza de los Ñandú que no está")
    second = build.incident(producer)
    services.add_note(build.ref(second), text="Umbrella", actor=caseworker, at=TEN_O_CLOCK)
    before = {one.pk: str(one.words) for one in SearchEntry.objects.all()}
    SearchEntry.objects.all().delete()

    made = search_entries.write_missing()

    assert made == 2
    assert {one.pk: str(one.words) for one in SearchEntry.objects.all()} == before
    assert {first.id, second.id} == set(before)


def test_entries_that_stand_are_left_alone(producer: Actor) -> None:
    build.incident(producer)

    assert search_entries.write_missing() == 0
    assert SearchEntry.objects.count() == 1


def test_a_thread_of_any_length_is_kept(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    texts = [" ".join(f"word{place}x{number}" for number in range(800)) for place in range(150)]
    Post.objects.bulk_create(
        Post(incident=incident, kind=PostKind.NOTE.value, text=text, at=EARLIER) for text in texts
    )

    services.add_note(build.ref(incident), text="umbrella", actor=caseworker, at=TEN_O_CLOCK)

    assert "'umbrella':" in words_of(incident)
