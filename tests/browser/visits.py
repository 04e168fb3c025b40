"""What visitors of the desk do again and again."""

from playwright.sync_api import Page

PASSWORD = "demo-desk-2026"
PHONE = {"width": 390, "height": 844}


def sign_in(page: Page, username: str) -> None:
    """Sign in as one of the demo's people."""
    page.goto("/sign-in")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/home")
