"""The contract's calls around escalations: types, the own consumers, logged calls."""

import pytest

from assistdesk.escalations.models import Call
from assistdesk.shared.people.actors import Actor
from tests.escalations import build
from tests.escalations.reading import Ask, SignIn


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
@pytest.mark.parametrize("body", [b"", b"{}", b'{"first_name": null, "person_id": null}'])
def test_nothing_asked_finds_all_of_the_callers_own(producer: Actor, signed_in: SignIn, body: bytes) -> None:
    ana, ben = build.client(producer), build.client(producer)

    answer = signed_in(producer).post(
        "/api/v1/marketplaces/maryland/consumers/search", body, content_type="application/json"
    )

    assert answer.status_code == 200
    assert {one["person_id"] for one in answer.json()["items"]} == {ana.person_id, ben.person_id}


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


@pytest.mark.parametrize(
    ("limit", "status"), [("0", 422), ("-1", 422), ("101", 422), ("1", 200), ("100", 200)]
)
def test_a_page_of_a_length_that_no_list_has_is_refused(
    producer: Actor, ask: Ask, limit: str, status: int
) -> None:
    assert ask(producer, f"/escalations?limit={limit}")[0] == status
