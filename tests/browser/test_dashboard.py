"""An agent on a phone, by keyboard and without scripts: to Request Case Access, and acting for one."""

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.browser.test_accessibility import Inspection
from tests.browser.visits import PASSWORD, PHONE, sign_in
from tests.serving import Desk

SIX_DAYS = 6 * 24 * 60 * 60
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


def _count(page: Page, name: str) -> int:
    """Return one of the counts of policies on the dashboard."""
    box = page.get_by_role("region", name="My Policies")
    return int(box.get_by_role("link", name=name).locator("b").inner_text())


@pytest.mark.rule("C-16")
def test_the_dashboard_counts_a_request_that_comes_due_and_a_policy_that_ends(page: Page, desk: Desk) -> None:
    names = ("Active", "Termed", "Expired RFI", "RFI about to expire in a week")
    sign_in(page, "agent")
    before = [_count(page, name) for name in names]
    passed = httpx.post(f"{desk.address}/api/v1/demo/clock", json={"advance_seconds": SIX_DAYS}, timeout=60)
    passed.raise_for_status()
    sign_in(page, "agent")

    after = [_count(page, name) for name in names]
    assert [one - other for one, other in zip(after, before, strict=True)] == [-2, 2, 2, -2]
    for name, number in zip(names, after, strict=True):
        page.goto("/home")
        page.get_by_role("region", name="My Policies").get_by_role("link", name=name).click()
        expect(page.get_by_role("row")).to_have_count(1 + number if number else 0)
