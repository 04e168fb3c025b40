"""On demand, as the guide tells it: asked on a phone, taken by a text message's link, called, complete."""

import re
import time

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DESKTOP, PATIENCE_MILLISECONDS
from tests.browser.visits import PHONE, sign_in
from tests.serving import Desk

HELPERS = ("agent", "agent2", "kynector")
PASSCODE = re.compile(r"\b\d{6}\b")
PATIENCE_SECONDS = 20
ACCEPT = "button[name=answer][value=accept]"  # one of the helpers reads Spanish


def opened(browser: Browser, desk: Desk, *, is_phone: bool = False) -> BrowserContext:
    """Return somebody's own browser."""
    context = browser.new_context(
        base_url=desk.address,
        locale="en-US",
        viewport=PHONE if is_phone else DESKTOP,  # type: ignore[arg-type]  # a dict is what it takes
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    return context


def texts(desk: Desk, *, containing: str) -> list[dict[str, object]]:
    """Return the text messages that were sent with these words in them, the newest first; wait for one."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        answer = httpx.get(f"{desk.address}/api/v1/demo/messages", params={"channel": "sms"}, timeout=30)
        found = [one for one in answer.json()["items"] if containing in one["text"]]
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f"no text message said {containing!r}")


def ask(page: Page) -> str:
    """Ask for a call back, and return the reference that the status page shows."""
    page.goto("/m/kentucky/call-back")
    page.get_by_label("Your name").fill("Rosa Delgado")
    page.get_by_text("By phone call", exact=True).click()
    page.get_by_label("Your phone number").fill("502-555-0142")
    page.get_by_label("Your ZIP code").fill("40202")
    page.get_by_text("Dental plan").click()
    page.get_by_role("button", name="Submit").click()
    page.wait_for_url("**/r/*")
    heading = page.get_by_role("heading", level=1).inner_text()
    return heading.rsplit(" ", 1)[-1]


@pytest.mark.rule("D-01", "D-08", "D-10", "D-11", "D-12", "D-13", "D-24")
def test_a_resident_is_called_by_who_took_the_link_of_a_text_message(browser: Browser, desk: Desk) -> None:
    resident, phone = opened(browser, desk, is_phone=True), opened(browser, desk, is_phone=True)
    status, link = resident.new_page(), phone.new_page()
    reference = ask(status)
    expect(status.get_by_role("heading", name="We are looking for somebody to call you")).to_be_visible()
    offer = texts(desk, containing="/o/")[0]
    assert "Rosa" not in str(offer["text"])
    link.goto(str(offer["links"][0]))  # type: ignore[index]  # a list of addresses

    expect(link.get_by_role("heading", name="Manage Referral")).to_be_visible()
    link.get_by_role("button", name="Accept").click()
    code = PASSCODE.search(str(texts(desk, containing="One Time Passcode")[0]["text"]))
    assert code
    link.get_by_label("One Time Passcode").fill(code[0])
    link.get_by_role("button", name="Continue").click()

    expect(link.get_by_role("heading", name="Customer Details")).to_be_visible()
    expect(link.get_by_text("Rosa Delgado")).to_be_visible()
    who = next(name for name in HELPERS if _has(browser, desk, name, reference))
    expect(status.get_by_text("calls you").or_(status.get_by_text("will call")).first).to_be_visible()
    helper = opened(browser, desk)
    page = helper.new_page()
    sign_in(page, who)
    page.goto(f"/m/kentucky/referrals/{reference}")
    page.get_by_role("button", name="Reached").click()
    page.get_by_text("Helped to apply").click()
    page.get_by_role("button", name="Complete").click()
    expect(page.get_by_text("Complete").first).to_be_visible()
    states = httpx.get(f"{desk.address}/api/v1/referral-status/{status.url.rsplit('/', 1)[-1]}", timeout=30)
    assert states.json()["state"] == "complete"
    for context in (resident, phone, helper):
        context.close()


def _has(browser: Browser, desk: Desk, username: str, reference: str) -> bool:
    context = opened(browser, desk)
    page = context.new_page()
    sign_in(page, username)
    found = page.goto(f"/m/kentucky/referrals/{reference}")
    assert found is not None
    context.close()
    return found.ok


@pytest.mark.rule("D-07", "D-10")
def test_of_three_helpers_the_first_gets_a_mass_referral(browser: Browser, desk: Desk) -> None:
    resident = opened(browser, desk, is_phone=True)
    reference = ask(resident.new_page())
    with httpx.Client(base_url=desk.address, timeout=30) as lead:
        lead.post(
            "/api/v1/session", json={"username": "khbe-lead", "password": "demo-desk-2026"}
        ).raise_for_status()
        lead.post(f"/api/v1/referrals/{reference}/offers", json={"kind": "mass"}).raise_for_status()
    contexts = [opened(browser, desk) for _ in HELPERS]
    pages = [context.new_page() for context in contexts]
    for page, username in zip(pages, HELPERS, strict=True):
        sign_in(page, username)
        page.goto("/m/kentucky/on-demand")
        expect(page.locator(ACCEPT)).to_have_count(1)
    first, *others = pages

    first.locator(ACCEPT).click()

    expect(first.get_by_text("502-555-0142").first).to_be_visible()
    for page in others:
        expect(page.locator(ACCEPT)).to_have_count(0)
        expect(page.locator(".offer-ended")).to_have_count(1)
    for context in (resident, *contexts):
        context.close()
