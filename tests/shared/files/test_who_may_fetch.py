"""A file is its owner's until it belongs to something; then it is seen by those who may see that."""

import uuid
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from assistdesk.shared.audit.models import Entry
from assistdesk.shared.files import queries, services, steps
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.files.refusals import StorageDown
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import InvalidInput, NotThere
from assistdesk.shared.transactions import NoTransaction
from tests.conftest import TEN_O_CLOCK, at_the_same_time
from tests.shared.files import build, samples

pytestmark = [pytest.mark.django_db, pytest.mark.rule("E-18")]
DAY = timedelta(hours=24)
TICK = timedelta(microseconds=1)


def link(*ids: uuid.UUID, actor: Actor, thing: uuid.UUID | None = None) -> uuid.UUID:
    """Let files belong to a thing, and return its id."""
    thing = thing or uuid.uuid4()
    with transaction.atomic():
        steps.link(list(ids), subject_kind=build.KIND, subject_id=thing, actor=actor, at=TEN_O_CLOCK)
    return thing


def test_the_owner_fetches_what_was_uploaded_and_that_is_recorded(owner: Actor, at: datetime) -> None:
    row = build.stored(owner, samples.TEXT, name="a.txt")

    fetched = services.fetch(row.id, actor=owner, at=at)

    assert (fetched.name, fetched.content_type, fetched.content) == ("a.txt", "text/plain", samples.TEXT)
    assert Entry.objects.filter(action="files.attachment.fetched", subject=str(row.id)).count() == 1


def test_nobody_else_knows_of_a_loose_file(owner: Actor, at: datetime) -> None:
    row = build.stored(owner)
    others = [
        build.actor(),
        build.actor(role=Role.TEAM_LEAD),
        build.actor(marketplace=""),
        Actor.anonymous(),
        Actor.system(build.MARKETPLACE),
    ]

    for other in others:
        with pytest.raises(NotThere):
            services.fetch(row.id, actor=other, at=at)
        with pytest.raises(NotThere):
            queries.attachment(row.id, actor=other, at=at)


def test_a_linked_file_is_seen_by_those_who_may_see_its_thing(
    owner: Actor, seen_by: set[object], at: datetime
) -> None:
    row, reader = build.stored(owner), build.actor(role=Role.CASEWORKER)
    elsewhere = build.actor(marketplace="elsewhere")
    thing = link(row.id, actor=owner)
    seen_by |= {reader.account_id, elsewhere.account_id}

    assert services.fetch(row.id, actor=reader, at=at).content == samples.PDF
    assert queries.of_subject(build.KIND, thing) == [row]
    for other in (owner, elsewhere, build.actor()):
        with pytest.raises(NotThere):
            services.fetch(row.id, actor=other, at=at)


def test_a_file_of_a_kind_that_nobody_answers_for_is_seen_by_nobody(owner: Actor, at: datetime) -> None:
    row = build.stored(owner)
    link(row.id, actor=owner)

    with pytest.raises(NotThere):
        services.fetch(row.id, actor=owner, at=at)


def test_only_ones_own_loose_files_can_be_linked(owner: Actor) -> None:
    own, others = build.stored(owner), build.stored(build.actor())
    linked = build.stored(owner)
    link(linked.id, actor=owner)

    for wanted in (others.id, linked.id, uuid.uuid4()):
        with pytest.raises(InvalidInput):
            link(own.id, wanted, actor=owner)

    assert Attachment.objects.get(id=own.id).linked_at is None


def test_linking_is_recorded(owner: Actor) -> None:
    row = build.stored(owner)
    thing = link(row.id, actor=owner)

    facts = Entry.objects.get(action="files.attachment.linked").facts
    assert facts == {"subject_kind": build.KIND, "subject_id": str(thing)}


@pytest.mark.django_db(transaction=True)
def test_linking_needs_the_causes_transaction(owner: Actor, at: datetime) -> None:
    with pytest.raises(NoTransaction):
        steps.link([], subject_kind=build.KIND, subject_id=uuid.uuid4(), actor=owner, at=at)


@pytest.mark.django_db(transaction=True)
def test_one_file_belongs_to_one_thing_whoever_is_first(owner: Actor) -> None:
    row = build.stored(owner)

    outcomes = at_the_same_time(*[lambda: link(row.id, actor=owner)] * 6)

    assert sum(isinstance(outcome, uuid.UUID) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, InvalidInput) for outcome in outcomes) == 5


def test_the_database_keeps_a_link_whole(owner: Actor) -> None:
    row = Attachment.objects.get(id=build.stored(owner).id)
    row.subject_kind = build.KIND

    with pytest.raises(IntegrityError, match="files_attachment_linked"), transaction.atomic():
        row.save()


def test_content_that_is_gone_says_so(owner: Actor, storage: Path, at: datetime) -> None:
    row = build.stored(owner)
    for path in storage.rglob("*"):
        if path.is_file():
            path.unlink()

    with pytest.raises(StorageDown):
        services.fetch(row.id, actor=owner, at=at)


@pytest.mark.parametrize(
    ("age", "is_forgotten"), [(DAY - TICK, False), (DAY, True)], ids=["one tick before a day", "after a day"]
)
def test_a_file_that_nobody_used_is_forgotten_after_a_day(
    owner: Actor, storage: Path, *, age: timedelta, is_forgotten: bool
) -> None:
    row = build.stored(owner)
    at = TEN_O_CLOCK + age

    assert queries.is_anything_loose(at=at) is is_forgotten
    assert services.forget_loose(at=at) == int(is_forgotten)
    assert Attachment.objects.filter(id=row.id).exists() is not is_forgotten
    assert any(path.is_file() for path in storage.rglob("*")) is not is_forgotten
    assert Entry.objects.filter(action="files.attachment.forgotten").exists() is is_forgotten


def test_a_linked_file_is_never_forgotten(owner: Actor) -> None:
    row = build.stored(owner)
    link(row.id, actor=owner)

    assert services.forget_loose(at=TEN_O_CLOCK + 100 * DAY) == 0
    assert Attachment.objects.filter(id=row.id).exists()
