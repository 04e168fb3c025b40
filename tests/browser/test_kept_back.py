"""What the guard keeps back: a held mail goes out once a lead says why, an original is opened on purpose."""

from collections.abc import Iterator
from email.utils import parseaddr

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import DESKTOP, PATIENCE_MILLISECONDS
from tests.browser.test_together import file_one, open_page
from tests.browser.visits import PASSWORD
from tests.mail_server import Inbox, text_of
from tests.serving import Desk

HELD, SENDER = "/m/maryland/held/", "producer@example.com"


@pytest.fixture
def contexts(browser: Browser, desk: Desk) -> Iterator[dict[str, BrowserContext]]:
    """Return the browsers of a producer, a caseworker and their lead, signed in."""
    made = {}
    for username in ("producer", "caseworker", "lead"):
        context = browser.new_context(viewport=DESKTOP, base_url=desk.address)  # type: ignore[arg-type]  # a dict is what it takes
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        signed_in = context.request.post("/api/v1/session", data={"username": username, "password": PASSWORD})
        expect(signed_in).to_be_ok()
        made[username] = context
    yield made
    for context in made.values():
        context.close()


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


@pytest.mark.rule("V-06", "S-08")
def test_what_was_mailed_is_opened_on_purpose_and_by_keyboard_alone(
    contexts: dict[str, BrowserContext], desk: Desk, inbox: Inbox
) -> None:
    producer, team = contexts["producer"], contexts["caseworker"]
    number = file_one(producer, client=5)
    address = f"/m/maryland/escalations/{number}"
    ours = inbox.wait_for(SENDER)
    answer = {
        "channel": "email",
        "from": SENDER,
        "to": parseaddr(str(ours["Reply-To"] or ours["From"]))[1],
        "subject": "Re: the incident",
        "text": "Her SSN is 412-55-7713.",
    }
    expect(producer.request.post("/api/v1/demo/inbound", data=answer)).to_be_ok()

    page = open_page(team, address)
    removed = page.locator(".thread__removed")
    expect(removed).to_contain_text("Personal information was removed: Social Security number")
    expect(page.locator("#thread")).not_to_contain_text("412-55-7713")
    removed.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(removed).to_contain_text("Her SSN is 412-55-7713.", timeout=PATIENCE_MILLISECONDS)
    expect(removed).to_contain_text("It is recorded that you looked.")
