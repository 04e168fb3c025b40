"""The book by API: counts, the lists behind them, and what can be done with prospects and quotes."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from assistdesk.book import queries
from assistdesk.shared import clock
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people import access
from assistdesk.shared.people.actors import Delegate
from assistdesk.shared.people.models import AccessGrant, Helper, Person
from assistdesk.shared.people.powers import Power, permissions_of
from tests.book import keeping as build
from tests.book.keeping import MINA, PLAN, Keeper, today
from tests.conftest import TEN_O_CLOCK

pytestmark = pytest.mark.django_db
LISTS = {
    "clients": ("my_clients", ["current", "past", "added_last_month"]),
    "policies": ("my_policies", ["active", "termed", "pending", "expired_rfi", "rfi_expiring"]),
    "prospects": ("my_prospects", ["current", "abandoned", "added_last_month"]),
    "quotes": ("my_quotes", ["in_progress", "accepted", "submitted", "rejected"]),
}


def problem(answer: object) -> str:
    assert isinstance(answer, dict)
    return str(answer["type"]).removeprefix("/problems/")


@pytest.mark.rule("C-16")
def test_each_count_is_the_length_of_its_list(agent: Keeper) -> None:
    person, today = agent.client, build.today()
    build.policy(person, ends_on=today - timedelta(days=1))
    build.policy(person, enrolment="pending")
    build.rfi(build.policy(person), due_on=today)
    build.rfi(build.policy(person), due_on=today - timedelta(days=1))
    build.prospect(agent)
    build.prospect(agent, state="abandoned", added_at=clock.now() - timedelta(days=90))
    AccessGrant.objects.filter(account=agent.account, person=person).update(starts_at=TEN_O_CLOCK)
    gone = AccessGrant.objects.filter(account=agent.account).exclude(person=person)[:3]
    AccessGrant.objects.filter(pk__in=[one.pk for one in gone]).update(ends_at=clock.now())

    for path, (name, statuses) in LISTS.items():
        assert agent.counts(name) == {one: len(agent.lists(path, one)) for one in statuses}
    assert agent.counts("my_clients") == {"current": 22, "past": 3, "added_last_month": 1}
    assert agent.counts("my_policies") == {
        "active": 2, "termed": 1, "pending": 1, "expired_rfi": 1, "rfi_expiring": 1,
    }  # fmt: skip
    assert agent.counts("my_prospects") == {"current": 1, "abandoned": 1, "added_last_month": 1}


@pytest.mark.rule("C-16")
def test_the_counts_are_one_query(agent: Keeper, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    actor, days = agent.actor, build.days()

    with django_assert_num_queries(1):
        queries.counts(actor, days=days)


@pytest.mark.rule("C-16")
@pytest.mark.rule("C-22")
@pytest.mark.parametrize(
    "powers", [(), (Power.CLIENTS,), (Power.PROSPECTS,), (Power.CLIENTS, Power.PROSPECTS)]
)
def test_who_acts_counts_only_the_lists_that_were_allowed(agent: Keeper, powers: tuple[Power, ...]) -> None:
    build.prospect(agent)
    whole = queries.counts(agent.actor, days=build.days())
    delegate = Delegate(uuid4(), uuid4(), permissions_of(powers), ends_at=clock.now() + timedelta(days=1))
    acting = replace(agent.actor, delegate=delegate)

    counted = queries.counts(acting, days=build.days())

    assert counted == {name: whole[name] for name in queries.lists_of(acting)}
    assert bool(counted) == bool(powers)


@pytest.mark.rule("C-16")
@pytest.mark.parametrize(("ago", "is_added"), [(timedelta(0), True), (timedelta(microseconds=1), False)])
def test_the_last_month_begins_with_a_midnight(agent: Keeper, ago: timedelta, *, is_added: bool) -> None:
    began = build.days().month_began_at
    build.prospect(agent, added_at=began - ago)
    AccessGrant.objects.filter(account=agent.account).update(starts_at=began - ago)

    assert agent.counts("my_prospects")["added_last_month"] == int(is_added)
    assert agent.counts("my_clients")["added_last_month"] == (25 if is_added else 0)


@pytest.mark.rule("C-16")
def test_time_alone_moves_policies_and_requests(agent: Keeper) -> None:
    policy = build.policy(agent.client, ends_on=build.today() + timedelta(days=9))
    build.rfi(policy, due_on=build.today() + timedelta(days=8))

    seen = []
    for _ in range(12):
        counted = agent.counts("my_policies")
        seen.append(next(name for name in ("active", "termed") if counted[name]))
        seen[-1] += " " + " ".join(name for name in ("expired_rfi", "rfi_expiring") if counted[name])
        build.jump(days=1)

    assert seen == [
        "active ",
        *["active rfi_expiring"] * 8,
        "active expired_rfi",
        *["termed expired_rfi"] * 2,
    ]


def test_lists_go_on_by_cursor(agent: Keeper) -> None:
    for number in range(7):
        build.prospect(agent, first_name=f"P{number}")
    first = agent.gets("/book/prospects?limit=3")
    second = agent.gets(f"/book/prospects?limit=3&cursor={first['next']}")
    third = agent.gets(f"/book/prospects?limit=3&cursor={second['next']}")

    names = [one["first_name"] for page in (first, second, third) for one in page["items"]]
    assert names == [f"P{number}" for number in range(6, -1, -1)]
    assert third["next"] is None
    assert problem(agent.gets("/book/prospects?cursor=nonsense", 422)) == "invalid-input"
    assert problem(agent.gets("/book/prospects?status=nonsense", 422)) == "invalid-input"


def test_a_prospect_is_added_changed_let_go_and_taken_up(agent: Keeper) -> None:
    made = agent.posts("/book/prospects", MINA | {"phone": "502-555-0177", "zip": "40202"}, 201)
    place = f"/book/prospects/{made['id']}"

    assert (made["phone"], made["status"]) == ("+15025550177", "current")
    assert problem(agent.posts("/book/prospects", MINA, 422)) == "invalid-input"
    assert agent.posts(f"{place}/abandon")["status"] == "abandoned"
    assert problem(agent.posts(f"{place}/abandon", status=409)) == "prospect-moved"
    assert problem(agent.posts(f"{place}/convert", {"has_agreed": True}, 409)) == "prospect-moved"
    assert agent.posts(f"{place}/resume")["status"] == "current"
    assert {"book.prospect.added", "book.prospect.abandoned", "book.prospect.resumed"} <= set(
        Entry.objects.values_list("action", flat=True)
    )


@pytest.mark.rule("C-11")
def test_somebody_new_becomes_a_client(agent: Keeper) -> None:
    made = agent.posts("/book/prospects", MINA, 201)
    quote = agent.posts("/book/quotes", {"prospect_id": made["id"], "starts_on": "2027-04-01"}, 201)
    before = agent.counts("my_clients")

    agent.posts(f"/book/prospects/{made['id']}/convert", {"has_agreed": False}, 422)
    assert agent.counts("my_clients") == before
    number = agent.posts(f"/book/prospects/{made['id']}/convert", {"has_agreed": True})["person_id"]

    person = Person.objects.get(person_id=number)
    assert access.has(agent.account.id, person.id, at=clock.now())
    after = agent.counts("my_clients")
    assert (after["current"], after["added_last_month"]) == (before["current"] + 1, 1)
    assert agent.counts("my_prospects")["current"] == 0
    assert agent.gets(f"/book/quotes/{quote['id']}")["person_id"] == number
    entry = Entry.objects.get(action="book.prospect.converted")
    assert entry.facts["person"] == str(person.id)
    assert "Harker" not in str(entry.facts)


@pytest.mark.rule("C-11")
def test_who_may_not_act_on_that_day_makes_no_client(agent: Keeper) -> None:
    made = agent.posts("/book/prospects", MINA, 201)
    Helper.objects.filter(account=agent.account).update(license_until=today() - timedelta(days=1))

    agent.posts(f"/book/prospects/{made['id']}/convert", {"has_agreed": True}, 403)

    assert not Person.objects.filter(last_name="Harker").exists()


@pytest.mark.rule("C-11")
def test_who_is_known_can_only_be_asked(agent: Keeper, other_agent: Keeper) -> None:
    known = other_agent.client
    same = {
        "first_name": known.first_name.upper(),
        "last_name": f"{known.last_name} Jr.",
        "date_of_birth": known.date_of_birth.isoformat(),
        "sex": "male" if known.sex == "female" else "female",
    }
    made = agent.posts("/book/prospects", same, 201)
    persons, grants = Person.objects.count(), AccessGrant.objects.count()

    answer = agent.posts(f"/book/prospects/{made['id']}/convert", {"has_agreed": True}, 409)

    assert problem(answer) == "request-access"
    assert known.person_id not in str(answer)
    assert (Person.objects.count(), AccessGrant.objects.count()) == (persons, grants)
    assert agent.counts("my_prospects")["current"] == 1
    assert Entry.objects.filter(action="book.prospect.not_converted").count() == 1


@pytest.mark.rule("C-11", "C-02")
def test_tries_count_as_searches(agent: Keeper, settings: Settings) -> None:
    settings.DEMO_LIMITS = True
    made = agent.posts("/book/prospects", MINA, 201)
    place = f"/book/prospects/{made['id']}/convert"
    answers = [agent.browser.post(f"{build.API}{place}", "{}", "application/json") for _ in range(200)]

    refused = [one.status_code for one in answers if one.status_code == 429]
    assert refused
    wanted = MINA | {"attestation": True}
    agent.posts("/marketplaces/kentucky/case-access/search", wanted, 429)


def test_a_quote_goes_from_plans_to_an_answer(agent: Keeper) -> None:
    body = {"person_id": agent.client.person_id, "starts_on": "2027-04-01"}
    quote = agent.posts("/book/quotes", body, 201)
    place = f"/book/quotes/{quote['id']}"

    assert problem(agent.posts(f"{place}/submit", status=409)) == "quote-empty"
    agent.posts(f"{place}/plans", PLAN)
    assert problem(agent.posts(f"{place}/plans", PLAN, 422)) == "invalid-input"
    held = agent.posts(f"{place}/plans", PLAN | {"plan": "Silver", "premium": 401.2})
    assert [one["premium"] for one in held["plans"]] == ["312.50", "401.20"]
    assert problem(agent.posts(f"{place}/accept", status=409)) == "quote-moved"
    assert agent.posts(f"{place}/submit")["status"] == "submitted"
    assert problem(agent.posts(f"{place}/plans", PLAN, 409)) == "quote-moved"
    agent.posts(f"{place}/accept", status=422)
    done = agent.posts(f"{place}/accept", {"plan_id": held["plans"][1]["id"]})
    assert [one["chosen"] for one in done["plans"]] == [False, True]
    assert problem(agent.posts(f"{place}/reject", status=409)) == "quote-moved"
    assert agent.counts("my_quotes") == {"in_progress": 0, "accepted": 1, "submitted": 0, "rejected": 0}


def test_the_same_key_begins_one_quote(agent: Keeper) -> None:
    body = {"person_id": agent.client.person_id, "starts_on": "2027-04-01", "plans": [PLAN]}
    first, again = (agent.posts("/book/quotes", body, 201, key="one") for _ in range(2))

    assert first == again
    assert agent.counts("my_quotes")["in_progress"] == 1


def test_nobody_reads_or_moves_what_is_anothers(agent: Keeper, other_agent: Keeper) -> None:
    prospect = agent.posts("/book/prospects", MINA, 201)["id"]
    quote = agent.posts("/book/quotes", {"prospect_id": prospect, "starts_on": "2027-04-01"}, 201)["id"]

    for stranger in (other_agent, Keeper("producer"), Keeper("kynector")):
        stranger.gets(f"/book/prospects/{prospect}", 404)
        stranger.gets(f"/book/quotes/{quote}", 404)
        for what in ("abandon", "resume"):
            stranger.posts(f"/book/prospects/{prospect}/{what}", status=404)
        for what in ("submit", "accept", "reject"):
            stranger.posts(f"/book/quotes/{quote}/{what}", status=404)
        stranger.posts("/book/quotes", {"prospect_id": prospect, "starts_on": "2027-04-01"}, 404)
        client = {"person_id": agent.client.person_id, "starts_on": "2027-04-01"}
        stranger.posts("/book/quotes", client, 404)
        assert not stranger.lists("prospects", "current")
    for stranger in (Keeper("resident"), Keeper("khbe"), Keeper("agency-admin"), Keeper("auditor")):
        stranger.gets("/dashboard", 403)
        stranger.gets("/book/clients", 403)


def test_who_looked_is_written_down_without_names(agent: Keeper) -> None:
    agent.gets("/book/clients")

    entry = Entry.objects.get(action="book.list.seen")
    assert (entry.subject, entry.facts) == ("my_clients", {"shown": "current", "rows": 25})


@pytest.mark.rule("C-16")
def test_the_policies_are_those_of_ones_own_present_clients(agent: Keeper, other_agent: Keeper) -> None:
    mine = build.policy(agent.client)
    theirs = next(one for one in Person.objects.order_by("person_id") if not one.grants.exists())
    build.policy(theirs)

    assert [one["person_id"] for one in agent.lists("policies", "active")] == [mine.person.person_id]
    assert agent.counts("my_policies")["active"] == 1

    AccessGrant.objects.filter(account=agent.account, person=mine.person).update(ends_at=clock.now())
    assert agent.lists("policies", "active") == []


@pytest.mark.rule("C-16")
def test_whose_access_ends_later_is_a_present_client_until_then(agent: Keeper) -> None:
    one = AccessGrant.objects.filter(account=agent.account, person=agent.client)
    before = agent.counts("my_clients")
    one.update(ends_at=clock.now() + timedelta(days=2))
    assert agent.counts("my_clients") == before

    build.jump(days=3)

    after = agent.counts("my_clients")
    assert (after["current"], after["past"]) == (before["current"] - 1, before["past"] + 1)


@pytest.mark.rule("C-16")
def test_a_plan_of_another_quote_is_none_to_accept(agent: Keeper) -> None:
    body = {"person_id": agent.client.person_id, "starts_on": "2027-04-01", "plans": [PLAN]}
    one, other = (agent.posts("/book/quotes", body, 201) for _ in range(2))
    agent.posts(f"/book/quotes/{one['id']}/submit")

    agent.posts(f"/book/quotes/{one['id']}/accept", {"plan_id": other["plans"][0]["id"]}, 422)

    assert agent.gets(f"/book/quotes/{one['id']}")["status"] == "submitted"
