"""Take the README's pictures of a desk that serves: `python -m tools.pictures http://127.0.0.1:8000`."""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, executable
from tests.browser.visits import sign_in

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
SIZE = {"width": 1280, "height": 800}
TALL = {"width": 1280, "height": 1040}
ISSUES = (
    ("consumer-enrollment", "The carrier has no record of the plan that was chosen in May."),
    ("1095-a", "The form shows three months of coverage; it was the whole year."),
    ("termination", "Coverage ended a month too early, and claims are being refused."),
)


def main() -> None:
    """Escalate a few issues of the demo's producer, and picture the form and the team's queue."""
    address = sys.argv[1]
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        page = chromium.new_page(viewport=SIZE, base_url=address)  # type: ignore[arg-type]  # a dict is what it takes
        sign_in(page, "producer")
        for place, (kind, words) in enumerate(ISSUES, start=1):
            _describe(page, place=place, kind=kind, words=words)
            if place == len(ISSUES):
                page.screenshot(path=IMAGES / "escalate.png")
            page.get_by_role("button", name="Submit", exact=True).click()
            page.get_by_role("status").wait_for()
        page.context.clear_cookies()
        sign_in(page, "caseworker")
        page.set_viewport_size(TALL)  # type: ignore[arg-type]  # a dict is what it takes
        page.goto("/m/maryland/queue/escalated-cases")
        page.screenshot(path=IMAGES / "queue.png")
        chromium.close()


def _describe(page: Page, *, place: int, kind: str, words: str) -> None:
    page.goto("/m/maryland/escalate")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("row").nth(place).get_by_role("radio").check()
    page.get_by_role("button", name="Proceed to Escalate").click()
    page.get_by_label("Escalation type").select_option(kind)
    page.get_by_label("Description").fill(words)


if __name__ == "__main__":
    main()
