"""What the guard keeps back: a held mail goes out once a lead says why, an original is opened on purpose."""

from collections.abc import Iterator
from email.utils import parseaddr

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect

from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.browser.test_together import file_one, open_page
from tests.browser.visits import signed_in
from tests.mail_server import Inbox, text_of
from tests.serving import Desk

HELD, SENDER = "/m/maryland/held/", "producer@example.com"


@pytest.fixture
def contexts(browser: Browser, desk: Desk) -> Iterator[dict[str, BrowserContext]]:
    """Return the browsers of a producer, a caseworker and their lead, signed in."""
    with signed_in(browser, desk, "producer", "caseworker", "lead") as made:
        yield made


@pytest.mark.rule("V-08", "V-01")
def test_a_held_mail_goes_out_once_a_lead_says_why(contexts: dict[str, BrowserContext], inbox: Inbox) -> None:
    number = file_one(contexts["producer"], client=4)
    page = open_page(contexts["caseworker"], f"/m/maryland/escalations/{number}")
    page.get_by_label("Your reply").fill("We reached the client Jane Doe this morning.")
    page.get_by_role("button", name="Send reply").click()
    expect(page.locator("#thread")).to_contain_text("Held")
    assert contexts["caseworker"].request.get(HELD).status == 403

    page = open_page(contexts["lead"], HELD)
    held = page.locator("section.desk-panel", has_text=number)
    expect(held.locator("mark")).to_have_text("Jane Doe")
    held.get_by_label("Reason").fill("The client asked us to name her to her agent.")
    held.get_by_role("button", name="Release").click()
    expect(page.get_by_role("main")).to_contain_text("No message is held.")

    assert "Jane Doe" in text_of(inbox.wait_for(SENDER, count=2))


@pytest.fixture
def mailed(contexts: dict[str, BrowserContext], desk: Desk, inbox: Inbox) -> str:
    """Return the address of an incident whose helper answered by mail with a Social Security number."""
    producer = contexts["producer"]
    number = file_one(producer, client=5)
    ours = inbox.wait_for(SENDER)
    answer = {
        "channel": "email",
        "from": SENDER,
        "to": parseaddr(str(ours["Reply-To"] or ours["From"]))[1],
        "subject": "Re: the incident",
        "text": "Her SSN is 412-55-7713.",
    }
    expect(producer.request.post("/api/v1/demo/inbound", data=answer)).to_be_ok()
    return f"/m/maryland/escalations/{number}"


def write_to(context: BrowserContext, address: str, text: str) -> None:
    """Write a note to the incident at an address."""
    number = address.rpartition("/")[2]
    sent = context.request.post(
        f"/api/v1/escalations/{number}/notes?marketplace=maryland", data={"text": text}
    )
    expect(sent).to_be_ok()


@pytest.mark.rule("V-06", "S-08")
def test_what_was_mailed_is_opened_on_purpose_and_by_keyboard_alone(
    contexts: dict[str, BrowserContext], mailed: str
) -> None:
    page = open_page(contexts["caseworker"], mailed)
    removed = page.locator(".thread__removed")
    expect(removed).to_contain_text("Personal information was removed: Social Security number")
    expect(page.locator("#thread")).not_to_contain_text("412-55-7713")
    removed.get_by_role("button").focus()
    write_to(contexts["lead"], mailed, "One more thing: she moved.")
    expect(page.locator("#thread")).to_contain_text("One more thing", timeout=PATIENCE_MILLISECONDS)

    expect(removed.get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(removed).to_contain_text("Her SSN is 412-55-7713.", timeout=PATIENCE_MILLISECONDS)
    expect(removed).to_contain_text("It is recorded that you looked.")
    expect(removed.locator(".thread__original")).to_be_focused()


@pytest.mark.rule("V-06", "S-08")
def test_what_was_opened_stays_open_while_others_write(
    contexts: dict[str, BrowserContext], mailed: str
) -> None:
    page = open_page(contexts["caseworker"], mailed)
    thread, removed = page.locator("#thread"), page.locator(".thread__removed")
    held: list[Route] = []
    page.route("**/original*", lambda route: held.append(route))  # noqa: PLW0108  # a built-in method is not taken
    removed.get_by_role("button").click()
    with page.expect_response(lambda one: "x-desk-live" in one.request.headers):
        write_to(contexts["lead"], mailed, "She moved while you looked.")
    held[0].continue_()

    expect(removed).to_contain_text("Her SSN is 412-55-7713.", timeout=PATIENCE_MILLISECONDS)
    expect(thread).to_contain_text("She moved while you looked.", timeout=PATIENCE_MILLISECONDS)
    write_to(contexts["lead"], mailed, "And her name changed.")
    expect(thread).to_contain_text("And her name changed.", timeout=PATIENCE_MILLISECONDS)
    expect(removed).to_contain_text("Her SSN is 412-55-7713.")
