"""A helper's counts change by themselves: a request for information comes due, and a policy ends."""

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import Inspection
from tests.browser.visits import PHONE, sign_in
from tests.serving import Desk

PLACE = "/m/kentucky/book"
SIX_DAYS = 6 * 24 * 60 * 60


def _count(page: Page, name: str) -> int:
    """Return one count of the policies."""
    row = page.locator("section", has=page.get_by_role("heading", name="My Policies")).get_by_role("listitem")
    return int(row.filter(has=page.get_by_role("link", name=name, exact=True)).locator("b").inner_text())


@pytest.mark.rule("C-16")
def test_days_that_pass_change_the_counts(page: Page, desk: Desk) -> None:
    sign_in(page, "agent")
    page.goto(PLACE)
    names = ("Active", "Termed", "Expired RFI", "RFI about to expire in a week")
    before = {name: _count(page, name) for name in names}
    passed = httpx.post(f"{desk.address}/api/v1/demo/clock", json={"advance_seconds": SIX_DAYS}, timeout=60)
    passed.raise_for_status()
    sign_in(page, "agent")
    page.goto(PLACE)

    after = {name: _count(page, name) for name in names}
    assert [after[name] - before[name] for name in names] == [-2, 2, 2, -2]
    page.get_by_role("link", name="Expired RFI").click()
    expect(page.get_by_role("row")).to_have_count(1 + after["Expired RFI"])


@pytest.mark.rule("C-11")
def test_a_known_prospect_by_keyboard_on_a_phone(page: Page, desk: Desk) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a dict is what it takes
    sign_in(page, "agent")
    inspection = Inspection(page)
    inspection.visit(f"{PLACE}/prospects")
    page.get_by_role("link", name="Henry Cole").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Henry Cole")).to_be_visible()
    inspection.look("a prospect")
    page.get_by_label("This person asked me").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Make a client").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Ask for access to a case")).to_be_visible()
    inspection.look("where it leads")
    page.get_by_role("alert").get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/case-access")
    assert inspection.faults == []
