"""Each outcome of a consent request as the agent sees it in a real browser, without reloading."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.asking import newest_link, search
from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.browser.visits import PHONE, sign_in
from tests.serving import Desk

ROSA = ("Rosa", "Delgado", "1986-04-12")


@pytest.fixture
def client(browser: Browser, desk: Desk) -> Iterator[Page]:
    """Return the client's phone, signed out."""
    phone = browser.new_context(viewport=PHONE, base_url=desk.address)  # type: ignore[arg-type]  # a dict is what it takes
    phone.set_default_timeout(PATIENCE_MILLISECONDS)
    yield phone.new_page()
    phone.close()


def wait_for(page: Page, who: tuple[str, str, str] = ROSA) -> None:
    """Let the agent ask a client and wait on the page."""
    search(page, *who)
    page.get_by_role("button", name="Request Electronic Consent").click()
    expect(page.get_by_role("heading", name="Waiting for the client")).to_be_visible()


@pytest.mark.rule("C-17", "C-04")
def test_the_client_declines(page: Page, desk: Desk, client: Page) -> None:
    sign_in(page, "agent")
    wait_for(page)

    client.goto(newest_link(desk))
    client.get_by_role("button", name="Decline").click()

    expect(page.get_by_role("heading", name="Client did not consent.")).to_be_visible()
    expect(page.get_by_role("button", name="Confirm Verbal Consent")).to_have_count(0)
    expect(page.get_by_role("main").get_by_role("button", name="Cancel")).to_be_visible()


@pytest.mark.rule("C-06")
def test_the_agent_leaves_by_a_link_and_the_client_comes_too_late(
    page: Page, desk: Desk, client: Page
) -> None:
    sign_in(page, "agent")
    wait_for(page)
    address = page.url
    link = newest_link(desk)
    client.goto(link)

    page.get_by_role("link", name="Guide").first.click()
    page.wait_for_url("**/guide/**")
    client.get_by_role("button", name="Accept").click()

    expect(client.get_by_role("heading", name="This request has expired")).to_be_visible()
    page.goto(address)
    expect(page.get_by_role("heading", name="The request expired when you left the screen.")).to_be_visible()
    expect(page.get_by_role("button", name="Confirm Verbal Consent")).to_have_count(0)


@pytest.mark.rule("C-08", "C-09")
def test_nobody_answers_and_the_client_says_yes_by_voice_in_spanish(page: Page, desk: Desk) -> None:
    sign_in(page, "agent")
    who = _person(desk, "Ximena")
    wait_for(page, who)
    newest_link(desk)

    _let_time_run_out(page, desk)

    expect(page.get_by_role("heading", name="Client did not respond.")).to_be_visible()
    page.get_by_role("button", name="Confirm Verbal Consent").click()
    aloud = page.locator(".consent-aloud")
    expect(aloud).to_have_attribute("lang", "es")
    expect(aloud).to_contain_text("Su consentimiento es voluntario")
    for box in aloud.get_by_role("checkbox").all():
        box.focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("button", name="Ok").click()
    expect(page.get_by_role("heading", name="Ximena Muñoz")).to_be_visible()


@pytest.mark.rule("C-08")
def test_the_request_can_not_be_delivered(page: Page, desk: Desk) -> None:
    for channel in ("sms", "email"):
        fault = {"channel": channel, "mode": "fail"}
        httpx.post(f"{desk.address}/api/v1/demo/faults", json=fault, timeout=30).raise_for_status()
    sign_in(page, "agent")

    wait_for(page)

    expect(
        page.get_by_role("heading", name="The electronic consent request could not be delivered.")
    ).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name="Confirm Verbal Consent")).to_be_visible()


@pytest.mark.rule("C-10")
def test_no_channel_and_unknown_are_the_same_next_steps(page: Page, desk: Desk) -> None:
    sign_in(page, "agent")
    said = []
    for first, last, born in (_person(desk, "Wade"), ("Nobody", "Known", "1980-01-01")):
        search(page, first, last, born, "male")
        expect(page.get_by_role("heading", name="Next steps")).to_be_visible()
        said.append(page.locator("[aria-labelledby=nobody]").inner_text())

    assert said[0] == said[1]
    assert "Call the PSL at" in said[0]


@pytest.mark.rule("C-13")
def test_taking_consent_back_closes_the_agents_open_case_page(page: Page, desk: Desk, client: Page) -> None:
    sign_in(page, "agent")
    wait_for(page)
    client.goto(newest_link(desk))
    client.get_by_role("button", name="Accept").click()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Ok").click()
    expect(page.get_by_role("heading", name="Rosa Delgado")).to_be_visible()

    sign_in(client, "resident")
    client.goto("/m/kentucky/my-access")
    client.get_by_role("button", name="Take back the access of Casey Tolliver").click()

    expect(page.get_by_role("heading", name="Rosa Delgado")).to_have_count(0)
    expect(page.get_by_text("1986")).to_have_count(0)


def _let_time_run_out(page: Page, desk: Desk) -> None:
    """Move the clock by steps shorter than a page's lease, and let the page be heard of between them."""
    for _ in range(9):
        httpx.post(f"{desk.address}/api/v1/demo/clock", json={"advance_seconds": 10}, timeout=30)
        page.evaluate("fetch(location.href, { headers: { 'X-Desk-Live': '1' } }).then((one) => one.status)")


def _person(desk: Desk, first_name: str) -> tuple[str, str, str]:
    """Return what the demo's list says of one of its residents."""
    found = httpx.get(f"{desk.address}/api/v1/demo/people?role=resident", timeout=30).json()["items"]
    one = next(one for one in found if one["first_name"] == first_name and one["username"])
    return one["first_name"], one["last_name"], one["date_of_birth"]
