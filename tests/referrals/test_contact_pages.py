"""Another address for referrals is confirmed on the page, from wherever it was given."""

import re

import pytest
from django.test import Client

from assistdesk.referrals.models import Registration
from assistdesk.shared import clock
from assistdesk.shared.people.roles import Role
from tests.referrals import taking_part as build
from tests.referrals.conftest import SignIn
from tests.referrals.pages import OTHER_PHONE, OWN, ROOT, code, text


@pytest.mark.rule("D-15")
def test_another_number_is_confirmed_on_the_page_before_it_is_used(page: Client) -> None:
    page.post(f"{ROOT}register/agree", {"agree": "on"})

    sent = page.post(f"{ROOT}register/contact", OTHER_PHONE)
    assert sent["Location"] == f"{ROOT}register/contact"
    assert "502-555-0122" in text(page, sent["Location"])
    right = code()
    wrong = page.post(f"{ROOT}contact/code", {"channel": "sms", "code": f"{(int(right) + 1) % 10**6:06d}"})
    assert wrong.status_code == 422
    assert "This code is not valid" in wrong.content.decode()
    confirmed = page.post(f"{ROOT}contact/code", {"channel": "sms", "code": right})

    assert confirmed["Location"] == f"{ROOT}register/schedule"
    assert Registration.objects.get().phone == build.OTHER_PHONE


@pytest.mark.rule("D-15")
def test_an_agent_changes_contacts_from_the_own_name_by_edit_and_save(taking_part: Client) -> None:
    assert 'href="/m/kentucky/my-information/"' in text(taking_part, "/home")
    tile = text(taking_part, "/m/kentucky/my-information/")
    assert "Additional Preferences" in tile
    (address,) = set(re.findall(r'href="([^"]+/preferences)"', tile))
    assert ">Save<" in text(taking_part, address)

    sent = taking_part.post(address, OTHER_PHONE)
    assert sent["Location"] == address
    confirmed = taking_part.post(f"{ROOT}contact/code", {"channel": "sms", "code": code()})

    assert confirmed["Location"] == "/m/kentucky/my-information/"
    assert "502-555-0122" in text(taking_part, confirmed["Location"])


@pytest.mark.rule("D-15")
def test_a_navigator_has_an_own_address_or_that_of_the_sign_in(running_pack: None, signed_in: SignIn) -> None:
    actor = build.helper(role=Role.NAVIGATOR)
    page = signed_in(actor)
    build.register(actor, at=clock.now())
    screen = f"{ROOT}contact"
    assert "Kentucky Online Gateway" in text(page, screen)

    page.post(screen, {**OWN, "email_choice": "other", "email": build.OTHER_EMAIL})
    page.post(f"{ROOT}contact/code", {"channel": "email", "code": code()})
    assert Registration.objects.get().email == build.OTHER_EMAIL
    page.post(screen, OWN)

    assert Registration.objects.get().email == build.OWN_EMAIL


def test_a_code_can_be_had_again_or_the_address_be_given_up(taking_part: Client) -> None:
    taking_part.post(f"{ROOT}contact", OTHER_PHONE)

    again = taking_part.post(f"{ROOT}contact/code", {"channel": "sms", "do": "again"})
    assert again.status_code == 429, "half a minute has not passed"
    taking_part.post(f"{ROOT}contact/code", {"channel": "sms", "do": "forget"})

    assert "Confirm the new phone number" not in text(taking_part, f"{ROOT}contact")
    assert Registration.objects.get().phone == build.OWN_PHONE
