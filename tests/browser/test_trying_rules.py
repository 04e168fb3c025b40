"""An administrator tries a change of rules, and the page shows by itself what it would do."""

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import Inspection
from tests.browser.visits import sign_in


def test_a_change_of_rules_is_played_and_explained(page: Page) -> None:
    sign_in(page, "admin")
    page.goto("/m/kentucky/try-rules")
    page.get_by_label("The rules, changed").fill("misses: {deregister_after: 2, warn_at: [1]}")
    for label, number in (("Requests an hour", "2"), ("Registered helpers", "5"), ("Days to play", "2")):
        page.get_by_label(label).fill(number)
    page.get_by_role("button", name="Try these rules").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("What the change would do")
    table = page.get_by_role("table", name="As it is and as proposed")
    expect(table).to_be_visible(timeout=60_000)
    expect(table.get_by_role("rowheader", name="Residents called in time")).to_be_visible()
    inspection = Inspection(page)
    inspection.look("what a change would do")
    page.get_by_text("The rules that were tried").click()
    expect(page.locator("pre")).to_contain_text("deregister_after: 2")
    inspection.visit("/m/kentucky/try-rules")
    expect(page.get_by_role("table", name="Tried before").get_by_role("link")).to_have_count(1)
    assert inspection.faults == []
