"""Two people in two browsers at one incident: they see each other, and neither loses a word."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.browser.visits import signed_in
from tests.serving import Desk

LOOKS_AGAIN_MILLISECONDS = 40_000
QUEUE = "/m/maryland/queue/escalated-cases"


@pytest.fixture
def contexts(browser: Browser, desk: Desk) -> Iterator[list[BrowserContext]]:
    """Return the browsers of a producer, a caseworker and their lead, signed in."""
    with signed_in(browser, desk, "producer", "caseworker", "lead") as made:
        yield list(made.values())


def file_one(context: BrowserContext, *, client: int = 0) -> str:
    """File an incident about one of the producer's clients and return its number."""
    people = context.request.post("/api/v1/marketplaces/maryland/consumers/search", data={}).json()["items"]
    filed = context.request.post(
        "/api/v1/marketplaces/maryland/escalations",
        data={
            "type": "termination",
            "consumers": [people[client]["person_id"]],
            "description": "Coverage ended a month too early.",
        },
    )
    return str(filed.json()["incident_number"])


def open_page(context: BrowserContext, address: str) -> Page:
    """Open an address in a page of its own."""
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.rule("E-15", "S-08")
def test_neither_of_two_who_answer_loses_a_word(contexts: list[BrowserContext]) -> None:
    producer, caseworker, lead = contexts
    number = file_one(producer)
    address = f"/m/maryland/escalations/{number}"
    one, two = open_page(caseworker, address), open_page(lead, address)

    one.get_by_label("Your reply").fill("We sent it to the carrier again.")
    expect(two.locator("#here")).to_contain_text("is writing a reply")
    expect(one.locator("#here")).to_contain_text("has this open")
    two.get_by_label("Your reply").fill("The carrier has it since this morning.")
    two.get_by_role("button", name="Send reply").click()
    expect(one.locator("#thread")).to_contain_text("The carrier has it since this morning.")
    expect(one.get_by_label("Your reply")).to_be_focused()
    expect(one.locator("#reply [data-draft-since]")).to_be_visible()
    one.get_by_role("button", name="Send reply").click()

    between = one.get_by_role("region", name="While you were writing")
    expect(between).to_contain_text("The carrier has it since this morning.")
    expect(one.get_by_label("Your reply")).to_have_value("We sent it to the carrier again.")
    expect(one.locator("#thread")).not_to_contain_text("We sent it to the carrier again.")
    one.get_by_role("button", name="Send reply").click()
    expect(one.locator("#thread")).to_contain_text("We sent it to the carrier again.")
    expect(one.get_by_label("Your reply")).to_have_value("")
    helper = open_page(producer, address)
    expect(helper.locator("#thread")).to_contain_text("We sent it to the carrier again.")
    expect(helper.locator("body")).not_to_contain_text("has this open")


@pytest.mark.rule("E-15")
def test_words_survive_a_lost_connection_and_another_browser(contexts: list[BrowserContext]) -> None:
    producer, caseworker, _ = contexts
    address = f"/m/maryland/escalations/{file_one(producer)}"
    page = open_page(caseworker, address)
    box, said = page.get_by_label("Internal note"), page.locator("#note [data-draft-said]")
    drafts = re.compile(r"/draft$")

    def cut(route: Route) -> None:
        route.abort("internetdisconnected")

    box.fill("The first half")
    expect(said).to_contain_text("Saved")
    page.route(drafts, cut)
    box.fill("The first half, and the second.")
    expect(said).to_have_text("Not connected: kept here, will be saved.")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()

    expect(box).to_have_value("The first half, and the second.")
    page.unroute(drafts)
    expect(said).to_contain_text("Saved", timeout=PATIENCE_MILLISECONDS)
    other = open_page(caseworker, address)
    expect(other.get_by_label("Internal note")).to_have_value("The first half, and the second.")
    other.get_by_role("button", name="Keep note").click()
    expect(other.locator("#thread")).to_contain_text("The first half, and the second.")
    page.reload()
    expect(box).to_have_value("")


@pytest.mark.rule("E-15")
def test_a_queue_follows_and_moves_nothing_under_the_mouse(contexts: list[BrowserContext]) -> None:
    producer, caseworker, _ = contexts
    first = file_one(producer)
    page = open_page(caseworker, QUEUE)
    second = file_one(producer, client=1)
    expect(page.get_by_role("row", name=second)).to_be_visible()

    page.get_by_role("row", name=first).hover()
    third = file_one(producer, client=2)
    expect(page.get_by_role("button", name="1 new")).to_be_visible()
    expect(page.get_by_role("row", name=third)).to_have_count(0)
    page.get_by_role("button", name="1 new").click()
    expect(page.get_by_role("row", name=third)).to_be_visible()


@pytest.mark.rule("E-15")
def test_where_streams_are_blocked_a_page_looks_by_itself(contexts: list[BrowserContext]) -> None:
    producer, caseworker, _ = contexts
    file_one(producer)
    caseworker.route("**/api/v1/events*", lambda route: route.abort())
    page = caseworker.new_page()
    page.clock.install()
    page.goto(QUEUE)

    second = file_one(producer, client=1)
    page.clock.run_for(LOOKS_AGAIN_MILLISECONDS)

    expect(page.get_by_role("row", name=second)).to_be_visible()


@pytest.mark.rule("S-08")
@pytest.mark.parametrize("has_scripts", [True, False])
def test_what_was_done_is_said_and_has_the_focus(
    browser: Browser, desk: Desk, contexts: list[BrowserContext], *, has_scripts: bool
) -> None:
    producer, caseworker, _ = contexts
    number = file_one(producer, client=2)
    context = browser.new_context(
        base_url=desk.address, java_script_enabled=has_scripts, storage_state=caseworker.storage_state()
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = open_page(context, f"/m/maryland/escalations/{number}")

    for button, field, said in (
        ("Take", "", "You took this incident"),
        ("Send reply", "Your reply", "Your reply goes out now"),
        ("Keep note", "Internal note", "Your note was kept"),
    ):
        if field:
            page.get_by_label(field).fill("We asked the carrier.")
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.locator("#done")).to_contain_text(said)
        expect(page.locator("#done")).to_be_focused()
    context.close()
