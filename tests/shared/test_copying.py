"""Rows that are added together stand as they would have one by one."""

import uuid
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from assistdesk.shared import copying
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging.models import OptOut
from assistdesk.shared.policy.models import LoadedPack

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 9, 30, 15, 123456, tzinfo=UTC)


def entry(**changes: object) -> Entry:
    values = {"at": AT, "marketplace": "", "role": "system", "action": "a.b.c", "subject": "x"}
    return Entry(**{**values, **changes})


def test_every_value_comes_back_as_it_was() -> None:
    who = uuid.uuid4()
    facts = {"text": 'a "quoted"\ttab\n\\N línea', "none": None, "list": [1, 2.5, True]}

    copying.add([entry(subject="\\N \\. \t", account_id=who, facts=facts), entry(subject="second")])

    first, second = Entry.objects.order_by("id")
    assert (first.subject, first.account_id, first.facts, first.at) == ("\\N \\. \t", who, facts, AT)
    assert (second.subject, second.account_id, second.facts) == ("second", None, {})


def test_where_one_is_refused_none_is_added() -> None:
    key = uuid.uuid4()

    with pytest.raises(IntegrityError), transaction.atomic():
        copying.add([entry(), entry(key=key), entry(key=key)])

    assert not Entry.objects.exists()


def test_nothing_is_added_where_there_is_nothing() -> None:
    copying.add([])

    assert not Entry.objects.exists()


def pack(**changes: object) -> LoadedPack:
    values = {"marketplace": "nowhere", "digest": "d", "content": 'Pat \\N "Lee"\n', "loaded_at": AT}
    return LoadedPack(**{**values, "is_running": False, **changes})


@pytest.mark.parametrize("few", [0, 400])
def test_what_is_added_together_comes_back_as_it_was(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "FEW", few)
    facts = {"text": 'a "quoted"\ttab\n\\N línea', "none": None, "list": [1, 2.5, True]}

    with copying.together():
        copying.add([entry(subject="\\N \\. \t", facts=facts)])
        copying.add([pack()])
        copying.add([entry(subject="second", account_id=uuid.UUID(int=7))])

    first, second = Entry.objects.order_by("id")
    assert (first.subject, first.account_id, first.facts, first.at) == ("\\N \\. \t", None, facts, AT)
    assert (second.subject, second.account_id) == ("second", uuid.UUID(int=7))
    kept = LoadedPack.objects.get(marketplace="nowhere")
    assert (kept.content, kept.loaded_at, kept.is_running) == ('Pat \\N "Lee"\n', AT, False)


def test_what_is_added_together_stands_at_the_end_of_the_outermost_block() -> None:
    with copying.together():
        with copying.together():
            copying.add([entry()])
        assert not Entry.objects.exists()

    assert Entry.objects.count() == 1


def test_what_is_tried_is_added_at_once() -> None:
    with copying.together():
        copying.add([entry()], is_tried=True)
        assert Entry.objects.count() == 1

    assert Entry.objects.count() == 1


@pytest.mark.parametrize("few", [0, 400])
def test_where_one_of_several_tables_is_refused_nothing_is_added(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "FEW", few)
    key = uuid.uuid4()

    def both() -> None:
        with transaction.atomic(), copying.together():
            copying.add([pack()])
            copying.add([entry(key=key), entry(key=key)])

    with pytest.raises(IntegrityError):
        both()

    assert not Entry.objects.exists()
    assert not LoadedPack.objects.filter(marketplace="nowhere").exists()


def test_what_a_block_that_fails_was_given_is_not_added() -> None:
    def fails() -> None:
        with copying.together():
            copying.add([entry()])
            raise LookupError

    with pytest.raises(LookupError):
        fails()

    copying.add([entry(subject="later")])
    assert [one.subject for one in Entry.objects.all()] == ["later"]


def test_bytes_are_added_as_they_are() -> None:
    with copying.together():
        copying.add([OptOut(number_hash="h", sealed=b"\x00\xff", number_of_ours="1", stopped_at=AT)])
        copying.add([entry()])

    assert bytes(OptOut.objects.get().sealed) == b"\x00\xff"


MOVE = "UPDATE policy_loadedpack SET content = %s WHERE marketplace = %s"
ASK = "SELECT set_config(%s, %s, true)"


def asked(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [name])
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize("few", [0, 400])
def test_what_is_run_in_a_block_happens_at_its_end_with_the_rows(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "FEW", few)
    pack().save()

    with copying.together():
        copying.run(ASK, ["desk.first", "one"])
        copying.run(MOVE, ["moved", "nowhere"])
        copying.add([entry()])
        copying.run(ASK, ["desk.second", "two"])
        assert LoadedPack.objects.get(marketplace="nowhere").content != "moved"

    assert LoadedPack.objects.get(marketplace="nowhere").content == "moved"
    assert (asked("desk.first"), asked("desk.second")) == ("one", "two")
    assert Entry.objects.count() == 1


def test_rows_and_what_is_run_with_them_take_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    pack().save()

    with django_assert_num_queries(1), copying.together():
        copying.run(ASK, ["desk.first", "one"])
        copying.add([entry()])
        copying.run(MOVE, ["moved", "nowhere"])
        copying.run(ASK, ["desk.second", "two"])

    assert (asked("desk.first"), asked("desk.second"), Entry.objects.count()) == ("one", "two", 1)
    assert LoadedPack.objects.get(marketplace="nowhere").content == "moved"


def test_a_statement_that_asks_for_several_rows_is_run_for_each() -> None:
    pack().save()

    with copying.together():
        copying.run(MOVE, ["moved", "nowhere"])
        copying.run(
            "SELECT set_config('desk.' || one, one, true) FROM unnest(%s::text[]) AS one", [["a", "b"]]
        )

    assert (asked("desk.a"), asked("desk.b")) == ("a", "b")


def test_what_is_run_outside_of_a_block_or_alone_in_one_is_run() -> None:
    copying.run(ASK, ["desk.first", "one"])
    with copying.together():
        copying.run(ASK, ["desk.second", "two"])

    assert (asked("desk.first"), asked("desk.second")) == ("one", "two")


def test_where_the_rows_are_refused_nothing_is_run() -> None:
    pack().save()
    key = uuid.uuid4()

    def both() -> None:
        with transaction.atomic(), copying.together():
            copying.run(MOVE, ["moved", "nowhere"])
            copying.add([entry(key=key), entry(key=key)])

    with pytest.raises(IntegrityError):
        both()

    assert LoadedPack.objects.get(marketplace="nowhere").content != "moved"
