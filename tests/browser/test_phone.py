"""A phone without scripts: the menu opens, and the due time stands above what can be typed."""

from playwright.sync_api import Browser, expect

from tests.browser.visits import PHONE, sign_in
from tests.serving import Desk


def test_the_menu_and_the_due_time_are_there_without_scripts(browser: Browser, desk: Desk) -> None:
    context = browser.new_context(base_url=desk.address, java_script_enabled=False, locale="en-US")
    page = context.new_page()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a dict is what it takes
    sign_in(page, "producer")
    page.locator(".desk-menu summary").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Escalate", exact=True).click()
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("radio").first.check(force=True)
    page.get_by_role("button", name="Proceed to Escalate").click()
    page.get_by_label("Escalation type").select_option("determination")
    page.get_by_label("Description").fill("The income was typed wrong.")
    page.get_by_role("button", name="Submit").click()
    number = page.url.split("/")[-2]
    page.goto(f"/m/maryland/escalations/{number}")

    due = page.locator("#standing").get_by_text("Reply due:")
    expect(due).to_be_visible()
    place, box = due.bounding_box(), page.get_by_label("Your reply").bounding_box()
    assert place is not None
    assert box is not None
    assert place["y"] < box["y"]
    assert place["y"] < PHONE["height"]
    context.close()
