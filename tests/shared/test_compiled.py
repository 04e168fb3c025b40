"""A question that is compiled once gives what its queryset gives, for whatever values."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError
from django.db.models import F, Model, QuerySet
from django.db.transaction import TransactionManagementError
from pytest_django import DjangoAssertNumQueries

from assistdesk.consent.models import Search
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.compiled import changed_once, compiled_once, insert
from assistdesk.shared.people.models import Account, Helper
from tests.conftest import at_the_same_time

MOMENT = datetime(2027, 3, 1, 15, tzinfo=UTC)
KINDS: list[Callable[[str], "QuerySet[Account, Any]"]] = [
    lambda username: Account.objects.filter(username=username),
    lambda username: Account.objects.filter(username=username).select_related("agency"),
    lambda username: Account.objects.filter(username=username).only("id", "name"),
    lambda username: Account.objects.filter(username=username).annotate(again=F("name")),
    lambda username: Account.objects.filter(username=username).values_list("name", flat=True),
    lambda username: Account.objects.filter(username=username).values_list("id", "teams"),
    lambda username: Account.objects.filter(username=username).values_list("id", "role", named=True),
    lambda username: Account.objects.filter(username=username).values("id", "name"),
    lambda username: Account.objects.exclude(username=username).order_by("-username")[1:3],
    lambda username: Account.objects.filter(username__in=[username, "lead"]).order_by("name"),
]


def question(build: "Callable[[str], QuerySet[Account, Any]]") -> Callable[[str], list[Any]]:
    """Return one of the kinds, compiled once."""

    @compiled_once
    def asked(username: str) -> "QuerySet[Account, Any]":
        return build(username)

    return asked


def loaded_of(row: Model) -> dict[str, object]:
    """Return all that a model brought along from the database."""
    return {name: value for name, value in vars(row).items() if name != "_state"}


def loaded(row: object) -> object:
    """Return all that a row brought along, annotations and what was left out among it."""
    return loaded_of(row) if isinstance(row, Account) else row


@compiled_once
def made_before(at: datetime) -> QuerySet[Account, UUID]:
    """Return a question for accounts by time."""
    return Account.objects.filter(made_at__lt=at).values_list("id", flat=True)


@pytest.mark.usefixtures("demo_desk")
@pytest.mark.parametrize("kind", range(len(KINDS)))
def test_it_gives_what_the_queryset_gives(kind: int) -> None:
    build, compiled = KINDS[kind], question(KINDS[kind])
    for username in ("producer", "caseworker", "nobody"):
        expected, found = list(build(username)), compiled(username)
        assert found == expected
        assert [loaded(one) for one in found] == [loaded(one) for one in expected]


@pytest.mark.usefixtures("demo_desk")
def test_what_is_selected_beside_needs_no_other_question(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    @compiled_once
    def of(username: str) -> QuerySet[Helper]:
        return Helper.objects.select_related("account__agency").filter(account__username=username)

    for username in ("producer", "agent"):
        with django_assert_num_queries(1):
            (helper,) = of(username)
            assert helper.account.username == username
            assert helper.account.agency is None or helper.account.agency.name


@pytest.mark.usefixtures("demo_desk")
def test_times_days_and_numbers_are_values() -> None:
    @compiled_once
    def licensed(until: date, account_id: UUID) -> QuerySet[Helper]:
        return Helper.objects.filter(license_until__gte=until, account_id=account_id)

    helper = Helper.objects.exclude(license_until=None)[0]
    assert helper.license_until
    later = helper.license_until + timedelta(days=1)

    assert licensed(helper.license_until, helper.account_id) == [helper]
    assert licensed(later, account_id=helper.account_id) == []
    assert made_before(datetime(2000, 1, 1, tzinfo=UTC)) == []
    assert len(made_before(datetime(3000, 1, 1, tzinfo=UTC))) == Account.objects.count()


@pytest.mark.usefixtures("demo_desk")
def test_one_value_may_stand_in_several_places() -> None:
    @compiled_once
    def named(word: str) -> QuerySet[Account]:
        return Account.objects.filter(username=word) | Account.objects.filter(role=word)

    assert {one.username for one in named("producer")} == {"producer"}
    assert len(named("agent")) == len(
        Account.objects.filter(username="agent") | Account.objects.filter(role="agent")
    )


@pytest.mark.django_db
def test_a_parameter_that_is_no_value_is_refused() -> None:
    @compiled_once
    def some(username: str, number: int) -> QuerySet[Account]:
        return Account.objects.filter(username=username)[: min(number, 3)]

    with pytest.raises(TypeError, match="number is no value"):
        some("producer", 3)


@pytest.mark.django_db
def test_a_parameter_of_another_kind_is_refused() -> None:
    @compiled_once
    def active(is_active: bool) -> QuerySet[Account]:  # noqa: FBT001 - that is what is refused
        return Account.objects.filter(is_active=is_active)

    with pytest.raises(TypeError, match="is_active can't be a value"):
        active(True)  # noqa: FBT003 - as above


class Word(StrEnum):
    """A str that the database's driver takes for something else."""

    LEAD = "lead"


@pytest.mark.usefixtures("demo_desk")
@pytest.mark.parametrize("value", [None, Word.LEAD, "lead"])
def test_a_value_of_another_kind_is_asked_for_as_well(value: Any) -> None:
    for kind in KINDS[:8]:
        assert list(question(kind)(value)) == list(kind(value))


@pytest.mark.usefixtures("demo_desk")
def test_an_id_may_be_written_out() -> None:
    @compiled_once
    def by_id(account_id: UUID) -> QuerySet[Account]:
        return Account.objects.filter(id=account_id)

    agent: Any = Account.objects.get(username="agent")
    assert by_id(agent.id) == by_id(str(agent.id)) == [agent]  # type: ignore[arg-type]  # as a session keeps it


@pytest.mark.django_db
def test_a_value_that_is_missing_is_refused() -> None:
    with pytest.raises(TypeError, match="username"):
        question(KINDS[0])()  # type: ignore[call-arg]  # that is what is refused


@pytest.mark.django_db(transaction=True)
def test_who_locks_needs_a_transaction() -> None:
    @compiled_once
    def locked(username: str) -> QuerySet[Account]:
        return Account.objects.select_for_update().filter(username=username)

    with pytest.raises(TransactionManagementError):
        locked("producer")


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_by_its_own_connection() -> None:
    made = [
        Account.objects.create(username=f"one-{place}", name=f"One {place}", role="agent", made_at=MOMENT)
        for place in range(8)
    ]
    ask = question(KINDS[0])

    found = at_the_same_time(*[partial(ask, one.username) for one in made])

    assert found == [[one] for one in made]


@pytest.mark.usefixtures("demo_desk")
def test_a_row_is_added_as_saving_adds_it() -> None:
    helper, search = (
        Account.objects.get(username="agent"),
        {"asked_by": ["ssn", "a,b"], "attested": [["x", 1]]},
    )
    facts = {"marketplace": "kentucky", "helper": helper, "at": MOMENT, "result": "no_match", **search}
    saved, added = (Search(edition="1", **facts) for _ in range(2))

    saved.save(force_insert=True)
    insert(added)

    assert not added._state.adding
    kept = Search.objects.in_bulk([saved.pk, added.pk])
    assert loaded_of(kept[saved.pk]) | {"id": added.pk} == loaded_of(kept[added.pk])


@pytest.mark.usefixtures("demo_desk")
def test_the_database_numbers_a_row_and_works_out_what_is_generated() -> None:
    rows = [
        Entry(at=MOMENT, role="agent", action="a.b.c", subject="x", facts={"n": place}) for place in (1, 2)
    ]
    for row in rows:
        insert(row)

    assert rows[0].pk < rows[1].pk
    assert [one.facts for one in Entry.objects.filter(pk__in=[one.pk for one in rows]).order_by("pk")] == [
        {"n": 1},
        {"n": 2},
    ]


@pytest.mark.usefixtures("demo_desk")
def test_a_row_that_is_there_is_refused() -> None:
    with pytest.raises(IntegrityError):
        insert(Account.objects.get(username="agent"))


@changed_once("name", "made_at")
def renamed(username: str, name: str, at: datetime | None) -> tuple[QuerySet[Account], dict[str, Any]]:
    """Return a change of one account's name."""
    return Account.objects.filter(username=username), {"name": name, "last_login": at}


@pytest.mark.usefixtures("demo_desk")
def test_rows_are_changed_and_told() -> None:
    agent = Account.objects.get(username="agent")

    assert renamed("agent", "Ann", MOMENT) == [("Ann", agent.made_at)]
    agent.refresh_from_db()
    assert (agent.name, agent.last_login) == ("Ann", MOMENT)
    assert renamed("agent", "Bea", at=None) == [("Bea", agent.made_at)]
    assert renamed("nobody", "Cy", MOMENT) == []
    agent.refresh_from_db()
    assert (agent.name, agent.last_login) == ("Bea", None)
    assert not Account.objects.exclude(username="agent").filter(name="Bea").exists()


@pytest.mark.django_db
def test_a_change_takes_values_of_its_kinds_alone() -> None:
    with pytest.raises(TypeError, match="takes"):
        renamed("agent", "Ann", "today")  # type: ignore[arg-type]  # that is what is refused
    with pytest.raises(TypeError, match="takes"):
        renamed("agent", "Ann")  # type: ignore[call-arg]  # as above
