"""Going back in a real browser: no page asks for its form again, and no word is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_files import NOTICE
from tests.browser.visits import sign_in

DESCRIBE = "/m/maryland/escalate/describe"


@pytest.mark.rule("E-12", "E-13")
def test_going_back_after_escalating_finds_the_words_and_what_is_open(page: Page) -> None:
    sign_in(page, "producer")
    page.goto("/m/maryland/escalate")
    page.get_by_role("button", name="Search", exact=True).click()
    row = page.get_by_role("row").nth(5)
    row.get_by_role("radio").check()
    page.get_by_role("button", name="Proceed to Escalate").click()
    expect(page).to_have_url(re.compile(rf"{DESCRIBE}/[0-9a-f-]{{36}}$"))
    page.get_by_label("Escalation type").select_option("determination")
    page.get_by_label("Description").fill("Words that must not be lost.")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Your escalation was received")).to_be_visible()

    page.go_back()

    expect(page.get_by_label("Description")).to_have_value("Words that must not be lost.")
    expect(page.get_by_role("main")).to_contain_text("This form was sent already.")
    expect(page.get_by_role("button", name="Add to it instead")).to_be_visible()

    page.go_back()

    expect(page.get_by_role("button", name="Search", exact=True)).to_be_visible()


@pytest.mark.rule("E-12")
def test_a_file_that_went_up_is_there_after_back_and_forward(page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, "producer")
    page.goto("/m/maryland/escalate")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("row").nth(5).get_by_role("radio").check()
    page.get_by_role("button", name="Proceed to Escalate").click()
    page.get_by_label("Description").fill("See the file.")

    with page.expect_response(lambda answer: answer.url.endswith(DESCRIBE)):
        page.get_by_label("Documents").set_input_files(NOTICE)
    page.go_back()
    expect(page.get_by_role("button", name="Search", exact=True)).to_be_visible()
    page.go_forward()

    expect(page.get_by_label("Description")).to_have_value("See the file.")
    expect(page.get_by_role("list", name="Attached files")).to_contain_text(NOTICE["name"])
