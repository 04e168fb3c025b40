"""What is open already, as helpers meet it on the pages and by the API."""

import pytest

from assistdesk.escalations.models import Incident
from assistdesk.shared.people.actors import Actor
from tests.escalations import build
from tests.escalations.reading import Ask, SignIn, text_of

ONE_RESOURCE = "Going to each resource about the same issue"


@pytest.mark.rule("E-12")
def test_the_page_asks_for_a_reason_and_keeps_what_was_typed(producer: Actor, signed_in: SignIn) -> None:
    consumer = build.client(producer)
    build.incident(producer, consumers=[consumer])
    browser = signed_in(producer)
    form = {
        "type": "consumer-enrollment",
        "shown_type": "consumer-enrollment",
        "consumers": consumer.person_id,
        "description": "Other words.",
        "submission_key": "k1",
        "action": "submit",
    }

    page = browser.post("/m/maryland/escalate/describe", form)
    sent = browser.post("/m/maryland/escalate/describe", {**form, "duplicate_reason": "Another year."})

    assert page.status_code == 409
    assert "Other words." in text_of(page)
    assert 'name="duplicate_reason"' in text_of(page)
    assert sent.status_code == 302
    assert Incident.objects.get(description="Other words.").duplicate_reason == "Another year."


@pytest.mark.rule("E-12")
def test_the_api_answers_409_with_number_and_due_time(producer: Actor, ask: Ask) -> None:
    consumer = build.client(producer)
    body = {
        "type": "consumer-enrollment",
        "consumers": [consumer.person_id],
        "description": "The carrier has no record of the enrollment.",
    }
    path = f"/marketplaces/{build.MARYLAND}/escalations"
    _, made = ask(producer, path, body)

    status, problem = ask(producer, path, body)
    opened, second = ask(producer, path, {**body, "duplicate_reason": "Another policy year."})

    assert (status, problem["type"]) == (409, "/problems/duplicate-incident")
    assert problem["incident_number"] == made["incident_number"]
    assert problem["reply_due_at"] == made["reply_due_at"]
    assert ONE_RESOURCE in problem["detail"]
    assert opened == 201
    assert second["incident_number"] != made["incident_number"]
