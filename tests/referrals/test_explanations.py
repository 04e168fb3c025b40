"""Why these helpers were asked: staff read it of every referral, helpers of their own offers."""

from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistdesk.referrals.rules.duty import WeeklyHours
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from tests.referrals import asking, staff
from tests.referrals import taking_part as build
from tests.referrals.conftest import Ask, DeskTime, SignIn
from tests.referrals.staff import page_of, text_of

NEVER_NOW = (WeeklyHours(7, time(1), time(2)),)
TERMS = {"acceptance", "proximity", "rest", "language", "missed_referrals"}


def why(offer_id: object) -> str:
    """Return the address of a helper's page about an offer."""
    return reverse("referrals:why", args=[build.KENTUCKY, offer_id])


@pytest.mark.rule("D-05")
def test_staff_read_who_was_considered_who_was_ruled_out_and_the_score(desk_time: DeskTime, ask: Ask) -> None:
    asking.on_duty(2)
    off_duty = build.helper(name="Noor Night")
    build.register(off_duty, at=desk_time.now, hours=NEVER_NOW)
    asked = asking.request()

    status, answer = ask(staff.staff(Role.CASEWORKER), f"/referrals/{asked.reference}/explanation")

    assert status == 200
    (decision,) = answer["decisions"]
    chosen, other, out = decision["considered"]
    assert (chosen["chosen"], other["chosen"], out["chosen"]) == (True, False, False)
    assert set(chosen["terms"]) == set(decision["weights"]) == TERMS
    total = sum(chosen["terms"][term] * decision["weights"][term] for term in TERMS)
    assert chosen["score"] == pytest.approx(total, abs=0.001)
    assert (out["helper"], out["name"], out["reasons"]) == (
        str(off_duty.account_id),
        "Noor Night",
        ["off_duty"],
    )
    assert decision["counts"] == {"fitting": 2, "off_duty": 1}


@pytest.mark.rule("D-05")
def test_the_page_says_the_same_in_words(desk_time: DeskTime, signed_in: SignIn) -> None:
    asking.on_duty(2)
    paused = build.helper(name="Perry Pause")
    build.register(paused, at=desk_time.now, is_paused=True, hours=asking.ROUND_THE_CLOCK)
    asked = asking.request(program="qhp", language="es")

    page = text_of(signed_in(staff.staff()).get(page_of(asked)))

    assert "Likely to accept" in page
    assert "Could be asked" in page
    assert "Waits for an answer" in page
    assert "Rosa" not in page
    happened = page[page.index("History") :]
    steps = ("The resident asked", "A call back was promised", "Offered to helpers")
    assert [happened.index(one) for one in steps] == sorted(happened.index(one) for one in steps)


@pytest.mark.rule("D-05")
def test_a_page_of_a_referral_costs_the_same_however_many_were_asked(
    desk_time: DeskTime, signed_in: SignIn
) -> None:
    asking.on_duty(12)
    asked = asking.request()
    browser = signed_in(staff.staff())
    desk_time.pass_by(minutes=12)
    with CaptureQueriesContext(connection) as few:
        browser.get(page_of(asked))
    desk_time.pass_by(minutes=13)
    with CaptureQueriesContext(connection) as many:
        browser.get(page_of(asked))

    assert len(asking.offers(asked)) > 8
    assert len(many) == len(few) <= 18


@pytest.mark.rule("S-05")
def test_another_marketplaces_staff_and_helpers_read_no_explanation(desk_time: DeskTime, ask: Ask) -> None:
    (helper,) = asking.on_duty(1)
    asked = asking.request()
    path = f"/referrals/{asked.reference}/explanation"

    assert ask(staff.staff(marketplace="maryland"), path)[0] == 404
    assert ask(helper, path)[0] == 403
    assert ask(staff.staff(), "/referrals/R-NOTHERE/explanation")[0] == 404


@pytest.mark.rule("D-05")
def test_a_helper_reads_why_they_were_asked_and_nobody_else_does(
    desk_time: DeskTime, signed_in: SignIn
) -> None:
    helpers: list[Actor] = asking.on_duty(2)
    asked = asking.request()
    (offer,) = asking.offers(asked)
    other = next(one for one in helpers if one.account_id != offer.helper_id)

    page = text_of(signed_in(asking.actor_of(offer)).get(why(offer.id)))

    assert "2 helpers could have been asked, and 1 were" in page
    assert "Likely to accept" in page
    assert "Nothing: you can be asked at any moment" in page
    assert signed_in(other).get(why(offer.id)).status_code == 404
    assert signed_in(staff.staff()).get(why(offer.id)).status_code == 403


@pytest.mark.rule("D-05")
def test_a_helper_reads_what_speaks_against_them_now(desk_time: DeskTime, signed_in: SignIn) -> None:
    asking.on_duty(1, most_open=1)
    (offer,) = asking.offers(asking.request())
    helper = staff.accept(offer)

    page = text_of(signed_in(helper).get(why(offer.id)))

    assert "Has as many as their limit allows" in page
