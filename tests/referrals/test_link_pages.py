"""The pages that the link of a message opens on a phone: Manage Referral, passcode, Customer Details."""

import pytest
from django.http import HttpResponse, HttpResponseBase
from django.test import Client

from assistdesk.referrals import services
from assistdesk.referrals.models import Offer
from assistdesk.referrals.services import Requested
from assistdesk.referrals.states import OfferState, ReferralState
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.actors import Actor
from tests.guide.pages import text_within
from tests.referrals import asking
from tests.referrals.conftest import DeskTime

pytestmark = [pytest.mark.django_db, pytest.mark.rule("D-11")]

SECRETS = ("Rosa", "Delgado", "555-0199", "5550199", "40202")
Offered = tuple[Requested, Offer, str]


@pytest.fixture
def offered(desk_time: DeskTime) -> Offered:
    """Return a referral, its offer, and the address of the offer's link."""
    asking.on_duty()
    asked = asking.request()
    offer = asking.offers(asked)[0]
    return asked, offer, f"/o/{asking.token(offer)}"


class Phone:
    """A phone that opens a link, without a sign-in. Every answer is looked at for what it must not show."""

    def __init__(self, address: str) -> None:
        self.client = Client()
        self.address = address

    def look(self, *, status: int = 200, is_shown: bool = False) -> str:
        """Open the link; return what the page says."""
        return self._read(self.client.get(self.address), status=status, is_shown=is_shown)

    def press(self, button: str, *, status: int = 302, passcode: str = "") -> str:
        """Press a button; return what the answer says."""
        answer = self.client.post(self.address, {"answer": button, "passcode": passcode})
        return self._read(answer, status=status, is_shown=False)

    def _read(self, answer: HttpResponseBase, *, status: int, is_shown: bool) -> str:
        assert isinstance(answer, HttpResponse)
        page = answer.content.decode()
        assert answer.status_code == status, page
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert is_shown or not [one for one in SECRETS if one in page]
        return text_within(page, "main") if page else ""


def wrong(code: str) -> str:
    """Return another passcode."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


@pytest.mark.rule("D-08")
def test_both_messages_of_an_offer_hold_its_link_and_nothing_personal(offered: Offered) -> None:
    _, offer, address = offered
    rows = list(Outgoing.objects.filter(about_id=offer.id))

    assert {one.channel for one in rows} == {"email", "sms"}
    for one in rows:
        assert address in one.body
        assert not [secret for secret in SECRETS if secret in one.body + one.subject]


@pytest.mark.rule("D-12", "D-22")
def test_from_the_link_to_the_customer_and_over_after_five_minutes(
    offered: Offered, desk_time: DeskTime
) -> None:
    asked, offer, address = offered
    phone = Phone(address)
    assert "Manage Referral" in phone.look()

    phone.press("accept")
    page = phone.look()
    assert "One Time Passcode" in page
    assert "Resend" in page
    assert asking.referral(asked).state == ReferralState.HELD.value
    code = asking.passcode(offer)
    assert "not valid" in phone.press("passcode", passcode=wrong(code), status=422)
    phone.press("passcode", passcode=f" {code} ")

    page = phone.look(is_shown=True)
    assert "Customer Details" in page
    assert "Rosa Delgado" in page
    assert "502-555-0199" in page
    assert asking.referral(asked).helper_id == offer.helper_id
    desk_time.jump(minutes=4, seconds=58)
    phone.look(is_shown=True)
    desk_time.jump(seconds=2)
    assert "This link does not work any more" in phone.look(status=410)
    assert "This link does not work any more" in phone.press("accept", status=410)


def test_who_has_the_link_and_not_the_passcode_sees_nobody(offered: Offered) -> None:
    _, offer, address = offered
    phone = Phone(address)
    phone.press("accept")
    phone.press("passcode", passcode=asking.passcode(offer))

    other = Phone(address)
    other.client.cookies["desk_shown"] = "0" * 32 + ".abcdefghijklmnop"

    assert "This link is closed" in Phone(address).look(status=410)
    assert "This link is closed" in other.look(status=410)
    assert "This link is closed" in Phone(address).press("resend", status=410)


@pytest.mark.parametrize("token", ["x", "0" * 32 + ".abcdefghijklmnop", "é"])
def test_a_made_up_link_says_the_same_as_an_old_one(offered: Offered, token: str) -> None:
    for answer in (Phone(f"/o/{token}").look(status=410), Phone(f"/o/{token}").press("accept", status=410)):
        assert "This link does not work any more" in answer


def test_looking_changes_nothing_but_that_it_was_seen(offered: Offered) -> None:
    _, offer, address = offered
    before = Offer.objects.filter(pk=offer.pk).values_list().get()

    Client().head(address)
    assert Offer.objects.filter(pk=offer.pk).values_list().get() == before
    Phone(address).look()

    after = Offer.objects.filter(pk=offer.pk).values_list().get()
    assert [old for old, new in zip(before, after, strict=True) if old != new] == [None]
    assert Offer.objects.get(pk=offer.pk).seen_at is not None


@pytest.mark.rule("D-22")
def test_a_hold_that_lapses_is_taken_again_with_resend(offered: Offered, desk_time: DeskTime) -> None:
    asked, offer, address = offered
    phone = Phone(address)
    phone.press("accept")
    old = asking.passcode(offer)
    desk_time.jump(minutes=5)
    desk_time.let_happen()

    assert "The time to type the passcode is over" in phone.look()
    assert "not valid" in phone.press("passcode", passcode=old, status=422)
    phone.press("resend")
    assert "The referral is held for you" in phone.look()
    phone.press("passcode", passcode=asking.passcode(offer))

    assert "Customer Details" in phone.look(is_shown=True)
    assert asking.referral(asked).helper_id == offer.helper_id


@pytest.mark.rule("D-22")
def test_too_many_tries_are_said_so_and_the_right_passcode_helps_no_more(offered: Offered) -> None:
    _, offer, address = offered
    phone = Phone(address)
    phone.press("accept")
    code = asking.passcode(offer)
    for _ in range(5):
        phone.press("passcode", passcode=wrong(code), status=422)

    assert "Too many tries" in phone.press("passcode", passcode=code, status=429)


@pytest.mark.rule("D-07", "D-22")
def test_who_waits_behind_a_hold_is_next_in_line_and_then_hears_who_got_it(desk_time: DeskTime) -> None:
    asking.on_duty(2)
    asked = asking.request()
    first = asking.offers(asked)[0]
    desk_time.jump(minutes=4)
    desk_time.let_happen()
    second = asking.offers(asked)[1]
    holder, waiter = Phone(f"/o/{asking.token(first)}"), Phone(f"/o/{asking.token(second)}")
    holder.press("accept")

    waiter.press("accept")
    assert "You are next in line" in waiter.look()
    desk_time.jump(minutes=5)
    desk_time.let_happen()
    waiter.press("accept")
    assert "The referral is held for you" in waiter.look()
    waiter.press("passcode", passcode=asking.passcode(second))

    assert "Customer Details" in waiter.look(is_shown=True)
    assert "This referral was taken" in holder.look(status=409)
    assert "does not count as missed" in holder.press("resend", status=409)


def test_rejecting_is_thanked_for_and_closes_the_link(offered: Offered) -> None:
    _, offer, address = offered
    phone = Phone(address)

    assert "Referral rejected" in phone.press("reject", status=200)
    assert Offer.objects.get(pk=offer.pk).state == OfferState.REJECTED.value
    assert "This link is closed" in phone.look(status=409)


def test_a_resident_who_withdraws_closes_the_link(offered: Offered, desk_time: DeskTime) -> None:
    asked, _, address = offered
    services.cancel(asked.token, actor=Actor.anonymous(), at=desk_time.now)

    assert "This link is closed" in Phone(address).look(status=409)


def test_a_resend_right_after_the_last_says_to_wait_and_not_that_tries_are_over(
    offered: Offered, desk_time: DeskTime
) -> None:
    phone = Phone(offered[2])
    phone.press("accept")

    said = phone.press("resend", status=429)

    assert "A passcode was sent a moment ago." in said
    assert "Too many tries" not in said
    desk_time.jump(seconds=30)
    phone.press("resend")
