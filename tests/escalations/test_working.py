"""What a team does with an incident, and what that does to its clock, its history and the helper's mail."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident, Post, Step
from assistdesk.escalations.refusals import IncidentNotFound, MoveNotPossible, NotYourTeam, TakenAlready
from assistdesk.escalations.services import history
from assistdesk.escalations.states import IncidentState
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import InvalidInput
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build

BALTIMORE = ZoneInfo("America/New_York")
HOUR = timedelta(hours=1)
DUE = datetime(2027, 3, 4, 17, tzinfo=BALTIMORE)  # two business days from Tuesday at ten


def fresh(incident: Incident) -> Incident:
    """Return an incident as it stands in the database."""
    return Incident.objects.get(pk=incident.pk)


def move(incident: Incident, to: IncidentState, *, by: Actor, at: datetime = TEN_O_CLOCK) -> None:
    """Move an incident on."""
    services.transition(build.ref(incident), to=to, reason="Because.", actor=by, at=at)


def test_who_takes_an_incident_works_on_it(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)

    services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK + HOUR)

    taken = fresh(incident)
    assert (taken.state, taken.assignee_id) == ("in_review", caseworker.account_id)
    assert taken.version == incident.version + 1
    assert list(Step.objects.filter(incident=incident).order_by("id").values_list("move", flat=True)) == [
        "submit",
        "take",
        "assign",
    ]


def test_a_taken_incident_is_not_taken_twice(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK)

    services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK)
    with pytest.raises(TakenAlready):
        services.take(build.ref(incident), actor=build.staff(build.TEAM), at=TEN_O_CLOCK)

    assert fresh(incident).assignee_id == caseworker.account_id


def test_an_incident_is_given_to_a_member_of_its_team(producer: Actor, caseworker: Actor) -> None:
    incident, colleague = build.incident(producer), build.staff(build.TEAM)

    services.assign(build.ref(incident), to=colleague.username, actor=caseworker, at=TEN_O_CLOCK)
    outsider = build.staff(build.OPERATIONS)
    with pytest.raises(InvalidInput):
        services.assign(build.ref(incident), to=outsider.username, actor=caseworker, at=TEN_O_CLOCK)

    assert fresh(incident).assignee_id == colleague.account_id


@pytest.mark.rule("E-19")
@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.TEAM_LEAD])
def test_another_team_does_not_even_know_of_it(producer: Actor, role: Role) -> None:
    incident = build.incident(producer)

    with pytest.raises(IncidentNotFound):
        services.take(build.ref(incident), actor=build.staff(build.OPERATIONS, role=role), at=TEN_O_CLOCK)


@pytest.mark.rule("E-19")
def test_the_hotline_reads_every_teams_incidents_and_changes_none(producer: Actor) -> None:
    incident = build.incident(producer)
    hotline = build.staff("support-hotline", role=Role.SUPPORT_REPRESENTATIVE)

    with pytest.raises(NotYourTeam):
        services.take(build.ref(incident), actor=hotline, at=TEN_O_CLOCK)

    assert fresh(incident).state == "new"


@pytest.mark.rule("E-15")
def test_a_reply_goes_to_the_helper_and_meets_the_clock(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)

    services.reply(
        build.ref(incident),
        text="It went through.",
        attachments=(),
        actor=caseworker,
        at=TEN_O_CLOCK + HOUR,
    )

    answered = fresh(incident)
    assert answered.state == "in_review"
    assert answered.assignee_id == caseworker.account_id
    assert answered.replied_at == answered.first_replied_at == TEN_O_CLOCK + HOUR
    assert answered.next_due_at is None
    mail = Outgoing.objects.get(template="escalation_reply")
    assert mail.to_account_id == producer.account_id
    assert "It went through." in mail.body
    assert Post.objects.get(kind="answer").outgoing_id == mail.id


@pytest.mark.rule("E-08")
def test_waiting_for_the_helper_stops_the_clock(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK)

    move(incident, IncidentState.WAITING_ON_HELPER, by=caseworker, at=TEN_O_CLOCK + HOUR)

    waiting = fresh(incident)
    assert waiting.reply_due_at is None
    assert waiting.paused_at == TEN_O_CLOCK + HOUR
    mail = Outgoing.objects.get(template="escalation_waiting")
    assert "Because." in mail.body


@pytest.mark.rule("E-08")
@pytest.mark.parametrize(
    ("waited", "due"),
    [
        pytest.param(HOUR, DUE + timedelta(hours=15 + 1), id="an hour of business"),
        pytest.param(timedelta(0), DUE, id="no time at all"),
    ],
)
def test_a_helpers_answer_lets_the_clock_go_on(
    producer: Actor, caseworker: Actor, waited: timedelta, due: datetime
) -> None:
    incident = build.incident(producer)
    services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK)
    move(incident, IncidentState.WAITING_ON_HELPER, by=caseworker, at=TEN_O_CLOCK + HOUR)

    services.reply(
        build.ref(incident), text="Here.", attachments=(), actor=producer, at=TEN_O_CLOCK + HOUR + waited
    )

    again = fresh(incident)
    assert again.state == "in_review"
    assert again.reply_due_at == due
    assert again.paused_at is None


@pytest.mark.rule("E-08")
def test_two_pauses_move_the_due_time_as_much_as_both_together(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK)
    for start in (1, 3):
        at = TEN_O_CLOCK + start * HOUR
        move(incident, IncidentState.WAITING_ON_HELPER, by=caseworker, at=at)
        services.reply(build.ref(incident), text="Here.", attachments=(), actor=producer, at=at + HOUR)

    assert fresh(incident).reply_due_at == DUE + timedelta(hours=15 + 2)


@pytest.mark.rule("E-08")
def test_handing_on_keeps_the_clock(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK)

    move(incident, IncidentState.WITH_AGENCY, by=caseworker)

    assert fresh(incident).reply_due_at == DUE


@pytest.mark.rule("E-08")
def test_a_helpers_answer_after_ours_is_owed_an_answer_again(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    services.reply(build.ref(incident), text="Done.", attachments=(), actor=caseworker, at=TEN_O_CLOCK)

    next_day = TEN_O_CLOCK + timedelta(days=1)
    services.reply(build.ref(incident), text="Not yet.", attachments=(), actor=producer, at=next_day)

    owed = fresh(incident)
    assert owed.replied_at is None
    assert owed.first_replied_at == TEN_O_CLOCK
    assert owed.next_due_at == owed.reply_due_at == DUE + timedelta(days=1)


def test_resolving_says_so_by_mail_and_meets_the_clock(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK)

    move(incident, IncidentState.RESOLVED, by=caseworker, at=TEN_O_CLOCK + HOUR)

    resolved = fresh(incident)
    assert (resolved.state, resolved.resolved_at) == ("resolved", TEN_O_CLOCK + HOUR)
    assert resolved.replied_at == TEN_O_CLOCK + HOUR
    assert "Because." in Outgoing.objects.get(template="escalation_resolved").body


@pytest.mark.parametrize("is_closed", [False, True])
def test_a_reply_opens_what_was_resolved(producer: Actor, caseworker: Actor, *, is_closed: bool) -> None:
    incident = build.incident(producer)
    services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK)
    move(incident, IncidentState.RESOLVED, by=caseworker)
    if is_closed:
        move(incident, IncidentState.CLOSED, by=caseworker)

    services.reply(
        build.ref(incident), text="It is not.", attachments=(), actor=producer, at=TEN_O_CLOCK + HOUR
    )

    opened = fresh(incident)
    assert opened.state == "in_review"
    assert opened.resolved_at is None
    assert opened.closed_at is None
    assert opened.next_due_at is not None
    assert Step.objects.filter(incident=incident, move="reopen", actor_id=producer.account_id).exists()


@pytest.mark.parametrize("to", [IncidentState.RESOLVED, IncidentState.CLOSED, IncidentState.NEW])
def test_a_move_that_the_table_has_not_changes_nothing(
    producer: Actor, caseworker: Actor, to: IncidentState
) -> None:
    incident = build.incident(producer)

    with pytest.raises(MoveNotPossible):
        move(incident, to, by=caseworker)

    assert fresh(incident).state == "new"
    assert not Entry.objects.filter(action__contains="resolve").exists()


def test_every_move_has_its_actor_its_moment_and_its_reason(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)

    with pytest.raises(InvalidInput):
        services.transition(
            build.ref(incident), to=IncidentState.IN_REVIEW, reason="", actor=caseworker, at=TEN_O_CLOCK
        )
    services.transition(
        build.ref(incident), to=IncidentState.IN_REVIEW, reason="Mine.", actor=caseworker, at=TEN_O_CLOCK
    )

    step = Step.objects.get(incident=incident, move="take")
    assert (step.actor_id, step.at, step.reason) == (caseworker.account_id, TEN_O_CLOCK, "Mine.")


def test_a_note_sends_nothing(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    before = Outgoing.objects.count()

    services.add_note(build.ref(incident), text="Ask the carrier.", actor=caseworker, at=TEN_O_CLOCK)

    assert Post.objects.get(kind="note").text == "Ask the carrier."
    assert Outgoing.objects.count() == before
    assert fresh(incident).replied_at is None


def test_a_helper_cannot_write_into_anothers_incident(producer: Actor) -> None:
    incident = build.incident(producer)

    with pytest.raises(IncidentNotFound):
        services.reply(
            build.ref(incident), text="Hello.", attachments=(), actor=build.helper(), at=TEN_O_CLOCK
        )

    assert not Post.objects.filter(kind="from_helper").exists()


@pytest.mark.rule("E-15")
def test_a_reply_can_bring_files(producer: Actor) -> None:
    incident = build.incident(producer)
    file = build.attachment(producer)

    services.reply(build.ref(incident), text="See.", attachments=(file,), actor=producer, at=TEN_O_CLOCK)
    with pytest.raises(InvalidInput):
        services.reply(build.ref(incident), text="See.", attachments=(file,), actor=producer, at=TEN_O_CLOCK)

    assert Post.objects.filter(kind="from_helper").count() == 1


def test_no_step_of_a_service_makes_a_move_that_the_table_has_not(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)

    with transaction.atomic(), pytest.raises(MoveNotPossible):
        history.move(incident, "close", actor=caseworker, at=TEN_O_CLOCK, reason="x")

    assert incident.state == "new"
