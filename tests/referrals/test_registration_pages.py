"""The tab of on-demand referrals, its three steps and the pages behind it, over HTTP and without scripts."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from assistdesk.referrals.models import Absence, Registration
from assistdesk.referrals.states import RegistrationStatus
from assistdesk.shared import clock
from tests.referrals import taking_part as build
from tests.referrals.conftest import SignIn
from tests.referrals.pages import AVAILABILITY, OWN, ROOT, TAB, text, week

PARTS = (("from", "00"), ("to", "30"))


@pytest.mark.rule("D-03")
def test_the_tab_leads_through_three_steps(page: Client) -> None:
    assert f'href="{TAB}"' in text(page, "/home")
    assert "Register in three steps" in text(page, TAB)

    first = page.post(f"{ROOT}register/agree", {"agree": "on"})
    second = page.post(first["Location"], OWN)
    assert "Establish Schedule &amp; Availability" in text(page, second["Location"])
    third = page.post(second["Location"], week())

    assert third["Location"] == TAB
    assert "You take part" in text(page, TAB)
    row = Registration.objects.get()
    assert row.status == RegistrationStatus.REGISTERED
    assert (row.zone, row.most_open, row.zip_code, row.languages) == (
        "America/Chicago",
        3,
        "42101",
        ["en", "es"],
    )


@pytest.mark.rule("D-03")
def test_each_step_says_where_one_is_in_the_packs_words(page: Client) -> None:
    shown = text(page, f"{ROOT}register/agree")

    for words in ("Agree to Register", "Provide Preferred Contact Information", "Step 1 of 3"):
        assert words in shown
    assert "to accept or reject each one within 15 minutes" in shown
    assert "(optional)" not in shown


@pytest.mark.rule("D-03")
def test_a_step_that_is_not_done_yet_leads_back_to_it(page: Client) -> None:
    assert page.get(f"{ROOT}register/contact")["Location"] == f"{ROOT}register/agree"
    assert page.get(f"{ROOT}register/schedule")["Location"] == f"{ROOT}register/agree"
    refused = page.post(f"{ROOT}register/agree", {})
    assert refused.status_code == 422
    assert "Agree to the terms to take part." in refused.content.decode()

    page.post(f"{ROOT}register/agree", {"agree": "on"})

    assert page.get(f"{ROOT}register/schedule")["Location"] == f"{ROOT}register/contact"


@pytest.mark.rule("D-04")
def test_who_lacks_something_sees_what_and_can_not_agree(running_pack: None, signed_in: SignIn) -> None:
    page = signed_in(build.helper(known={"license_until": None, "certified_until": None}))

    for address in (TAB, f"{ROOT}register/agree"):
        shown = text(page, address)
        assert "Your license is not active." in shown
        assert "My Purpose Certification" in shown
        assert ">Next<" not in shown
    assert page.post(f"{ROOT}register/agree", {"agree": "on"}).status_code == 403
    assert not Registration.objects.exists()


@pytest.mark.rule("D-16")
def test_a_week_is_kept_as_it_was_filled_in(taking_part: Client) -> None:
    assert taking_part.post(AVAILABILITY, week()).status_code == 302

    rows = {
        (row.day, row.is_break, f"{row.from_time:%H:%M}") for row in Registration.objects.get().hours.all()
    }
    shown = text(taking_part, AVAILABILITY)

    assert rows == {
        (1, False, "09:00"),
        (1, True, "12:00"),
        (5, False, "22:00"),
        (6, True, "02:00"),
    }, "the break of Friday's night is on Saturday"
    assert re.search(
        r'value="02:00"[^>]*name="break_from_5_0"|name="break_from_5_0"[^>]*value="02:00"', shown
    )


def test_a_preset_fills_the_week_and_keeps_nothing_yet(taking_part: Client) -> None:
    before = Registration.objects.values().get()

    answer = taking_part.post(AVAILABILITY, week(preset="always", zip="40507"))

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert shown.count('value="00:00"') == 14
    assert 'value="40507"' in shown
    assert Registration.objects.values().get() == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"work_to_1_0": ""}, "Give both times."),
        ({"work_from_1_0": "late"}, "Enter a valid time."),
        ({"zip": "00000"}, "We do not know this ZIP code."),
        ({"max_open": "0"}, "greater than or equal to 1"),
        ({"zone": "Mars"}, "Select a valid choice."),
        ({"languages": []}, "This field is required."),
    ],
)
def test_what_is_wrong_in_a_week_is_said_and_nothing_typed_is_lost(
    taking_part: Client, changes: dict[str, object], words: str
) -> None:
    answer = taking_part.post(AVAILABILITY, week(**changes))

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert words in shown
    assert 'value="22:00"' in shown
    assert Registration.objects.get().zone == "America/New_York"


@pytest.mark.rule("D-16")
def test_the_pause_switch_days_off_and_absences_work_from_the_page(taking_part: Client) -> None:
    today = clock.now().date()

    taking_part.post(f"{AVAILABILITY}/pause", {"pause": "on"})
    assert "End the pause" in text(taking_part, AVAILABILITY)
    taking_part.post(f"{AVAILABILITY}/pause", {"pause": "off"})
    taking_part.post(f"{AVAILABILITY}/days-off", {"day": str(today + timedelta(days=7))})
    taking_part.post(f"{AVAILABILITY}/absences", {"starts": f"{today + timedelta(days=9)}T09:00", "ends": ""})
    assert "until you take it back" in text(taking_part, AVAILABILITY)
    for absence in Absence.objects.all():
        taking_part.post(f"{AVAILABILITY}/absences/{absence.id}/take-back")

    assert not Registration.objects.get().is_paused
    assert not Absence.objects.exists()


def test_an_absence_that_ends_before_it_begins_is_refused_on_the_page(taking_part: Client) -> None:
    answer = taking_part.post(
        f"{AVAILABILITY}/absences", {"starts": "2100-01-02T09:00", "ends": "2100-01-01T09:00"}
    )

    assert answer.status_code == 422
    assert not Absence.objects.exists()


@pytest.mark.rule("D-09")
def test_one_tap_registers_again(taking_part: Client) -> None:
    Registration.objects.update(status=RegistrationStatus.DEREGISTERED.value, consecutive_misses=3)
    assert "You are de-registered" in text(taking_part, TAB)

    taking_part.post(f"{ROOT}register/again")

    assert "You take part" in text(taking_part, TAB)


def test_leaving_is_asked_twice(taking_part: Client) -> None:
    assert "Take part no more?" in text(taking_part, f"{ROOT}leave")
    assert Registration.objects.get().status == RegistrationStatus.REGISTERED

    taking_part.post(f"{ROOT}leave")

    assert "You left" in text(taking_part, TAB)


def test_a_marketplace_without_referrals_has_no_such_pages_and_no_tab(
    running_pack: None, signed_in: SignIn
) -> None:
    from_elsewhere = signed_in(build.helper(marketplace="maryland"))

    assert from_elsewhere.get(TAB).status_code == 404


def test_the_pages_ask_the_database_little(
    taking_part: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    for address in (TAB, AVAILABILITY, f"{ROOT}contact", "/m/kentucky/my-information/"):
        with django_assert_max_num_queries(12):  # type: ignore[operator]  # pytest-django's own type
            text(taking_part, address)


@pytest.mark.rule("D-16")
def test_a_day_has_room_for_another_shift_and_for_four_at_most(taking_part: Client) -> None:
    second = {"work_from_1_1": "18:00", "work_to_1_1": "20:00"}
    empty = text(taking_part, AVAILABILITY)
    assert empty.count("Another time that day") == 7
    assert 'name="work_from_1_1"' in empty

    assert taking_part.post(AVAILABILITY, week(**second)).status_code == 302

    assert Registration.objects.get().hours.filter(day=1, is_break=False).count() == 2
    shown = text(taking_part, AVAILABILITY)
    assert 'value="20:00"' in shown.partition("desk-another")[0]
    assert 'name="work_from_1_2"' in shown
    more = {f"work_{part}_1_{place}": f"{20 + place}:{at}" for place in (2, 3) for part, at in PARTS}
    wrong = taking_part.post(AVAILABILITY, week(**second, **more, work_to_2_0="09:00")).content.decode()
    assert "Tuesday, work from: Give both times." in wrong
    assert 'value="23:30"' in wrong
    assert wrong.count("Another time that day") == 6


def test_all_that_is_set_for_taking_part_lies_behind_its_tab(taking_part: Client) -> None:
    for address in (TAB, AVAILABILITY, f"{ROOT}contact", f"{ROOT}leave"):
        assert f'href="{TAB}" aria-current="page"' in text(taking_part, address), address
    assert f'href="{ROOT[:-1]}" aria-current="page"' in text(taking_part, ROOT[:-1])
