"""A referral's page for the helper who has it: call, record, complete."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assistdesk.referrals import services
from assistdesk.referrals.models import Attempt
from assistdesk.referrals.services import Requested
from assistdesk.referrals.states import ReferralState
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people.actors import Actor
from tests.guide.pages import text_within
from tests.referrals import asking
from tests.referrals import taking_part as build
from tests.referrals.conftest import DeskTime, SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.rule("D-13")]

READ = "referrals.referral.read_contact"


@pytest.fixture
def taken(desk_time: DeskTime) -> tuple[Requested, Actor, str]:
    """Return a referral, the helper who accepted it, and its address."""
    (helper,) = asking.on_duty()
    asked = asking.request(aids=("tty",))
    services.accept(asking.offers(asked)[0].id, actor=helper, at=desk_time.now)
    return asked, helper, f"/m/{build.KENTUCKY}/referrals/{asking.referral(asked).reference}"


def shown(browser: Client, address: str) -> str:
    """Return what a page says."""
    answer = browser.get(address)
    assert answer.status_code == 200
    return text_within(answer.content.decode(), "main")


@pytest.mark.rule("D-12", "S-03")
def test_the_resident_is_shown_to_the_one_who_accepted_alone_and_each_look_is_audited(
    taken: tuple[Requested, Actor, str], signed_in: SignIn
) -> None:
    asked, helper, address = taken
    before = Entry.objects.filter(action=READ).count()

    page = signed_in(helper).get(address).content.decode()

    assert "Rosa Delgado" in page
    assert f'href="tel:{asking.RESIDENT_PHONE}"' in page
    assert "TTY" in page
    assert "Rosa" not in page.split("</title>")[0]
    entry = Entry.objects.filter(action=READ).latest("at")
    assert Entry.objects.filter(action=READ).count() == before + 1
    assert (entry.account_id, entry.subject) == (helper.account_id, str(asked.id))
    assert signed_in(build.helper()).get(address).status_code == 404
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize(
    ("method", "contact", "link"),
    [
        ("sms", "502-555-0199", "sms:+15025550199"),
        ("email", "rosa@example.com", "mailto:rosa@example.com"),
    ],
)
def test_the_button_starts_what_the_resident_prefers(
    desk_time: DeskTime, signed_in: SignIn, method: str, contact: str, link: str
) -> None:
    (helper,) = asking.on_duty()
    asked = asking.request(contact_method=method, contact=contact)
    services.accept(asking.offers(asked)[0].id, actor=helper, at=desk_time.now)

    page = signed_in(helper).get(f"/m/{build.KENTUCKY}/referrals/{asking.referral(asked).reference}")

    assert f'href="{link}"' in page.content.decode()


def test_an_attempt_is_recorded_once_however_often_the_form_is_sent(
    taken: tuple[Requested, Actor, str], signed_in: SignIn, desk_time: DeskTime
) -> None:
    asked, helper, address = taken
    browser = signed_in(helper)
    desk_time.jump(minutes=2)
    for _ in range(2):
        browser.post(f"{address}/attempts", {"result": "no_answer", "key": "one"})

    browser.post(f"{address}/attempts", {"result": "reached", "key": "two"})

    rows = list(Attempt.objects.filter(referral_id=asked.id).order_by("at").values_list("result", flat=True))
    assert rows == ["no_answer", "reached"]
    referral = asking.referral(asked)
    assert referral.first_attempt_at
    assert referral.accepted_at
    assert (referral.first_attempt_at - referral.accepted_at).seconds // 60 == 2
    assert referral.reached_at
    assert "You tried to reach the resident: No answer" in shown(browser, address)


def test_complete_needs_an_outcome_and_ends_it(
    taken: tuple[Requested, Actor, str], signed_in: SignIn
) -> None:
    asked, helper, address = taken
    browser = signed_in(helper)

    refused = browser.post(f"{address}/complete", {})
    assert refused.status_code == 422
    assert "Choose how the referral ended" in refused.content.decode()
    assert asking.referral(asked).state == ReferralState.IN_PROGRESS.value
    first = refused.content.decode().partition('name="outcome"')[2].partition(">")[0]
    assert "autofocus" in first, "what is missing is far below the top of a phone"
    answer = browser.post(f"{address}/complete", {"outcome": "enrolled"})

    assert answer.headers["Location"] == f"{address}?done=complete"
    assert asking.referral(asked).state == ReferralState.COMPLETE.value
    page = shown(browser, f"{address}?done=complete")
    assert "The referral is complete" in page
    assert "Set it complete" not in page


def test_silence_is_said_asked_about_and_then_ends_it(
    taken: tuple[Requested, Actor, str], signed_in: SignIn, desk_time: DeskTime
) -> None:
    asked, helper, address = taken
    browser = signed_in(helper)
    assert "If nothing is heard" in shown(browser, address)
    desk_time.jump(hours=2)
    desk_time.let_happen()

    assert "We have heard nothing for a while" in shown(browser, address)
    desk_time.jump(hours=22)
    desk_time.let_happen()

    assert asking.referral(asked).helper_id != helper.account_id
    assert browser.get(address).status_code == 404


@pytest.mark.rule("D-12")
def test_a_resident_who_withdrew_is_shown_no_more(
    taken: tuple[Requested, Actor, str], signed_in: SignIn, desk_time: DeskTime
) -> None:
    asked, helper, address = taken
    services.cancel(asked.token, actor=Actor.anonymous(), at=desk_time.now)

    page = shown(signed_in(helper), address)

    assert "The resident withdrew the request" in page
    assert "Rosa" not in page


def test_the_page_costs_the_same_however_much_happened(
    taken: tuple[Requested, Actor, str], signed_in: SignIn
) -> None:
    _, helper, address = taken
    browser = signed_in(helper)
    shown(browser, address)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as counted:
            shown(browser, address)
        counts.append(len(counted))
        for key in range(4):
            browser.post(f"{address}/attempts", {"result": "no_answer", "key": str(key)})
    assert counts[0] == counts[1]
    assert counts[0] <= 16
