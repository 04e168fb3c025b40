"""The staff's board: open referrals against the promise, for those whose marketplace it is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistdesk.referrals import services
from assistdesk.referrals.models import Referral
from assistdesk.referrals.models.topics import board_topic
from assistdesk.referrals.queries import board as boards
from assistdesk.referrals.queries.figures import Figures, Span, figures
from assistdesk.referrals.queries.topics import topics_of
from assistdesk.referrals.services import tokens
from assistdesk.shared import clock
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from tests.referrals import asking, staff
from tests.referrals import taking_part as build
from tests.referrals.conftest import DeskTime, SignIn
from tests.referrals.staff import BOARD, listed, text_of

TICK = timedelta(microseconds=1)
WITHIN = timedelta(minutes=30)
MARYLAND = "maryland"


def measured(lead: Actor) -> Figures:
    """Return the figures of everything that was asked for until now."""
    at = clock.now()
    span = Span("all", at - timedelta(days=7), at + TICK)
    return figures(lead, [span], marketplace=build.KENTUCKY, at=at)[0]


@pytest.mark.rule("D-18")
def test_the_most_at_risk_stand_first_and_what_is_called_leaves(
    desk_time: DeskTime, signed_in: SignIn
) -> None:
    asking.on_duty(3)
    first = asking.request()
    desk_time.jump(minutes=2)
    second, third = asking.request(), asking.request()
    browser = signed_in(staff.staff())
    assert listed(browser)[0] == first.reference
    assert set(listed(browser)) == {first.reference, second.reference, third.reference}

    helper = staff.accept(asking.offers(first)[0])
    assert listed(browser)[0] == first.reference, "an acceptance is no call"
    staff.call(first, helper)

    assert first.reference not in listed(browser)
    assert listed(browser, show="helped") == [first.reference]


@pytest.mark.rule("D-18")
def test_nobody_called_me_puts_it_back_on_the_list(desk_time: DeskTime, signed_in: SignIn) -> None:
    asking.on_duty(2)
    asked = asking.request()
    helper = staff.accept(asking.offers(asked)[0])
    staff.call(asked, helper, "no_answer")
    browser = signed_in(staff.staff())
    assert listed(browser) == []

    desk_time.jump(minutes=5)
    services.not_called(tokens.status_token(asked.id), actor=Actor.anonymous(), at=desk_time.now)

    assert listed(browser) == [asked.reference]
    staff.accept(asking.offers(asked, round=2)[0])
    assert listed(browser) == [asked.reference], "the second helper has not called yet"


@pytest.mark.rule("D-18")
def test_late_ones_and_those_that_nobody_took_are_counted(desk_time: DeskTime, signed_in: SignIn) -> None:
    asking.on_duty(1)
    asked = asking.request()
    browser = signed_in(staff.staff())
    desk_time.pass_by(minutes=23)
    assert "1 need you" in text_of(browser.get(BOARD))
    assert "0 of them late" in text_of(browser.get(BOARD))

    desk_time.pass_by(minutes=20)

    assert asking.referral(asked).state == "unfilled"
    page = text_of(browser.get(BOARD))
    assert "1 of them late" in page
    assert "Nobody took it" in page


@pytest.mark.rule("D-18")
def test_without_anybody_there_it_stands_in_a_list_of_its_own(desk_time: DeskTime, signed_in: SignIn) -> None:
    asked = asking.request()
    browser = signed_in(staff.staff(Role.CASEWORKER))

    assert listed(browser) == []
    assert listed(browser, show="later") == [asked.reference]


@pytest.mark.rule("D-18")
@pytest.mark.parametrize(
    ("after", "kept"),
    [
        pytest.param(WITHIN - TICK, 1, id="one tick before the promised moment"),
        pytest.param(WITHIN, 0, id="at the promised moment"),
    ],
)
def test_the_promise_is_measured_by_the_first_attempt(
    desk_time: DeskTime, after: timedelta, kept: int
) -> None:
    asking.on_duty(1)
    asked = asking.request()
    helper = staff.accept(asking.offers(asked)[0])
    promised = asking.referral(asked).call_back_by
    assert promised is not None
    at = promised - WITHIN + after

    services.attempt(asked.reference, result="no_answer", key="1", actor=helper, at=at)
    clock.advance(WITHIN)

    found = measured(staff.staff())
    assert (found.kept, found.promised, found.kept_share) == (kept, 1, float(kept))
    assert (found.filled, found.decided, found.fill_rate) == (1, 1, 1.0)
    assert found.to_call.half == after


@pytest.mark.rule("D-18")
def test_figures_count_what_nobody_took_and_misses_against(desk_time: DeskTime) -> None:
    helpers = asking.on_duty(1)
    asking.request()
    lead = staff.staff()
    assert (measured(lead).decided, measured(lead).promised) == (0, 0), "nothing is decided yet"

    desk_time.pass_by(minutes=45)

    found = measured(lead)
    assert (found.filled, found.decided, found.kept, found.promised) == (0, 1, 0, 1)
    assert found.missed == asking.registration(helpers[0]).consecutive_misses == 1
    assert found.to_accept.half is None


@pytest.mark.rule("D-18")
def test_what_was_called_and_not_called_again_is_no_promise_kept(desk_time: DeskTime) -> None:
    asking.on_duty(2)
    asked = asking.request()
    staff.call(asked, staff.accept(asking.offers(asked)[0]))

    services.not_called(tokens.status_token(asked.id), actor=Actor.anonymous(), at=desk_time.now)

    found = measured(staff.staff())
    assert (found.kept, found.promised) == (0, 1)


@pytest.mark.rule("D-18")
def test_nothing_on_the_board_tells_who_asked(desk_time: DeskTime, signed_in: SignIn) -> None:
    asking.on_duty(1)
    asking.request(name="Rosa Delgado", contact="502-555-0199", zip_code="40202")

    page = signed_in(staff.staff()).get(BOARD).content.decode()

    assert "402…" in page
    assert not [one for one in ("Rosa", "Delgado", "555-0199", "5550199", "40202") if one in page]


@pytest.mark.rule("D-18")
@pytest.mark.parametrize("name", ["board", "on_duty", "report"])
def test_a_page_costs_the_same_however_much_there_is(
    desk_time: DeskTime, signed_in: SignIn, name: str
) -> None:
    browser = signed_in(staff.staff())
    address = reverse(f"referrals:{name}", args=[build.KENTUCKY])
    asking.on_duty(1)
    asking.request()
    browser.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get(address)

    asking.on_duty(4, languages=("en", "es"))
    for _ in range(6):
        asking.request()
    desk_time.pass_by(minutes=13)
    with CaptureQueriesContext(connection) as many:
        browser.get(address)

    assert len(many) == len(few) <= 16


@pytest.mark.rule("D-18")
def test_a_long_list_goes_on_by_its_cursor(desk_time: DeskTime) -> None:
    asking.on_duty(1)
    for _ in range(5):
        asking.request()
        desk_time.jump(seconds=1)
    lead = staff.staff()
    seen: list[str] = []
    cursor = None
    while True:
        page = boards.page(
            lead, pack=build.pack(), show=boards.Show.WAITING, at=desk_time.now, cursor=cursor, limit=2
        )
        seen += [one.reference for one in page.items]
        cursor = page.next
        if cursor is None:
            break

    in_order = Referral.objects.order_by("call_back_by").values_list("reference", flat=True)
    assert seen == list(in_order)


@pytest.mark.rule("S-05")
@pytest.mark.parametrize("name", ["board", "on_duty", "report", "report_file", "one"])
def test_another_marketplaces_staff_see_nothing(desk_time: DeskTime, signed_in: SignIn, name: str) -> None:
    asking.on_duty(1)
    asked = asking.request()
    places = [build.KENTUCKY, asked.reference] if name == "one" else [build.KENTUCKY]
    address = reverse(f"referrals:{name}", args=places)

    assert signed_in(staff.staff()).get(address).status_code == 200
    assert signed_in(staff.staff(marketplace=MARYLAND)).get(address).status_code == 404
    assert signed_in(asking.actor_of(asking.offers(asked)[0])).get(address).status_code in (403, 404)


@pytest.mark.rule("S-05")
def test_staff_hear_of_their_own_marketplaces_changes_alone(running_pack: None) -> None:
    assert topics_of(staff.staff(marketplace=MARYLAND)) == {board_topic(MARYLAND)}
    assert topics_of(staff.staff(Role.EXCHANGE_ADMIN, marketplace="")) == {board_topic(None)}
    assert topics_of(Actor.anonymous()) == frozenset()


@pytest.mark.rule("D-18")
def test_the_roster_says_who_is_there_by_hour_area_and_language(
    desk_time: DeskTime, signed_in: SignIn
) -> None:
    asking.on_duty(2, languages=("en", "es"))
    build.register(build.helper(), at=desk_time.now)  # nine to five, and it is ten
    build.register(build.helper(), at=desk_time.now, is_paused=True)

    page = text_of(signed_in(staff.staff()).get(reverse("referrals:on_duty", args=[build.KENTUCKY])))

    assert "4 helpers are registered , 1 of them paused" in page or "4 helpers are registered, 1" in page
    assert "402… Jefferson 3 3 0 3 2" in page
    assert "Now 3 3 2" in page
    assert "4:00 p.m. 3 3 2" in page.replace("\xa0", " ")
    assert "5:00 p.m. 2 2 2" in page.replace("\xa0", " ")


@pytest.mark.rule("D-18")
def test_the_weeks_go_into_a_file_without_anybodys_name(desk_time: DeskTime, signed_in: SignIn) -> None:
    asking.on_duty(1)
    asked = asking.request()
    staff.call(asked, staff.accept(asking.offers(asked)[0]))

    answer = signed_in(staff.staff(Role.AUDITOR)).get(reverse("referrals:report_file", args=[build.KENTUCKY]))

    lines = answer.content.decode().lstrip("\ufeff").splitlines()
    assert len(lines) == 9
    assert lines[1].startswith("2027-03-01,1,1,1,1,1,0.0,0.0,0.0,0.0,1,0,0,0")
    assert "Rosa" not in answer.content.decode()


@pytest.mark.rule("D-18")
def test_silence_of_who_never_called_is_a_broken_promise(desk_time: DeskTime) -> None:
    asking.on_duty(2)
    asked = asking.request()
    staff.accept(asking.offers(asked)[0])

    desk_time.jump(hours=3)
    desk_time.let_happen()
    desk_time.jump(hours=25)
    desk_time.let_happen()

    assert asking.referral(asked).round == 2
    found = measured(staff.staff())
    assert (found.kept, found.promised) == (0, 1)
