"""A search for a client by API: exact, written down, and told no more than has to be."""

import pytest

from assistdesk.consent.models import Search
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people.models import AccessGrant
from tests.consent.playing import Helper, Resident, problem

pytestmark = pytest.mark.django_db


@pytest.mark.rule("C-03")
def test_an_associated_client_leads_straight_to_the_case(agent: Helper) -> None:
    grant = AccessGrant.objects.filter(account__username="agent").select_related("person")[0]

    found = agent.searches(grant.person)

    assert found["result"] == "associated"
    assert found["case_number"] == grant.person.cases.get().case_number
    assert agent.asks(grant.person, status=409)["code"] == "consent.request.already_associated"


@pytest.mark.rule("C-10", "C-02")
def test_unknown_ambiguous_and_out_of_reach_are_one_answer(agent: Helper, rosa: Resident) -> None:
    unknown = agent.searches(rosa.record, first_name="Nobody")
    none = agent.searches(Resident("resident-none").record)
    wrong = agent.searches(rosa.record, case_number="1")

    for one in (unknown, none, wrong):
        one.pop("search_id")
    assert unknown == none == wrong
    assert unknown["result"] == "no_match"
    assert [one["key"] for one in unknown["next_steps"]] == [
        "three-way-call",
        "contact-center",
        "dashboard-tile",
        "paper-form",
    ]
    assert not Search.objects.filter(result="no_match", person__isnull=False).exists()


@pytest.mark.rule("C-10")
def test_nobody_can_be_asked_by_a_search_that_told_of_nobody(agent: Helper) -> None:
    assert problem(agent.asks(Resident("resident-none").record, status=404)) == "not-found"


@pytest.mark.rule("C-02", "C-04")
def test_each_search_is_written_down_without_what_was_typed(agent: Helper, rosa: Resident) -> None:
    agent.searches(rosa.record, ssn="900-00-0000")

    entry = Entry.objects.get(action="consent.search.made")
    assert entry.facts["asked_by"] == ["date_of_birth", "first_name", "last_name", "sex", "ssn"]
    assert entry.facts["attested"] == [["purpose", "v1"], ["permission", "v1"]]
    assert "900" not in str(entry.facts)
    assert rosa.record.last_name not in str(entry.facts)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first_name", ""),
        ("last_name", "-"),
        ("sex", "unknown"),
        ("date_of_birth", "2999-01-01"),
        ("date_of_birth", "1899-12-31"),
        ("ssn", "123"),
        ("case_number", "--"),
        ("attestation", False),
    ],
)
def test_what_can_not_be_searched_by_is_said(
    agent: Helper, rosa: Resident, field: str, value: object
) -> None:
    refused = agent.searches(rosa.record, 422, **{field: value})

    assert [one["field"] for one in refused["errors"]] == [field]


def test_a_marketplace_without_case_access_has_none(agent: Helper, rosa: Resident) -> None:
    wanted = {"first_name": "A", "last_name": "B", "sex": "female", "date_of_birth": "1990-01-01"}
    Helper("producer").posts("/marketplaces/maryland/case-access/search", wanted, 404)
    agent.posts("/marketplaces/maryland/case-access/search", wanted, 404)
