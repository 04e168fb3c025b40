"""Handing on: an office outside gets a mail and its own clock, and has the incident until taken back."""

from datetime import datetime

import pytest

from assistdesk.escalations import queries, services
from assistdesk.escalations.models import Handoff, Incident, Post, Step
from assistdesk.escalations.refusals import HandoffOver, MoveNotPossible, TeamKeepsIncidents
from assistdesk.escalations.states import IncidentState
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import InvalidInput, NotThere
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.offices import (
    DCBS,
    DMS,
    FIVE_DAYS,
    FRANKFORT,
    HOUR,
    ISSUER,
    address,
    fresh,
    hand_on,
)


@pytest.fixture
def incident(agent: Actor) -> Incident:
    """Return an incident of a team that hands incidents on."""
    return build.incident(agent, type="dms")


@pytest.mark.rule("E-14")
def test_an_office_gets_a_mail_and_its_own_clock(incident: Incident, clerk: Actor) -> None:
    handoff = hand_on(incident, DCBS, by=clerk)

    mail = Outgoing.objects.get(template="escalation_handed_on")
    assert mail.to_address == address(DCBS)
    assert incident.number in mail.body
    assert "Please look." in mail.body
    assert mail.from_address.startswith("reply+")
    assert handoff.due_at == FIVE_DAYS
    assert handoff.next_nudge_at == datetime(2027, 3, 10, 8, tzinfo=FRANKFORT)
    assert Entry.objects.filter(action="escalations.handoff.made", subject=str(incident.id)).count() == 1


@pytest.mark.rule("E-14")
def test_what_is_handed_on_counts_as_with_an_agency_and_keeps_its_clock(
    producer: Actor, caseworker: Actor
) -> None:
    incident = build.incident(producer)
    due_at = incident.reply_due_at

    hand_on(incident, "training-support", by=caseworker, at=TEN_O_CLOCK + HOUR)

    with_agency = fresh(incident)
    assert with_agency.state == IncidentState.WITH_AGENCY
    assert with_agency.reply_due_at == due_at
    assert with_agency.next_due_at == due_at
    assert with_agency.assignee_id == caseworker.account_id
    moves = Step.objects.filter(incident=incident).order_by("id").values_list("move", flat=True)
    assert list(moves) == ["submit", "take", "assign", "hand_on"]


@pytest.mark.rule("E-14")
def test_a_contact_without_a_time_of_its_own_has_no_clock(producer: Actor, caseworker: Actor) -> None:
    handoff = hand_on(build.incident(producer), "training-support", by=caseworker)

    assert (handoff.due_at, handoff.next_nudge_at) == (None, None)


@pytest.mark.rule("E-14")
@pytest.mark.parametrize("contact", [DMS, ISSUER])
def test_an_office_without_an_address_is_waited_for_and_gets_no_mail(
    incident: Incident, clerk: Actor, contact: str
) -> None:
    handoff = hand_on(incident, contact, by=clerk, text="Called them.")

    assert not Outgoing.objects.filter(template="escalation_handed_on").exists()
    assert fresh(incident).state == IncidentState.WITH_AGENCY
    assert handoff.due_at == FIVE_DAYS
    assert handoff.next_nudge_at is None
    assert Post.objects.get(kind="handed_on").text == "Called them."


@pytest.mark.rule("E-14")
@pytest.mark.parametrize("contact", ["nobody", "psl", "khbe", ""])
def test_only_an_office_of_the_directory_is_handed_anything(
    incident: Incident, clerk: Actor, contact: str
) -> None:
    with pytest.raises(InvalidInput):
        hand_on(incident, contact, by=clerk)

    assert not Handoff.objects.exists()
    assert fresh(incident).state == "new"


def test_words_have_to_say_something(incident: Incident, clerk: Actor) -> None:
    with pytest.raises(InvalidInput):
        hand_on(incident, DCBS, by=clerk, text="  ")

    assert not Handoff.objects.exists()


def test_a_team_that_keeps_its_incidents_hands_nothing_on(agent: Actor, clerk: Actor) -> None:
    file = build.attachment(agent)
    incident = build.incident(agent, type="kog", attachments=(file,))

    with pytest.raises(TeamKeepsIncidents):
        hand_on(incident, DCBS, by=clerk)

    assert queries.offices(incident, language="en", words="") == []


def test_what_is_resolved_is_not_handed_on(incident: Incident, clerk: Actor) -> None:
    ref = build.ref(incident)
    services.take(ref, actor=clerk, at=TEN_O_CLOCK)
    services.transition(ref, to=IncidentState.RESOLVED, reason="Done.", actor=clerk, at=TEN_O_CLOCK)

    with pytest.raises(MoveNotPossible):
        hand_on(incident, DCBS, by=clerk)


@pytest.mark.rule("E-14", "V-01")
def test_the_guard_takes_out_what_must_not_leave(incident: Incident, clerk: Actor) -> None:
    text = "The client's SSN is 219-09-9999."
    ref = build.ref(incident)

    seen = services.preview(ref, contact=DCBS, text=text, actor=clerk, at=TEN_O_CLOCK)
    hand_on(incident, DCBS, by=clerk, text=text)

    mail = Outgoing.objects.get(template="escalation_handed_on")
    assert "219-09-9999" not in seen.body
    assert seen.kinds
    assert (mail.subject, mail.body, mail.decision) == (seen.subject, seen.body, seen.decision)


def test_a_preview_changes_nothing(incident: Incident, clerk: Actor) -> None:
    services.preview(build.ref(incident), contact=DCBS, text="Look.", actor=clerk, at=TEN_O_CLOCK)

    assert fresh(incident).version == incident.version
    assert not Outgoing.objects.filter(template="escalation_handed_on").exists()


@pytest.mark.rule("E-14")
def test_taking_back_ends_the_waiting_for_one_office(incident: Incident, clerk: Actor) -> None:
    first, second = hand_on(incident, DCBS, by=clerk), hand_on(incident, ISSUER, by=clerk)
    ref, later = build.ref(incident), TEN_O_CLOCK + HOUR

    services.take_back(ref, handoff_id=first.id, reason="Not theirs.", actor=clerk, at=later)
    assert fresh(incident).state == IncidentState.WITH_AGENCY
    with pytest.raises(HandoffOver):
        services.take_back(ref, handoff_id=first.id, reason="Not theirs.", actor=clerk, at=later)
    services.take_back(ref, handoff_id=second.id, reason="Neither.", actor=clerk, at=later)

    assert fresh(incident).state == IncidentState.IN_REVIEW
    assert not Handoff.objects.filter(next_nudge_at__isnull=False).exists()
    assert hand_on(incident, DCBS, by=clerk, at=later).due_at is not None


def test_another_incidents_handoff_is_not_there(incident: Incident, agent: Actor, clerk: Actor) -> None:
    other = hand_on(build.incident(agent, type="dms"), DCBS, by=clerk)

    with pytest.raises(NotThere):
        services.take_back(build.ref(incident), handoff_id=other.id, reason="x", actor=clerk, at=TEN_O_CLOCK)


@pytest.mark.rule("E-14")
def test_going_back_to_review_ends_all_waiting(incident: Incident, clerk: Actor) -> None:
    hand_on(incident, DCBS, by=clerk)

    services.transition(
        build.ref(incident), to=IncidentState.IN_REVIEW, reason="Ours.", actor=clerk, at=TEN_O_CLOCK
    )

    assert not Handoff.objects.waiting().exists()


@pytest.mark.rule("E-14")
def test_words_are_proposed_without_anything_personal(incident: Incident, agent: Actor, clerk: Actor) -> None:
    view = queries.incident(build.ref(incident), actor=clerk, language="en")

    words = queries.proposed_words(view, on=TEN_O_CLOCK.date())

    assert "Department for Medicaid Services" in words
    assert view.consumers[0].person_id in words
    assert view.consumers[0].last_name not in words
    assert "Case number" not in words
    assert "{" not in words
