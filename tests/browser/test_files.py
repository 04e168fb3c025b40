"""Files go up one by one with their progress, are looked at page by page, and none with malware gets in."""

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.browser.visits import PHONE, sign_in
from tests.clamd_server import MARKER, ClamdServer
from tests.serving import Desk
from tests.shared.files import samples

pytestmark = pytest.mark.rule("E-18")
NOTE: FilePayload = {"name": "note.txt", "mimeType": "text/plain", "buffer": b"The invoice never came."}
NOTICE: FilePayload = {
    "name": "notice.pdf",
    "mimeType": "application/pdf",
    "buffer": samples.pdf(pages=2, words="Notice of termination"),
}
PROGRAM: FilePayload = {"name": "invoice.pdf", "mimeType": "application/pdf", "buffer": samples.EXE}
PASTE = """async data => {
  const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0));
  const clipboard = new DataTransfer();
  clipboard.items.add(new File([bytes], "image.png", { type: "image/png" }));
  document.querySelector("[name=description]").dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
}"""


def describe(page: Page) -> None:
    """Come to the form that describes an incident."""
    sign_in(page, "producer")
    page.goto("/m/maryland/escalate")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("row").nth(2).get_by_role("radio").check()
    page.get_by_role("button", name="Proceed to Escalate").click()
    page.locator("[name=type]").select_option("termination")
    page.get_by_label("Description").fill("Coverage ended a month too early.")


def test_files_go_up_while_somebody_types_and_are_seen_page_by_page(page: Page) -> None:
    describe(page)
    rows = page.locator(".file-upload")

    page.get_by_label("Documents").set_input_files([NOTICE, PROGRAM])
    expect(rows.nth(0)).to_contain_text("Attached")
    expect(rows.nth(1)).to_contain_text("This kind of file can't be used")
    page.evaluate(PASTE, samples.base64_of(samples.photo(kind="PNG")))
    expect(rows.nth(2)).to_contain_text("screenshot.png")
    expect(rows.nth(2)).to_contain_text("Attached")
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(rows.nth(1).locator("[data-error]")).to_be_focused()
    rows.nth(1).get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Submit", exact=True).click()
    page.wait_for_url("**/sent")

    page.goto(page.url.removesuffix("/sent"))
    files = page.locator("#files")
    expect(files.locator("img")).to_have_count(2)
    expect(files).to_contain_text("2 pages")
    files.get_by_role("link", name="notice.pdf", exact=True).click()
    pages = page.locator(".file-pages img")
    expect(pages).to_have_count(2)
    assert pages.first.evaluate("async image => { await image.decode(); return image.naturalWidth; }") > 1_000
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a dict is what it takes
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_form_waits_for_its_files_and_a_lost_one_is_sent_again(page: Page) -> None:
    describe(page)
    waiting: list[Route] = []
    page.route("**/api/v1/attachments", lambda route: waiting.append(route))  # noqa: PLW0108 - Playwright marks it
    rows = page.locator(".file-upload")

    page.get_by_label("Documents").set_input_files([NOTE, NOTICE])
    expect(rows.nth(0).get_by_role("progressbar")).to_be_visible()
    rows.nth(1).get_by_role("button", name="Cancel").click()
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.locator("[data-upload-news]")).to_contain_text("goes out by itself")
    waiting.pop().abort()
    expect(rows.nth(0)).to_contain_text("Check the connection")
    page.unroute("**/api/v1/attachments")
    rows.nth(0).get_by_role("button", name="Try again").click()
    expect(rows.nth(0)).to_contain_text("Attached")
    page.get_by_role("button", name="Submit", exact=True).click()

    page.wait_for_url("**/sent")
    page.goto(page.url.removesuffix("/sent"))
    expect(page.locator("#files")).to_contain_text("note.txt")


def test_files_that_are_chosen_before_the_scripts_have_come_go_up_all_the_same(page: Page) -> None:
    late: list[Route] = []
    page.route("**/escalations/files*.js", lambda route: late.append(route))  # noqa: PLW0108 - Playwright marks it
    describe(page)
    page.get_by_label("Documents").set_input_files([NOTE])

    expect(page.locator(".file-upload")).to_have_count(0)
    late.pop().continue_()

    expect(page.locator(".file-upload")).to_contain_text("Attached")


def test_without_scripts_files_go_with_the_form_and_are_seen_all_the_same(
    browser: Browser, desk: Desk
) -> None:
    context = browser.new_context(base_url=desk.address, java_script_enabled=False)
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = context.new_page()
    sign_in(page, "producer")
    page.goto("/m/maryland/escalate")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("row").nth(2).get_by_role("radio").check()
    page.get_by_role("button", name="Proceed to Escalate").click()
    page.locator("[name=type]").select_option("termination")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Description").fill("Coverage ended a month too early.")
    page.get_by_label("Documents").set_input_files([NOTICE])
    page.get_by_role("button", name="Add these files").click()
    expect(page.locator(".file-upload")).to_contain_text("notice.pdf")
    page.get_by_role("button", name="Submit", exact=True).click()
    page.wait_for_url("**/sent")
    page.goto(page.url.removesuffix("/sent"))

    expect(page.locator("#files")).to_contain_text("notice.pdf")
    context.close()


@pytest.mark.real
def test_malware_is_named_at_the_file_and_a_scanner_that_is_down_keeps_files_back(
    page: Page, scanner: ClamdServer | None
) -> None:
    if scanner is None:
        pytest.skip("clamd is not installed: apt-get install clamav-daemon")
    describe(page)
    rows = page.locator(".file-upload")
    early: FilePayload = {**NOTE, "buffer": b"words " + MARKER}
    page.get_by_label("Documents").set_input_files([early])
    expect(rows.nth(0)).to_contain_text("This file holds malware")
    rows.nth(0).get_by_role("button", name="Remove").click()
    scanner.stop()
    late: FilePayload = {**NOTE, "name": "late.txt", "buffer": b"other words " + MARKER}
    page.get_by_label("Documents").set_input_files([NOTICE, late])
    expect(rows.nth(1)).to_contain_text("Attached")
    page.get_by_role("button", name="Submit", exact=True).click()
    page.wait_for_url("**/sent")
    page.goto(page.url.removesuffix("/sent"))
    files = page.locator("#files")
    expect(files.get_by_text("Being checked for malware")).to_have_count(2)
    expect(files.get_by_role("link")).to_have_count(0)

    scanner.start()

    expect(files).to_contain_text("Holds malware: put away", timeout=60_000)
    expect(files.get_by_role("link", name="notice.pdf", exact=True)).to_be_visible(timeout=60_000)
    _reload_until(page, "late.txt holds malware and was put away")


def _reload_until(page: Page, words: str) -> None:
    for _ in range(40):
        page.reload()
        if words in page.get_by_role("main").inner_text():
            return
        page.wait_for_timeout(500)
    raise AssertionError(page.get_by_role("main").inner_text())
