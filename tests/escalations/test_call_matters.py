"""What a call is about: each client is answered or escalated, and no more of them than fit."""

import uuid
from functools import partial

import pytest

from assistdesk.escalations import queries, services
from assistdesk.escalations.models import CallMatter, Incident, Post
from assistdesk.escalations.refusals import (
    CallConsumerLimit,
    CallFormSentBefore,
    DuplicateIncident,
    IncidentNotFound,
)
from assistdesk.escalations.services import CallAnswer
from assistdesk.escalations.states import CallOutcome, IncidentState
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import InvalidInput, NotThere
from tests.conftest import TEN_O_CLOCK, at_the_same_time
from tests.escalations import build, calling

pytestmark = pytest.mark.rule("E-11")


def view(call_id: uuid.UUID, actor: Actor) -> queries.CallView:
    """Return a call as its screen shows it."""
    return queries.hotline_call(call_id, actor=actor, language="en", at=TEN_O_CLOCK)


def test_an_escalated_client_becomes_an_incident_of_the_caller(representative: Actor, caller: Actor) -> None:
    call_id, client = calling.call(representative), build.client(caller)

    made = calling.escalated(call_id, client, by=representative)

    incident = Incident.objects.get(number=made.incident_number)
    assert incident.filed_by_id == caller.account_id
    assert incident.team == build.TEAM
    assert [one.person_id for one in incident.consumers.all()] == [client.person_id] == [made.person_id]
    assert made.reply_due_at == incident.reply_due_at
    assert made.consumers_left == 2
    assert incident.steps.get().actor_id == representative.account_id
    assert Outgoing.objects.filter(template="escalation_received").count() == 1
    assert Entry.objects.filter(action="escalations.call.escalated").count() == 1
    about = queries.calls_about(incident.id, actor=representative)
    assert [(one.call_id, one.outcome) for one in about] == [(call_id, CallOutcome.ESCALATED)]


def test_an_answered_client_makes_no_incident(representative: Actor, caller: Actor) -> None:
    call_id = calling.call(representative)
    new = calling.consumer(
        call_id, build.client(caller), outcome=CallOutcome.ANSWERED, type="", description="Explained."
    )

    made = services.add_consumer(new, actor=representative, at=TEN_O_CLOCK)

    assert (made.incident_number, made.consumers_left) == (None, 2)
    assert [one.note for one in view(call_id, representative).matters] == ["Explained."]
    assert not Incident.objects.exists()
    assert not Outgoing.objects.exists()


@pytest.mark.rule("E-12")
def test_on_the_phone_too_one_issue_is_one_incident(representative: Actor, caller: Actor) -> None:
    owner = build.helper()
    client = calling.shared_client(owner, caller)
    open_one = build.incident(owner, consumers=[client], type="termination")
    call_id = calling.call(representative)

    with pytest.raises(DuplicateIncident) as refused:
        calling.escalated(call_id, client, by=representative)

    assert refused.value.facts["incident_number"] == open_one.number
    assert not CallMatter.objects.exists()
    new = calling.consumer(call_id, client, duplicate_reason="Another year of coverage.")
    made = services.add_consumer(new, actor=representative, at=TEN_O_CLOCK)
    assert made.incident_number != open_one.number


@pytest.mark.parametrize(
    "values",
    [
        {"type": "commission"},
        {"type": "nothing"},
        {"type": ""},
        {"description": " "},
        {"outcome": CallOutcome.TOLD},
        {"outcome": CallOutcome.ANSWERED, "description": "x" * 10_001},
    ],
)
def test_what_can_not_be_taken_changes_nothing(
    representative: Actor, caller: Actor, values: dict[str, object]
) -> None:
    call_id = calling.call(representative)

    with pytest.raises(InvalidInput):
        services.add_consumer(
            calling.consumer(call_id, build.client(caller), **values), actor=representative, at=TEN_O_CLOCK
        )

    assert not Incident.objects.exists()
    assert not CallMatter.objects.exists()


def test_the_fourth_client_is_refused_with_what_to_say(representative: Actor, caller: Actor) -> None:
    call_id = calling.call(representative)
    clients = [build.client(caller) for _ in range(4)]
    for client in clients[:3]:
        calling.answered(call_id, client, by=representative)

    with pytest.raises(CallConsumerLimit) as refused:
        calling.escalated(call_id, clients[3], by=representative)

    edition = build.pack(build.MARYLAND).hotline[-1]
    assert refused.value.facts["explanation"] == edition.too_many_consumers.in_language("en")
    assert not Incident.objects.exists()
    assert calling.escalated(call_id, clients[0], by=representative).consumers_left == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_of_several_clients_at_once_as_many_win_as_fit(attempt: int) -> None:
    build.run_packs()
    representative, caller = calling.representative(), calling.caller()
    call_id = calling.call(representative)
    calling.answered(call_id, build.client(caller), by=representative)
    calling.answered(call_id, build.client(caller), by=representative)

    outcomes = at_the_same_time(
        *[partial(calling.escalated, call_id, build.client(caller), by=representative) for _ in range(4)]
    )

    assert sum(isinstance(one, CallAnswer) for one in outcomes) == 1
    assert sum(isinstance(one, CallConsumerLimit) for one in outcomes) == 3
    assert Incident.objects.count() == 1


@pytest.mark.rule("E-17")
@pytest.mark.django_db(transaction=True)
def test_one_form_sent_eight_times_at_once_makes_one_matter() -> None:
    build.run_packs()
    representative, caller = calling.representative(), calling.caller()
    new = calling.consumer(calling.call(representative), build.client(caller))

    outcomes = at_the_same_time(
        *[partial(services.add_consumer, new, actor=representative, at=TEN_O_CLOCK)] * 8
    )

    assert len({one.matter_id for one in outcomes if isinstance(one, CallAnswer)}) == 1
    assert all(isinstance(one, CallAnswer) for one in outcomes), outcomes
    assert Incident.objects.count() == CallMatter.objects.count() == 1


@pytest.mark.rule("E-17")
def test_a_form_that_comes_again_with_other_words_is_refused(representative: Actor, caller: Actor) -> None:
    new = calling.consumer(calling.call(representative), build.client(caller), submission_key="key")
    services.add_consumer(new, actor=representative, at=TEN_O_CLOCK)
    other = calling.consumer(
        new.call_id, build.client(caller), submission_key="key", outcome=CallOutcome.ANSWERED
    )

    with pytest.raises(CallFormSentBefore):
        services.add_consumer(other, actor=representative, at=TEN_O_CLOCK)


def test_only_the_callers_own_clients_can_be_what_a_call_is_about(
    representative: Actor, caller: Actor
) -> None:
    call_id = calling.call(representative)

    with pytest.raises(NotThere):
        calling.answered(call_id, build.client(build.helper()), by=representative)


def test_the_callers_words_join_their_incident(representative: Actor, caller: Actor) -> None:
    incident = build.incident(caller)
    worker = build.staff(build.TEAM)
    services.take(build.ref(incident), actor=worker, at=TEN_O_CLOCK)
    services.transition(
        build.ref(incident),
        to=IncidentState.WAITING_ON_HELPER,
        reason="Which plan?",
        actor=worker,
        at=TEN_O_CLOCK,
    )

    new = calling.words(calling.call(representative), incident.number, "The silver one.")
    made = services.follow_up(new, actor=representative, at=TEN_O_CLOCK)

    incident.refresh_from_db()
    assert incident.state == IncidentState.IN_REVIEW
    assert (made.incident_number, made.consumers_left) == (incident.number, 3)
    seen = queries.incident(build.ref(incident), actor=caller, language="en")
    assert [(one.text, one.author) for one in seen.messages if one.kind == "by_phone"] == [
        ("The silver one.", calling.NAME)
    ]


def test_words_about_anothers_incident_are_a_note_for_the_team(representative: Actor, caller: Actor) -> None:
    owner = build.helper()
    incident = build.incident(owner)
    new = calling.words(calling.call(representative), incident.number, "It is my client now.")

    services.follow_up(new, actor=representative, at=TEN_O_CLOCK)
    services.follow_up(new, actor=representative, at=TEN_O_CLOCK)

    seen = queries.incident(build.ref(incident), actor=owner, language="en")
    assert "It is my client now." not in [one.text for one in seen.messages]
    assert Post.objects.filter(kind="note", author_id=representative.account_id).count() == 1


def test_an_incident_of_another_marketplace_is_not_there(representative: Actor, caller: Actor) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)
    number = build.incident(agent, type="dire-need", fields={"concerns": "qhp"}).number
    new = calling.words(calling.call(representative), number, "More.")

    with pytest.raises(IncidentNotFound):
        services.follow_up(new, actor=representative, at=TEN_O_CLOCK)
