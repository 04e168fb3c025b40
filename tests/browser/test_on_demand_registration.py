"""A helper registers for on-demand referrals on a phone, in three steps, with a number that gets a code."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.browser.test_accessibility import Inspection
from tests.browser.visits import PHONE, sign_in
from tests.serving import Desk

NUMBER = "+15025550177"


@pytest.mark.rule("D-03")
def test_three_steps_on_a_phone(browser: Browser, desk: Desk) -> None:
    began = datetime.now(UTC).isoformat()
    context = browser.new_context(base_url=desk.address, viewport=PHONE, reduced_motion="reduce")  # type: ignore[arg-type]  # a dict is what it takes
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = context.new_page()
    inspection = Inspection(page)
    sign_in(page, "agency-admin")
    page.locator(".desk-menu summary").click()
    page.locator(".desk-menu").get_by_role("link", name="kynect On Demand").click()
    inspection.look("the tab")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a dict is what it takes

    page.get_by_role("link", name="Register", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Agree to Register")
    page.get_by_label("I agree").check()
    inspection.look("the terms")
    page.get_by_role("button", name="Next").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Provide Preferred Contact Information")
    expect(page.get_by_label("Another phone number")).to_be_hidden()
    page.get_by_role("group", name="Phone for referrals").get_by_label("Another one").check()
    page.get_by_label("Another phone number").fill("502-555-0177")
    page.get_by_role("button", name="Save and go on").click()
    inspection.look("a code to type")
    page.get_by_label("Code").fill(_code(context, began))
    page.get_by_role("button", name="Confirm").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Establish Schedule & Availability")
    inspection.look("the week")
    page.get_by_role("button", name="Round the clock").click()
    page.get_by_role("button", name="Register").click()

    expect(page.get_by_role("heading", level=2).first).to_contain_text("You take part")
    expect(page.get_by_role("main")).to_contain_text("502-555-0177")
    inspection.look("a helper on duty")
    for address in ("availability", "contact", "leave"):
        inspection.visit(f"/m/kentucky/on-demand/{address}")
    inspection.visit("/m/kentucky/my-information/")
    assert inspection.faults == []
    context.close()


def _code(context: BrowserContext, since: str) -> str:
    """Return the code that came to the number, once it has come."""
    for _ in range(100):
        sent = context.request.get("/api/v1/demo/messages", params={"to": NUMBER, "since": since}).json()
        for message in sent["items"]:
            codes: list[str] = re.findall(r"\b\d{6}\b", message["text"])
            return codes[0]
        context.pages[0].wait_for_timeout(100)
    raise AssertionError("no code came")
