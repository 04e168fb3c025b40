"""A whole desk, a real mail server and a real browser, one of each for all tests of this folder."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import clamd_server
from tests.browser.chromium import ARGUMENTS, executable
from tests.clamd_server import ClamdServer
from tests.mail_server import Inbox, MailServer
from tests.serving import Desk

HERE = Path(__file__).parent
DESKTOP = {"width": 1280, "height": 900}
PATIENCE_MILLISECONDS = 15_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, and leave them out where no Chromium is."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if executable() is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="module", autouse=True)
def left_open() -> Iterator[None]:
    """Find what the tests of a file left open at its end, not under whichever test comes next."""
    yield
    gc.collect()


@pytest.fixture(scope="session")
def mail_server() -> Iterator[MailServer]:
    """Return a running mail server."""
    with MailServer() as server:
        yield server


@pytest.fixture(scope="session")
def scanner() -> Iterator[ClamdServer | None]:
    """Return a malware scanner that runs, or None where clamd is not installed."""
    if clamd_server.executable() is None:
        yield None
        return
    with ClamdServer() as server:
        yield server


@pytest.fixture(scope="session")
def serving(
    mail_server: MailServer, scanner: ClamdServer | None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """Return a desk that serves and hands its mail to the mail server."""
    folder = tmp_path_factory.mktemp("desk") / "data"
    variables = {"ASSISTDESK_SMTP_URL": mail_server.url, "ASSISTDESK_DEMO_LIMITS": "off"}
    desk = Desk(folder, {**variables, "ASSISTDESK_CLAMD": scanner.url if scanner else ""})
    try:
        yield desk.start()
    finally:
        desk.stop()


@pytest.fixture
def desk(serving: Desk, mail_server: MailServer) -> Desk:
    """Return the desk as it was at its start, with an empty inbox behind it."""
    httpx.post(f"{serving.address}/api/v1/demo/reset", timeout=30).raise_for_status()
    mail_server.inbox.mails.clear()
    return serving


@pytest.fixture
def inbox(desk: Desk, mail_server: MailServer) -> Inbox:
    """Return what the mail server took since the test began."""
    return mail_server.inbox


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a real Chromium."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps a loop running in this thread
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    """Return a desktop-sized page of the desk, signed out; a script error on it fails the test."""
    context = browser.new_context(viewport=DESKTOP, base_url=desk.address, locale="en-US")  # type: ignore[arg-type]  # a dict is what it takes
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []
