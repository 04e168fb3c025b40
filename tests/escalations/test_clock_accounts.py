"""Why an incident is due when it is: the page and the call say each day and each pause, in plain words."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident
from assistdesk.escalations.queries.clocks import ClockStanding, clocks_of
from assistdesk.escalations.refusals import IncidentNotFound
from assistdesk.escalations.states import IncidentState, Timed
from assistdesk.shared.calendar import DayReason
from assistdesk.shared.people.actors import Actor
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.reading import Ask, SignIn, text_of

BALTIMORE = ZoneInfo("America/New_York")
TICK = timedelta(microseconds=1)
THURSDAY = datetime(2026, 5, 21, 11, 52, tzinfo=BALTIMORE)  # before a weekend and Memorial Day
ASKED = datetime(2026, 5, 22, 15, 0, tzinfo=BALTIMORE)
ANSWERED = datetime(2026, 5, 26, 10, 0, tzinfo=BALTIMORE)
PROMISED = datetime(2026, 5, 26, 17, 0, tzinfo=BALTIMORE)
DUE = datetime(2026, 5, 27, 12, 0, tzinfo=BALTIMORE)  # 11 hours were left on Friday at three


@pytest.fixture
def paused(producer: Actor, caseworker: Actor) -> Incident:
    """Return an incident whose helper was asked on Friday and answered on Tuesday."""
    incident = build.incident(producer, at=THURSDAY)
    ref = build.ref(incident)
    services.take(ref, actor=caseworker, at=THURSDAY)
    services.transition(
        ref, to=IncidentState.WAITING_ON_HELPER, reason="Which plan?", actor=caseworker, at=ASKED
    )
    services.reply(ref, text="Gold.", attachments=(), actor=producer, at=ANSWERED)
    return Incident.objects.get(pk=incident.pk)


def page_of(incident: Incident) -> str:
    """Return the address of the page."""
    return reverse("escalations:clocks", args=[incident.marketplace, incident.number])


@pytest.mark.rule("E-08")
def test_each_day_and_each_pause_is_accounted_for(paused: Incident, caseworker: Actor) -> None:
    view = clocks_of(build.ref(paused), actor=caseworker, language="en", at=ANSWERED)
    reply = next(one for one in view.clocks if one.kind is Timed.REPLY)
    account = reply.account

    assert paused.reply_due_at == reply.due_at == DUE
    assert account.promised_at == PROMISED
    assert [(day.on.day, day.reason, day.holiday) for day in account.days] == [
        (21, DayReason.RECEIVED, None),
        (22, DayReason.COUNTED, None),
        (23, DayReason.CLOSED_WEEKDAY, None),
        (24, DayReason.CLOSED_WEEKDAY, None),
        (25, DayReason.HOLIDAY, "Memorial Day"),
        (26, DayReason.COUNTED, None),
    ]
    assert [(one.starts_at, one.ends_at, one.moved_by) for one in account.standing.stretches] == [
        (ASKED, ANSWERED, timedelta(hours=4))
    ]
    assert [(day.on.day, day.reason) for day in account.later_days] == [(27, DayReason.ADDED)]


@pytest.mark.rule("E-08")
def test_the_page_says_it_in_plain_words(paused: Incident, caseworker: Actor, signed_in: SignIn) -> None:
    words = text_of(signed_in(caseworker).get(page_of(paused)))

    for said in (
        "Thursday, May 21</span> received",
        "Friday, May 22</span> day 1",
        "Saturday, May 23</span> not counted: closed that weekday",
        "Monday, May 25</span> not counted: Memorial Day",
        "Tuesday, May 26</span> day 2",
        "added 4",
        "of business time",
        "Wednesday, May 27</span> open: holds the time that was left",
    ):
        assert said in words.replace("\n", ""), said


@pytest.mark.rule("E-08")
def test_the_page_speaks_spanish(paused: Incident, caseworker: Actor, signed_in: SignIn) -> None:
    page = signed_in(caseworker).get(page_of(paused), headers={"Accept-Language": "es"})
    words = text_of(page).replace("\n", "")

    assert "viernes, 22 de mayo</span> día 1" in words
    assert "¿Por qué" in words


@pytest.mark.rule("E-08")
def test_a_helper_hears_of_the_reply_alone_and_a_stranger_of_nothing(
    paused: Incident, producer: Actor, caseworker: Actor
) -> None:
    def kinds(actor: Actor) -> set[Timed]:
        view = clocks_of(build.ref(paused), actor=actor, language="en", at=ANSWERED)
        return {one.kind for one in view.clocks}

    assert kinds(producer) == {Timed.REPLY}
    assert kinds(caseworker) == {Timed.REPLY, Timed.UPTAKE, Timed.WAITING}
    with pytest.raises(IncidentNotFound):
        kinds(build.helper())


@pytest.mark.rule("E-08")
def test_the_call_says_the_same(paused: Incident, producer: Actor, ask: Ask) -> None:
    status, found = ask(producer, f"/escalations/{paused.number}/clocks")

    assert status == 200
    (reply,) = found["items"]
    assert (reply["kind"], reply["promised"]) == ("reply", {"unit": "business_days", "amount": 2})
    assert reply["due_at"] == "2026-05-27T12:00:00-04:00"
    assert reply["days"][4] == {
        "on": "2026-05-25",
        "reason": "holiday",
        "number": None,
        "holiday": "Memorial Day",
    }
    assert reply["pauses"] == [
        {
            "from": "2026-05-22T15:00:00-04:00",
            "to": "2026-05-26T10:00:00-04:00",
            "added_seconds": 4 * 3600,
        }
    ]
    assert [one["on"] for one in reply["later_days"]] == ["2026-05-27"]
    assert ask(build.helper(), f"/escalations/{paused.number}/clocks")[0] == 404


@pytest.mark.rule("E-08")
@pytest.mark.parametrize(
    ("at", "standing"),
    [
        pytest.param(DUE - TICK, ClockStanding.RUNNING, id="one tick before"),
        pytest.param(DUE, ClockStanding.LATE, id="on the due time"),
    ],
)
def test_a_clock_is_late_from_its_due_time_on(
    paused: Incident, producer: Actor, at: datetime, standing: ClockStanding
) -> None:
    (reply,) = clocks_of(build.ref(paused), actor=producer, language="en", at=at).clocks

    assert reply.standing is standing


@pytest.mark.rule("E-08")
@pytest.mark.parametrize(
    ("at", "standing"),
    [
        pytest.param(DUE - TICK, ClockStanding.MET, id="one tick before"),
        pytest.param(DUE, ClockStanding.MET_LATE, id="on the due time"),
    ],
)
def test_an_answer_on_the_due_time_is_late(
    paused: Incident, producer: Actor, caseworker: Actor, at: datetime, standing: ClockStanding
) -> None:
    services.reply(build.ref(paused), text="Done.", attachments=(), actor=caseworker, at=at)

    (reply,) = clocks_of(build.ref(paused), actor=producer, language="en", at=at).clocks

    assert reply.standing is standing


@pytest.mark.rule("E-08")
def test_while_it_waits_what_is_left_is_said(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer, at=THURSDAY)
    services.take(build.ref(incident), actor=caseworker, at=THURSDAY)
    services.transition(
        build.ref(incident), to=IncidentState.WAITING_ON_HELPER, reason="?", actor=caseworker, at=ASKED
    )

    (reply,) = clocks_of(build.ref(incident), actor=producer, language="en", at=ASKED).clocks

    assert reply.standing is ClockStanding.PAUSED
    assert reply.account.standing.left == timedelta(hours=11)
    assert reply.due_at is None


@pytest.mark.rule("E-08")
def test_a_type_without_a_promise_says_so(packs: None, signed_in: SignIn) -> None:
    helper = build.helper(marketplace=build.KENTUCKY)
    incident = build.incident(helper)

    assert "Nothing is promised for this type" in text_of(signed_in(helper).get(page_of(incident)))


def test_the_page_costs_the_same_however_long_the_history_is(
    paused: Incident, producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    browser, costs = signed_in(caseworker), []
    for n in range(2):
        with CaptureQueriesContext(connection) as captured:
            browser.get(page_of(paused))
        costs.append(len(captured))
        for hour in range(3):
            at = TEN_O_CLOCK + timedelta(days=n, hours=2 * hour)
            services.reply(build.ref(paused), text="Done.", attachments=(), actor=caseworker, at=at)
            services.reply(
                build.ref(paused), text="No.", attachments=(), actor=producer, at=at + timedelta(hours=1)
            )

    assert costs[0] == costs[1]
