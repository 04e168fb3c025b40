"""Signing in and choosing a language: the way on is one of this desk, and nothing typed breaks it."""

from typing import Any

import pytest
from django.conf import settings as set_values
from django.test import Client
from pytest_django import Settings

from assistdesk.shared.people.models import Account
from assistdesk.site.languages import WHOSE
from tests.browser.visits import PASSWORD
from tests.site import build
from tests.site.reading import faults_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_desk")]

COOKIE = set_values.LANGUAGE_COOKIE_NAME
NASTY = [
    pytest.param("a" * 10_000, id="very long"),
    pytest.param("a\x00b", id="a NUL"),
    pytest.param("🚑" * 200, id="emoji"),
    pytest.param("\u202emoc.live", id="right to left"),
    pytest.param("e\u0301\u200b\ufeff", id="marks that nobody sees"),
    pytest.param("<script>alert(1)</script>", id="a script"),
    pytest.param("' OR 1=1; --", id="SQL"),
    pytest.param("{{ 7|add:7 }}", id="a template"),
    pytest.param("%00%0d%0aSet-Cookie: a=b", id="a header"),
]
ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/",
    "https:evil.example",
    "http://testserver@evil.example/",
    "http://testserver.evil.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    " //evil.example",
    "\t//evil.example",
    "/\r\nSet-Cookie: a=b",
    "/\x00",
    "/" + "a" * 10_000,
]


def enter(client: Client, username: str = "producer", password: str = PASSWORD, goal: str = "") -> str:
    """Sign in and return where that leads."""
    answer = client.post("/sign-in", {"username": username, "password": password, "next": goal})
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_signing_in_leads_home_or_where_somebody_was_going() -> None:
    assert enter(Client()) == "/home"
    assert (
        enter(Client(), goal="/m/maryland/escalations/?status=open") == "/m/maryland/escalations/?status=open"
    )


def test_who_is_not_signed_in_is_sent_to_the_form_and_back() -> None:
    client = Client()
    asked = client.get("/m/maryland/escalations/?status=open")

    assert asked.status_code == 302
    form = client.get(asked.headers["Location"])
    assert 'name="next" value="/m/maryland/escalations/?status=open"' in form.content.decode()


@pytest.mark.parametrize("goal", ELSEWHERE)
def test_no_way_on_leads_to_another_site(goal: str) -> None:
    client = Client()
    signed_in = client.post("/sign-in", {"username": "producer", "password": PASSWORD, "next": goal})
    switched = Client().post("/language", {"language": "es", "next": goal})

    for answer in (signed_in, switched):
        assert answer.status_code in (302, 400), answer.status_code
        place = answer.headers.get("Location", "/")
        assert place.startswith("/")
        assert not place.startswith(("//", "/\\"))
        own = {COOKIE, WHOSE, set_values.SESSION_COOKIE_NAME, set_values.CSRF_COOKIE_NAME}
        assert set(answer.cookies) <= own
    assert Client().get("/sign-in", {"next": goal}).status_code in (200, 400)


@pytest.mark.parametrize("words", NASTY)
def test_whatever_is_typed_is_answered(words: str) -> None:
    for typed in ({"username": words, "password": "x"}, {"username": "producer", "password": words}):
        answer = Client().post("/sign-in", typed)
        text = answer.content.decode()
        assert answer.status_code == 401
        assert "Username or password is not right." in text
        assert "<script>alert" not in text
        assert faults_of(text, language="en") == []


def test_who_is_wrong_is_not_told_which_and_keeps_the_username() -> None:
    unknown = Client().post("/sign-in", {"username": "nobody", "password": PASSWORD}).content.decode()
    known = Client().post("/sign-in", {"username": "producer", "password": "x"}).content.decode()

    sentence = "Username or password is not right. Check both and try again."
    assert sentence in unknown
    assert sentence in known
    assert 'name="username" value="producer"' in known
    assert 'value="x"' not in known


def test_an_account_that_was_closed_does_not_sign_in() -> None:
    Account.objects.filter(username="producer").update(is_active=False)

    assert Client().post("/sign-in", {"username": "producer", "password": PASSWORD}).status_code == 401


def test_signing_out_ends_the_session() -> None:
    client = build.browser("producer")

    assert client.post("/sign-out").headers["Location"] == "/"
    assert client.get("/home").status_code == 302
    assert build.browser("producer").get("/sign-out").status_code == 405


def test_a_desk_with_real_people_names_none_of_the_demo(settings: Settings) -> None:
    settings.DEMO = False
    text = Client().get("/sign-in").content.decode()

    assert PASSWORD not in text
    assert "producer-lapsed" not in text
    assert Client().get("/demo/mailbox").status_code == 404


def test_a_language_that_was_chosen_stays() -> None:
    client = Client()
    answer = client.post("/language", {"language": "es", "next": "/sign-in?next=/home"})

    assert answer.headers["Location"] == "/sign-in?next=/home"
    assert answer.cookies[COOKIE].value == "es"
    assert answer.cookies[COOKIE]["httponly"]
    assert '<html lang="es">' in client.get("/").content.decode()
    client.post("/language", {"language": "en"})
    assert '<html lang="en">' in client.get("/").content.decode()


def sign_in(client: Client, username: str, **typed: str) -> Any:  # Any: an answer of the test client
    """Sign somebody in with the page's form."""
    form = {"username": username, "password": PASSWORD, "next": "/home", **typed}
    return client.post("/sign-in", form)


def test_the_language_of_another_account_does_not_stay_in_the_browser() -> None:
    Account.objects.filter(username="agent").update(language="es")
    client = Client()

    sign_in(client, "agent")
    assert '<html lang="es">' in client.get("/home").content.decode()
    sign_in(client, "producer")
    assert '<html lang="en">' in client.get("/home").content.decode()
    client.post("/language", {"language": "es"})
    sign_in(client, "producer")
    assert '<html lang="es">' in client.get("/home").content.decode()


def test_a_language_chosen_before_signing_in_stays() -> None:
    client = Client()

    client.post("/language", {"language": "es"})
    sign_in(client, "producer")

    assert '<html lang="es">' in client.get("/home").content.decode()


def test_who_signs_in_again_over_typed_words_goes_on_in_their_language() -> None:
    Account.objects.filter(username="agent").update(language="es")
    client = Client()

    page = sign_in(client, "agent", **{"typed.description": "Sigue igual."})

    assert '<html lang="es">' in page.content.decode()
    assert page.cookies[COOKIE].value == "es"


@pytest.mark.parametrize("language", ["", "fr", "es-MX", "../es", "e" * 10_000, "es\x00"])
def test_a_language_that_the_desk_does_not_speak_changes_nothing(language: str) -> None:
    answer = Client().post("/language", {"language": language})

    assert answer.status_code == 302
    assert COOKIE not in answer.cookies


def test_the_browser_says_which_language_a_stranger_reads() -> None:
    assert '<html lang="es">' in Client().get("/", headers={"Accept-Language": "es-US"}).content.decode()
    assert '<html lang="en">' in Client().get("/", headers={"Accept-Language": "fr"}).content.decode()


def test_signing_in_brings_the_language_of_the_account() -> None:
    client = Client()
    enter(client, "agent2")

    text = client.get("/home").content.decode()

    assert '<html lang="es">' in text
    assert "Le damos la bienvenida, Jordan Pruitt" in text


def test_a_language_that_was_chosen_before_signing_in_is_kept() -> None:
    client = Client()
    client.post("/language", {"language": "en"})
    enter(client, "agent2")

    assert '<html lang="en">' in client.get("/home").content.decode()


def test_the_navigation_speaks_the_language_of_the_page() -> None:
    client = build.browser("caseworker", language="es")

    text = client.get("/home").content.decode()

    assert "Equipo de Casos Escalados</a>" in text[text.index('class="desk-nav"') : text.index("</nav>")]
