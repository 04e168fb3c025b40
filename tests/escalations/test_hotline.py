"""A representative takes a call: the caller is verified, each client answered or escalated, and no more."""

import uuid
from datetime import date
from functools import partial

import pytest

from assistdesk.escalations import queries, services
from assistdesk.escalations.models import CallMatter, HotlineCall
from assistdesk.escalations.refusals import (
    CallEnded,
    CallerNotVerified,
    CallInUse,
)
from assistdesk.escalations.services import NewHotlineCall
from assistdesk.escalations.states import CallerStanding, CallOutcome
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.policy.refusals import PartLeftOut
from assistdesk.shared.refusals import InvalidInput, NotAuthorized, NotThere
from tests.conftest import TEN_O_CLOCK, at_the_same_time
from tests.escalations import build, calling

pytestmark = pytest.mark.rule("E-11")


def view(call_id: uuid.UUID, actor: Actor) -> queries.CallView:
    """Return a call as its screen shows it."""
    return queries.hotline_call(call_id, actor=actor, language="en", at=TEN_O_CLOCK)


@pytest.mark.parametrize(
    ("name", "npn", "until", "standing"),
    [
        ("pat producer", "847 2951", date(2027, 3, 2), CallerStanding.VERIFIED),
        ("pat producer", "8472951", calling.LAPSED_ON, CallerStanding.LAPSED),
        ("Pat Other", "8472951", date(2027, 3, 2), CallerStanding.NAME_DIFFERS),
        ("Pat Producer", "8472950", date(2027, 3, 2), CallerStanding.UNKNOWN_NPN),
    ],
)
def test_a_caller_is_verified_against_the_record(
    representative: Actor, name: str, npn: str, until: date, standing: CallerStanding
) -> None:
    calling.caller(authorized_until=until)

    call = view(calling.call(representative, name=name, npn=npn), representative)

    assert call.standing is standing
    assert bool(call.recorded_name) is (standing in (CallerStanding.VERIFIED, CallerStanding.LAPSED))
    assert call.is_verified is (standing is CallerStanding.VERIFIED) is not bool(call.say)
    assert Entry.objects.get(action="escalations.call.started").facts["standing"] == standing


def test_a_closed_account_verifies_nobody(representative: Actor, caller: Actor) -> None:
    Account.objects.filter(pk=build.id_of(caller)).update(is_active=False)

    call = view(calling.call(representative), representative)

    assert call.standing is CallerStanding.UNKNOWN_NPN


def test_a_misheard_caller_is_verified_anew_until_the_call_is_about_somebody(
    representative: Actor, caller: Actor
) -> None:
    call_id = calling.call(representative, npn="8472950")
    right = partial(
        services.correct_caller, call_id, caller_name=calling.NAME, npn=calling.NPN, actor=representative
    )

    right(at=TEN_O_CLOCK)

    assert view(call_id, representative).is_verified
    calling.answered(call_id, build.client(caller), by=representative)
    with pytest.raises(CallInUse):
        right(at=TEN_O_CLOCK)


@pytest.mark.parametrize(("name", "npn"), [("", "8472951"), ("Pat", ""), ("Pat", "x"), ("Pat", "1" * 11)])
def test_a_call_needs_a_name_and_a_number(representative: Actor, name: str, npn: str) -> None:
    with pytest.raises(InvalidInput):
        calling.call(representative, name=name, npn=npn)

    assert not HotlineCall.objects.exists()


def test_only_representatives_of_the_marketplace_take_its_calls(representative: Actor, caller: Actor) -> None:
    for actor, refusal in (
        (caller, NotAuthorized),
        (build.staff(build.TEAM), NotAuthorized),
        (build.staff("psl", role=representative.role, marketplace=build.KENTUCKY), NotThere),
    ):
        with pytest.raises(refusal):
            calling.call(actor)


def test_a_marketplace_without_such_a_line_says_so(packs: None) -> None:
    psl = build.staff("psl", role=calling.representative().role, marketplace=build.KENTUCKY)
    new = NewHotlineCall(build.KENTUCKY, "Pat", "8472951", "key")

    with pytest.raises(PartLeftOut):
        services.start_call(new, actor=psl, at=TEN_O_CLOCK)


@pytest.mark.rule("E-17")
@pytest.mark.django_db(transaction=True)
def test_one_call_started_eight_times_at_once_is_one_call() -> None:
    build.run_packs()
    new = NewHotlineCall(build.MARYLAND, calling.NAME, calling.NPN, "key")

    outcomes = at_the_same_time(
        *[partial(services.start_call, new, actor=calling.representative(), at=TEN_O_CLOCK)] * 8
    )

    assert len(set(outcomes)) == HotlineCall.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "until"), [("Pat Other", date(2099, 1, 1)), (calling.NAME, calling.LAPSED_ON)]
)
def test_of_an_unverified_caller_nothing_is_seen_and_nothing_escalated(
    representative: Actor, name: str, until: date
) -> None:
    caller = calling.caller(authorized_until=until)
    incident = build.incident(calling.caller(npn="1"))
    call_id, client = calling.call(representative, name=name), build.client(caller)

    for refused in (
        partial(services.caller_for_clients, call_id),
        partial(services.add_consumer, calling.consumer(call_id, client)),
        partial(services.add_consumer, calling.consumer(call_id, client, outcome=CallOutcome.ANSWERED)),
        partial(services.follow_up, calling.words(call_id, incident.number, "More.")),
    ):
        with pytest.raises(CallerNotVerified):
            refused(actor=representative, at=TEN_O_CLOCK)

    assert not CallMatter.objects.exists()


def test_who_looks_at_clients_is_written_down(representative: Actor, caller: Actor) -> None:
    call_id = calling.call(representative)

    found = services.caller_for_clients(call_id, actor=representative, at=TEN_O_CLOCK)
    services.record_seen(call_id, person_ids=["174097"], actor=representative, at=TEN_O_CLOCK)

    assert found.account_id == caller.account_id
    entries = Entry.objects.filter(action__startswith="escalations.call").order_by("id")
    opened, shown = entries[1:]
    assert (opened.action, opened.facts["helper"]) == (
        "escalations.call.clients_opened", str(caller.account_id),
    )  # fmt: skip
    assert (shown.action, shown.facts["person_ids"]) == ("escalations.call.shown", ["174097"])


def test_a_colleague_reads_a_call_and_changes_nothing(representative: Actor, caller: Actor) -> None:
    call_id, client = calling.call(representative), build.client(caller)
    colleague = calling.representative()

    assert not view(call_id, colleague).is_own
    for refused in (
        partial(services.caller_for_clients, call_id),
        partial(services.end_call, call_id),
        partial(services.record_seen, call_id),
        partial(services.correct_caller, call_id, caller_name="Pat", npn="1"),
        partial(services.add_consumer, calling.consumer(call_id, client)),
        partial(services.follow_up, calling.words(call_id, "1", "More.")),
    ):
        with pytest.raises(NotThere):
            refused(actor=colleague, at=TEN_O_CLOCK)
    for stranger in (caller, build.staff(build.TEAM)):
        with pytest.raises(NotThere):
            view(call_id, stranger)


def test_a_call_that_has_ended_stays_as_it_is(representative: Actor, caller: Actor) -> None:
    call_id, client = calling.call(representative), build.client(caller)
    services.end_call(call_id, actor=representative, at=TEN_O_CLOCK)
    services.end_call(call_id, actor=representative, at=TEN_O_CLOCK)

    for refused in (
        partial(services.caller_for_clients, call_id),
        partial(services.add_consumer, calling.consumer(call_id, client)),
        partial(services.record_seen, call_id),
        partial(services.correct_caller, call_id, caller_name="Pat", npn="1"),
    ):
        with pytest.raises(CallEnded):
            refused(actor=representative, at=TEN_O_CLOCK)
    assert Entry.objects.filter(action="escalations.call.ended").count() == 1
