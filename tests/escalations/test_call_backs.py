"""On a call, what is open already is found: by the client before typing, and by a number as it is said."""

import pytest
from django.test import Client

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people.actors import Actor
from tests.escalations import build, calling
from tests.escalations.call_pages import LINE, WORDS, escalate, focus_of, start
from tests.escalations.reading import SignIn, text_of

pytestmark = pytest.mark.rule("E-11")


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


@pytest.mark.rule("E-12")
def test_the_number_of_a_merged_incident_still_leads_to_those_who_work(
    browser: Client, caller: Actor, caseworker: Actor
) -> None:
    client = build.client(caller)
    merged = build.incident(caller, consumers=[client], at=build.EARLIER, type="termination")
    goes_on = build.incident(caller, consumers=[client], at=build.EARLIER, type="determination")
    services.merge(build.ref(merged), into=goes_on.number, actor=caseworker, at=build.EARLIER)
    call = start(browser)

    asked = browser.post(f"{call}/incident", {"number": merged.number})
    chosen = browser.post(f"{call}/client", {"person_id": client.person_id})
    added = escalate(browser, call, client.person_id, action=f"add-{merged.number}")

    for page in (asked, chosen):
        assert f"Merged into {goes_on.number}" in text_of(page)
    assert added.status_code == 302
    assert [one.text for one in merged.posts.filter(kind="by_phone")] == [WORDS]


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
