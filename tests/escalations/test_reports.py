"""Reports: a small set of incidents whose figures were worked out by hand, and the boundaries of weeks."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident
from assistdesk.escalations.queries import reports as queries
from assistdesk.escalations.queries.reports import Figures, Report, ReportAsked
from assistdesk.escalations.rules.reports import Days, days_asked, week_of
from assistdesk.escalations.states import IncidentState
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import InvalidInput, NotThere
from assistdesk.site.settings import PREPARED_AFTER
from tests.escalations import build

BALTIMORE = ZoneInfo("America/New_York")
TWO_WEEKS = Days(date(2027, 3, 1), date(2027, 3, 15))  # clocks jump an hour ahead in its last night
HOUR, TICK = timedelta(hours=1), timedelta(microseconds=1)


def moment(day: int, hour: int, minute: int = 0, *, month: int = 3) -> datetime:
    """Return a moment of 2027 in Baltimore."""
    return datetime(2027, month, day, hour, minute, tzinfo=BALTIMORE)


AT = moment(20, 12)


def replied(incident: Incident, *, by: Actor, at: datetime) -> Incident:
    """Let a colleague answer."""
    services.reply(build.ref(incident), text="Done.", attachments=(), actor=by, at=at)
    return incident


def move(incident: Incident, to: IncidentState, *, by: Actor, at: datetime) -> None:
    """Move an incident on."""
    services.transition(build.ref(incident), to=to, reason="Because.", actor=by, at=at)


def read(actor: Actor, *, days: Days = TWO_WEEKS, at: datetime = AT, team: str = "") -> Report:
    """Return the report of the marketplace."""
    marketplace = actor.marketplace or ""
    asked = ReportAsked(marketplace, days, team)
    return queries.report(actor, asked, pack=build.pack(marketplace), at=at)


def hours(times: Iterable[timedelta | None]) -> list[float | None]:
    """Return times in hours."""
    return [None if one is None else round(one / HOUR, 4) for one in times]


@pytest.fixture
def lead(packs: None) -> Actor:
    """Return the lead of the team."""
    return build.staff(build.TEAM, role=Role.TEAM_LEAD)


@pytest.fixture
def handmade(producer: Actor, caseworker: Actor) -> None:
    """Make five incidents of two weeks, and one of the span before."""
    first = build.incident(producer, at=moment(2, 10))
    replied(first, by=caseworker, at=moment(2, 12))  # 2 h, 2 h of business
    move(first, IncidentState.RESOLVED, by=caseworker, at=moment(3, 10))  # 24 h, 7 + 2 of business
    friday = build.incident(producer, at=moment(5, 16))
    replied(friday, by=caseworker, at=moment(8, 9))  # 65 h, 1 + 1 of business
    sunday = build.incident(producer, type="determination", at=moment(8, 0) - TICK)
    replied(sunday, by=caseworker, at=moment(11, 8, 30))  # 80.5 h, 27.5 of business; was due on the 10th
    build.incident(producer, at=moment(8, 0))  # nobody answers; was due on the 10th
    saturday = build.incident(producer, at=moment(13, 12))
    replied(saturday, by=caseworker, at=moment(14, 12))  # 23 h, for an hour is missing; nothing of business
    before = build.incident(producer, at=moment(16, 10, month=2))
    replied(before, by=caseworker, at=moment(16, 13, month=2))


@pytest.mark.rule("E-20")
def test_the_figures_are_those_worked_out_by_hand(handmade: None, lead: Actor) -> None:
    now = read(lead).now

    assert (now.opened, now.replied, now.resolved) == (5, 4, 1)
    assert (now.due, now.in_time, now.share) == (5, 3, 0.6)
    assert hours([now.reply.half, now.reply_business.half]) == [
        44.0,
        2.0,
    ]  # of 2, 23, 65, 80.5 and 0, 2, 2, 27.5
    assert hours([now.reply.most, now.reply_business.most]) == [75.85, 19.85]
    assert hours([now.resolution.half, now.resolution_business.half]) == [24.0, 9.0]


@pytest.mark.rule("E-20")
def test_asked_again_and_again_it_says_the_same(handmade: None, lead: Actor) -> None:
    first = read(lead)

    assert all(read(lead) == first for _ in range(2 * PREPARED_AFTER))


def test_the_span_before_stands_beside_it(handmade: None, lead: Actor) -> None:
    found = read(lead)

    assert (found.before.opened, found.before.share) == (1, 1.0)
    assert hours([found.before.reply.half]) == [3.0]
    assert TWO_WEEKS.before == Days(date(2027, 2, 15), date(2027, 3, 1))


@pytest.mark.rule("E-20")
def test_a_week_begins_at_midnight_of_the_marketplaces_own_zone(handmade: None, lead: Actor) -> None:
    weeks = read(lead).by_week

    assert {monday: one.opened for monday, one in weeks.items()} == {date(2027, 3, 1): 3, date(2027, 3, 8): 2}
    assert weeks[date(2027, 3, 1)].in_time == 2


@pytest.mark.rule("E-20")
def test_types_and_teams_have_figures_of_their_own(handmade: None, lead: Actor) -> None:
    found = read(lead)

    assert {key: now.opened for key, (now, _) in found.by_type.items()} == {
        "consumer-enrollment": 4,
        "determination": 1,
    }
    assert {key: (now.opened, old.opened) for key, (now, old) in found.by_team.items()} == {
        build.TEAM: (5, 1)
    }


@pytest.mark.rule("E-20")
@pytest.mark.parametrize(
    ("replied_at", "share"),
    [
        pytest.param(moment(4, 17) - TICK, 1.0, id="one tick before it is due"),
        pytest.param(moment(4, 17), 0.0, id="when it is due"),
        pytest.param(None, 0.0, id="never"),
    ],
)
def test_within_the_clock_ends_when_the_reply_is_due(
    producer: Actor, caseworker: Actor, lead: Actor, replied_at: datetime | None, share: float
) -> None:
    incident = build.incident(producer, at=moment(2, 10))
    if replied_at:
        replied(incident, by=caseworker, at=replied_at)

    assert read(lead).now.share == share
    assert (read(lead, at=moment(4, 17) - TICK).now.share is None) is (replied_at is None)


@pytest.mark.rule("E-20")
def test_waiting_for_the_helper_stops_the_clock_and_not_the_time(
    producer: Actor, caseworker: Actor, lead: Actor
) -> None:
    incident = build.incident(producer, at=moment(2, 10))
    move(incident, IncidentState.IN_REVIEW, by=caseworker, at=moment(2, 10))
    move(incident, IncidentState.WAITING_ON_HELPER, by=caseworker, at=moment(2, 11))
    assert read(lead).now.due == 0
    services.reply(build.ref(incident), text="Here.", attachments=(), actor=producer, at=moment(9, 11))
    replied(incident, by=caseworker, at=moment(9, 12))

    now = read(lead).now

    assert (now.due, now.in_time) == (1, 1)
    assert hours([now.reply.half, now.reply_business.half]) == [170.0, 47.0]


@pytest.mark.rule("E-20")
def test_what_was_opened_again_is_resolved_only_when_it_is_anew(
    producer: Actor, caseworker: Actor, lead: Actor
) -> None:
    incident = build.incident(producer, at=moment(2, 10))
    replied(incident, by=caseworker, at=moment(2, 11))
    move(incident, IncidentState.RESOLVED, by=caseworker, at=moment(2, 12))
    services.reply(build.ref(incident), text="It is not.", attachments=(), actor=producer, at=moment(3, 9))
    assert read(lead).now.resolved == 0
    move(incident, IncidentState.RESOLVED, by=caseworker, at=moment(3, 10))

    now = read(lead).now

    assert hours([now.resolution.half, now.reply.half]) == [24.0, 1.0]
    assert now.in_time == 1


@pytest.mark.rule("E-20")
def test_a_later_rule_changes_no_figure(handmade: None, lead: Actor) -> None:
    before = read(lead)

    def shorten(values: dict[str, object]) -> None:
        editions = values["escalations"]
        assert isinstance(editions, list)
        for edition in editions:
            for kind in edition["types"].values():
                kind["clock"], kind["promise"] = "1 hours", {"en": "soon", "es": "pronto"}

    build.run(build.changed_pack(build.MARYLAND, shorten))

    assert read(lead) == before


@pytest.mark.rule("E-20")
def test_without_a_promise_there_is_no_share(packs: None) -> None:
    build.incident(build.helper(marketplace=build.KENTUCKY), type="dms", at=moment(2, 10))
    auditor = build.staff(role=Role.AUDITOR, marketplace=build.KENTUCKY)

    now = read(auditor).now

    assert (now.opened, now.due, now.share) == (1, 0, None)


@pytest.mark.rule("E-20", "S-05")
def test_who_may_read_which_figures(handmade: None, producer: Actor, lead: Actor) -> None:
    other = build.staff(build.OPERATIONS, role=Role.TEAM_LEAD)

    assert read(other).now.opened == 0
    assert read(build.staff(role=Role.EXCHANGE_ADMIN)).now.opened == 5
    with pytest.raises(NotThere):
        read(other, team=build.TEAM)
    for nobody in (producer, build.staff(build.TEAM)):
        with pytest.raises(NotThere):
            read(nobody)


@pytest.mark.rule("E-20")
def test_nothing_opened_gives_no_figures(lead: Actor) -> None:
    now: Figures = read(lead).now

    assert (now.opened, now.share, now.reply.half) == (0, None, None)
    assert len(read(lead).by_week) == 2


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        pytest.param(None, None, Days(date(2027, 1, 11), date(2027, 3, 4)), id="the last eight weeks"),
        pytest.param(
            date(2027, 3, 1), date(2027, 3, 1), Days(date(2027, 3, 1), date(2027, 3, 2)), id="a day"
        ),
        pytest.param(date(2026, 2, 26), None, Days(date(2026, 2, 26), date(2027, 3, 4)), id="53 weeks"),
    ],
)
def test_the_days_that_are_asked_for(first: date | None, last: date | None, days: Days) -> None:
    assert days_asked(first=first, last=last, today=date(2027, 3, 3)) == days


@pytest.mark.parametrize(("first", "last"), [(date(2027, 3, 2), date(2027, 3, 1)), (date(2026, 2, 25), None)])
def test_days_that_no_report_covers(first: date, last: date | None) -> None:
    with pytest.raises(InvalidInput):
        days_asked(first=first, last=last, today=date(2027, 3, 3))


def test_a_week_begins_on_monday() -> None:
    assert [week_of(date(2027, 3, day)) for day in (7, 8, 14)] == [
        date(2027, 3, 1),
        date(2027, 3, 8),
        date(2027, 3, 8),
    ]
