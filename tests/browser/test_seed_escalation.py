"""A producer escalates in a real browser, step by step, and a caseworker's answer arrives by real mail."""

import re
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visits import PHONE, sign_in
from tests.journeys.samples import PDF
from tests.mail_server import Inbox, text_of
from tests.serving import Desk

NUMBER = re.compile(r"\d{6}-\d{7}")
PRODUCER = "producer@example.com"


def _number_on(page: Page) -> str:
    found = NUMBER.search(page.get_by_role("main").inner_text())
    assert found is not None
    return found.group()


def _choose_one(page: Page) -> str:
    """Search all clients, choose the second one, proceed; return the last name of the one chosen."""
    page.get_by_role("button", name="Search", exact=True).click()
    row = page.get_by_role("row").nth(2)
    name = row.get_by_role("rowheader").inner_text()
    row.get_by_role("radio").check()
    page.get_by_role("button", name="Proceed to Escalate").click()
    return name.split()[-1]


def _answer_as_caseworker(browser: Browser, desk: Desk, *, number: str, words: str) -> None:
    staff = browser.new_context(base_url=desk.address).new_page()
    sign_in(staff, "caseworker")
    staff.goto("/m/maryland/queue/escalated-cases")
    staff.get_by_role("row", name=number).get_by_role("button", name="Take").click()
    staff.goto(f"/m/maryland/escalations/{number}")
    staff.get_by_label("Reply", exact=False).first.fill(words)
    staff.get_by_role("button", name="Send reply").click()
    expect(staff.get_by_role("main")).to_contain_text(words)
    staff.context.close()


def _check_acknowledgement(mail: EmailMessage, *, number: str, last_name: str) -> None:
    assert re.fullmatch(r"Escalated Case: Enrollment\. PID #: \d+", str(mail["Subject"]))
    assert number in text_of(mail)
    assert "within 2 business days" in text_of(mail)
    assert last_name not in text_of(mail)


@pytest.mark.rule("E-02", "E-04", "E-05", "E-06", "E-07", "E-08", "E-10", "E-18", "M-02", "M-05")
def test_the_whole_flow_of_one_consumer(
    page: Page, desk: Desk, browser: Browser, inbox: Inbox, tmp_path: Path
) -> None:
    words = "The plan was sent to the carrier again today."
    document = tmp_path / "notice.pdf"
    document.write_bytes(PDF)
    sign_in(page, "producer")
    page.get_by_role("link", name="Escalate", exact=True).first.click()

    last_name = _choose_one(page)
    expect(page.get_by_role("heading", name="Is this the right consumer?")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(last_name)
    page.get_by_label("Escalation type").select_option("consumer-enrollment")
    page.get_by_label("Description").fill("The carrier has no record of the plan chosen in May.")
    page.get_by_label("Documents").set_input_files(document)
    page.get_by_role("button", name="Submit", exact=True).click()

    expect(page.get_by_role("status")).to_contain_text("Incident number")
    number = _number_on(page)
    _check_acknowledgement(inbox.wait_for(PRODUCER), number=number, last_name=last_name)
    page.get_by_role("link", name="See the incident").click()
    expect(page.get_by_role("link", name="notice.pdf")).to_be_visible()
    _answer_as_caseworker(browser, desk, number=number, words=words)
    assert words in text_of(inbox.wait_for(PRODUCER, count=2))
    page.reload()
    expect(page.get_by_role("main")).to_contain_text(words)


@pytest.mark.rule("E-03", "E-04", "E-06")
def test_a_commission_case_gathers_consumers_over_several_searches(page: Page, inbox: Inbox) -> None:
    sign_in(page, "producer")
    page.goto("/m/maryland/escalate")
    page.get_by_role("link", name="Commission").click()
    for carrier in ("Old Line", "Patapsco"):
        page.get_by_label("Carrier").fill(carrier)
        page.get_by_role("button", name="Search", exact=True).click()
        expect(page.get_by_role("row").nth(1)).to_contain_text(carrier)
        page.get_by_role("row").nth(1).get_by_role("checkbox").check()
    page.get_by_role("row").nth(2).get_by_role("checkbox").check()

    page.get_by_role("button", name="Proceed to Escalate (3)").click()

    expect(page.get_by_label("Escalation type")).to_have_count(0)
    expect(page.get_by_label("Documents")).to_have_count(0)
    page.get_by_label("Description").fill("No commission came for these three since March.")
    page.get_by_role("button", name="Submit", exact=True).click()
    number = _number_on(page)
    mail = inbox.wait_for(PRODUCER)
    assert number in text_of(mail)
    assert "PID" not in str(mail["Subject"])


@pytest.mark.rule("E-17", "G-07")
def test_what_is_missing_is_said_and_nothing_typed_is_lost(page: Page, tmp_path: Path) -> None:
    screenshot = tmp_path / "notice.pdf"
    screenshot.write_bytes(PDF)
    sign_in(page, "agent")
    page.goto("/m/kentucky/escalate?type=self-service-portal")
    _choose_one(page)
    page.get_by_label("Description").fill("The page shows an error — “500”, ¿por qué? <b>'</b>")
    page.get_by_role("button", name="Submit", exact=True).click()

    expect(page.get_by_role("alert").first).to_contain_text("Ticket number from PSL")
    expect(page.get_by_label("Description")).to_have_value(
        "The page shows an error — “500”, ¿por qué? <b>'</b>"
    )
    page.get_by_label("Ticket number from PSL").fill("4471902")
    page.get_by_label("Case number").fill("113847265")
    page.get_by_label("Documents").set_input_files(screenshot)
    page.get_by_role("button", name="Submit", exact=True).dblclick()
    expect(page.get_by_role("status")).to_contain_text("Incident number")

    page.goto("/m/kentucky/escalations/")
    expect(page.get_by_role("row")).to_have_count(2)


@pytest.mark.rule("E-02", "E-05")
def test_it_works_on_a_phone_without_scripts(browser: Browser, desk: Desk, inbox: Inbox) -> None:
    context = browser.new_context(viewport=PHONE, base_url=desk.address, java_script_enabled=False)  # type: ignore[arg-type]  # a dict is what it takes
    page = context.new_page()
    sign_in(page, "producer")
    page.goto("/m/maryland/escalate")
    _choose_one(page)
    page.get_by_label("Escalation type").select_option("termination")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Description").fill("Coverage ended a month too early.")
    page.get_by_role("button", name="Submit", exact=True).click()

    assert _number_on(page) in text_of(inbox.wait_for(PRODUCER))
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    context.close()
