"""A helper's notes on cases: for clients alone, read by nobody else, gone with the access."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client

from assistdesk.consent.models import CaseNote
from assistdesk.shared import clock
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people.models import AccessGrant, Case
from tests.guide.pages import text_within
from tests.site import build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_desk"), pytest.mark.rule("C-16")]

PAGE = "/m/kentucky/case-notes"
CALL = "/api/v1/case-notes"


def case_of(username: str = "agent") -> str:
    """Return the number of a case of one of somebody's clients."""
    grant = AccessGrant.objects.filter(account__username=username).order_by("person__person_id")[0]
    return Case.objects.get(members=grant.person).case_number


def note(text: str = "Call back on Friday.", *, case: str, browser: Client) -> int:
    """Write a note on a case on its page; return the status of the answer."""
    return browser.post(f"/m/kentucky/cases/{case}/notes", {"text": text}).status_code


def test_a_helper_writes_a_note_on_a_case_and_finds_it_there_and_in_the_report() -> None:
    browser, case = build.browser("agent"), case_of()

    assert note(case=case, browser=browser) == 302

    on_case = browser.get(f"/m/kentucky/cases/{case}").content.decode()
    report = browser.get(PAGE).content.decode()
    assert "Call back on Friday." in on_case
    assert "Call back on Friday." in text_within(report, "main")
    assert "Agent Case Notes" in report
    entry = Entry.objects.get(action="consent.case_note.written")
    assert entry.facts == {"case_number": case}


def test_nobody_else_reads_a_note() -> None:
    case = case_of()
    note("Only mine.", case=case, browser=build.browser("agent"))

    for username in ("agent2", "kynector"):
        assert "Only mine." not in build.browser(username).get(PAGE).content.decode()
    assert "Only mine." not in build.browser("khbe").get(f"/m/kentucky/cases/{case}").content.decode()
    assert build.browser("khbe").get(PAGE).status_code == 403
    assert build.browser("khbe").get(CALL).status_code == 403


def test_without_an_association_there_is_nothing_to_write_on() -> None:
    case = case_of()

    assert note(case=case, browser=build.browser("agent2")) == 404
    assert note(case=case, browser=build.browser("producer")) == 404
    assert note(case=case, browser=build.browser("khbe")) == 403
    assert not CaseNote.objects.exists()


def test_notes_go_when_the_access_ends() -> None:
    browser, case = build.browser("agent"), case_of()
    note(case=case, browser=browser)
    AccessGrant.objects.filter(account__username="agent").update(ends_at=clock.now() - timedelta(seconds=1))

    assert "Call back" not in browser.get(PAGE).content.decode()
    assert browser.get(CALL).json() == {"items": [], "next": None}
    assert "Call back" not in browser.get(f"{PAGE}/file").content.decode()
    assert note(case=case, browser=browser) == 404


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 4001])
def test_an_empty_or_endless_note_is_refused(text: str) -> None:
    assert note(text, case=case_of(), browser=build.browser("agent")) == 422
    assert not CaseNote.objects.exists()


def test_the_file_has_every_note_without_formulas_and_is_written_down() -> None:
    browser, case = build.browser("agent"), case_of()
    note("=1+1", case=case, browser=browser)
    note("Second\nline", case=case, browser=browser)

    answer = browser.get(f"{PAGE}/file")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["Case", "Written", "Note"]
    assert [(row[0], row[2]) for row in rows[1:]] == [(case, "Second\nline"), (case, "'=1+1")]
    assert answer["Content-Disposition"].startswith('attachment; filename="case-notes-')
    assert Entry.objects.get(action="consent.case_notes.exported").facts == {"rows": 2}


def test_notes_by_api_come_page_by_page() -> None:
    browser, case = build.browser("agent"), case_of()
    for number in range(30):
        made = browser.post(
            f"/api/v1/cases/{case}/notes", {"text": f"Note {number}"}, content_type="application/json"
        )
        assert made.status_code == 201, made.content
    first = browser.get(CALL).json()
    second = browser.get(CALL, {"cursor": first["next"]}).json()

    texts = [one["text"] for one in first["items"] + second["items"]]
    assert texts == [f"Note {number}" for number in reversed(range(30))]
    assert second["next"] is None
