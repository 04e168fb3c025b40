"""Staff read the board of referrals on any screen, and nobody is kept out."""

import pytest
from playwright.sync_api import Page

from tests.browser.test_accessibility import Inspection
from tests.browser.visits import sign_in

PAGES = ("/m/kentucky/referrals", "/m/kentucky/referrals/on-duty", "/m/kentucky/referrals/report")


@pytest.mark.rule("D-18")
def test_the_staffs_pages_keep_nobody_out_and_fit_a_phone(page: Page) -> None:
    sign_in(page, "khbe-lead")
    inspection = Inspection(page)

    for address in PAGES:
        inspection.visit(address)
    page.get_by_role("link", name="Board", exact=True).click()
    page.get_by_text("Close: take no more requests").click()
    inspection.look("the season's form")

    assert inspection.faults == []
