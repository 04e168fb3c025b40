"""A screenshot with personal information leaves as a copy with boxes, which its sender saw first."""

from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, expect

from assistdesk.shared.files import reader, sheets
from tests.browser.test_together import open_page
from tests.browser.visits import signed_in
from tests.mail_server import Inbox
from tests.serving import Desk
from tests.shared.files import screens

KENTUCKY = "/api/v1/marketplaces/kentucky"
OFFICE, OFFICES_ADDRESS = "dcbs", "DFS.Medicaid@ky.gov"
READING_MILLISECONDS = 90_000  # the reader starts with the first picture


@pytest.fixture
def contexts(browser: Browser, desk: Desk) -> Iterator[dict[str, BrowserContext]]:
    """Return the browsers of an agent and of a caseworker, signed in."""
    with signed_in(browser, desk, "agent", "khbe") as made:
        yield made


def file_with_screenshot(agent: BrowserContext) -> str:
    """File an incident with a screenshot on which a Social Security number stands; return its number."""
    picture: FilePayload = {"name": "maria.png", "mimeType": "image/png", "buffer": screens.screenshot()}
    uploaded = agent.request.post("/api/v1/attachments", multipart={"file": picture})
    expect(uploaded).to_be_ok()
    people = agent.request.post(f"{KENTUCKY}/consumers/search", data={}).json()["items"]
    filed = agent.request.post(
        f"{KENTUCKY}/escalations",
        data={
            "type": "dms",
            "consumers": [people[0]["person_id"]],
            "description": "The screen shows what is wrong.",
            "attachments": [uploaded.json()["id"]],
        },
    )
    expect(filed).to_be_ok()
    return str(filed.json()["incident_number"])


def words_on(mail: EmailMessage) -> str:
    """Return what can be read on the one picture of a mail."""
    [sent] = list(mail.iter_attachments())
    content = sent.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert screens.SSN.encode() not in content
    picture = sheets.sheets_of(content, kind="png").pages[0].picture
    return " ".join(line.text for line in reader.READER.read(picture))


@pytest.mark.rule("V-05", "V-01")
def test_a_screenshot_goes_out_with_a_box_over_what_is_personal(
    contexts: dict[str, BrowserContext], inbox: Inbox
) -> None:
    number = file_with_screenshot(contexts["agent"])
    page = open_page(contexts["khbe"], f"/m/kentucky/escalations/{number}/hand-on?contact={OFFICE}")
    page.get_by_label("Your words").fill("Please look at the screen of this case.")
    page.get_by_label("maria.png").check()
    page.get_by_role("button", name="See what will go out").click()
    expect(page.get_by_role("heading", name="This will go out")).to_be_visible()
    copy = page.get_by_role("img", name="The same page with boxes over what is personal")
    expect(copy).to_be_visible(timeout=READING_MILLISECONDS)
    assert copy.evaluate("async image => { await image.decode(); return image.naturalWidth; }") > 0
    expect(page.get_by_role("main")).to_contain_text("Social Security number (1)")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#thread")).to_contain_text("Please look at the screen of this case.")

    words = words_on(inbox.wait_for(OFFICES_ADDRESS))
    assert screens.INCIDENT in words
    assert screens.SSN not in words
