"""Staff offer a referral by hand, call themselves where nobody takes it, and open and close the season."""

from datetime import time
from uuid import uuid4

import pytest
from django.urls import reverse

from assistdesk.referrals import services
from assistdesk.referrals.models import Registration
from assistdesk.referrals.refusals import ContactNotShown, MoveNotPossible, ReferralNotFound, SeasonClosed
from assistdesk.referrals.rules.duty import WeeklyHours
from assistdesk.referrals.services import Requested, staff_contacts
from assistdesk.referrals.states import OfferKind
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import InvalidInput
from tests.conftest import at_the_same_time
from tests.referrals import asking, staff
from tests.referrals import taking_part as build
from tests.referrals.conftest import Ask, DeskTime, SignIn
from tests.referrals.staff import BOARD, page_of, text_of

NEVER_NOW = (WeeklyHours(7, time(1), time(2)),)


def by_hand(asked: Requested, lead: Actor, to: Actor | None, desk_time: DeskTime) -> int:
    """Offer a referral by hand, to one or to all who fit."""
    return services.offer_by_hand(
        asked.reference,
        marketplace=build.KENTUCKY,
        to=to.account_id if to else None,
        kind=OfferKind.GENERAL if to else OfferKind.MASS,
        actor=lead,
        at=desk_time.now,
    )


def off_duty(desk_time: DeskTime, **changes: object) -> Actor:
    """Register a helper who is not on duty now."""
    helper = build.helper(name="Noor Night")
    build.register(helper, at=desk_time.now, hours=NEVER_NOW, **changes)  # type: ignore[arg-type]  # of the availability
    return helper


def address(name: str, asked: Requested) -> str:
    """Return where a form of a referral's page goes to."""
    return reverse(f"referrals:{name}", args=[build.KENTUCKY, asked.reference])


@pytest.mark.rule("D-18")
def test_who_is_off_duty_and_of_another_type_can_be_asked_by_hand(desk_time: DeskTime) -> None:
    helper = off_duty(desk_time)
    asked = asking.request(helper_type="navigator")

    assert by_hand(asked, staff.staff(), helper, desk_time) == 1

    (offer,) = asking.offers(asked)
    assert (offer.helper_id, offer.decision.kind) == (helper.account_id, "by_hand")
    staff.accept(offer)
    assert asking.referral(asked).state == "in_progress"


@pytest.mark.rule("D-18")
def test_what_staff_cannot_know_better_holds(desk_time: DeskTime) -> None:
    lead, asked = staff.staff(), asking.request()
    full = off_duty(desk_time, most_open=1)
    Registration.objects.filter(pk=full.account_id).update(open_count=1)
    unlicensed = off_duty(desk_time)
    assert unlicensed.account_id is not None
    Account.objects.filter(pk=unlicensed.account_id).update(is_active=False)

    for helper in (full, unlicensed):
        with pytest.raises(InvalidInput):
            by_hand(asked, lead, helper, desk_time)
    assert asking.offers(asked) == []


@pytest.mark.rule("S-05")
def test_a_helper_of_another_marketplace_is_never_asked(desk_time: DeskTime) -> None:
    lead, helper, asked = staff.staff(), off_duty(desk_time), asking.request()
    Registration.objects.filter(pk=helper.account_id).update(marketplace="maryland")

    with pytest.raises(InvalidInput):
        by_hand(asked, lead, helper, desk_time)
    with pytest.raises(ReferralNotFound):
        by_hand(asked, staff.staff(marketplace="maryland"), helper, desk_time)


@pytest.mark.rule("D-18")
def test_all_who_fit_are_asked_at_once_and_once_it_is_taken_nobody_is(desk_time: DeskTime) -> None:
    asking.on_duty(4)
    lead, asked = staff.staff(), asking.request()

    assert by_hand(asked, lead, None, desk_time) == 3, "one was asked by the ladder before"

    staff.accept(asking.offers(asked)[2])
    with pytest.raises(MoveNotPossible):
        by_hand(asked, lead, None, desk_time)


@pytest.mark.rule("D-18")
@pytest.mark.django_db(transaction=True)
def test_two_leads_at_once_ask_a_helper_once(desk_time: DeskTime) -> None:
    lead, helper, asked = staff.staff(), off_duty(desk_time), asking.request()

    outcomes = at_the_same_time(*[lambda: by_hand(asked, lead, helper, desk_time)] * 4)

    assert outcomes.count(1) == 1
    assert sum(isinstance(one, InvalidInput) for one in outcomes) == 3
    assert len(asking.offers(asked)) == 1


@pytest.mark.rule("D-18")
def test_a_lead_finds_a_helper_by_name_and_sees_why_not(desk_time: DeskTime, signed_in: SignIn) -> None:
    off_duty(desk_time)
    full = build.helper(name="Faye Full")
    build.register(full, at=desk_time.now, hours=asking.ROUND_THE_CLOCK)
    Registration.objects.filter(pk=full.account_id).update(open_count=2)
    asked, browser = asking.request(), signed_in(staff.staff())

    night = text_of(browser.post(address("helpers", asked), {"name": "noor"}))
    fayes = text_of(browser.post(address("helpers", asked), {"name": "faye"}))

    assert "Off duty 0 of 2 open" in night
    assert "Faye" not in night
    assert "Not possible: Has as many as their limit allows" in fayes


@pytest.mark.rule("D-18")
def test_what_was_offered_by_hand_is_said_on_top(desk_time: DeskTime, signed_in: SignIn) -> None:
    asking.on_duty(2)
    asked, browser = asking.request(), signed_in(staff.staff())

    answer = browser.post(address("offer_by_hand", asked), {"to": "all"})

    assert "It is offered." not in text_of(browser.get(page_of(asked)))
    assert "It is offered." in text_of(browser.get(answer.headers["Location"]))


@pytest.mark.rule("D-18")
def test_a_refusal_by_hand_says_why_and_the_page_stays(desk_time: DeskTime, signed_in: SignIn) -> None:
    asked, browser = asking.request(), signed_in(staff.staff())

    answer = browser.post(address("offer_by_hand", asked), {"to": "all"})

    assert answer.status_code == 422
    assert "Nobody can be asked now." in text_of(answer)


@pytest.mark.rule("D-18")
def test_the_api_offers_by_hand(desk_time: DeskTime, ask: Ask) -> None:
    helper = off_duty(desk_time)
    asked, lead = asking.request(), staff.staff()
    path = f"/referrals/{asked.reference}/offers"

    assert ask(lead, path, {"kind": "general", "to": "nobody"}, method="POST")[0] == 422
    assert ask(lead, path, {"kind": "mass"}, method="POST")[0] == 422
    assert ask(staff.staff(Role.CASEWORKER), path, {"kind": "mass"}, method="POST")[0] == 403
    assert ask(staff.staff(marketplace="maryland"), path, {"kind": "mass"}, method="POST")[0] == 404
    status, answer = ask(lead, path, {"kind": "general", "to": helper.username}, method="POST")
    assert (status, answer) == (201, {"reference": asked.reference, "offered": 1})
    assert ask(lead, path, {"kind": "general", "to": str(helper.account_id)}, method="POST")[0] == 422
    staff.accept(asking.offers(asked)[0])
    status, problem = ask(lead, path, {"kind": "mass"}, method="POST")
    assert (status, problem["type"]) == (409, "/problems/move-not-possible")


@pytest.mark.rule("D-12")
@pytest.mark.rule("D-18")
def test_the_contact_is_shown_to_a_lead_only_while_nobody_takes_it(
    desk_time: DeskTime, signed_in: SignIn
) -> None:
    asking.on_duty(1)
    asked, lead = asking.request(), staff.staff()
    browser = signed_in(lead)
    assert browser.post(address("show_contact", asked)).status_code == 409, "the ladder is under way"
    desk_time.pass_by(minutes=23)
    assert "Rosa" not in text_of(browser.get(page_of(asked)))

    shown = text_of(browser.post(address("show_contact", asked)))

    assert "Rosa Delgado" in shown
    assert "502-555-0199" in shown
    entry = Entry.objects.get(action="referrals.referral.show_contact")
    assert entry.account_id == lead.account_id
    assert "The resident's contact was shown to staff (Lee Marsh)" in shown.replace("&#x27;", "'")
    assert signed_in(staff.staff(Role.CASEWORKER)).post(address("show_contact", asked)).status_code == 403
    assert (
        signed_in(staff.staff(marketplace="maryland")).post(address("show_contact", asked)).status_code == 404
    )


@pytest.mark.rule("D-12")
def test_the_contact_is_shown_to_no_staff_once_a_helper_has_it(desk_time: DeskTime) -> None:
    asking.on_duty(1)
    asked, lead = asking.request(), staff.staff()
    desk_time.pass_by(minutes=23)
    by_hand(asked, lead, off_duty(desk_time), desk_time)
    staff.accept(asking.offers(asked, state="offered")[-1])

    with pytest.raises(ContactNotShown):
        staff_contacts.show(asked.reference, marketplace=build.KENTUCKY, actor=lead, at=desk_time.now)


@pytest.mark.rule("D-18")
def test_a_lead_closes_and_opens_the_season_and_the_board_says_why(
    desk_time: DeskTime, signed_in: SignIn
) -> None:
    browser = signed_in(staff.staff())
    season = reverse("referrals:season", args=[build.KENTUCKY])

    assert browser.post(season, {"is_open": "no", "reason": " "}).status_code == 422
    asking.request()
    assert browser.post(season, {"is_open": "no", "reason": "Storm: offices are closed"}).status_code == 302
    with pytest.raises(SeasonClosed):
        asking.request()
    assert "Closed by Lee Marsh" in text_of(browser.get(BOARD))
    assert "Storm: offices are closed" in text_of(browser.get(BOARD))
    assert "This counts until somebody switches it again" in text_of(browser.get(BOARD))

    desk_time.jump(minutes=1)
    browser.post(season, {"is_open": "yes", "reason": "Open again"})
    asking.request()
    assert signed_in(staff.staff(Role.CASEWORKER)).post(season, {"reason": "x"}).status_code == 403
    assert signed_in(staff.staff(marketplace="maryland")).post(season, {"reason": "x"}).status_code == 404


@pytest.mark.rule("S-05")
def test_nobody_is_told_whether_a_reference_exists_elsewhere(desk_time: DeskTime, signed_in: SignIn) -> None:
    there = signed_in(staff.staff(marketplace="maryland"))

    asked = asking.request()

    assert there.get(page_of(asked)).status_code == 404
    assert there.get(page_of(asked).replace(asked.reference, f"R-{uuid4().hex[:7]}")).status_code == 404
