"""The guide's calls answer by the contract."""

import json

import pytest
from django.test import Client

from tests.guide.packs import MARKETPLACES, pack_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("packs")]

GUIDE = "/api/v1/marketplaces/{}/guide"


@pytest.mark.rule("G-01")
@pytest.mark.parametrize("marketplace", MARKETPLACES)
def test_the_guide_is_answered_whole(client: Client, marketplace: str) -> None:
    guide = client.get(GUIDE.format(marketplace)).json()

    assert {entry["key"] for entry in guide["entries"]} == set(pack_of(marketplace).guide[-1].entries)
    assert all(entry["steps"] and entry["title"] for entry in guide["entries"])


@pytest.mark.rule("P-03")
@pytest.mark.parametrize(
    ("on", "edition"),
    [("2023-09-07", "undated"), ("2023-09-08", "2023-09-08"), ("2031-01-01", "2023-09-08")],
)
def test_the_edition_in_force_on_the_day_is_answered(client: Client, on: str, edition: str) -> None:
    assert client.get(GUIDE.format("kentucky"), {"on": on}).json()["edition"] == edition


def test_the_language_asked_for_is_answered(client: Client) -> None:
    guide = client.get(GUIDE.format("kentucky"), headers={"Accept-Language": "es"}).json()

    assert guide["title"].startswith("Proceso de escalamiento")


@pytest.mark.rule("G-03")
def test_a_search_answers_entries_best_first(client: Client) -> None:
    answer = client.get(GUIDE.format("kentucky") + "/search", {"q": "client never got a bill or an ID card"})

    best = answer.json()["items"][0]
    assert set(best) == {"entry", "title", "score"}
    assert (best["entry"], best["title"]) == ("834-transactions", "834 Transactions")


@pytest.mark.rule("G-04")
def test_a_search_that_asks_for_an_issuer_has_it_first(client: Client) -> None:
    answer = client.get(GUIDE.format("kentucky") + "/search", {"q": "CareSource phone number"})

    best = answer.json()["items"][0]
    assert set(best) == {"issuer", "title", "score"}
    assert best["title"] == "CareSource"


@pytest.mark.rule("G-04")
def test_issuers_are_listed_by_plan_type(client: Client) -> None:
    def types(asked: str) -> set[str]:
        items = client.get("/api/v1/marketplaces/kentucky/issuers", {"plan_type": asked}).json()["items"]
        return {item["plan_type"] for item in items}

    assert types("QHP") == {"QHP", "DHP"}
    assert types("DHP") == {"DHP"}
    assert types("SHOP") == {"SHOP"}


@pytest.mark.rule("G-04")
def test_an_issuer_with_two_numbers_says_what_each_is_for(client: Client) -> None:
    items = client.get("/api/v1/marketplaces/kentucky/issuers").json()["items"]

    passport = next(item for item in items if item["key"] == "passport")
    assert {phone["shown"]: phone["purpose"] for phone in passport["phones"]} == {
        "833-644-1621": "Member Services",
        "888-466-4477": "billing and payment services",
    }


@pytest.mark.rule("P-03")
def test_editions_and_what_changed_are_answered(client: Client) -> None:
    editions = client.get(GUIDE.format("kentucky") + "/editions").json()["items"]
    changes = client.get(
        GUIDE.format("kentucky") + "/changes", {"old": "undated", "new": "2023-09-08"}
    ).json()["items"]

    assert [one["edition"] for one in editions] == ["2023-09-08", "undated"]
    assert [one["is_in_force"] for one in editions] == [True, False]
    kinds = {change["key"]: change["kind"] for change in changes}
    assert kinds["834-transactions"] == "added"
    assert kinds["kog"] == "changed"


@pytest.mark.rule("G-01")
def test_alternatives_say_when(client: Client) -> None:
    for key in ("waiver", "case-association"):
        entry = client.get(GUIDE.format("kentucky") + f"/entries/{key}").json()

        assert entry["arrangement"] == "alternatives"
        assert all(step["when"] for step in entry["steps"])


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (GUIDE.format("nowhere"), 404),
        (GUIDE.format("kentucky") + "?on=yesterday", 422),
        (GUIDE.format("kentucky") + "/entries/nothing", 404),
        (GUIDE.format("kentucky") + "/changes?old=a&new=b", 404),
        (GUIDE.format("kentucky") + "/search", 422),
        ("/api/v1/marketplaces/kentucky/issuers?plan_type=XYZ", 422),
    ],
)
def test_what_can_not_be_answered_is_a_problem(client: Client, address: str, status: int) -> None:
    answer = client.get(address)

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["status"] == status


@pytest.mark.parametrize("words", ["", " ", "a" * 10_000, "🚑", "'; DROP TABLE x; --", "the of", "\u202ex"])
def test_whatever_is_searched_is_answered(client: Client, words: str) -> None:
    assert client.get(GUIDE.format("maryland") + "/search", {"q": words}).status_code == 200
