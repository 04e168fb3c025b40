"""A program takes a helper's call by the API, as the contract says."""

import pytest

from assistdesk.escalations.models import HotlineCall, Incident
from assistdesk.shared.people.actors import Actor
from tests.escalations import build, calling
from tests.escalations.reading import Ask

pytestmark = pytest.mark.rule("E-11")
SEARCH = "/marketplaces/maryland/consumers/search"
CALLS = "/marketplaces/maryland/calls"
START = {"kind": "hotline", "caller_name": calling.NAME, "npn": calling.NPN}


def test_the_whole_call(representative: Actor, caller: Actor, ask: Ask) -> None:
    clients = [build.client(caller) for _ in range(4)]
    status, call = ask(representative, CALLS, START)
    assert (status, call["verified"], call["standing"], call["consumers_left"]) == (201, True, "verified", 3)
    assert (call["recorded_name"], call["say"]) == (calling.NAME, None)

    status, found = ask(representative, SEARCH, {"call_id": call["id"], "last_name": "brooks"})
    assert status == 200
    assert {one["person_id"] for one in found["items"]} == {one.person_id for one in clients}

    path = f"/calls/{call['id']}/consumers"
    words = {"type": "termination", "description": "Coverage ended a month too early."}
    first = {"person_id": clients[0].person_id, "outcome": "escalated", **words}
    status, made = ask(representative, path, first)
    assert status == 201
    assert made["incident_number"] == Incident.objects.get().number
    assert (made["type"], made["consumers_left"]) == ("termination", 2)
    for client in clients[1:3]:
        status, made = ask(representative, path, {"person_id": client.person_id, "outcome": "answered"})
        assert (status, made["incident_number"]) == (201, None)

    status, problem = ask(representative, path, {"person_id": clients[3].person_id, "outcome": "answered"})
    assert (status, problem["type"], problem["limit"]) == (409, "/problems/call-consumer-limit", 3)
    assert problem["detail"] == build.pack(build.MARYLAND).hotline[-1].too_many_consumers.in_language("en")

    status, ended = ask(representative, f"/calls/{call['id']}/end", {})
    assert (status, [one["outcome"] for one in ended["consumers"]]) == (
        200, ["escalated", "answered", "answered"],
    )  # fmt: skip
    status, problem = ask(representative, path, first)
    assert (status, problem["type"]) == (409, "/problems/call-ended")
    assert ask(representative, f"/calls/{call['id']}")[1] == ended


@pytest.mark.rule("E-17")
def test_the_same_request_again_is_answered_alike(representative: Actor, caller: Actor, ask: Ask) -> None:
    key = {"Idempotency-Key": "k" * 200}
    _, call = ask(representative, CALLS, START, **key)
    assert ask(representative, CALLS, START, **key)[1]["id"] == call["id"]
    body = {"person_id": build.client(caller).person_id, "outcome": "escalated", "type": "termination"}
    body["description"] = "Coverage ended."

    key = {"Idempotency-Key": "m" * 200}
    answers = [ask(representative, f"/calls/{call['id']}/consumers", body, **key) for _ in range(2)]

    assert [status for status, _ in answers] == [201, 201], answers
    assert answers[0][1]["incident_number"] == answers[1][1]["incident_number"]
    assert HotlineCall.objects.count() == Incident.objects.count() == 1


def test_an_unverified_caller_is_said_so_and_what_to_do(
    representative: Actor, caller: Actor, ask: Ask
) -> None:
    edition = build.pack(build.MARYLAND).hotline[-1]
    person_id = build.client(caller).person_id

    _, call = ask(representative, CALLS, {**START, "npn": "1234567"})

    assert (call["verified"], call["standing"], call["agency"]) == (False, "unknown_npn", None)
    assert call["say"] == f"{edition.unknown_npn.in_language('en')} {edition.unverified.in_language('en')}"
    for path, body in (
        (SEARCH, {"call_id": call["id"]}),
        (f"/calls/{call['id']}/consumers", {"person_id": person_id, "outcome": "answered"}),
    ):
        status, problem = ask(representative, path, body)
        assert (status, problem["type"]) == (403, "/problems/not-authorized")
        assert problem["detail"] == edition.unverified.in_language("en")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "hotline", "caller_name": "Pat"}, "npn"),
        ({"kind": "hotline", "caller_name": "", "npn": "1"}, "caller_name"),
        ({"kind": "hotline", "caller_name": "Pat", "npn": "x"}, "npn"),
    ],
)
def test_a_call_that_says_too_little_is_refused(
    representative: Actor, ask: Ask, body: dict[str, str], field: str
) -> None:
    status, problem = ask(representative, CALLS, body)

    assert status == 422
    assert any(one["field"].split(".")[-1] == field for one in problem["errors"])


@pytest.mark.parametrize("body", [{}, {"kind": "fax"}, {"kind": ["hotline"]}, {"kind": None}])
def test_another_kind_of_call_is_refused(representative: Actor, ask: Ask, body: dict[str, object]) -> None:
    assert ask(representative, CALLS, body)[0] == 422


def test_a_representative_searches_only_on_a_call(representative: Actor, caller: Actor, ask: Ask) -> None:
    build.client(caller)
    _, call = ask(representative, CALLS, START)

    status, problem = ask(representative, SEARCH, {})
    assert (status, problem["errors"][0]["field"]) == (422, "call_id")
    assert ask(calling.representative(), SEARCH, {"call_id": call["id"]})[0] == 404
    ask(representative, f"/calls/{call['id']}/end", {})
    assert ask(representative, SEARCH, {"call_id": call["id"]})[0] == 409


def test_a_helper_takes_no_call_and_searches_their_own_whatever_call_they_name(
    representative: Actor, caller: Actor, ask: Ask
) -> None:
    build.client(caller)
    _, call = ask(representative, CALLS, START)
    other = build.helper()

    assert ask(other, CALLS, START)[0] == 403
    assert ask(other, f"/calls/{call['id']}")[0] == 403
    assert ask(other, SEARCH, {"call_id": call["id"]}) == (200, {"items": [], "next": None})
