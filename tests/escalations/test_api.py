"""The contract's calls: types, consumers, escalations, replies, notes, assignment, transitions, calls."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from assistdesk.escalations.models import Call, Incident
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Helper
from tests.escalations import build
from tests.escalations.reading import SignIn

Ask = Callable[..., tuple[int, Any]]  # Any: whatever JSON came back


@pytest.fixture
def ask(signed_in: SignIn) -> Ask:
    """Return a function that makes a call as somebody, and returns status and JSON."""

    def call(actor: Actor, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
        browser: Client = signed_in(actor)
        if body is None:
            answer = browser.get(f"/api/v1{path}")
        else:
            answer = browser.post(
                f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers
            )
        return answer.status_code, json.loads(answer.content)

    return call


def body(consumer: object, **changes: object) -> dict[str, object]:
    """Return a submission that is right, but for the changes."""
    given: dict[str, object] = {
        "type": "consumer-enrollment",
        "consumers": [consumer],
        "description": "No record at the carrier.",
    }
    return {**given, **changes}


@pytest.mark.rule("E-01")
def test_the_types_are_the_packs(producer: Actor, ask: Ask) -> None:
    status, found = ask(producer, "/marketplaces/maryland/types")

    assert status == 200
    keys = [one["key"] for one in found["items"]]
    assert keys == list(build.pack(build.MARYLAND).escalations[-1].types)
    commission = next(one for one in found["items"] if one["key"] == "commission")
    assert commission["consumers"] == {"min": 1, "max": 100}
    assert commission["attachments"] == {"min": 0, "max": 0}


@pytest.mark.rule("E-01")
@pytest.mark.rule("G-08")
def test_a_type_names_its_fields_and_what_to_check_first(packs: None, ask: Ask) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)

    _, found = ask(agent, "/marketplaces/kentucky/types")

    dire = next(one for one in found["items"] if one["key"] == "dire-need")
    (concerns,) = dire["fields"]
    assert (concerns["key"], concerns["required"]) == ("concerns", True)
    assert [one["key"] for one in concerns["choices"]] == ["medicaid", "qhp", "other"]
    assert dire["check_first"][0].keys() >= {"key", "title"}
    portal = next(one for one in found["items"] if one["key"] == "self-service-portal")
    assert [one["key"] for one in portal["fields"]] == ["psl_ticket_number", "case_number"]
    assert "choices" not in portal["fields"][0]
    assert portal["attachments"]["min"] == 1


@pytest.mark.rule("E-02")
def test_consumers_are_the_callers_own(producer: Actor, ask: Ask) -> None:
    ana = build.client(producer, last_name="Muñoz")
    build.client(producer, last_name="Farah")
    build.client(build.helper(), last_name="Muñoz")

    status, found = ask(producer, "/marketplaces/maryland/consumers/search", {"last_name": "munoz"})
    _, everybody = ask(producer, "/marketplaces/maryland/consumers/search", {})

    assert status == 200
    assert found == {
        "items": [
            {
                "person_id": ana.person_id,
                "first_name": "Ana",
                "last_name": "Muñoz",
                "date_of_birth": "1986-04-12",
                "carrier": "Old Line Health",
            }
        ],
        "next": None,
    }
    assert len(everybody["items"]) == 2


@pytest.mark.rule("E-05")
@pytest.mark.rule("E-08")
def test_a_submission_answers_with_number_team_and_due_time(producer: Actor, ask: Ask) -> None:
    ana = build.client(producer)

    status, made = ask(producer, "/marketplaces/maryland/escalations", body(ana.person_id))

    incident = Incident.objects.get()
    assert status == 201
    assert made == {
        "incident_number": incident.number,
        "type": "consumer-enrollment",
        "status": "new",
        "team": build.TEAM,
        "person_id": ana.person_id,
        "reply_due_at": made["reply_due_at"],
    }
    due = datetime.fromisoformat(made["reply_due_at"])
    assert due == incident.reply_due_at
    assert (due.hour, due.minute, due.utcoffset() is not None) == (17, 0, True)


@pytest.mark.rule("E-17")
def test_a_retried_call_makes_one_incident(producer: Actor, ask: Ask) -> None:
    sent = body(build.client(producer).person_id)

    answers = [
        ask(producer, "/marketplaces/maryland/escalations", sent, **{"Idempotency-Key": "once"})
        for _ in range(2)
    ]

    assert answers[0] == answers[1]
    assert Incident.objects.count() == 1


@pytest.mark.rule("G-07")
def test_missing_parts_are_named(packs: None, ask: Ask) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)
    sent = body(build.client(agent).person_id, type="self-service-portal", description=" ")

    status, problem = ask(agent, "/marketplaces/kentucky/escalations", sent)

    assert status == 422
    assert [one["field"] for one in problem["errors"]] == [
        "fields.psl_ticket_number",
        "fields.case_number",
        "description",
        "attachments",
    ]


@pytest.mark.rule("E-13")
def test_a_lapsed_helper_is_told_whom_to_write_to(producer: Actor, ask: Ask) -> None:
    ana = build.client(producer)
    Helper.objects.filter(account_id=build.id_of(producer)).update(authorized_until="2020-01-01")

    status, problem = ask(producer, "/marketplaces/maryland/escalations", body(ana.person_id))

    contact = build.pack(build.MARYLAND).directory.contacts["producer-operations"]
    assert (status, problem["type"]) == (403, "/problems/not-authorized")
    assert str(contact.email) in problem["detail"]
    assert problem["write_to"] == contact.email


def test_somebody_elses_client_and_nobody_are_the_same_answer(producer: Actor, ask: Ask) -> None:
    theirs = build.client(build.helper()).person_id

    answers = [ask(producer, "/marketplaces/maryland/escalations", body(one)) for one in (theirs, "0")]

    assert answers[0] == answers[1]
    assert answers[0][0] == 404


@pytest.mark.rule("E-19")
def test_an_incident_is_told_whole_to_those_who_may_see_it(
    producer: Actor, caseworker: Actor, ask: Ask
) -> None:
    ana = build.client(producer)
    ask(producer, "/marketplaces/maryland/escalations", body(ana.person_id))
    number = Incident.objects.get().number

    status, whole = ask(producer, f"/escalations/{number}")

    assert status == 200
    for key, value in {
        "status": "new",
        "team": build.TEAM,
        "type": "consumer-enrollment",
        "fields": {},
        "description": "No record at the carrier.",
        "attachments": [],
    }.items():
        assert whole[key] == value
    assert whole["consumers"][0]["person_id"] == ana.person_id
    assert [one["delivery"] for one in whole["messages"]] == ["queued"]
    assert [one["to"] for one in whole["timeline"]] == ["new"]
    assert ask(build.helper(), f"/escalations/{number}")[0] == 404
    assert ask(build.staff(build.OPERATIONS), f"/escalations/{number}")[0] == 404
    assert ask(caseworker, f"/escalations/{number}")[0] == 200


@pytest.mark.rule("E-15")
def test_a_team_assigns_answers_notes_and_resolves(producer: Actor, caseworker: Actor, ask: Ask) -> None:
    path = f"/escalations/{build.incident(producer, at=build.EARLIER).number}"

    assigned = ask(caseworker, f"{path}/assign", {"to": "me"})
    answered = ask(caseworker, f"{path}/replies", {"text": "It went through.", "attachments": []})
    noted = ask(caseworker, f"{path}/notes", {"text": "Called the carrier."})
    resolved = ask(caseworker, f"{path}/transitions", {"to": "resolved", "reason": "It went through."})
    _, theirs = ask(producer, path)

    assert [one[0] for one in (assigned, answered, noted, resolved)] == [200, 201, 201, 200]
    assert assigned[1]["assignee"] == caseworker.username
    assert resolved[1]["status"] == "resolved"
    kinds = [one["kind"] for one in resolved[1]["messages"]]
    assert kinds == ["acknowledgement", "answer", "note", "resolution"]
    assert [one["kind"] for one in theirs["messages"]] == ["acknowledgement", "answer", "resolution"]
    assert theirs["assignee"] is None


def test_a_helpers_reply_joins_the_thread(producer: Actor, ask: Ask) -> None:
    path = f"/escalations/{build.incident(producer, at=build.EARLIER).number}"

    status, whole = ask(producer, f"{path}/replies", {"text": "One thing more.", "attachments": []})

    assert status == 201
    last = whole["messages"][-1]
    assert (last["direction"], last["text"], last["delivery"]) == ("in", "One thing more.", None)


@pytest.mark.parametrize(
    ("call", "sent", "status"),
    [
        ("transitions", {"to": "closed", "reason": "x"}, 409),
        ("transitions", {"to": "nowhere", "reason": "x"}, 422),
        ("transitions", {"to": "in_review", "reason": " "}, 422),
        ("assign", {"to": "nobody-at-all"}, 422),
        ("notes", {"text": ""}, 422),
        ("replies", {"text": "\u200b"}, 422),
        ("replies", {"text": "x", "attachments": ["00000000-0000-0000-0000-000000000000"]}, 422),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    producer: Actor, caseworker: Actor, ask: Ask, call: str, sent: object, status: int
) -> None:
    incident = build.incident(producer)

    assert ask(caseworker, f"/escalations/{incident.number}/{call}", sent)[0] == status

    assert Incident.objects.get().version == incident.version


def test_helpers_do_no_work_of_the_team(producer: Actor, ask: Ask) -> None:
    path = f"/escalations/{build.incident(producer, at=build.EARLIER).number}"

    assert ask(producer, f"{path}/notes", {"text": "x"})[0] == 403
    assert ask(producer, f"{path}/assign", {"to": "me"})[0] == 403
    assert ask(producer, f"{path}/transitions", {"to": "resolved", "reason": "x"})[0] == 403


def test_the_list_is_narrowed_and_paged(producer: Actor, ask: Ask) -> None:
    made = [build.incident(producer, at=build.EARLIER).number for _ in range(3)]

    _, first = ask(producer, "/escalations?limit=2&status=new&team=escalated-cases")
    _, second = ask(producer, f"/escalations?limit=2&status=new&cursor={first['next']}")
    _, by_number = ask(producer, f"/escalations?q={made[0]}")

    listed = [one["incident_number"] for one in (*first["items"], *second["items"])]
    assert sorted(listed) == sorted(made)
    assert second["next"] is None
    assert [one["incident_number"] for one in by_number["items"]] == [made[0]]
    assert ask(producer, "/escalations?status=lost")[0] == 422
    assert ask(producer, "/escalations?cursor=lost")[0] == 422


@pytest.mark.rule("G-06")
@pytest.mark.rule("G-13")
def test_a_call_is_logged_with_the_ticket_number_of_the_line(packs: None, ask: Ask) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)
    sent = {"kind": "logged", "entry": "aptc-missing-months", "ticket_number": "SRI-10", "note": "Asked."}

    status, made = ask(agent, "/marketplaces/kentucky/calls", sent)

    call = Call.objects.get()
    assert (status, made["id"]) == (201, str(call.id))
    assert (call.entry, call.ticket_number, call.caller_id) == (
        "aptc-missing-months",
        "SRI-10",
        agent.account_id,
    )


@pytest.mark.rule("G-13")
@pytest.mark.parametrize(
    ("change", "field"),
    [({"entry": "dms"}, "entry"), ({"entry": "none"}, "entry"), ({"ticket_number": ""}, "ticket_number")],
)
def test_a_call_needs_a_line_and_a_ticket_number(
    packs: None, ask: Ask, change: dict[str, str], field: str
) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)
    sent = {"kind": "logged", "entry": "aptc-missing-months", "ticket_number": "SRI-10", **change}

    status, problem = ask(agent, "/marketplaces/kentucky/calls", sent)

    assert status == 422
    assert [one["field"] for one in problem["errors"]] == [field]
    assert not Call.objects.exists()


def test_an_entry_whose_door_is_a_phone_line_is_no_type(packs: None, ask: Ask) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)
    sent = body(build.client(agent).person_id, type="aptc-missing-months")

    status, problem = ask(agent, "/marketplaces/kentucky/escalations", sent)

    assert (status, problem["errors"][0]["field"]) == (422, "type")
