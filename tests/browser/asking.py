"""What an agent does to ask for a client's consent, and where the client finds the question."""

import httpx
from playwright.sync_api import Page

from tests.serving import Desk

SEARCH = "/m/kentucky/case-access"


def search(page: Page, first: str, last: str, born: str, sex: str = "female") -> None:
    """Search for somebody of the demo."""
    page.goto(SEARCH)
    page.get_by_label("First Name").fill(first)
    page.get_by_label("Last Name").fill(last)
    page.get_by_label("Sex").select_option(sex)
    page.get_by_label("Date of Birth").fill(born)
    page.get_by_role("button", name="Search").click()


def newest_link(desk: Desk) -> str:
    """Return the link of the newest text message."""
    page = httpx.get(f"{desk.address}/api/v1/demo/messages?channel=sms", timeout=30).json()
    return str(page["items"][0]["links"][0])
