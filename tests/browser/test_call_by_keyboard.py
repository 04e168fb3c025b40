"""A representative with a headset takes a whole call in a real browser and never touches the mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import sign_in

CALL = re.compile(r"/hotline/[0-9a-f-]{36}$")
NUMBER = re.compile(r"\d{6}-\d{7}")
WORDS = "Coverage ended a month too early."


def _choose_client(page: Page, last_name: str) -> None:
    """From the focus of the search on: type the last name, search, choose the first one."""
    expect(page.get_by_label("Person ID")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type(last_name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Choose").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Is this the right client?")).to_be_visible()


def _start(page: Page) -> None:
    page.keyboard.press("Alt+n")
    expect(page.get_by_label("The caller's name")).to_be_focused()
    page.keyboard.type("Sam Whitfield")
    page.keyboard.press("Tab")
    page.keyboard.type("847 295")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Not verified: unknown NPN")).to_be_visible()
    expect(page.get_by_label("NPN")).to_be_focused()
    page.keyboard.type("8472951")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Verified")).to_be_visible()


@pytest.mark.rule("E-11", "E-12")
def test_a_whole_call_by_keyboard_alone(page: Page) -> None:
    sign_in(page, "hotline")
    _start(page)

    _choose_client(page, "a")
    expect(page.get_by_label("Escalation type")).to_be_focused()
    page.keyboard.type("Termination")
    page.keyboard.press("Alt+g")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Escalation type")).to_have_value("termination")
    page.get_by_label("What the caller says").focus()
    page.keyboard.type(WORDS)
    page.keyboard.press("Alt+g")
    expect(page.get_by_role("region", name="Read the incident number out")).to_be_focused()
    found = NUMBER.search(page.get_by_role("main").inner_text())
    assert found

    page.keyboard.press("Alt+n")
    _choose_client(page, "a")
    expect(page.get_by_role("region", name="Open already for this client")).to_be_focused()
    page.get_by_label("What the caller says").focus()
    page.keyboard.type("It is urgent by now.")
    page.keyboard.press("Alt+w")
    expect(page.get_by_role("heading", name="Added to the incident")).to_be_visible()

    page.keyboard.press("Alt+n")
    expect(page.get_by_label("Person ID")).to_be_focused()
    page.keyboard.press("Alt+i")
    page.keyboard.type(found[0].replace("-", " "))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Is this the incident?")).to_be_visible()
    page.wait_for_load_state()  # its keys are known once its scripts have run
    page.keyboard.press("Alt+a")
    expect(page.get_by_role("heading", name="the caller knows where it stands")).to_be_visible()
    page.keyboard.press("Alt+x")
    expect(page.get_by_role("heading", name="Summary of the call")).to_be_focused()
    expect(page.get_by_role("main")).to_contain_text(found[0])
    page.keyboard.press("Alt+n")
    expect(page.get_by_label("The caller's name")).to_be_focused()


@pytest.mark.rule("E-11")
def test_a_call_that_was_left_is_taken_up_again(page: Page) -> None:
    sign_in(page, "hotline")
    _start(page)
    left = CALL.search(page.url)

    page.goto("/home")
    page.get_by_role("link", name="Take up the call").press("Enter")

    expect(page).to_have_url(re.compile(left[0] if left else "nowhere"))
    expect(page.get_by_text("Client 1 of 3")).to_be_visible()
