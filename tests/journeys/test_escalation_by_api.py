"""A program escalates and answers by the contract's names, in both marketplaces."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.callers import Caller
from tests.journeys.samples import PDF, PNG
from tests.working import work_off

pytestmark = pytest.mark.django_db

Call = Callable[[str], Caller]
NUMBER = re.compile(r"^\d{6}-\d{7}$")


def _mails(caller: Caller, to: str) -> list[dict[str, Any]]:
    work_off()
    items: list[dict[str, Any]] = caller.get("/demo/messages", to=to)["items"]
    return items


@pytest.mark.rule("E-02", "E-04", "E-05", "E-06", "E-07", "E-08", "E-09", "M-05")
def test_a_producer_escalates_and_a_caseworker_answers(caller: Call) -> None:
    producer, caseworker = caller("producer"), caller("caseworker")
    consumer = producer.post("/marketplaces/maryland/consumers/search", {})["items"][0]
    document = producer.upload("notice.pdf", PDF)

    body = {
        "type": "consumer-enrollment",
        "consumers": [consumer["person_id"]],
        "description": "The carrier has no record of the plan chosen in May.",
        "fields": {},
        "attachments": [document["id"]],
        "checked": [],
    }
    filed = producer.post("/marketplaces/maryland/escalations", body, status=201)

    number = filed["incident_number"]
    assert NUMBER.match(number)
    assert filed["person_id"] == consumer["person_id"]
    assert filed["team"] == "escalated-cases"
    assert filed["reply_due_at"]
    [first] = _mails(producer, "producer@example.com")
    assert first["subject"] == f"Escalated Case: Enrollment. PID #: {consumer['person_id']}"
    assert number in first["text"]
    assert "within 2 business days" in first["text"]
    assert consumer["last_name"] not in first["text"]

    caseworker.post(f"/escalations/{number}/assign", {"to": "me"})
    caseworker.post(
        f"/escalations/{number}/replies", {"text": "The plan was sent again today.", "attachments": []}
    )

    latest = _mails(producer, "producer@example.com")[0]
    assert "The plan was sent again today." in latest["text"]
    seen = producer.get(f"/escalations/{number}")
    assert seen["status"] == "in_review"
    assert [message["direction"] for message in seen["messages"]][-1] == "out"
    assert seen["messages"][-1]["delivery"] in ("sent", "delivered")
    assert [one["name"] for one in seen["attachments"]] == ["notice.pdf"]
    assert (seen["timeline"][0]["from"], seen["timeline"][0]["to"]) == (None, "new")


@pytest.mark.rule("E-10")
def test_the_answer_to_a_mail_joins_its_incident(caller: Call) -> None:
    producer = caller("producer")
    consumer = producer.post("/marketplaces/maryland/consumers/search", {})["items"][3]
    filed = producer.post(
        "/marketplaces/maryland/escalations",
        {"type": "termination", "consumers": [consumer["person_id"]], "description": "Ended in error."},
    )
    [mail] = _mails(producer, "producer@example.com")

    producer.post(
        "/demo/inbound",
        {
            "channel": "email",
            "from": "producer@example.com",
            "to": mail["reply_to"],
            "subject": "Re: something else entirely",
            "text": "The carrier called back and agrees.",
        },
    )

    work_off()
    texts = [one["text"] for one in producer.get(f"/escalations/{filed['incident_number']}")["messages"]]
    assert any("The carrier called back and agrees." in text for text in texts)


@pytest.mark.rule("E-03", "E-06", "E-09")
def test_a_commission_case_takes_several_consumers_and_names_none(caller: Call) -> None:
    producer = caller("producer")
    people = producer.post("/marketplaces/maryland/consumers/search", {})["items"][:3]

    filed = producer.post(
        "/marketplaces/maryland/escalations",
        {
            "type": "commission",
            "consumers": [one["person_id"] for one in people],
            "description": "No commission came for these since March.",
        },
    )

    assert filed["person_id"] is None
    assert filed["team"] == "producer-operations"
    [mail] = _mails(producer, "producer@example.com")
    assert filed["incident_number"] in mail["text"]
    assert all(one["person_id"] not in mail["text"] + mail["subject"] for one in people)


@pytest.mark.rule("G-07", "E-01")
def test_the_self_service_portal_entry_asks_for_all_that_its_message_must_contain(caller: Call) -> None:
    agent = caller("agent")
    consumer = agent.post("/marketplaces/kentucky/consumers/search", {})["items"][0]
    body: dict[str, Any] = {
        "type": "self-service-portal",
        "consumers": [consumer["person_id"]],
    }

    missing = agent.post("/marketplaces/kentucky/escalations", body, status=422)

    named = {error["field"] for error in missing["errors"]}
    assert named >= {"fields.psl_ticket_number", "fields.case_number", "description", "attachments"}

    screenshot = agent.upload("screen.png", PNG)
    body |= {
        "description": "The page shows an error after sign-in.",
        "fields": {"psl_ticket_number": "4471902", "case_number": "113847265"},
        "attachments": [screenshot["id"]],
    }
    filed = agent.post("/marketplaces/kentucky/escalations", body, status=201)
    assert filed["team"] == "khbe"
    assert filed["reply_due_at"] is None


@pytest.mark.rule("G-08", "E-08")
def test_dire_need_says_what_it_concerns_and_is_due_in_24_hours(caller: Call) -> None:
    agent, khbe = caller("agent"), caller("khbe")
    consumer = agent.post("/marketplaces/kentucky/consumers/search", {})["items"][1]
    body: dict[str, Any] = {
        "type": "dire-need",
        "consumers": [consumer["person_id"]],
        "description": "Surgery tomorrow and no active coverage.",
        "fields": {},
    }
    assert "fields.concerns" in {
        error["field"]
        for error in agent.post("/marketplaces/kentucky/escalations", body, status=422)["errors"]
    }

    filed = agent.post(
        "/marketplaces/kentucky/escalations", {**body, "fields": {"concerns": "medicaid"}}, status=201
    )

    assert filed["team"] == "dire-need"
    assert filed["reply_due_at"]
    other = agent.post(
        "/marketplaces/kentucky/escalations",
        {"type": "834-transactions", "consumers": [consumer["person_id"]], "description": "No ID card came."},
        status=201,
    )
    assert other["team"] == "khbe"
    listed = khbe.get("/escalations", team="dire-need")["items"]
    assert [one["incident_number"] for one in listed] == [filed["incident_number"]]


@pytest.mark.rule("G-13")
def test_an_entry_whose_door_is_a_phone_line_is_a_call_to_log_and_no_type(caller: Call) -> None:
    agent = caller("agent")

    keys = {one["key"] for one in agent.get("/marketplaces/kentucky/types")["items"]}
    assert "aptc-missing-months" not in keys
    assert {"self-service-portal", "dire-need", "834-transactions", "waiver", "other"} <= keys
    logged = agent.post(
        "/marketplaces/kentucky/calls",
        {
            "kind": "logged",
            "entry": "aptc-missing-months",
            "ticket_number": "SRI-20931",
            "note": "Asked for a ticket.",
        },
        status=201,
    )
    assert logged["id"]


@pytest.mark.rule("E-17")
def test_the_same_request_sent_again_makes_one_incident(caller: Call) -> None:
    producer = caller("producer")
    consumer = producer.post("/marketplaces/maryland/consumers/search", {})["items"][5]
    body = {
        "type": "determination",
        "consumers": [consumer["person_id"]],
        "description": "Wrong income was used.",
    }
    header = {"Idempotency-Key": "one-and-the-same"}

    first = producer.post("/marketplaces/maryland/escalations", body, status=201, **header)
    second = producer.post("/marketplaces/maryland/escalations", body, status=201, **header)

    assert first == second
    assert len(producer.get("/escalations")["items"]) == 1
    other = {**body, "description": "Something else."}
    assert (
        producer.post("/marketplaces/maryland/escalations", other, status=422, **header)["type"]
        == "/problems/idempotency-key-reused"
    )


@pytest.mark.rule("E-13")
def test_a_producer_whose_authorization_lapsed_is_told_whom_to_write_to(caller: Call) -> None:
    lapsed = caller("producer-lapsed")
    consumer = lapsed.post("/marketplaces/maryland/consumers/search", {})["items"][0]

    refused = lapsed.post(
        "/marketplaces/maryland/escalations",
        {"type": "termination", "consumers": [consumer["person_id"]], "description": "Ended in error."},
        status=403,
    )

    assert refused["type"] == "/problems/not-authorized"
    assert "mhbe.producers@maryland.gov" in refused["detail"]


@pytest.mark.rule("E-19")
def test_nobody_sees_an_incident_that_is_not_theirs(caller: Call) -> None:
    producer = caller("producer")
    consumer = producer.post("/marketplaces/maryland/consumers/search", {})["items"][0]
    filed = producer.post(
        "/marketplaces/maryland/escalations",
        {"type": "termination", "consumers": [consumer["person_id"]], "description": "Ended in error."},
    )
    path = f"/escalations/{filed['incident_number']}"

    for username in ("producer-lapsed", "agent", "khbe", "operations"):
        assert caller(username).get(path)["status"] == 404, username
    for username in ("lead", "caseworker", "hotline", "producer", "admin", "auditor"):
        assert caller(username).get(path)["incident_number"] == filed["incident_number"], username
