"""The site's own pages: built well, in the reader's language, few questions to the database, no slip."""

import re

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from assistdesk.shared import clock
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.models import LoadedPack
from tests.site import build
from tests.site.reading import faults_of, title_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_desk")]

EVERYBODY = (
    "",
    "producer",
    "producer-lapsed",
    "caseworker",
    "lead",
    "hotline",
    "agent",
    "kynector",
    "agency-admin",
    "psl",
    "khbe",
    "khbe-lead",
    "resident",
    "admin",
    "auditor",
)
TITLES = {
    "/": ("Find your door · AssistDesk", "Encuentre a quién acudir · AssistDesk"),
    "/sign-in": ("Sign in · AssistDesk", "Iniciar sesión · AssistDesk"),
    "/demo/mailbox": ("Demo mailbox · AssistDesk", "Buzón de la demostración · AssistDesk"),
    "/nothing": ("Nothing here · AssistDesk", "No hay nada aquí · AssistDesk"),
}
HELPERS_ONLY = re.compile(r"844.?224.?6761")


def page(client: Client, address: str, *, status: int = 200) -> str:
    """Return a page that is answered with this status."""
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


@pytest.mark.parametrize("address", TITLES)
def test_a_page_is_built_well_and_speaks_both_languages(address: str) -> None:
    build.incident("producer", at=clock.now())
    status = 404 if address == "/nothing" else 200

    for language, title in zip(("en", "es"), TITLES[address], strict=True):
        text = page(build.browser(language=language), address, status=status)
        assert title_of(text) == title
        assert faults_of(text, language=language) == []


def test_every_home_is_built_well_in_both_languages() -> None:
    build.incident("producer", at=clock.now())
    build.incident("agent", at=clock.now(), kind="dire-need", concerns="qhp")

    for username in EVERYBODY[1:]:
        for language, title in (("en", "Home"), ("es", "Inicio")):
            text = page(build.browser(username, language=language), "/home")
            assert title_of(text).startswith(f"{title} · "), username
            assert faults_of(text, language=language) == [], username


def test_the_front_page_offers_each_marketplace_in_its_own_words() -> None:
    text = page(build.browser(), "/")

    for pack in policy.marketplaces():
        door = text[text.index(f'id="door-{pack.marketplace}"') :]
        assert pack.identity.name.in_language("en") in door
        assert f'href="/m/{pack.marketplace}/guide/"' in door
        assert f"/m/{pack.marketplace}/accent.css?v=" in text
    assert "For Agents, kynectors, and Agency Admins:" in text
    assert "For Producers and Agency administrators:" in text


def test_a_line_for_helpers_is_not_offered_to_who_needs_coverage() -> None:
    text = page(build.browser(), "/")
    door = text[text.index('id="door-kentucky"') : text.index('id="door-maryland"')]

    line, for_helpers = door.index("tel:+18553264650"), door.index("I help residents")
    assert door.index("I need help with my coverage") < for_helpers < line


def test_a_desk_without_a_marketplace_says_what_to_do() -> None:
    LoadedPack.objects.all().delete()

    assert "assistdesk pack load" in page(build.browser(), "/")


@pytest.mark.rule("G-09")
@pytest.mark.parametrize("username", ["", "resident", "agent", "khbe"])
def test_no_page_of_the_site_gives_away_a_number_for_helpers_alone(username: str) -> None:
    client = build.browser(username)
    addresses = ["/", "/sign-in", "/nothing", "/demo/mailbox", *(["/home"] if username else [])]

    for address in addresses:
        text = page(client, address, status=404 if address == "/nothing" else 200)
        assert not HELPERS_ONLY.search(text), address


@pytest.mark.parametrize(
    ("address", "most"), [("/", 1), ("/sign-in", 1), ("/demo/mailbox", 5), ("/nothing", 0)]
)
def test_a_page_asks_the_database_little(
    address: str, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = build.browser()
    client.get(address)

    with django_assert_max_num_queries(most):
        client.get(address)


def test_an_address_that_leads_nowhere_is_answered_with_the_ways_on() -> None:
    stranger, producer = (
        page(Client(), "/nothing", status=404),
        page(build.browser("producer"), "/x", status=404),
    )

    assert 'href="/sign-in"' in stranger
    assert 'href="/"' in stranger
    assert 'href="/home"' in producer
    assert "There is nothing here, or nothing that you may see." in producer


@pytest.mark.parametrize(
    "username", [pytest.param("", id="a stranger"), pytest.param("producer", id="somebody")]
)
def test_a_form_from_elsewhere_is_refused_with_a_page(username: str) -> None:
    client = Client(enforce_csrf_checks=True)
    if username:
        client.cookies = build.browser(username).cookies

    answer = client.post("/language", {"language": "es"})

    assert answer.status_code == 403
    text = answer.content.decode()
    assert 'data-code="site.form.expired"' in text
    assert faults_of(text, language="en") == []


def test_the_colours_of_a_marketplace_are_a_style_sheet() -> None:
    look = policy.running("kentucky").identity.look
    answer = Client().get("/m/kentucky/accent.css?v=1")

    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.content.decode() == (
        f".accent-kentucky {{ --desk-accent: {look.accent}; --desk-accent-dark: {look.accent_dark}; }}\n"
    )
    assert Client().get("/m/nowhere/accent.css").status_code == 404


@pytest.mark.parametrize("address", ["/", "/sign-in", "/demo/mailbox", "/m/kentucky/accent.css"])
def test_a_program_may_ask_whether_a_page_is_there(address: str) -> None:
    assert Client().head(address).status_code == 200


def test_every_role_of_the_demo_is_introduced_in_the_words_of_its_marketplace() -> None:
    with translation.override("es"):
        text = page(build.browser(language="es"), "/sign-in")

    for said in ("Sam Whitfield, Productor", "Maya Ellison, kynector", "Rosa Delgado, Residente"):
        assert said in text
    assert "Todos los mercados de seguros" in text


def test_what_is_too_large_leads_somebody_signed_in_home_and_not_to_the_sign_in() -> None:
    sent = {"text": "a" * 3_000_000}

    refused = build.browser("producer").post("/language", sent, content_type="text/plain")
    stranger = build.browser().post("/language", sent, content_type="text/plain")

    assert refused.status_code == stranger.status_code == 413
    assert "Go to your home page" in refused.content.decode()
    assert "Go to the front page" in stranger.content.decode()
