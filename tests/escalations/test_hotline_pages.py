"""A representative goes through a whole call on its pages, and nothing typed is lost on the way."""

import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assistdesk.escalations.models import HotlineCall, Incident
from assistdesk.shared import clock
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people.actors import Actor
from tests.escalations import build, calling
from tests.escalations.reading import SignIn, text_of

pytestmark = pytest.mark.rule("E-11")
LINE = "/m/maryland/hotline/"
WORDS = "Coverage ended — “too early”, ¿por qué? <b>"
FOCUSED = re.compile(r"<(\w+)[^>]*\sautofocus[^>]*>")


@pytest.fixture
def browser(representative: Actor, signed_in: SignIn) -> Client:
    """Return the representative's browser."""
    return signed_in(representative)


def start(browser: Client, *, name: str = calling.NAME, npn: str = calling.NPN) -> str:
    """Start a call and return its address."""
    answer = browser.post(
        f"{LINE}start", {"caller_name": name, "npn": npn, "submission_key": uuid.uuid4().hex}
    )
    assert answer.status_code == 302, text_of(answer)
    return str(answer.headers["Location"])


def escalate(browser: Client, call: str, person_id: str, **values: str) -> Any:
    """Escalate a client's issue and return the answer."""
    given = {"person_id": person_id, "type": "termination", "description": WORDS, "action": "escalate"}
    return browser.post(f"{call}/client", {**given, "submission_key": uuid.uuid4().hex, **values})


def focus_of(page: Any) -> str:
    """Return the first element that asks for the focus."""
    found = FOCUSED.search(text_of(page))
    assert found, "nothing has the focus"
    return found[0]


def test_a_whole_call(browser: Client, caller: Actor) -> None:
    client = build.client(caller, first_name="Ana", last_name="Muñoz")
    edition = build.pack(build.MARYLAND).hotline[-1]
    first = browser.get(f"{LINE}start")
    assert 'name="caller_name"' in focus_of(first)

    call = start(browser)
    page = browser.get(call)
    assert "Verified" in text_of(page)
    assert "Client 1 of 3" in text_of(page)
    assert 'name="person_id"' in focus_of(page)

    found = browser.post(f"{call}/clients", {"last_name": "munoz"})
    assert f'value="{client.person_id}"' in focus_of(found)
    chosen = browser.post(f"{call}/client", {"person_id": client.person_id})
    assert "April 12, 1986" in text_of(chosen)
    assert 'name="type"' in focus_of(chosen)

    sent = escalate(browser, call, client.person_id)
    number = Incident.objects.get().number
    read = browser.get(sent.headers["Location"])
    assert number in text_of(read)
    assert edition.read_number_out.in_language("en") in text_of(read)
    assert edition.keep_number.in_language("en") in text_of(read)
    assert 'aria-labelledby="read"' in focus_of(read)
    ended = browser.post(f"{call}/end", follow=True)
    assert "Summary of the call" in text_of(ended)
    assert number in text_of(ended)
    assert number in text_of(browser.get(LINE))


@pytest.mark.parametrize(
    ("name", "npn", "said", "focus"),
    [
        ("Pat Other", calling.NPN, "the name differs", "caller_name"),
        (calling.NAME, "1", "unknown NPN", "npn"),
    ],
)
def test_an_unverified_caller_is_corrected(
    browser: Client, caller: Actor, name: str, npn: str, said: str, focus: str
) -> None:
    client = build.client(caller)
    unverified = build.pack(build.MARYLAND).hotline[-1].unverified.in_language("en")
    call = start(browser, name=name, npn=npn)

    page = browser.get(call)

    assert said in text_of(page)
    assert unverified in text_of(page)
    assert f'name="{focus}"' in focus_of(page)
    assert "Person ID" not in text_of(page)
    for path, sent in (
        ("clients", {}),
        ("client", {"person_id": client.person_id}),
        ("incident", {"number": "868"}),
    ):
        assert browser.post(f"{call}/{path}", sent).status_code == 403
    wrong = browser.post(f"{call}/caller", {"caller_name": "Pat Producer", "npn": "none"})
    assert wrong.status_code == 422
    assert 'value="Pat Producer"' in text_of(wrong)
    right = browser.post(f"{call}/caller", {"caller_name": calling.NAME, "npn": calling.NPN}, follow=True)
    assert "Verified" in text_of(right)


@pytest.mark.rule("E-13")
def test_a_lapsed_caller_is_told_whom_to_write_to(browser: Client) -> None:
    calling.caller(authorized_until=calling.LAPSED_ON.replace(year=2019))

    page = browser.get(start(browser))

    assert "Authorization lapsed" in text_of(page)
    assert "March 1, 2019" in text_of(page)
    assert "mhbe.producers@maryland.gov" in text_of(page)


def test_after_the_third_client_the_page_says_what_to_say(browser: Client, caller: Actor) -> None:
    call = start(browser)
    clients = [build.client(caller) for _ in range(4)]
    for client in clients[:3]:
        answer = escalate(browser, call, client.person_id, action="answered", type="")
        assert answer.status_code == 302
    words = build.pack(build.MARYLAND).hotline[-1].too_many_consumers.in_language("en")

    page = browser.get(call)
    refused = escalate(browser, call, clients[3].person_id)

    assert words in text_of(page)
    assert f'action="{call}/clients' not in text_of(page)
    assert (refused.status_code, words in text_of(refused)) == (409, True)
    assert not Incident.objects.exists()


def test_nothing_typed_is_lost_on_an_error(browser: Client, caller: Actor) -> None:
    client = build.client(caller)
    call = start(browser)

    no_type = escalate(browser, call, client.person_id, type="")
    no_words = escalate(browser, call, client.person_id, description=" ")
    nobody = browser.post(f"{call}/clients", {"last_name": "Nobody", "date_of_birth": "soon"})
    too_short = browser.post(f"{call}/incident", {"number": "6"})

    assert no_type.status_code == no_words.status_code == nobody.status_code == too_short.status_code == 422
    assert "¿por qué? &lt;b&gt;" in text_of(no_type)
    assert '<option value="termination" selected' in text_of(no_words)
    assert 'value="Nobody"' in text_of(nobody)
    assert 'value="6"' in text_of(too_short)
    for page in (no_type, no_words, nobody, too_short):
        assert "desk-error-summary" in focus_of(page)
    assert not Incident.objects.exists()


@pytest.mark.rule("E-12")
def test_what_is_open_already_is_shown_before_typing_and_takes_the_callers_words(
    browser: Client, caller: Actor
) -> None:
    client = build.client(caller)
    incident = build.incident(caller, consumers=[client], type="termination", at=build.EARLIER)
    call = start(browser)

    chosen = browser.post(f"{call}/client", {"person_id": client.person_id})
    assert incident.number in text_of(chosen)
    assert 'id="open"' in focus_of(chosen)
    assert f'value="add-{incident.number}" accesskey="W"' in text_of(chosen)
    refused = escalate(browser, call, client.person_id)
    assert refused.status_code == 409
    assert "¿por qué? &lt;b&gt;" in text_of(refused)
    assert 'name="duplicate_reason"' in text_of(refused)
    empty = escalate(browser, call, client.person_id, action=f"add-{incident.number}", description="")
    assert empty.status_code == 422
    added = escalate(browser, call, client.person_id, action=f"add-{incident.number}")
    assert incident.number in text_of(browser.get(added.headers["Location"]))
    assert [one.text for one in incident.posts.filter(kind="by_phone")] == [WORDS]
    again = escalate(browser, call, client.person_id, duplicate_reason="Another year.")
    assert again.status_code == 302
    assert Incident.objects.count() == 2


def test_a_caller_is_put_through_by_the_number_as_they_say_it(browser: Client, caller: Actor) -> None:
    incident = build.incident(caller, at=build.EARLIER)
    call = start(browser)

    for said in (incident.number, incident.number.replace("-", " "), incident.number[-4:]):
        page = browser.post(f"{call}/incident", {"number": said})
        assert "Is this the incident?" in text_of(page)
        assert incident.number in text_of(page)
    told = browser.post(
        f"{call}/incident",
        {"number": incident.number, "action": f"told-{incident.number}", "submission_key": "k"},
        follow=True,
    )
    assert "the caller knows where it stands" in text_of(told)
    shown = Entry.objects.filter(action="escalations.call.shown").first()
    assert shown is not None
    assert shown.facts["incidents"] == [incident.number]


def test_anothers_incident_is_marked_as_such(browser: Client, caller: Actor) -> None:
    incident = build.incident(build.helper(), at=build.EARLIER)

    page = browser.post(f"{start(browser)}/incident", {"number": incident.number})

    assert "Filed by somebody else" in text_of(page)


def test_without_a_call_one_number_leads_to_the_incident_and_several_to_a_choice(
    browser: Client, caller: Actor
) -> None:
    incident = build.incident(caller, at=build.EARLIER)

    one = browser.post(f"{LINE}incident", {"number": incident.number})
    none = browser.post(f"{LINE}incident", {"number": "9999999"})
    short = browser.post(f"{LINE}incident", {"number": "1"})

    assert one.headers["Location"].endswith(f"/escalations/{incident.number}")
    assert "No incident has such a number" in text_of(none)
    assert short.status_code == 422


def test_the_incident_says_that_it_came_in_by_phone(
    browser: Client, caller: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    call = start(browser)
    escalate(browser, call, build.client(caller).person_id)
    address = f"/m/maryland/escalations/{Incident.objects.get().number}"

    assert f'href="{call}"' in text_of(browser.get(address))
    staff = text_of(signed_in(caseworker).get(address))
    assert "Came in by phone" in staff
    assert calling.NPN in staff
    helper = text_of(signed_in(caller).get(address))
    assert "Came in by phone" in helper
    assert calling.NPN not in helper


def test_a_call_left_open_can_be_taken_up_and_a_colleague_only_reads_it(
    browser: Client, caller: Actor, signed_in: SignIn
) -> None:
    call = start(browser)
    colleague = signed_in(calling.representative())

    assert "Take up the call" in text_of(browser.get(LINE))
    assert "Take up the call" in text_of(browser.get("/home"))
    assert "Take up the call" not in text_of(colleague.get(LINE))
    assert "A colleague is on this call" in text_of(colleague.get(call))
    assert colleague.post(f"{call}/end").status_code == 404


def test_the_home_of_a_representative_starts_a_call(browser: Client) -> None:
    home = text_of(browser.get("/home"))

    assert f'href="{LINE}start"' in home
    assert f'action="{LINE}incident"' in home


@pytest.mark.parametrize("path", ["", "start", "incident", f"{uuid.UUID(int=7)}", f"{uuid.UUID(int=7)}/end"])
def test_others_take_no_calls(
    representative: Actor, caller: Actor, caseworker: Actor, signed_in: SignIn, path: str
) -> None:
    for actor in (caller, caseworker):
        assert signed_in(actor).get(f"{LINE}{path}").status_code in (403, 405)
        assert signed_in(actor).post(f"{LINE}{path}").status_code in (403, 405)


def test_another_marketplaces_representative_finds_nothing(browser: Client, signed_in: SignIn) -> None:
    calling.caller()
    call = start(browser)
    psl = build.staff("psl", role=calling.representative().role, marketplace=build.KENTUCKY)

    assert signed_in(psl).get(call).status_code == 404
    assert signed_in(psl).get(call.replace("maryland", "kentucky")).status_code == 404
    assert signed_in(psl).get("/m/kentucky/hotline/").status_code == 404


def test_todays_calls_come_page_by_page_for_as_many_queries(browser: Client, representative: Actor) -> None:
    calling.caller()
    at = clock.now()
    costs = []
    for count in (1, 29):
        for _ in range(count):
            calling.call(representative, at=at)
        HotlineCall.objects.update(ended_at=at)
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(LINE)
        costs.append(len(asked))

    assert costs[1] <= costs[0] + 1
    following = re.search(r'href="(\?cursor=[^"]+)"', text_of(page))
    assert following
    seen = [
        set(re.findall(rf"{LINE}[0-9a-f-]{{36}}", text_of(one)))
        for one in (page, browser.get(LINE + following[1]))
    ]
    assert [len(one) for one in seen] == [25, 5]
    assert not seen[0] & seen[1]


def test_a_double_click_starts_one_call_and_corrected_words_another(browser: Client) -> None:
    calling.caller()
    sent = {"caller_name": calling.NAME, "npn": calling.NPN, "submission_key": "key"}

    addresses = [browser.post(f"{LINE}start", sent).headers["Location"] for _ in range(2)]
    other = browser.post(f"{LINE}start", {**sent, "npn": "1"}).headers["Location"]

    assert addresses[0] == addresses[1] != other


def test_other_words_in_a_form_that_was_sent_are_not_lost(browser: Client, caller: Actor) -> None:
    client = build.client(caller)
    call = start(browser)
    escalate(browser, call, client.person_id, submission_key="key")

    again = escalate(browser, call, client.person_id, submission_key="key", description="Other words.")

    assert again.status_code == 409
    assert "Other words." in text_of(again)
    assert 'value="key"' not in text_of(again)
