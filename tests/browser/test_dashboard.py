"""An agent on a phone, by keyboard and without scripts: to Request Case Access, and acting for one."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.browser.test_accessibility import Inspection
from tests.browser.visits import PASSWORD, PHONE, sign_in
from tests.serving import Desk

PAGES = {
    "agent": (
        "/home",
        "/my/account",
        "/my/settings",
        "/my/messages",
        "/m/kentucky/book/delegates",
        "/m/kentucky/quick-links/application-individual",
        "/m/kentucky/case-notes",
    ),
    "khbe-lead": ("/m/kentucky/announcements",),
}


@pytest.mark.parametrize("language", ["en", "es"])
def test_axe_finds_nothing_grave_on_a_helpers_own_pages(browser: Browser, desk: Desk, language: str) -> None:
    context = browser.new_context(base_url=desk.address, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    context.add_cookies([{"name": "desk_language", "value": language, "url": desk.address}])
    inspection = Inspection(context.new_page())
    for username, addresses in PAGES.items():
        who = {"username": username, "password": PASSWORD}
        expect(context.request.post("/api/v1/session", data=who)).to_be_ok()
        for address in addresses:
            inspection.visit(address)
    context.close()

    assert inspection.faults == []


@pytest.mark.rule("C-01")
@pytest.mark.rule("C-22")
@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_quick_link_to_the_form_by_keyboard(browser: Browser, desk: Desk, *, scripts: bool) -> None:
    context = browser.new_context(
        base_url=desk.address,
        viewport=PHONE,  # type: ignore[arg-type]  # a dict is what it takes
        reduced_motion="reduce",
        java_script_enabled=scripts,
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = context.new_page()
    sign_in(page, "agent")

    link = page.get_by_role("main").get_by_role("link", name="Request Case Access")
    expect(link).to_be_visible()
    expect(page.get_by_role("link", name="Overview")).to_have_attribute("aria-current", "page")
    link.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Request Case Access", level=1)).to_be_visible()
    expect(page.get_by_label("First Name")).to_be_visible()
    context.close()


@pytest.mark.rule("C-22")
def test_a_delegate_acts_and_switches_back_on_a_phone(browser: Browser, desk: Desk) -> None:
    context = browser.new_context(base_url=desk.address, viewport=PHONE, reduced_motion="reduce")  # type: ignore[arg-type]  # a dict is what it takes
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = context.new_page()
    sign_in(page, "agency-admin")

    page.get_by_role("button", name="Act for Casey Tolliver").click()
    expect(page.get_by_text("You are acting for Casey Tolliver")).to_be_visible()
    page.goto("/m/kentucky/escalate")
    expect(page.get_by_text("You are acting for Casey Tolliver")).to_be_visible()
    page.get_by_role("button", name="Switch back to myself").click()

    expect(page.get_by_text("You are acting for")).to_have_count(0)
    context.close()
