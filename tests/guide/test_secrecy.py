"""A contact for helpers alone never appears where a resident can read."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.guide.conftest import SignedIn
from tests.guide.packs import LANGUAGES, latest, pack_of, secrets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("packs"), pytest.mark.rule("G-09")]

MARKETPLACE = "maryland"
WORDS = ("hotline phone number", "844 224 6761", "who do I call", "línea de ayuda")


def answers(client: Client, *, language: str) -> Iterator[str]:
    """Yield what every page and call of the guide answers; the paper has its own test."""
    headers = {"Accept-Language": language}
    pages, calls = f"/m/{MARKETPLACE}", f"/api/v1/marketplaces/{MARKETPLACE}"
    entries = pack_of(MARKETPLACE).guide[-1].entries
    edition = latest(MARKETPLACE)
    for address in (
        f"{pages}/guide/",
        f"{pages}/guide/print",
        f"{pages}/guide/editions",
        f"{pages}/issuers",
        f"{calls}/guide",
        f"{calls}/guide/editions",
        f"{calls}/guide/changes?old={edition}&new={edition}",
        f"{calls}/issuers",
        *(f"{pages}/guide/{key}" for key in entries),
        *(f"{calls}/guide/entries/{key}" for key in entries),
    ):
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200, address
        yield answer.content.decode()
    for words in WORDS:
        found = client.get(f"{calls}/guide/search", {"q": words}, headers=headers).json()
        yield json.dumps([row["title"] for row in found["items"]])
        yield client.post(
            f"{pages}/guide/", {"q": words}, headers={**headers, "HX-Request": "true"}
        ).content.decode()


@pytest.mark.parametrize(("role", "at_home"), [("", ""), ("resident", MARKETPLACE), ("agent", "kentucky")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_residents_and_strangers_see_no_contact_for_helpers_alone(
    client: Client, signed_in: SignedIn, role: str, at_home: str, language: str
) -> None:
    hidden = tuple(secrets(pack_of(MARKETPLACE)))
    reader = signed_in(role, at_home) if role else client

    said = list(answers(reader, language=language))

    assert hidden
    assert not [one for one in hidden for text in said if one in text]


@pytest.mark.parametrize("role", ["agent", "support_representative", "caseworker"])
def test_helpers_and_staff_of_the_marketplace_see_it(signed_in: SignedIn, role: str) -> None:
    hidden = tuple(secrets(pack_of(MARKETPLACE)))

    said = list(answers(signed_in(role, MARKETPLACE), language="en"))

    assert sum(any(one in text for one in hidden) for text in said) > 3


def test_a_number_for_helpers_alone_finds_nothing_more_than_any_other(client: Client) -> None:
    def found(number: str) -> list[str]:
        rows = client.get(f"/api/v1/marketplaces/{MARKETPLACE}/guide/search", {"q": number}).json()["items"]
        return [row["entry"] for row in rows]

    assert found("1-844-224-6761") == found("1-844-555-0199")
