"""Somebody types a number that must not leave, is told so below, mends the words and sends them."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESKTOP, PATIENCE_MILLISECONDS
from tests.browser.test_together import file_one, open_page
from tests.browser.visits import PASSWORD
from tests.serving import Desk


@pytest.mark.rule("V-04")
def test_words_are_mended_before_they_are_sent(browser: Browser, desk: Desk) -> None:
    producer, caseworker = (
        browser.new_context(viewport=DESKTOP, base_url=desk.address)  # type: ignore[arg-type]  # a dict is what it takes
        for _ in range(2)
    )
    for context, username in ((producer, "producer"), (caseworker, "caseworker")):
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        signed_in = context.request.post("/api/v1/session", data={"username": username, "password": PASSWORD})
        expect(signed_in).to_be_ok()
    page = open_page(caseworker, f"/m/maryland/escalations/{file_one(producer, client=7)}")
    said = page.locator("#reply [data-check-said]")

    page.get_by_label("Your reply").press_sequentially("It is under SSN 900-12-3456.")
    expect(said).to_contain_text("Social Security number")
    page.get_by_label("Your reply").fill("It is under her Person ID.")
    expect(said).not_to_contain_text("Social Security number")
    page.get_by_role("button", name="Send reply").click()

    expect(page.locator("#thread")).to_contain_text("It is under her Person ID.")
    for context in (producer, caseworker):
        context.close()
