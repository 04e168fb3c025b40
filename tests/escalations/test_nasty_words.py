"""Whatever is typed: no fault of the desk, and what is kept is what a person wrote."""

import json
from datetime import date

import pytest
from django.test import Client

from assistdesk.escalations.forms import clean_line, clean_text
from assistdesk.escalations.models import Incident
from assistdesk.shared.people.actors import Actor
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of

NASTY = [
    "O'Brien",
    "Nguyen Thi",
    "Mun\u0303oz",
    "A" * 100,
    "\u202eevil\u202c",
    "zero\u200bwidth",
    "\U0001f6a8 emoji \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\u0410\u043d\u043d\u0430",  # looks like Latin letters and is not
    "NUL\x00here",
    "bell\x07 escape\x1b[31m",
    "'; DROP TABLE escalations_incident; --",
    "*)(uid=*))(|(uid=*",
    "{{ 7*7 }} {% include 'x' %} ${7*7}",
    '{"a": [1, 2',
    "<script>alert(1)</script>",
    "]]><!--",
    "~*:^ ISA*00*",
    "=HYPERLINK(1)",
    "../../etc/passwd",
    "%s %(name)s %d",
    "line one\r\nline two\rline three\u2028line four",
    "\ufeff\uffff\ufffd",
]


@pytest.mark.parametrize("words", NASTY)
def test_any_words_can_be_submitted_by_page_and_are_kept(
    producer: Actor, signed_in: SignIn, words: str
) -> None:
    ana = build.client(producer)
    form = {
        "consumers": [ana.person_id],
        "type": "consumer-enrollment",
        "shown_type": "consumer-enrollment",
        "description": words,
        "submission_key": words,
        "action": "submit",
        "checked": [],
    }

    page = signed_in(producer).post("/m/maryland/escalate/describe", form, follow=True)

    assert page.status_code == 200
    incident = Incident.objects.get()
    assert incident.description == clean_text(words)
    whole = signed_in(producer).get(f"/m/maryland/escalations/{incident.number}")
    assert whole.status_code == 200
    assert "<script>alert" not in text_of(whole)


@pytest.mark.parametrize("words", NASTY)
def test_any_words_can_be_searched_for(producer: Actor, signed_in: SignIn, words: str) -> None:
    browser = signed_in(producer)
    names = ("first_name", "last_name", "person_id", "carrier", "consumers", "type", "after")

    for name in (*names, "date_of_birth"):
        page = browser.post("/m/maryland/escalate", {name: words})
        assert page.status_code in (200, 422), name
        assert browser.post("/m/maryland/escalate/describe", {name: words}).status_code in (200, 422), name


@pytest.mark.parametrize("words", NASTY)
def test_any_words_in_any_part_of_a_call_are_taken_or_refused(
    producer: Actor, caseworker: Actor, signed_in: SignIn, words: str
) -> None:
    incident, ana = build.incident(producer), build.client(producer)
    helper, staff = signed_in(producer), signed_in(caseworker)
    right = {"type": "determination", "consumers": [ana.person_id], "description": "x"}
    path = f"/api/v1/escalations/{incident.number}"
    calls: list[tuple[Client, str, object]] = [
        (helper, "/api/v1/marketplaces/maryland/consumers/search", {"last_name": words, "carrier": words}),
        *(
            (helper, "/api/v1/marketplaces/maryland/escalations", {**right, **change})
            for change in (
                {"type": words},
                {"consumers": [words]},
                {"description": words},
                {"fields": {words: words}},
                {"checked": [words]},
                {"attachments": [words]},
            )
        ),
        (helper, f"{path}/replies", {"text": words}),
        (staff, f"{path}/notes", {"text": words}),
        (staff, f"{path}/assign", {"to": words}),
        (staff, f"{path}/transitions", {"to": words, "reason": words}),
        (
            helper,
            "/api/v1/marketplaces/maryland/calls",
            {"kind": words, "entry": words, "ticket_number": words},
        ),
    ]

    for browser, address, sent in calls:
        answer = browser.post(address, json.dumps(sent), content_type="application/json")
        assert answer.status_code < 500, (address, sent)
    assert helper.get("/api/v1/escalations", {"q": words, "status": words}).status_code < 500
    assert helper.get("/api/v1/escalations", {"q": words}).status_code < 500
    assert helper.get("/m/maryland/escalations/", {"status": words}).status_code < 500
    assert staff.get(f"/m/maryland/queue/{build.TEAM}", {"cursor": words}).status_code < 500


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("1986-04-12", 200),
        ("04/12/1986", 200),
        ("02/29/1988", 200),
        ("02/29/1987", 422),
        ("31/12/1986", 422),
        ("12/31/86", 422),
        ("9999-12-31", 200),
        ("0000-00-00", 422),
    ],
)
def test_a_date_is_read_or_asked_for_again(
    producer: Actor, signed_in: SignIn, typed: str, status: int
) -> None:
    build.client(producer, date_of_birth=date(1986, 4, 12))

    page = signed_in(producer).post("/m/maryland/escalate", {"date_of_birth": typed})

    assert page.status_code == status
    assert typed in text_of(page) or status == 200


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("Mun\u0303oz", "Mu\u00f1oz"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("tab\there", "tab\there"),
        ("\ud800", ""),
        ("  around  ", "around"),
    ],
)
def test_text_is_kept_composed_and_without_control_characters(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_a_line_is_one_line() -> None:
    assert clean_line(" a\n b\t c ") == "a b c"
