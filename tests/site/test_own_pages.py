"""A helper's frame, account, settings and messages: in the marketplace's words, and nobody else's."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistdesk.shared import clock
from assistdesk.shared.announcements.models import Reading
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.roles import Role
from tests.guide.pages import text_within
from tests.shared.announcements.announcing import announce
from tests.site import build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_desk"), pytest.mark.rule("C-22")]

TABS = re.compile(r'<nav class="desk-tabs".*?</nav>', re.DOTALL)
LINK = re.compile(r'<a href="([^"]*)"( aria-current="page")?>([^<]*)</a>')
FOOT = re.compile(r"<footer.*?</footer>", re.DOTALL)


def source(username: str, address: str, *, language: str = "en") -> str:
    """Return the source of a page that somebody sees."""
    answer = build.browser(username, language=language).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def frame(username: str, address: str = "/home", *, language: str = "en") -> dict[str, tuple[str, bool]]:
    """Return the links of somebody's frame: where each leads, and whether it is the page on show."""
    found = TABS.search(source(username, address, language=language))
    return {words: (place, bool(here)) for place, here, words in LINK.findall(found[0])} if found else {}


def test_the_frame_has_the_tabs_and_links_of_the_marketplace() -> None:
    wanted = ["Overview", "My Delegates", "Messages", "Settings", "My Account", "Help"]

    assert [one for one in frame("agent") if one in wanted] == wanted
    assert [one for one in frame("producer") if one in wanted] == wanted
    assert {"Resumen", "Mis delegados", "Mensajes", "Mi cuenta", "Ayuda"} <= set(
        frame("agent", language="es")
    )


@pytest.mark.parametrize(
    ("tab", "address"),
    [
        ("Overview", "/home"),
        ("My Delegates", "/m/kentucky/book/delegates"),
        ("Messages", "/my/messages"),
        ("Settings", "/my/settings"),
        ("My Account", "/my/account"),
        ("Help", "/m/kentucky/guide/"),
    ],
)
def test_each_tab_leads_to_its_page_and_is_marked_there(tab: str, address: str) -> None:
    found = frame("agent", address)

    assert [words for words, (_, is_here) in found.items() if is_here] == [tab]
    assert found[tab][0] == address


@pytest.mark.parametrize("username", ["khbe", "resident", "admin", "auditor"])
def test_only_helpers_have_the_frame(username: str) -> None:
    assert frame(username) == {}


def test_below_stand_the_phone_and_the_site_of_the_marketplace() -> None:
    kentucky, maryland = (FOOT.search(source(one, "/my/settings")) for one in ("agent", "producer"))

    assert kentucky
    assert maryland
    assert 'href="tel:+18553264650"' in kentucky[0]
    assert 'href="https://www.khbe.ky.gov"' in kentucky[0]
    assert 'href="tel:+18442246761"' in maryland[0]


def test_the_hotline_of_helpers_stands_below_nobody_elses_page() -> None:
    stranger = build.browser().get("/m/maryland/guide/").content.decode()

    assert "+18442246761" not in (FOOT.search(stranger) or [""])[0]


def test_the_account_says_what_is_on_record() -> None:
    text = text_within(source("agent", "/my/account"), "main")

    for one in (
        "Casey Tolliver",
        "9513027",
        "DOI-612207",
        "Bluegrass Coverage Partners",
        "Agent",
        "Sign Out",
    ):
        assert one in text


def test_everybody_signed_in_has_an_account_and_settings() -> None:
    for username in ("khbe", "resident", "admin", "kynector"):
        for address in ("/my/account", "/my/settings", "/my/messages"):
            assert source(username, address)


def test_settings_lead_to_what_can_be_set() -> None:
    found = source("agent", "/my/settings")

    for address in ("/language", "/m/kentucky/book/delegates", "/m/kentucky/on-demand"):
        assert address in found
    assert "on-demand" not in text_within(source("khbe", "/my/settings"), "main").lower()


def letter_rows(username: str, show: str = "") -> list[str]:
    """Return the titles in somebody's messages."""
    found = source(username, f"/my/messages?show={show}")
    return re.findall(r'<a href="/my/messages/[^"]*">([^<]*)</a>', found)


def _sent(username: str, *, template: str = "escalation_received") -> Outgoing:
    """Return a message that the desk sent to somebody."""
    build.incident(username, at=clock.now(), kind="dire-need", concerns="qhp")
    row = Outgoing.objects.filter(to_account__username=username).latest("queued_at")
    row.state, row.sent_at, row.template = "sent", clock.now(), template
    row.save()
    return row


def test_messages_are_what_was_announced_and_what_was_sent() -> None:
    announce("Closed on Sunday", at=clock.now(), is_urgent=True)
    sent = _sent("agent")

    assert letter_rows("agent") == [sent.subject, "Closed on Sunday"]
    assert letter_rows("agent", "sent") == [sent.subject]
    assert letter_rows("agent", "urgent") == ["Closed on Sunday"]
    assert letter_rows("agent2") == ["Closed on Sunday"]


def test_reading_marks_read_and_asking_for_the_head_does_not() -> None:
    made, sent = announce("Closed on Sunday", at=clock.now()), _sent("agent")
    browser = build.browser("agent")
    addresses = [f"/my/messages/announced/{made.id}", f"/my/messages/{sent.id}"]

    for address in addresses:
        assert browser.head(address).status_code == 200
    assert not Reading.objects.exists()
    for address in addresses:
        assert browser.get(address).status_code == 200

    assert letter_rows("agent", "unread") == []
    assert "not read yet" not in source("agent", "/my/messages")


def test_nobody_reads_anothers_message() -> None:
    sent = _sent("agent")

    assert build.browser("agent2").get(f"/my/messages/{sent.id}").status_code == 404
    assert build.browser("khbe").get(f"/my/messages/{sent.id}").status_code == 404


def test_an_announcement_to_others_is_not_there() -> None:
    made = announce(at=clock.now(), roles=(Role.NAVIGATOR,))

    assert build.browser("agent").get(f"/my/messages/announced/{made.id}").status_code == 404


def test_a_passcode_is_never_shown_where_it_was_not_sent() -> None:
    sent = _sent("agent", template="offer_passcode")

    assert letter_rows("agent") == []
    assert build.browser("agent").get(f"/my/messages/{sent.id}").status_code == 404


def test_many_messages_come_page_by_page_and_each_once() -> None:
    at = clock.now()
    wanted = [f"News {number}" for number in range(45)]
    for title in wanted:
        announce(title, at=at)
    found, address = [], "/my/messages"
    while address:
        page = source("agent", address)
        found += re.findall(r'<a href="/my/messages/[^"]*">([^<]*)</a>', page)
        following = re.search(r'href="([^"]*cursor=[^"]*)">Show more', page)
        address = following[1].replace("&amp;", "&") if following else ""

    assert sorted(found) == sorted(wanted)


def test_more_messages_take_no_more_queries() -> None:
    browser = build.browser("agent")
    announce(at=clock.now())
    browser.get("/my/messages")
    with CaptureQueriesContext(
        connection,
    ) as one:
        browser.get("/my/messages")
    for _ in range(10):
        announce(at=clock.now())
    with CaptureQueriesContext(connection) as many:
        browser.get("/my/messages")

    assert len(many) == len(one)


def test_staff_announce_schedule_and_withdraw_on_a_page() -> None:
    browser, page = build.browser("khbe-lead"), "/m/kentucky/announcements"
    typed = {
        "title_en": "Training moves",
        "title_es": "Cambia la capacitación",
        "text_en": "It begins at nine.",
        "text_es": "Empieza a las nueve.",
        "roles": ["agent", "navigator"],
        "is_urgent": "on",
        "shows_until": "2099-01-01T09:00",
    }

    assert browser.post(page, typed).status_code == 302

    assert letter_rows("agent", "urgent") == ["Training moves"]
    assert letter_rows("kynector") == ["Training moves"]
    found = re.search(r'action="(/m/kentucky/announcements/[^"]*/withdraw)"', source("khbe-lead", page))
    assert found
    assert browser.post(found[1]).status_code == 302
    assert letter_rows("agent") == []


def test_what_is_wrong_is_said_and_nothing_typed_is_lost() -> None:
    answer = build.browser("khbe-lead").post("/m/kentucky/announcements", {"title_en": "Only English"})

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Only English" in text
    assert "Write it in every language of the marketplace." in text
    assert "Choose who is told." in text


@pytest.mark.parametrize("username", ["agent", "khbe", "lead"])
def test_nobody_else_announces(username: str) -> None:
    assert build.browser(username).get("/m/kentucky/announcements").status_code in (403, 404)
