"""A resident asks on a public page, without an account or scripts: a promise, or times to choose from."""

import pytest
from django.test import Client
from django.utils.dateparse import parse_datetime

from assistdesk.referrals import services
from assistdesk.referrals.models import Referral
from assistdesk.referrals.states import ReferralState
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.roles import Role
from tests.referrals import asking
from tests.referrals import taking_part as build
from tests.referrals.conftest import DeskTime
from tests.referrals.resident import ASK, FORM, Resident, Seen

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def resident(desk_time: DeskTime) -> Resident:
    """Return a resident at ten in the morning."""
    return Resident()


@pytest.mark.rule("D-01", "D-02")
def test_one_page_makes_one_request_with_a_promise(resident: Resident) -> None:
    asking.on_duty()
    page = resident.sees(ASK)
    assert "You get a call back within 30 minutes." in page.words

    here = resident.has_asked(aids=["asl", "tty"], helper_type="agent", county="")

    referral = Referral.objects.get()
    assert (referral.name, referral.contact, referral.zip_code) == ("Rosa Delgado", "+15025550199", "40202")
    assert (referral.program, referral.language, referral.helper_type) == ("qhp", "en", "agent")
    assert referral.aids == ["asl", "tty"]
    said = resident.sees(here).words
    assert referral.reference in said
    assert "You get a call back by Tuesday, March 2, 10:30 a.m. EST" in said
    assert "in 29 min" in said


@pytest.mark.rule("D-01")
@pytest.mark.parametrize("place", [{"zip": "", "county": "pike county"}, {"zip": "41501-1234"}])
def test_a_zip_code_or_a_county_is_enough(resident: Resident, place: dict[str, str]) -> None:
    resident.has_asked(**place)

    assert Referral.objects.get().county == "Pike"


@pytest.mark.rule("D-01")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"contact_method": "pigeon"}, "contact_method"),
        ({"contact": "555"}, "contact"),
        ({"contact_method": "email", "contact": "rosa"}, "contact"),
        ({"zip": "10001"}, "zip"),
        ({"zip": "", "county": "Nowhere"}, "county"),
        ({"program": ""}, "program"),
        ({"language": "xx"}, "language"),
        ({"helper_type": "auditor"}, "helper_type"),
        ({"aids": ["magic"]}, "aids"),
    ],
)
def test_what_needs_another_look_is_said_at_its_field_and_nothing_is_lost(
    resident: Resident, changes: dict[str, object], field: str
) -> None:
    answer = resident.asks(key="one", **changes)

    assert answer.status_code == 422
    page = Seen(answer)
    assert f'<a href="#id_{field}' in page.text
    sent = {**FORM, **changes, "key": "one"}
    for name in ("name", "contact", "zip", "county", "key"):
        assert page.field(name) == sent[name]
    for name in {"contact_method", "program", "language"} - {field}:
        assert page.chosen(name) == [sent[name]]
    assert not Referral.objects.exists()


@pytest.mark.rule("D-01")
def test_the_same_form_sent_twice_is_one_request_and_a_corrected_one_another(resident: Resident) -> None:
    first, again = resident.asks(key="k"), resident.asks(key="k")
    assert first.url == again.url
    assert Referral.objects.count() == 1

    corrected = resident.asks(key="k", contact="502-555-0198")

    assert corrected.url != first.url


@pytest.mark.rule("D-23")
def test_with_nobody_there_times_are_offered_and_no_promise_is_made(resident: Resident) -> None:
    build.register(build.helper())  # nine to five in the marketplace's zone
    resident_time = DeskTime()
    resident_time.jump(hours=10)
    assert "Nobody is available right now." in resident.sees(ASK).words

    answer = resident.asks()

    assert str(answer.url).endswith("/times")
    page = resident.sees(answer.url)
    assert "Nobody is available right now. Choose a time at which you hear from us." in page.words
    days = [page.words.index(day) for day in ("Wednesday, March 3", "Thursday, March 4", "Friday, March 5")]
    assert days == sorted(days)
    assert "Wednesday, March 3 9:00 a.m. to 11:00 a.m. EST" in page.words
    first = page.buttons("from")[0]
    here = str(answer.url).removesuffix("/times")
    assert "Nobody is available right now" in resident.sees(here).words
    assert not Outgoing.objects.filter(template="referral_received").exists()

    chosen = resident.browser.post(answer.url, {"from": first})

    assert chosen.headers["Location"] == here
    said = resident.sees(here).words
    assert "You get a call Wednesday, March 3, 9:00 a.m. to 11:00 a.m. EST" in said
    referral = Referral.objects.get()
    assert referral.state == ReferralState.SCHEDULED.value
    assert referral.window_from == parse_datetime(first)


@pytest.mark.rule("D-23")
def test_times_are_only_those_of_whom_the_resident_asked_for(resident: Resident) -> None:
    build.register(build.helper())
    DeskTime().jump(hours=10)

    here = resident.has_asked(helper_type="navigator")

    assert "There is no time to choose" in resident.sees(f"{here}/times").words


@pytest.mark.rule("D-01")
def test_nothing_personal_is_in_addresses_or_in_the_audit_log(resident: Resident) -> None:
    asking.on_duty()
    here = resident.has_asked()
    resident.browser.post(f"{here}/change", {"contact_method": "email", "contact": "rosa@example.com"})

    entries = " ".join(str((one.action, one.subject, one.facts)) for one in Entry.objects.all())

    for personal in ("Rosa", "0199", "rosa@", "40202"):
        assert personal not in here
        assert personal not in entries


def test_where_no_requests_are_taken_now_numbers_to_call_are_shown(resident: Resident) -> None:
    admin = build.helper(role=Role.EXCHANGE_ADMIN)
    services.switch_season("kentucky", is_open=False, reason="holidays", actor=admin, at=DeskTime().now)

    page = resident.sees(ASK)
    sent = resident.browser.post(ASK, FORM)

    assert "No requests for a call back are taken at the moment" in page.words
    assert "tel:" in page.middle
    assert not page.has_form
    assert "No requests for a call back" in Seen(sent).words
    assert not Referral.objects.exists()


def test_a_marketplace_without_referrals_has_no_such_page(demo_desk: None) -> None:
    browser = Client()

    assert browser.get("/m/maryland/call-back").status_code == 404
    assert browser.get("/m/nowhere/call-back").status_code == 404
    assert "/m/maryland/call-back" not in browser.get("/").content.decode()
    assert "/m/kentucky/call-back" in browser.get("/").content.decode()
    assert "/m/kentucky/call-back" in browser.get("/m/kentucky/guide/").content.decode()


def test_one_network_and_one_contact_ask_so_often_and_no_more(resident: Resident) -> None:
    for number in range(5):
        resident.has_asked(key=f"{number}")
    refused = resident.asks(key="5")
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    assert Seen(refused).field("name") == "Rosa Delgado"
    assert resident.asks(key="0").status_code == 302, "the same form again is no new request"
    assert resident.asks(key="6", contact="555").status_code == 422, "what can't be taken does not count"

    for number in range(24):  # and the six for one contact
        resident.has_asked(key=f"x{number}", contact=f"502-555-01{number:02}")

    assert resident.asks(key="y", contact="502-555-0160").status_code == 429
    DeskTime().jump(minutes=10)
    assert resident.asks(key="y", contact="502-555-0160").status_code == 302


@pytest.mark.rule("D-01", "D-05")
def test_whom_nobody_of_a_type_can_help_is_told_before_and_after_sending(resident: Resident) -> None:
    asking.on_duty()
    assert "Agent (not for Medicaid)" in resident.sees(ASK).words
    assert "kynector (not for" not in resident.sees(ASK).words

    refused = resident.asks(program="medicaid", helper_type="agent")
    page = Seen(refused)

    assert refused.status_code == 422
    assert "These helpers do not help with what you need." in page.words
    assert page.chosen("helper_type") == ["agent"]
    assert not Referral.objects.exists()
    assert resident.asks(program="medicaid", helper_type="navigator").status_code == 302


def test_all_that_is_missing_is_said_at_once(resident: Resident) -> None:
    page = Seen(resident.asks(contact_method="", contact=""))

    assert "Choose how we reach you." in page.words
    assert "Give a phone number or an email address." in page.words
