"""A representative goes through a whole call on its pages, and nothing typed is lost on the way."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assistdesk.escalations.models import HotlineCall, Incident
from assistdesk.shared import clock
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people.actors import Actor
from tests.escalations import build, calling
from tests.escalations.call_pages import LINE, escalate, focus_of, start
from tests.escalations.reading import SignIn, text_of

pytestmark = pytest.mark.rule("E-11")


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


def test_looking_up_a_number_outside_of_a_call_is_audited(
    browser: Client, producer: Actor, representative: Actor
) -> None:
    incident = build.incident(producer)
    address = f"/m/{build.MARYLAND}/hotline/incident"

    browser.post(address, {"number": incident.number})
    browser.post(address, {"number": "999999-9999999"})

    entries = Entry.objects.filter(action="escalations.hotline.looked_up").order_by("id")
    assert [one.facts["incidents"] for one in entries] == [[incident.number], []]
    assert {one.account_id for one in entries} == {representative.account_id}
