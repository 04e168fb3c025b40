"""An agent asks a client for consent and sees the answer at once; the client answers on a phone."""

from playwright.sync_api import Browser, expect

from tests.browser.asking import SEARCH, newest_link, search
from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.browser.test_accessibility import Inspection
from tests.browser.visits import PHONE, sign_in
from tests.serving import Desk


def test_from_the_search_to_the_case(browser: Browser, desk: Desk) -> None:
    context = browser.new_context(base_url=desk.address, reduced_motion="reduce")
    phone = browser.new_context(viewport=PHONE, reduced_motion="reduce")  # type: ignore[arg-type]  # a dict is what it takes
    for one in (context, phone):
        one.set_default_timeout(PATIENCE_MILLISECONDS)
    page, client = context.new_page(), phone.new_page()
    sign_in(page, "agent")
    inspection, survey = Inspection(page), Inspection(client)
    inspection.visit(SEARCH)
    search(page, "rosa", "DELGADO", "1986-04-12")
    inspection.look("how a client may be asked")
    page.get_by_role("button", name="Request Electronic Consent").click()
    expect(page.get_by_role("heading", name="Waiting for the client")).to_be_visible()
    inspection.look("the wait")
    page.reload()
    expect(page.locator(".consent-clock")).to_contain_text("seconds")

    client.goto(newest_link(desk))
    survey.look("the survey")
    client.get_by_role("button", name="Accept").click()
    expect(client.get_by_role("heading", name="You accepted")).to_be_visible()

    expect(page.get_by_role("heading", name="Client Consent Received")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    inspection.look("the confirmation")
    page.get_by_role("button", name="Ok").click()
    expect(page.get_by_role("heading", name="Rosa Delgado")).to_be_visible()
    inspection.look("the case")
    context.close()
    phone.close()
    assert inspection.faults + survey.faults == []
