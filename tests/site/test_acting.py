"""Acting for a helper in a browser: chosen, shown on every page, bounded, and over at once."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from assistdesk.shared import clock
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people import delegations
from assistdesk.shared.people.models import Delegation
from assistdesk.shared.people.powers import Power
from tests.guide.pages import text_within
from tests.shared.people.delegating import let
from tests.site import build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_desk"), pytest.mark.rule("C-22")]

BANNER = "You are acting for Casey Tolliver"


def acting(*powers: Power) -> tuple[Client, Delegation]:
    """Return the browser of agency-admin, who acts for agent with these powers."""
    made = let("agency-admin", powers=powers or tuple(Power), at=clock.now())
    browser = build.browser("agency-admin")
    assert browser.post(f"/acting/{made.id}").status_code == 302
    return browser, made


def said(browser: Client, address: str) -> str:
    """Return the source of a page."""
    return browser.get(address).content.decode()


def test_the_home_offers_to_act_for_who_allowed_it() -> None:
    made = let("agency-admin", at=clock.now())

    source = build.browser("agency-admin").get("/home").content.decode()

    assert f'action="/acting/{made.id}"' in source
    assert "Act for Casey Tolliver" in source
    assert "/acting/" not in build.browser("agent2").get("/home").content.decode()


@pytest.mark.parametrize("address", ["/home", "/m/kentucky/guide/", "/m/kentucky/escalate", "/nothing-here"])
def test_every_page_says_for_whom_somebody_acts_and_leads_back(address: str) -> None:
    browser, _ = acting()

    source = browser.get(address).content.decode()

    assert BANNER in source
    assert "signed in as Lou Hatcher" in source
    assert 'action="/acting/stop"' in source


def test_switching_back_is_one_press() -> None:
    browser, _ = acting()

    browser.post("/acting/stop")

    assert BANNER not in said(browser, "/home")
    assert "Lou Hatcher" in said(browser, "/home")


@pytest.mark.parametrize(
    ("power", "opened", "closed"),
    [
        (Power.ESCALATIONS, "/m/kentucky/escalate", "/m/kentucky/case-access"),
        (Power.CLIENTS, "/home", "/m/kentucky/escalate"),
        (Power.PROSPECTS, "/home", "/m/kentucky/escalations/"),
    ],
)
def test_only_what_was_allowed_is_open(power: Power, opened: str, closed: str) -> None:
    browser, _ = acting(power)

    assert browser.get(opened).status_code == 200
    assert browser.get(closed).status_code == 403


@pytest.mark.parametrize(
    "address",
    ["/m/kentucky/case-access", "/m/kentucky/book/delegates", "/m/kentucky/on-demand/register"],
)
def test_what_is_the_helpers_alone_stays_closed_with_every_power(address: str) -> None:
    browser, _ = acting()

    assert browser.get(address).status_code in (403, 404)
    assert "Casey" not in text_within(browser.get(address).content.decode(), "main")


def test_a_withdrawal_ends_an_open_session_at_once_and_nothing_is_done_in_the_wrong_name() -> None:
    browser, made = acting()
    agent, admin = build.actor("agent"), build.actor("agency-admin")
    assert browser.get("/m/kentucky/escalate").status_code == 200

    delegations.withdraw(made.id, actor=agent, at=clock.now())
    answers = [browser.get("/home"), browser.post("/m/kentucky/escalate/describe"), browser.get("/home")]

    assert [one.status_code for one in answers] == [403, 403, 403]
    assert "Go on as myself" in answers[0].content.decode()
    assert browser.get("/api/v1/session").json()["type"] == "/problems/acting-ended"
    browser.post("/acting/stop")
    assert browser.get("/api/v1/session").json()["username"] == admin.username


def test_the_end_of_the_time_ends_an_open_session_without_a_job() -> None:
    browser, made = acting()
    now = clock.now()

    Delegation.objects.filter(pk=made.pk).update(starts_at=now - timedelta(days=2), ends_at=now)

    assert browser.get("/home").status_code == 403


def test_signing_out_and_the_language_work_when_the_time_is_over() -> None:
    browser, made = acting()
    Delegation.objects.filter(pk=made.pk).update(ended_at=made.starts_at)

    assert browser.post("/language", {"language": "es", "next": "/home"}).status_code == 302
    assert browser.post("/sign-out").status_code == 302


def test_who_signs_in_again_acts_for_nobody() -> None:
    browser, _ = acting()

    browser.post("/sign-in", {"username": "agency-admin", "password": "demo-desk-2026"})

    assert BANNER not in said(browser, "/home")


def test_the_session_tells_programs_who_acts() -> None:
    browser, _ = acting()

    found = browser.get("/api/v1/session").json()

    assert (found["username"], found["delegate"]) == ("agent", "Lou Hatcher")


def test_forms_from_before_a_change_are_no_longer_valid() -> None:
    made = let("agency-admin", at=clock.now())
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = build.browser("agency-admin").cookies
    browser.get("/home")
    token = browser.cookies["desk_csrf"].value

    assert browser.post(f"/acting/{made.id}", {"csrfmiddlewaretoken": token}).status_code == 302
    assert browser.post("/acting/stop", {"csrfmiddlewaretoken": token}).status_code == 403


def test_an_escalation_for_a_helper_is_the_helpers_and_written_down_under_both() -> None:
    browser, _ = acting(Power.ESCALATIONS)
    agent, admin = build.actor("agent"), build.actor("agency-admin")
    client = browser.post(
        "/api/v1/marketplaces/kentucky/consumers/search", {}, content_type="application/json"
    ).json()["items"][0]
    new = {
        "type": "dire-need",
        "consumers": [client["person_id"]],
        "description": "The account stays locked.",
        "fields": {"concerns": "qhp"},
        "attachments": [],
        "checked": [],
    }

    made = browser.post(
        "/api/v1/marketplaces/kentucky/escalations",
        new,
        content_type="application/json",
        headers={"Idempotency-Key": uuid.uuid4().hex},
    )

    assert made.status_code == 201, made.content
    entry = Entry.objects.get(action="escalations.incident.submit")
    assert (entry.account_id, entry.delegate_id) == (agent.account_id, admin.account_id)
    assert made.json()["incident_number"] in said(build.browser("agent"), "/home")


def test_one_key_of_a_delegate_is_not_one_request_for_two_people() -> None:
    key = {"Idempotency-Key": uuid.uuid4().hex}
    browser, _ = acting()
    address = "/api/v1/marketplaces/kentucky/consumers/search"
    theirs = browser.post(address, {}, content_type="application/json", headers=key)
    browser.post("/acting/stop")

    again = browser.post(address, {}, content_type="application/json", headers=key)

    assert theirs.status_code == 200
    assert again.status_code == 422
