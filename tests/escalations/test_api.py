"""The contract's calls on escalations: filing, lists, the whole, replies, notes, assignment, transitions."""

from datetime import datetime

import pytest

from assistdesk.escalations.models import Incident
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Helper
from tests.escalations import build
from tests.escalations.reading import Ask


def body(consumer: object, **changes: object) -> dict[str, object]:
    """Return a submission that is right, but for the changes."""
    given: dict[str, object] = {
        "type": "consumer-enrollment",
        "consumers": [consumer],
        "description": "No record at the carrier.",
    }
    return {**given, **changes}


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


def test_an_entry_whose_door_is_a_phone_line_is_no_type(packs: None, ask: Ask) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)
    sent = body(build.client(agent).person_id, type="aptc-missing-months")

    status, problem = ask(agent, "/marketplaces/kentucky/escalations", sent)

    assert (status, problem["errors"][0]["field"]) == (422, "type")


@pytest.mark.rule("E-17")
def test_the_longest_key_makes_one_incident(producer: Actor, ask: Ask) -> None:
    body = {"type": "termination", "description": "Coverage ended."}
    body |= {"consumers": [build.client(producer).person_id]}  # type: ignore[dict-item]  # a list of one
    key = {"Idempotency-Key": "k" * 200}

    answers = [ask(producer, "/marketplaces/maryland/escalations", body, **key) for _ in range(2)]

    assert [status for status, _ in answers] == [201, 201]
    assert Incident.objects.count() == 1
