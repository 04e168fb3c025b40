"""An office that has had its own time is reminded: once each time, in business hours, and not for ever."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from assistdesk.escalations import queries, services
from assistdesk.escalations.models import Handoff, Incident, Step
from assistdesk.escalations.rules.handing_on import Nudging, next_nudge_at, office_due_at
from assistdesk.escalations.states import IncidentState
from assistdesk.shared.calendar import NO_CLOCK, BusinessCalendar, Clock, ClockKind, next_open_moment
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.screening import NoGuard
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.business_time import business_calendar
from assistdesk.shared.privacy import POST
from tests.conftest import TEN_O_CLOCK, at_the_same_time
from tests.escalations import build
from tests.escalations.offices import address

FRANKFORT = ZoneInfo("America/New_York")
TICK = timedelta(microseconds=1)
WEDNESDAY = datetime(2027, 3, 10, 8, tzinfo=FRANKFORT)  # the opening after five business days from Tuesday
NEXT = datetime(2027, 3, 18, 8, tzinfo=FRANKFORT)  # the opening after five business days from that one
TWO_HOURS = Clock(ClockKind.HOURS, 2)


def calendar() -> BusinessCalendar:
    """Return the hours of the marketplace that has agencies."""
    pack = build.pack(build.KENTUCKY)
    return business_calendar(pack.calendar_on(TEN_O_CLOCK.date()), language="en")


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment in March 2027."""
    return datetime(2027, 3, day, hour, minute, tzinfo=FRANKFORT)


def handed_on(clerk: Actor, *, contact: str = "dcbs", is_sent: bool = True) -> Handoff:
    """Return an incident's being with an office, whose mail has left."""
    incident = build.incident(build.helper(marketplace=build.KENTUCKY), type="dms")
    made = services.hand_on(
        build.ref(incident), contact=contact, text="Please look.", actor=clerk, at=TEN_O_CLOCK
    )
    if is_sent:
        Outgoing.objects.filter(template="escalation_handed_on").update(state="sent", sent_at=TEN_O_CLOCK)
    return Handoff.objects.get(pk=made)


def reminders() -> list[str]:
    """Return to whom reminders were written."""
    return list(Outgoing.objects.filter(template="escalation_nudge").values_list("to_address", flat=True))


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        pytest.param(local(3, 8) - TICK, local(3, 8), id="one tick before opening"),
        pytest.param(local(3, 8), local(3, 8), id="at opening"),
        pytest.param(local(3, 17) - TICK, local(3, 17) - TICK, id="one tick before closing"),
        pytest.param(local(3, 17), local(4, 8), id="at closing"),
        pytest.param(local(5, 17), local(8, 8), id="over a weekend"),
        pytest.param(local(13, 12), local(15, 8), id="over the night without an hour"),
    ],
)
def test_business_is_open_from_opening_until_closing(at: datetime, opens: datetime) -> None:
    assert next_open_moment(calendar(), at=at) == opens


@pytest.mark.parametrize(
    ("asked_at", "due_at", "nudged_at"),
    [
        pytest.param(local(3, 9), local(3, 11), local(3, 11), id="in hours"),
        pytest.param(local(3, 15), local(3, 17), local(4, 8), id="due at closing"),
        pytest.param(local(5, 23), local(6, 1), local(8, 8), id="due at night"),
    ],
)
def test_a_reminder_waits_for_business_hours(
    asked_at: datetime, due_at: datetime, nudged_at: datetime
) -> None:
    nudging = Nudging(made=0, most=3)

    assert office_due_at(calendar(), clock=TWO_HOURS, asked_at=asked_at) == due_at
    assert next_nudge_at(calendar(), clock=TWO_HOURS, asked_at=asked_at, nudging=nudging) == nudged_at


@pytest.mark.parametrize(
    ("clock", "nudging"),
    [
        pytest.param(NO_CLOCK, Nudging(0, 3), id="no time known"),
        pytest.param(TWO_HOURS, Nudging(3, 3), id="often enough"),
        pytest.param(TWO_HOURS, Nudging(0, 0), id="never"),
    ],
)
def test_nobody_is_reminded_without_a_time_or_too_often(clock: Clock, nudging: Nudging) -> None:
    assert next_nudge_at(calendar(), clock=clock, asked_at=TEN_O_CLOCK, nudging=nudging) is None


@pytest.mark.rule("E-14")
@pytest.mark.django_db
@pytest.mark.parametrize(("at", "count"), [(WEDNESDAY - TICK, 0), (WEDNESDAY, 1), (WEDNESDAY + TICK, 1)])
def test_an_office_is_reminded_when_its_time_has_passed(clerk: Actor, at: datetime, count: int) -> None:
    handoff = handed_on(clerk)

    assert services.nudge_offices(at=at) == count

    assert reminders() == [address("dcbs")] * count
    assert Step.objects.filter(incident=handoff.incident, move="nudge").count() == count


@pytest.mark.rule("E-14")
@pytest.mark.django_db
def test_once_a_span_and_no_more_than_the_pack_says(clerk: Actor) -> None:
    handoff = handed_on(clerk)

    for at in (WEDNESDAY, WEDNESDAY + timedelta(hours=1), NEXT - TICK):
        services.nudge_offices(at=at)
    assert len(reminders()) == 1
    for _ in range(5):
        services.nudge_offices(at=NEXT)
        later = Handoff.objects.get(pk=handoff.pk)
        services.nudge_offices(at=later.next_nudge_at or NEXT)

    nudged = Handoff.objects.get(pk=handoff.pk)
    assert (nudged.nudges, nudged.next_nudge_at) == (3, None)
    assert len(reminders()) == 3
    assert Incident.objects.get(pk=handoff.incident_id).state == IncidentState.WITH_AGENCY


@pytest.mark.rule("E-14")
@pytest.mark.django_db
def test_a_late_sweep_at_night_waits_for_the_morning(clerk: Actor) -> None:
    handed_on(clerk)

    assert services.nudge_offices(at=local(10, 22)) == 0
    assert reminders() == []
    assert services.nudge_offices(at=local(11, 8)) == 1


@pytest.mark.rule("E-14")
@pytest.mark.django_db
def test_nobody_is_reminded_of_a_mail_that_never_left(clerk: Actor) -> None:
    handoff = handed_on(clerk, is_sent=False)

    assert services.nudge_offices(at=WEDNESDAY) == 0

    put_off = Handoff.objects.get(pk=handoff.pk)
    assert (put_off.nudges, put_off.next_nudge_at) == (0, NEXT)


@pytest.mark.rule("E-14")
@pytest.mark.django_db
def test_a_reminder_that_fails_half_way_leaves_nothing_and_goes_out_later(
    clerk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    handoff = handed_on(clerk)

    with monkeypatch.context() as patch:
        patch.setattr(POST, "guard", None)
        with pytest.raises(NoGuard):
            services.nudge_offices(at=WEDNESDAY)
    assert Handoff.objects.get(pk=handoff.pk).nudges == 0
    services.nudge_offices(at=WEDNESDAY)

    assert len(reminders()) == 1


@pytest.mark.rule("E-14")
@pytest.mark.django_db
def test_the_team_sees_whose_time_has_passed(clerk: Actor) -> None:
    handoff = handed_on(clerk, contact="caresource")
    assert handoff.due_at is not None

    def late(at: datetime) -> list[str]:
        rows = queries.late_offices(clerk, marketplace=build.KENTUCKY, team="khbe", language="en", at=at)
        return [row.office for row in rows]

    assert late(handoff.due_at - TICK) == []
    assert late(handoff.due_at) == ["CareSource"]
    outsider = build.staff("kog", marketplace=build.KENTUCKY)
    assert not queries.late_offices(
        outsider, marketplace=build.KENTUCKY, team="khbe", language="en", at=WEDNESDAY
    )


@pytest.mark.rule("E-14")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_of_many_workers_one_reminds(clerk: Actor, attempt: int) -> None:
    handoff = handed_on(clerk)

    outcomes = at_the_same_time(*[lambda: services.nudge_offices(at=WEDNESDAY)] * 4)

    assert sum(one for one in outcomes if isinstance(one, int)) == 1
    assert sorted(map(str, outcomes)) == ["0", "0", "0", "1"]
    assert len(reminders()) == Handoff.objects.get(pk=handoff.pk).nudges == 1


@pytest.mark.rule("E-14")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_of_two_who_hand_on_at_once_one_writes(clerk: Actor, attempt: int) -> None:
    incident = build.incident(build.helper(marketplace=build.KENTUCKY), type="dms")

    def hand_on() -> None:
        services.hand_on(build.ref(incident), contact="dcbs", text="Look.", actor=clerk, at=TEN_O_CLOCK)

    outcomes = at_the_same_time(hand_on, hand_on, hand_on)

    assert outcomes.count(None) == 1
    assert Outgoing.objects.filter(template="escalation_handed_on").count() == 1
