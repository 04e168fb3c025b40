"""A queue by its keys alone, and a template that goes where the cursor is."""

import uuid

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import PASSWORD, sign_in
from tests.serving import Desk

pytestmark = pytest.mark.rule("E-15")

QUEUE = "/m/maryland/queue/escalated-cases"


@pytest.fixture
def numbers(desk: Desk) -> list[str]:
    """Return the numbers of two incidents of the team."""
    with httpx.Client(base_url=desk.address, timeout=30) as producer:
        producer.post("/api/v1/session", json={"username": "producer", "password": PASSWORD})
        headers = {"X-CSRFToken": str(producer.cookies.get("csrftoken") or ""), "Referer": desk.address}
        call = "/api/v1/marketplaces/maryland"
        clients = producer.post(f"{call}/consumers/search", json={}, headers=headers).json()["items"]
        made = []
        for client in clients[:2]:
            body = {
                "type": "termination",
                "consumers": [client["person_id"]],
                "description": "Ended though it was paid.",
                "fields": {},
                "attachments": [],
                "checked": [],
            }
            again = {**headers, "Idempotency-Key": uuid.uuid4().hex}
            answer = producer.post(f"{call}/escalations", json=body, headers=again)
            made.append(str(answer.raise_for_status().json()["incident_number"]))
    return made


def test_a_queue_is_worked_by_keys(page: Page, numbers: list[str]) -> None:
    sign_in(page, "lead")
    page.goto(QUEUE)

    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name=numbers[1])).to_be_focused()
    expect(page.get_by_role("checkbox", name=f"Choose {numbers[0]}")).to_be_checked()
    page.keyboard.press("t")
    page.wait_for_url(f"**/{numbers[1]}?done=taken**")
    page.goto(QUEUE)
    page.keyboard.press("/")
    page.keyboard.type("paid n")
    expect(page.get_by_label("Search", exact=True)).to_have_value("paid n")


def test_a_template_goes_where_the_cursor_is(page: Page, numbers: list[str]) -> None:
    sign_in(page, "lead")
    page.goto(f"{QUEUE}/templates")
    for language in ("en", "es"):
        page.locator(f"#name_{language}").fill("Greeting")
        page.locator(f"#text_{language}").fill("about {incident_number}")
    page.get_by_role("button", name="Save template").click()
    page.goto(f"/m/maryland/escalations/{numbers[0]}")
    box = page.get_by_label("Your reply")
    box.fill("First, last.")
    box.evaluate("box => box.setSelectionRange(7, 7)")

    expect(page.locator("[data-template-preview]")).to_have_text(f"about {numbers[0]}")
    page.get_by_role("button", name="Put it into the reply").click()

    expect(box).to_have_value(f"First, about {numbers[0]}last.")
