"""Staff read the board of referrals on any screen, and nobody is kept out."""

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import Inspection
from tests.browser.visits import sign_in
from tests.serving import Desk

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


@pytest.mark.rule("D-18")
def test_a_new_request_comes_up_on_the_board_by_itself(page: Page, desk: Desk) -> None:
    sign_in(page, "khbe-lead")
    page.goto(PAGES[0])
    expect(page.locator("[data-live-key]")).to_have_count(0)
    request = {
        "name": "Rosa Delgado",
        "contact_method": "phone",
        "contact": "502-555-0199",
        "zip": "40202",
        "language": "en",
        "program": "qhp",
    }

    answer = httpx.post(f"{desk.address}/api/v1/marketplaces/kentucky/referrals", json=request, timeout=30)

    expect(page.get_by_role("link", name=answer.json()["reference"])).to_be_visible()
    expect(page.locator("#now")).to_contain_text("1 wait for a call")
