"""One issue, one incident: a second on the same consumer and type is opened only for a reason."""

from collections.abc import Callable

import pytest

from assistdesk.escalations import queries, services
from assistdesk.escalations.models import Incident, Step
from assistdesk.escalations.refusals import DuplicateIncident
from assistdesk.escalations.services import NewEscalation
from assistdesk.escalations.states import IncidentState
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.access import Scope
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import AccessGrant, Person
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import InvalidInput
from tests.conftest import TEN_O_CLOCK, at_the_same_time
from tests.escalations import build

DUE = "2027-03-04T17:00:00-05:00"
ONE_RESOURCE = "Going to each resource about the same issue"
PSL = {"psl_ticket_number": "T-100", "case_number": "110000001"}


def shared_client(*helpers: Actor) -> Person:
    """Return a consumer who is a client of each of the helpers."""
    person = build.client(helpers[0])
    for one in helpers[1:]:
        AccessGrant.objects.create(
            account_id=build.id_of(one),
            person=person,
            scope=Scope.SEE_CASE.value,
            starts_at=build.LONG_AGO,
        )
    return person


def refused(new: NewEscalation, *, actor: Actor) -> DuplicateIncident:
    """Return the refusal of a duplicate."""
    with pytest.raises(DuplicateIncident) as caught:
        services.submit(new, actor=actor, at=TEN_O_CLOCK)
    return caught.value


@pytest.mark.rule("E-12")
def test_a_second_incident_of_one_type_on_one_consumer_is_refused_and_changes_nothing(
    producer: Actor,
) -> None:
    consumer = build.client(producer)
    first = build.incident(producer, consumers=[consumer])
    entries, mails = Entry.objects.count(), Outgoing.objects.count()

    refusal = refused(build.new(producer, consumers=[consumer]), actor=producer)

    assert refusal.facts["incident_number"] == first.number
    assert refusal.facts["reply_due_at"] == DUE
    assert ONE_RESOURCE in str(refusal.facts["explanation"])
    assert Incident.objects.count() == 1
    assert (Entry.objects.count(), Outgoing.objects.count()) == (entries, mails)


@pytest.mark.rule("E-12")
@pytest.mark.parametrize("empty", ["", "  ", "\u200b"])
def test_a_reason_that_says_nothing_is_none(producer: Actor, empty: str) -> None:
    consumer = build.client(producer)
    build.incident(producer, consumers=[consumer])

    refused(build.new(producer, consumers=[consumer], duplicate_reason=empty), actor=producer)


@pytest.mark.rule("E-12")
def test_with_a_reason_it_is_opened_and_the_reason_is_kept(producer: Actor) -> None:
    consumer = build.client(producer)
    build.incident(producer, consumers=[consumer])

    second = build.incident(producer, consumers=[consumer], duplicate_reason="Another policy year.")

    assert second.duplicate_reason == "Another policy year."
    assert Step.objects.get(incident=second, move="submit").reason == "Another policy year."


@pytest.mark.rule("E-12")
def test_a_reason_for_what_is_no_duplicate_is_not_kept(producer: Actor) -> None:
    assert build.incident(producer, duplicate_reason="Just in case.").duplicate_reason == ""


@pytest.mark.rule("E-12")
def test_a_reason_has_a_greatest_length(producer: Actor) -> None:
    with pytest.raises(InvalidInput) as caught:
        build.incident(producer, duplicate_reason="x" * 2001)

    assert [error.field for error in caught.value.errors] == ["duplicate_reason"]


@pytest.mark.rule("E-12")
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda: {"type": "termination"}, id="another type"),
        pytest.param(lambda: {"consumers": None}, id="another consumer"),
    ],
)
def test_what_differs_in_type_or_consumer_is_no_duplicate(
    producer: Actor, change: Callable[[], dict[str, object]]
) -> None:
    consumer = build.client(producer)
    build.incident(producer, consumers=[consumer])
    new = build.new(producer, **{"consumers": [consumer], **change()})  # type: ignore[arg-type]  # mixed

    services.submit(new, actor=producer, at=TEN_O_CLOCK)

    assert Incident.objects.count() == 2


@pytest.mark.rule("E-12")
@pytest.mark.parametrize("state", list(IncidentState))
def test_only_an_open_incident_is_in_the_way(producer: Actor, state: IncidentState) -> None:
    consumer = build.client(producer)
    first = build.incident(producer, consumers=[consumer])
    Incident.objects.filter(pk=first.pk).update(state=state.value)
    new = build.new(producer, consumers=[consumer])

    if state in (IncidentState.RESOLVED, IncidentState.CLOSED):
        services.submit(new, actor=producer, at=TEN_O_CLOCK)
    else:
        refused(new, actor=producer)


@pytest.mark.rule("E-12")
def test_the_same_form_sent_again_is_no_duplicate_of_itself(producer: Actor) -> None:
    new = build.new(producer)

    first = services.submit(new, actor=producer, at=TEN_O_CLOCK)
    again = services.submit(new, actor=producer, at=TEN_O_CLOCK)

    assert (again.number, again.is_new) == (first.number, False)


@pytest.mark.rule("E-12")
def test_of_anothers_incident_only_that_it_is_open_and_when_an_answer_is_due_is_told(
    producer: Actor,
) -> None:
    other = build.helper()
    consumer = shared_client(other, producer)
    first = build.incident(other, consumers=[consumer], description="Private words.")
    build.incident(other, consumers=[consumer], duplicate_reason="Again.")

    refusal = refused(build.new(producer, consumers=[consumer]), actor=producer)

    assert refusal.facts["incident_number"] is None
    assert refusal.facts["duplicates"] == [
        {"incident_number": None, "reply_due_at": DUE, "person_ids": [consumer.person_id]}
    ]
    told = str(refusal.facts)
    assert first.number not in told
    assert str(first.id) not in told


@pytest.mark.rule("E-12")
def test_the_admin_of_the_agency_gets_the_number(packs: None) -> None:
    harbor = build.agency()
    agent, admin = build.helper(agency=harbor), build.helper(agency=harbor, role=Role.AGENCY_ADMIN)
    consumer = shared_client(agent, admin)
    first = build.incident(agent, consumers=[consumer])

    refusal = refused(build.new(admin, consumers=[consumer]), actor=admin)

    assert refusal.facts["incident_number"] == first.number


@pytest.mark.rule("E-12")
def test_of_several_consumers_those_affected_are_named(producer: Actor) -> None:
    first, second, third = (build.client(producer) for _ in range(3))
    one = build.incident(producer, type="commission", consumers=[second, third])
    new = build.new(producer, type="commission", consumers=[first, third])

    refusal = refused(new, actor=producer)

    assert refusal.facts["duplicates"] == [
        {"incident_number": one.number, "reply_due_at": DUE, "person_ids": [third.person_id]}
    ]


@pytest.mark.rule("E-12")
def test_without_a_consumer_a_ticket_number_makes_it_the_same_issue(packs: None) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)

    def new(**fields: str) -> NewEscalation:
        files = (build.attachment(agent),)
        kind = "self-service-portal"
        return build.new(agent, type=kind, consumers=[], fields={**PSL, **fields}, attachments=files)

    services.submit(new(), actor=agent, at=TEN_O_CLOCK)
    refused(new(), actor=agent)
    refused(new(psl_ticket_number="t-100", case_number="another"), actor=agent)
    services.submit(new(psl_ticket_number="T-101", case_number="110000002"), actor=agent, at=TEN_O_CLOCK)

    assert Incident.objects.count() == 2


@pytest.mark.rule("E-12")
def test_nobody_learns_of_others_incidents_by_guessing_ticket_numbers(packs: None) -> None:
    one, other = (build.helper(marketplace=build.KENTUCKY) for _ in range(2))

    for agent in (one, other):
        files = (build.attachment(agent),)
        kind = "self-service-portal"
        new = build.new(agent, type=kind, consumers=[], fields=PSL, attachments=files)
        services.submit(new, actor=agent, at=TEN_O_CLOCK)

    assert Incident.objects.count() == 2


@pytest.mark.rule("E-12")
def test_without_a_consumer_and_a_ticket_nothing_is_the_same(packs: None) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)

    for _ in range(2):
        new = build.new(agent, type="dire-need", consumers=[], fields={"concerns": "medicaid"})
        services.submit(new, actor=agent, at=TEN_O_CLOCK)

    assert Incident.objects.count() == 2


@pytest.mark.rule("E-12")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_of_two_at_once_exactly_one_is_opened(attempt: int, packs: None) -> None:
    one, other = build.helper(), build.helper()
    consumers = [shared_client(one, other) for _ in range(3)]
    forms = [
        build.new(one, type="commission", consumers=consumers),
        build.new(other, type="commission", consumers=consumers[::-1]),
        build.new(one, type="commission", consumers=consumers[1:]),
        build.new(other, type="commission", consumers=consumers[1:2]),
    ]
    actors = [one, other, one, other]

    def submit(place: int) -> Callable[[], object]:
        return lambda: services.submit(forms[place], actor=actors[place], at=TEN_O_CLOCK)

    outcomes = at_the_same_time(*[submit(place) for place in range(4)])

    assert sum(isinstance(outcome, DuplicateIncident) for outcome in outcomes) == 3, outcomes
    assert Incident.objects.count() == 1


@pytest.mark.rule("E-12")
def test_what_is_open_can_be_asked_for_in_two_queries(
    producer: Actor, django_assert_num_queries: Callable[[int], object]
) -> None:
    other = build.helper()
    consumers = [shared_client(producer, other) for _ in range(5)]
    mine = build.incident(producer, type="commission", consumers=consumers[:2])
    build.incident(other, type="commission", consumers=consumers[2:])
    asked = tuple(one.person_id for one in consumers)

    with django_assert_num_queries(2):  # type: ignore[attr-defined]  # a context manager
        found = queries.open_like(producer, marketplace=build.MARYLAND, kind="commission", person_ids=asked)

    assert [one.number for one in found] == [mine.number, None, None, None]
    assert found[0].person_ids == asked[:2]
    assert {one.person_ids[0] for one in found[1:]} == set(asked[2:])
