"""Quick Updates: the Referral Manager, what is in progress, what was missed, and how one takes part."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assistdesk.referrals import queries, services
from assistdesk.referrals.models import Offer, Registration
from assistdesk.referrals.models.topics import board_topic, helper_topic
from assistdesk.referrals.services import Requested
from assistdesk.referrals.states import OfferKind, OfferState
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from tests.guide.pages import text_within
from tests.referrals import asking
from tests.referrals import taking_part as build
from tests.referrals.conftest import DeskTime, SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.rule("D-10")]

ADDRESS = f"/m/{build.KENTUCKY}/on-demand"
SECRETS = ("Rosa", "Delgado", "555-0199", "5550199")


def shown(browser: Client) -> str:
    """Return the source of somebody's Quick Updates."""
    answer = browser.get(ADDRESS)
    assert answer.status_code == 200
    return answer.content.decode()


def press(browser: Client, offer: Offer, button: str) -> tuple[int, str, str]:
    """Press a button of an offer; return status, where it leads to, and what the answer says."""
    answer = browser.post(f"{ADDRESS}/offers/{offer.id}", {"answer": button})
    text = text_within(answer.content.decode(), "main") if answer.content else ""
    return answer.status_code, answer.headers.get("Location", ""), text


def mass(asked: Requested, *, desk_time: DeskTime) -> dict[object, Offer]:
    """Let staff offer a referral to everybody; return the open offers by helper."""
    staff = build.helper(role=Role.TEAM_LEAD)
    services.offer_by_hand(
        asking.referral(asked).reference,
        marketplace=build.KENTUCKY,
        to=None,
        kind=OfferKind.MASS,
        actor=staff,
        at=desk_time.now,
    )
    return {one.helper_id: one for one in asking.offers(asked, state=OfferState.OFFERED.value)}


@pytest.fixture
def offered(desk_time: DeskTime) -> tuple[Requested, Actor, Offer]:
    """Return a referral, the one helper there is, and the offer."""
    (helper,) = asking.on_duty(most_open=5)
    asked = asking.request()
    return asked, helper, asking.offers(asked)[0]


def test_an_offer_has_its_time_left_and_two_buttons_and_nobodys_name(
    offered: tuple[Requested, Actor, Offer], signed_in: SignIn
) -> None:
    _, helper, offer = offered

    page = shown(signed_in(helper))

    text = text_within(page, "main")
    for words in ("Quick Updates", "Referral Manager", "Qualified Health Plan", "English", "ZIP codes 402"):
        assert words in text
    assert "General Referral" in text
    assert f'data-until="{offer.closes_at:%Y-%m-%dT%H:%M}' in page
    assert re.findall(r'<button[^>]*name="answer"[^>]*>(\w+)<', page) == ["Accept", "Reject"]
    assert 'data-live="offer referral"' in page
    assert not [one for one in SECRETS if one in page]


@pytest.mark.rule("D-12")
def test_accept_leads_to_the_resident_and_reject_leaves_nothing_missed(
    offered: tuple[Requested, Actor, Offer], signed_in: SignIn, desk_time: DeskTime
) -> None:
    asked, helper, offer = offered
    browser = signed_in(helper)

    assert press(browser, offer, "accept")[:2] == (
        302,
        f"/m/{build.KENTUCKY}/referrals/{asking.referral(asked).reference}",
    )
    assert asking.referral(asked).reference in text_within(shown(browser), "main")
    second = asking.offers(asking.request())[0]
    assert press(browser, second, "reject")[:2] == (302, ADDRESS)

    page = shown(browser)
    assert 'value="accept"' not in page
    assert "Missed in a row" not in page
    assert Offer.objects.get(pk=second.pk).state == OfferState.REJECTED.value


@pytest.mark.rule("D-07")
def test_who_comes_second_is_told_kindly_and_the_offer_says_so_in_its_place(
    desk_time: DeskTime, signed_in: SignIn
) -> None:
    helpers = asking.on_duty(3)
    asked = asking.request()
    offers = mass(asked, desk_time=desk_time)
    first, second, third = helpers
    assert press(signed_in(first), offers[first.account_id], "accept")[0] == 302

    status, _, text = press(signed_in(second), offers[second.account_id], "accept")

    assert status == 409
    assert text.count("does not count as missed") >= 1
    page = shown(signed_in(third))
    assert "Somebody else took this referral before you" in text_within(page, "main")
    assert 'value="accept"' not in page


def test_who_is_next_in_line_is_told_and_gets_it_once_the_hold_lapses(
    desk_time: DeskTime, signed_in: SignIn
) -> None:
    first, second = asking.on_duty(2)
    offers = mass(asked := asking.request(), desk_time=desk_time)
    services.accept_by_link(asking.token(offers[first.account_id]), at=desk_time.now)
    browser = signed_in(second)

    status, _, text = press(browser, offers[second.account_id], "accept")

    assert status == 409
    assert "You are next in line" in text
    assert "You are next in line" in text_within(shown(browser), "main")
    desk_time.jump(minutes=5)
    desk_time.let_happen()
    assert press(browser, offers[second.account_id], "accept")[0] == 302
    assert asking.referral(asked).helper_id == second.account_id


def test_misses_in_a_row_are_counted_and_the_third_asks_to_register_again(
    desk_time: DeskTime, signed_in: SignIn
) -> None:
    (helper,) = asking.on_duty()
    browser = signed_in(helper)
    for count in (1, 2):
        asking.request()
        desk_time.let_happen()
        desk_time.pass_by(minutes=16)
        assert f"Missed in a row: {count} of 3" in text_within(shown(browser), "main")
    assert "Missed last" in text_within(shown(browser), "main")
    asking.request()
    desk_time.let_happen()
    desk_time.pass_by(minutes=16)

    page = shown(browser)

    assert "You are de-registered" in text_within(page, "main")
    assert f'href="{ADDRESS}/registration"' in page
    assert "Missed in a row" not in text_within(page, "main")


def test_the_page_says_how_one_takes_part(desk_time: DeskTime, signed_in: SignIn) -> None:
    newcomer = build.helper()
    assert "You are not registered" in text_within(shown(signed_in(newcomer)), "main")
    (helper,) = asking.on_duty()
    assert "On duty" in text_within(shown(signed_in(helper)), "main")

    Registration.objects.filter(pk=helper.account_id).update(is_paused=True)

    assert "Paused" in text_within(shown(signed_in(helper)), "main")


def test_the_sound_is_off_until_somebody_wants_it_and_is_remembered(
    desk_time: DeskTime, signed_in: SignIn
) -> None:
    (helper,) = asking.on_duty()
    browser = signed_in(helper)
    assert 'data-sound="off"' in shown(browser)

    browser.post(f"{ADDRESS}/sound", {"sound": "on"})

    assert 'data-sound="on"' in shown(browser)
    assert asking.registration(helper).sound


def test_the_page_costs_the_same_however_much_is_on_it(desk_time: DeskTime, signed_in: SignIn) -> None:
    (helper,) = asking.on_duty(most_open=5)
    browser = signed_in(helper)
    asking.request()
    shown(browser)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as counted:
            shown(browser)
        counts.append(len(counted))
        for _ in range(3):
            asking.request()
    assert counts[0] == counts[1]
    assert counts[0] <= 16


def test_changes_are_told_to_the_helper_alone_and_to_staff(running_pack: None) -> None:
    helper, other = build.helper(), build.helper(role=Role.NAVIGATOR)
    staff = build.helper(role=Role.TEAM_LEAD)

    assert helper.account_id
    assert helper_topic(helper.account_id) in queries.topics_of(helper)
    assert helper_topic(helper.account_id) not in queries.topics_of(other) | queries.topics_of(staff)
    assert board_topic(build.KENTUCKY) in queries.topics_of(staff)
    assert board_topic(build.KENTUCKY) not in queries.topics_of(helper)
    assert queries.topics_of(Actor.anonymous()) == frozenset()


def test_an_offer_of_somebody_else_is_not_there(
    offered: tuple[Requested, Actor, Offer], signed_in: SignIn
) -> None:
    _, _, offer = offered
    stranger = signed_in(build.helper())

    assert stranger.post(f"{ADDRESS}/offers/{offer.id}", {"answer": "accept"}).status_code == 404
    assert stranger.post(f"{ADDRESS}/offers/{offer.id}", {"answer": "reject"}).status_code == 404


def test_each_offer_leads_to_why_and_the_manager_and_the_tab_to_each_other(
    offered: tuple[Requested, Actor, Offer], signed_in: SignIn, desk_time: DeskTime
) -> None:
    _, helper, offer = offered
    browser = signed_in(helper)
    why, tab = f"{ADDRESS}/offers/{offer.id}/why", f"{ADDRESS}/registration"

    assert f'href="{why}"' in shown(browser)
    assert f'href="{tab}"' in text_of(browser, ADDRESS)
    assert f'href="{ADDRESS}"' in text_of(browser, tab)
    assert f'href="{ADDRESS}"' in text_of(browser, why)

    desk_time.pass_by(minutes=40)

    missed = text_of(browser, ADDRESS).partition('id="missed"')[2]
    assert f'href="{why}"' in missed


@pytest.mark.parametrize(("method", "words"), [("phone", "Call now"), ("email", "Write now")])
def test_what_is_next_is_a_call_only_where_the_resident_wants_one(
    desk_time: DeskTime, signed_in: SignIn, method: str, words: str
) -> None:
    (helper,) = asking.on_duty()
    contact = "rosa@example.com" if method == "email" else "502-555-0199"
    asked = asking.request(contact_method=method, contact=contact)
    services.accept(asking.offers(asked)[0].id, actor=helper, at=desk_time.now)
    browser = signed_in(helper)

    manager, own = shown(browser), text_of(browser, f"/m/{build.KENTUCKY}/referrals/{asked.reference}")

    for said in (text_within(manager, "updates"), text_within(own, "referral")):
        assert words in said
        assert ("Call" in said) == (method == "phone")


def text_of(browser: Client, address: str) -> str:
    """Return the source of a page's middle."""
    return browser.get(address).content.decode().partition("<main")[2].partition("</main")[0]
