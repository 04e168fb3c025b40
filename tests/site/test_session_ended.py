"""A form that is sent after the session has ended loses no word: signing in carries it on."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from assistdesk.shared.people.models import AccessGrant
from tests.browser.visits import PASSWORD

WORDS = "The carrier says “no record” — ¿por qué? <b>'\"</b> O'Brien"
GOAL = "/m/maryland/escalate/describe"

pytestmark = pytest.mark.django_db


def _hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: _plain(value) for name, value in found}


def _plain(value: str) -> str:
    for mark, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        value = value.replace(mark, letter)
    return value


@pytest.mark.usefixtures("demo_desk")
def test_what_was_typed_is_carried_through_signing_in() -> None:
    client = Client()
    grant = AccessGrant.objects.filter(account__username="producer").select_related("person")[0]
    typed = {"description": WORDS, "consumers": grant.person.person_id, "type": "termination"}

    ended = client.post(GOAL, typed)

    assert ended.status_code == 401
    carried = _hidden(ended.content.decode())
    assert carried["typed.description"] == WORDS
    assert carried["next"] == GOAL
    wrong = client.post(reverse("site:sign_in"), {**carried, "username": "producer", "password": "no"})
    assert _hidden(wrong.content.decode())["typed.description"] == WORDS
    again = client.post(reverse("site:sign_in"), {**carried, "username": "producer", "password": PASSWORD})
    assert again.status_code == 200
    kept = _hidden(again.content.decode())
    assert kept["description"] == WORDS
    on_page = client.post(GOAL, {**kept, "action": "continue"}, follow=True)
    assert "no record" in on_page.content.decode()


@pytest.mark.usefixtures("demo_desk")
def test_nothing_is_carried_to_another_site() -> None:
    typed = {"username": "producer", "password": PASSWORD, "next": "https://evil.example/", "typed.a": "b"}

    answer = Client().post(reverse("site:sign_in"), typed)

    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("site:home")
