"""No page keeps anybody out: axe finds nothing serious in either language, on a desktop or on a phone."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from tests.browser.conftest import DESKTOP, PATIENCE_MILLISECONDS
from tests.browser.visits import PASSWORD, PHONE
from tests.journeys.samples import PDF
from tests.serving import Desk

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
GRAVE = ("serious", "critical")
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """() =>
  [...document.querySelectorAll("button, select, .usa-button, .desk-nav a, .desk-tool")]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
  .map(one => one.textContent.trim() || one.name)"""
FOCUS = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const seen = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
  return { what: one.outerHTML.slice(0, 120), width: one === document.body ? 99 : seen };
}"""
STEPS = 12
NOTICE: FilePayload = {"name": "notice.pdf", "mimeType": "application/pdf", "buffer": PDF}
PROGRAM: FilePayload = {"name": "program.pdf", "mimeType": "application/pdf", "buffer": b"MZ"}

STRANGERS_PAGES = (
    "/",
    "/sign-in",
    "/nothing-here",
    "/m/kentucky/guide/",
    "/m/kentucky/guide/dire-need",
    "/m/kentucky/guide/editions",
    "/m/kentucky/issuers",
    "/m/maryland/guide/",
    "/m/kentucky/guide/print",
    "/demo/mailbox",
)
LEADS_PAGES = (
    "/home",
    "/m/maryland/escalations/",
    "/m/maryland/reports",
    "/m/maryland/queue/escalated-cases/templates",
    "/m/maryland/mail/",
    "/m/maryland/held/",
)
RESIDENT = {
    "name": "Rosa Delgado",
    "contact_method": "phone",
    "contact": "502-555-0142",
    "zip": "40202",
    "language": "en",
    "program": "dental",
}
HELPERS_ON_DUTY = 3
HOMES = ("khbe", "resident", "admin", "producer-lapsed")


class Inspection:
    """Looks at one page after the other, and keeps what is wrong with each."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []

    def visit(self, address: str) -> None:
        """Open an address and look at its page."""
        self.page.goto(address)
        self.look(address)

    def look(self, name: str) -> None:
        """Look at the page that is open, wide and narrow."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        for size, width in ((DESKTOP, "desktop"), (PHONE, "phone")):
            self.page.set_viewport_size(size)  # type: ignore[arg-type]  # a dict is what it takes
            self.faults += [f"{name}, {width}: {fault}" for fault in self._faults()]
        if self.page.evaluate(OVERFLOW) > 0:
            self.faults.append(f"{name}: wider than a phone")
        self.faults += [f"{name}: too small for a finger: {one}" for one in self.page.evaluate(SMALL_TARGETS)]

    def _faults(self) -> Iterator[str]:
        found: dict[str, Any] = self.page.evaluate("rules => axe.run(document, rules)", RULES)
        for violation in found["violations"]:
            if violation["impact"] in GRAVE:
                places = ", ".join(str(node["target"]) for node in violation["nodes"][:3])
                yield f"{violation['id']} at {places}"


@pytest.fixture(params=["en", "es"])
def inspection(browser: Browser, desk: Desk, request: pytest.FixtureRequest) -> Iterator[Inspection]:
    """Return an inspection whose pages are in one language."""
    context = browser.new_context(base_url=desk.address, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    context.add_cookies([{"name": "desk_language", "value": request.param, "url": desk.address}])
    inspection = Inspection(context.new_page())
    yield inspection
    context.close()


def _become(context: BrowserContext, username: str) -> None:
    answer = context.request.post("/api/v1/session", data={"username": username, "password": PASSWORD})
    expect(answer).to_be_ok()


def _escalate(inspection: Inspection) -> str:
    """Escalate step by step, look at each step, and return the number that came of it."""
    page = inspection.page
    page.goto("/m/maryland/escalate")
    page.locator("[name=search]").click()
    inspection.look("the consumers found")
    page.locator("[name=consumers]").nth(1).check()
    page.locator("button[formaction$=describe]").click()
    page.locator("[name=type]").select_option("termination")
    page.locator("[name=action][value=submit]").click()
    inspection.look("a form that needs another look")
    page.locator("[name=description]").fill("Coverage ended a month too early.")
    page.locator("[name=documents]").set_input_files([NOTICE, PROGRAM])
    expect(page.locator(".file-upload[data-is=failed]")).to_have_count(1)
    inspection.look("files on their way up")
    page.locator(".file-upload[data-is=failed] [data-remove]").click()
    page.locator("[name=action][value=submit]").click()
    page.wait_for_url("**/sent")
    inspection.look("the number of the incident")
    return page.url.split("/")[-2]


def _press(page: Page, button: str) -> None:
    """Press the first such button and wait for the page that it leads to."""
    with page.expect_navigation():
        page.locator(button).first.click()


def _take_a_call(inspection: Inspection) -> None:
    """Go through a call as a representative does, looking at each page."""
    page = inspection.page
    _become(page.context, "hotline")
    for address in ("/m/maryland/hotline/", "/m/maryland/hotline/start"):
        inspection.visit(address)
    page.locator("[name=caller_name]").fill("Sam Whitfield")
    page.locator("[name=npn]").fill("1")
    _press(page, "form[data-guard] button")
    inspection.look("a caller who is not known")
    page.locator("[name=npn]").fill("8472951")
    _press(page, "form[data-guard] button")
    _press(page, "#find button")
    inspection.look("the clients of a caller")
    _press(page, "[name=person_id][value]")
    inspection.look("one client on a call")
    _press(page, "[name=action][value=answered]")
    inspection.look("what was done on a call")
    _press(page, "form[action$=end] button")
    inspection.look("the summary of a call")


def test_axe_finds_nothing_grave_on_any_page(inspection: Inspection) -> None:
    context = inspection.page.context
    for address in STRANGERS_PAGES:
        inspection.visit(address)
    _become(context, "producer")
    number = _escalate(inspection)
    for address in ("/home", "/m/maryland/escalations/", f"/m/maryland/escalations/{number}"):
        inspection.visit(address)
    inspection.page.locator("#files a[href$='/view']").last.click()
    inspection.look("the pages of a file")
    _become(context, "caseworker")
    for address in (
        "/home",
        "/m/maryland/queue/escalated-cases",
        "/m/maryland/board/",
        "/m/maryland/board/escalated-cases",
        f"/m/maryland/escalations/{number}",
        f"/m/maryland/escalations/{number}/clocks",
        "/demo/mailbox",
    ):
        inspection.visit(address)
    for page in ("merge", "hand-on"):
        inspection.visit(f"/m/maryland/escalations/{number}/{page}")
    _become(context, "lead")
    for address in LEADS_PAGES:
        inspection.visit(address)
    _become(context, "agent")
    inspection.visit("/m/kentucky/calls/new?entry=self-service-portal")
    _take_a_call(inspection)
    for username in HOMES:
        _become(context, username)
        inspection.visit("/home")

    assert inspection.faults == []


def _offer(desk: Desk) -> tuple[str, list[str]]:
    """Let a resident ask, and a lead offer it to all; return the reference and the links that were sent."""
    with httpx.Client(base_url=f"{desk.address}/api/v1", timeout=30) as lead:
        asked = lead.post("/marketplaces/kentucky/referrals", json=RESIDENT).raise_for_status().json()
        lead.post("/session", json={"username": "khbe-lead", "password": PASSWORD}).raise_for_status()
        reference: str = asked["reference"]
        lead.post(f"/referrals/{reference}/offers", json={"kind": "mass"}).raise_for_status()
        for _ in range(100):
            sent = lead.get("/demo/messages", params={"channel": "sms"}).json()["items"]
            links = [one["links"][0] for one in sent if "/o/" in one["text"]]
            if len(links) >= HELPERS_ON_DUTY:
                return reference, links
            time.sleep(0.1)
    raise AssertionError("no offer came")


def _take_by_link(inspection: Inspection, desk: Desk, link: str) -> None:
    """Accept by the link of a message, looking at each page on the way."""
    page = inspection.page
    inspection.visit(link)
    page.locator("#accept").click()
    page.locator("#passcode").fill("none")
    page.locator("button[value=passcode]").click()
    inspection.look("a passcode that is wrong")
    sent = httpx.get(f"{desk.address}/api/v1/demo/messages", params={"channel": "sms"}, timeout=30)
    codes = [
        re.findall(r"\b\d{6}\b", one["text"]) for one in sent.json()["items"] if "/o/" not in one["text"]
    ]
    page.locator("#passcode").fill(next(found[0] for found in codes if found))
    page.locator("button[value=passcode]").click()
    expect(page.locator(".offer-name")).to_be_visible()
    inspection.look("the details of a customer")


def _take_signed_in(inspection: Inspection) -> str:
    """Accept on the dashboard, looking at what is offered and why; return the address of the referral."""
    page = inspection.page
    inspection.visit("/m/kentucky/on-demand")
    page.locator("a[href$='/why']").first.click()
    inspection.look("why a helper was asked")
    page.goto("/m/kentucky/on-demand")
    page.locator("button[value=accept]").first.click()
    page.wait_for_url("**/referrals/*")
    page.locator("form[action$=complete] button").click()
    inspection.look("a referral that can't be complete yet")
    return page.url.removesuffix("/complete")


@pytest.mark.parametrize("inspection", ["es"], indirect=True)
def test_axe_finds_nothing_grave_on_any_page_of_offers(inspection: Inspection, desk: Desk) -> None:
    page, context = inspection.page, inspection.page.context
    _, links = _offer(desk)
    _take_by_link(inspection, desk, links[0])
    inspection.visit(links[1])
    reference, _ = _offer(desk)
    _become(context, "agent")
    inspection.visit(_take_signed_in(inspection))
    inspection.visit("/m/kentucky/on-demand")
    _become(context, "khbe-lead")
    inspection.visit(f"/m/kentucky/referrals/{reference}")
    page.goto(f"/m/kentucky/referrals/{_offer(desk)[0]}")
    page.locator("form[action*=helpers] button").click()
    inspection.look("helpers to offer it to by hand")
    _become(context, "admin")
    inspection.visit("/m/kentucky/try-rules")
    page.locator("[name=rules]").fill("nonsense: 5")
    page.locator("main form button").last.click()
    inspection.look("rules that need another look")

    assert inspection.faults == []


def test_axe_would_find_a_fault(page: Page) -> None:
    page.goto("/sign-in")
    page.evaluate("document.querySelector('label[for=username]').remove()")
    inspection = Inspection(page)

    inspection.look("a field without its label")

    assert any("label" in fault for fault in inspection.faults)


@pytest.mark.parametrize(
    "address", ["/", "/sign-in", "/home", "/m/maryland/guide/", "/m/maryland/escalations/"]
)
def test_who_goes_by_keyboard_sees_where_they_are(page: Page, address: str) -> None:
    _become(page.context, "producer")
    page.goto(address)

    for _ in range(STEPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["width"] >= 2, focus


def test_the_first_step_of_the_keyboard_leads_past_the_navigation(page: Page) -> None:
    page.goto("/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"
