"""A team's board shows what is at risk, to those who read the team, and lets its lead give it to somebody."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident, IncidentClock
from assistdesk.escalations.queries import board as risks
from assistdesk.escalations.services.warnings import warn_leads
from assistdesk.escalations.states import IncidentState, Timed
from assistdesk.shared import clock
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import NotThere
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of
from tests.escalations.test_warnings import DUE, HALF, HOUR, TICK

BOARD = reverse("escalations:board", args=[build.MARYLAND, build.TEAM])


@pytest.fixture
def lead(packs: None) -> Actor:
    """Return the lead of the team that takes most incidents."""
    return build.staff(build.TEAM, role=Role.TEAM_LEAD)


def counted(actor: Actor, *, at: datetime) -> dict[str, int]:
    """Return the counts of the team's board that are not zero."""
    board = risks.board(actor, marketplace=build.MARYLAND, team=build.TEAM, language="en", at=at)
    return {one.kind.value: one.count for one in board.counts if one.count}


def listed(actor: Actor, kind: Timed, *, at: datetime) -> list[str]:
    """Return the numbers that a board lists under one kind."""
    board = risks.board(actor, marketplace=build.MARYLAND, team=build.TEAM, language="en", at=at)
    return [row.number for row in risks.at_risk(board, kind, language="en", at=at).items]


@pytest.mark.rule("E-16")
@pytest.mark.parametrize(
    ("at", "counts"),
    [
        pytest.param(HALF - TICK, {}, id="one tick before half"),
        pytest.param(HALF, {"uptake": 1}, id="at half, unassigned"),
        pytest.param(DUE - TICK, {"uptake": 1}, id="one tick before the due time"),
        pytest.param(DUE, {"uptake": 1, "reply": 1}, id="on the due time, unanswered"),
    ],
)
def test_a_board_agrees_with_what_the_lead_is_told(
    producer: Actor, lead: Actor, at: datetime, counts: dict[str, int]
) -> None:
    build.incident(producer)

    assert counted(lead, at=at) == counts
    assert warn_leads(at=at) == sum(counts.values())


@pytest.mark.rule("E-16")
def test_a_board_is_true_without_a_worker_and_lists_the_longest_late_first(
    producer: Actor, caseworker: Actor, lead: Actor
) -> None:
    first, second, third = (build.incident(producer, at=TEN_O_CLOCK + n * HOUR) for n in range(3))
    services.take(build.ref(second), actor=caseworker, at=TEN_O_CLOCK + 3 * HOUR)

    assert listed(lead, Timed.UPTAKE, at=DUE) == [first.number, third.number]
    assert listed(lead, Timed.REPLY, at=DUE) == [first.number, second.number, third.number]


@pytest.mark.rule("E-16")
def test_what_is_answered_taken_or_resolved_leaves_the_board(
    producer: Actor, caseworker: Actor, lead: Actor
) -> None:
    answered, resolved, open_one = (build.incident(producer) for _ in range(3))
    services.reply(build.ref(answered), text="Done.", attachments=(), actor=caseworker, at=DUE)
    services.take(build.ref(resolved), actor=caseworker, at=DUE)
    services.transition(
        build.ref(resolved), to=IncidentState.RESOLVED, reason="Done.", actor=caseworker, at=DUE
    )

    assert counted(lead, at=DUE) == {"uptake": 1, "reply": 1}
    assert listed(lead, Timed.REPLY, at=DUE) == [open_one.number]


@pytest.mark.rule("E-16")
def test_a_board_is_read_by_its_team_and_those_above_it_alone(producer: Actor, caseworker: Actor) -> None:
    others = [
        producer,
        build.staff(build.OPERATIONS, role=Role.TEAM_LEAD),
        build.staff(build.TEAM, role=Role.TEAM_LEAD, marketplace=build.KENTUCKY),
    ]
    build.incident(producer)

    assert counted(caseworker, at=DUE) == {"uptake": 1, "reply": 1}
    assert counted(build.staff(role=Role.EXCHANGE_ADMIN), at=DUE) == {"uptake": 1, "reply": 1}
    for actor in others:
        with pytest.raises(NotThere):
            counted(actor, at=DUE)


@pytest.mark.rule("E-16")
def test_a_lead_gives_what_is_at_risk_to_somebody_from_the_board(
    producer: Actor, caseworker: Actor, lead: Actor, signed_in: SignIn
) -> None:
    incident = build.incident(producer, at=build.EARLIER)
    browser = signed_in(lead)
    before = text_of(browser.get(BOARD))
    assert incident.number in before
    assert "Nobody has taken it" in before

    answer = browser.post(f"{BOARD}/assign", {"number": incident.number, "to": caseworker.username})

    assert answer.headers["Location"] == BOARD
    assert Incident.objects.get(pk=incident.pk).assignee_id == caseworker.account_id
    after = text_of(browser.get(BOARD))
    assert 'id="uptake"' not in after
    assert 'id="reply"' in after


@pytest.mark.rule("E-16")
def test_a_lead_who_may_not_work_there_reads_and_changes_nothing(producer: Actor, signed_in: SignIn) -> None:
    incident = build.incident(producer, at=build.EARLIER)
    admin = signed_in(build.staff(role=Role.EXCHANGE_ADMIN))

    assert "Choose" not in text_of(admin.get(BOARD))
    assert admin.post(f"{BOARD}/assign", {"number": incident.number, "to": "me"}).status_code == 403


@pytest.mark.rule("E-16")
def test_all_of_one_kind_are_shown_in_pages(
    producer: Actor, lead: Actor, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistdesk.escalations.views.leading.PAGE", 2)
    numbers = [build.incident(producer, at=build.EARLIER).number for _ in range(5)]
    browser, seen, address = signed_in(lead), [], "?kind=reply"

    while address:
        page = browser.get(BOARD + address)
        seen += [one for one in numbers if f"/escalations/{one}" in text_of(page)]
        address = page.context["next"]

    assert seen == numbers


def test_an_unknown_kind_or_cursor_is_refused(producer: Actor, lead: Actor, signed_in: SignIn) -> None:
    browser = signed_in(lead)

    assert browser.get(f"{BOARD}?kind=weather").status_code == 404
    assert browser.get(f"{BOARD}?kind=reply&cursor=WyJ4IiwieSJd").status_code == 422


@pytest.mark.rule("E-16")
def test_a_board_costs_the_same_however_much_is_late(producer: Actor, lead: Actor, signed_in: SignIn) -> None:
    browser = signed_in(lead)
    build.incident(producer, at=build.EARLIER)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            browser.get(BOARD)
        costs.append(len(captured))
        for _ in range(8):
            build.incident(producer, at=build.EARLIER)

    assert costs[0] == costs[1]


@pytest.mark.rule("E-16")
def test_the_leads_home_leads_to_the_board_with_its_count(
    producer: Actor, caseworker: Actor, lead: Actor, signed_in: SignIn
) -> None:
    build.incident(producer, at=build.EARLIER)

    home = text_of(signed_in(lead).get(reverse("site:home")))
    assert f'<b>1</b> <a href="{BOARD}">' in home
    assert BOARD not in text_of(signed_in(caseworker).get(reverse("site:home")))


@pytest.mark.rule("E-16")
def test_boards_lists_every_team_that_one_reads(producer: Actor, signed_in: SignIn) -> None:
    build.incident(producer, at=build.EARLIER)
    address = reverse("escalations:boards", args=[build.MARYLAND])

    admin = text_of(signed_in(build.staff(role=Role.EXCHANGE_ADMIN)).get(address))
    own = text_of(signed_in(build.staff(build.OPERATIONS, role=Role.TEAM_LEAD)).get(address))

    assert "Escalated Cases" in admin
    assert BOARD not in own
    assert "Producer Operations" in own
    assert signed_in(producer).get(address).status_code == 403


@pytest.mark.rule("E-16")
def test_a_boards_list_reads_one_index_range(producer: Actor) -> None:
    build.incident(producer)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    late = IncidentClock.objects.late(clock.now()).filter(
        marketplace=build.MARYLAND, team=build.TEAM, kind="reply"
    )
    plan = late.order_by("due_at", "id").values("id", "due_at")[:10].explain()

    assert "escalations_clock_board" in plan
    assert "Sort" not in plan
    assert "Filter" not in plan


def test_a_day_later_nothing_is_forgotten(producer: Actor, lead: Actor) -> None:
    build.incident(producer)
    warn_leads(at=DUE)

    assert counted(lead, at=DUE + timedelta(days=30)) == {"uptake": 1, "reply": 1}


@pytest.mark.rule("E-16")
@pytest.mark.django_db
def test_a_board_is_followed_live_row_by_row(producer: Actor, lead: Actor, signed_in: SignIn) -> None:
    made = build.incident(producer, at=build.EARLIER)

    page = text_of(signed_in(lead).get(BOARD))

    assert '<div id="risks" data-live="incident"' in page
    assert f'data-live-key="reply {made.number}"' in page
