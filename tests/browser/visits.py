"""What visitors of the desk do again and again."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DESKTOP, PATIENCE_MILLISECONDS
from tests.serving import Desk

PASSWORD = "demo-desk-2026"
PHONE = {"width": 390, "height": 844}


def sign_in(page: Page, username: str) -> None:
    """Sign in as one of the demo's people."""
    page.goto("/sign-in")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/home")


@contextmanager
def signed_in(browser: Browser, desk: Desk, *usernames: str) -> Iterator[dict[str, BrowserContext]]:
    """Give browsers of some of the demo's people, signed in, by their usernames; they close at the end."""
    made = {}
    for username in usernames:
        context = browser.new_context(viewport=DESKTOP, base_url=desk.address)  # type: ignore[arg-type]  # a dict is what it takes
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        answer = context.request.post("/api/v1/session", data={"username": username, "password": PASSWORD})
        expect(answer).to_be_ok()
        made[username] = context
    yield made
    for context in made.values():
        context.close()
