"""The guide's pages: materials before doors, and doors that open."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from assistdesk.guide import queries
from assistdesk.shared.policy.schema import Audience
from tests.guide.conftest import SignedIn
from tests.guide.packs import LANGUAGES, MARKETPLACES, latest, pack_of, reader_of
from tests.guide.pages import text_within

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("packs")]

MOST_QUERIES = 6


def page(client: Client, address: str, *, language: str = "en") -> str:
    """Return a page that is there."""
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.rule("G-02")
@pytest.mark.parametrize("marketplace", MARKETPLACES)
def test_materials_come_before_the_doors_and_can_be_ticked(client: Client, marketplace: str) -> None:
    shown = queries.guide(reader_of(marketplace), latest(marketplace))

    for entry in shown.entries:
        text = page(client, f"/m/{marketplace}/guide/{entry.key}")
        doors = text.index('id="steps"')
        for material in entry.materials:
            assert text.index(f'name="checked" value="{material.key}"') < doors


@pytest.mark.rule("G-01")
@pytest.mark.rule("G-12")
@pytest.mark.rule("G-13")
@pytest.mark.parametrize("marketplace", MARKETPLACES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_entry_shows_all_that_its_pack_says_of_it(client: Client, marketplace: str, language: str) -> None:
    reader = reader_of(marketplace, language=language, audience=Audience.RESIDENT)

    for entry in queries.guide(reader, latest(marketplace)).entries:
        said = text_within(page(client, f"/m/{marketplace}/guide/{entry.key}", language=language), "main")
        texts = [entry.title, entry.description, *entry.takes, *entry.notes, *entry.have_at_hand]
        for step in entry.steps:
            texts += [step.text, step.when, step.subject_line, step.must_not_contain]
            texts += [one.label for one in step.must_contain]
            texts += [choice for one in step.must_contain for choice in one.choices]

        assert not [text for text in texts if text and " ".join(text.split()) not in said]


@pytest.mark.rule("G-06")
def test_a_phone_step_opens_the_log_of_calls_and_a_written_one_an_escalation(signed_in: SignedIn) -> None:
    text = page(signed_in("agent", "kentucky"), "/m/kentucky/guide/self-service-portal")

    assert 'href="/m/kentucky/calls/new?entry=self-service-portal"' in text
    assert 'action="/m/kentucky/escalate"' in text
    assert '<button class="usa-button" name="type" value="self-service-portal">' in text


@pytest.mark.rule("G-13")
def test_an_entry_whose_door_is_a_phone_line_opens_no_escalation(signed_in: SignedIn) -> None:
    text = page(signed_in("agent", "kentucky"), "/m/kentucky/guide/aptc-missing-months")

    assert 'name="type"' not in text
    assert "Log this call" in text
    assert "SR&amp;I" in text


@pytest.mark.parametrize(
    ("role", "marketplace"), [("resident", "kentucky"), ("agent", "maryland"), ("caseworker", "kentucky")]
)
def test_only_helpers_of_the_marketplace_are_offered_its_doors(
    signed_in: SignedIn, role: str, marketplace: str
) -> None:
    text = page(signed_in(role, marketplace), "/m/kentucky/guide/self-service-portal")

    assert 'name="type"' not in text
    assert "/calls/new" not in text


@pytest.mark.rule("G-11")
def test_who_is_about_to_take_the_wrong_door_is_told(client: Client) -> None:
    maryland = page(client, "/m/maryland/guide/producer-operations")
    kentucky = page(client, "/m/kentucky/guide/other")

    for text, instead in ((maryland, "support-hotline"), (kentucky, "kog")):
        warning = text.index("usa-alert--warning")
        assert warning < text.index("mailto:")
        assert f'/guide/{instead}"' in text[warning : text.index("mailto:")]


@pytest.mark.rule("G-08")
def test_urgent_entries_stand_first_and_say_so(client: Client) -> None:
    text = page(client, "/m/kentucky/guide/")

    entries = text[text.index("desk-cards") :]
    assert entries.index("/guide/dire-need") < entries.index("/guide/self-service-portal")
    assert "Within 24 hours" in entries


@pytest.mark.rule("G-03")
def test_a_search_is_posted_and_kept_in_no_address(client: Client) -> None:
    answer = client.post("/m/kentucky/guide/", {"q": "never got an ID card"})
    text = answer.content.decode()

    found = text_within(text, "found")
    assert answer.status_code == 200
    assert found.startswith("What fits best 834 Transactions")
    assert 'value="never got an ID card"' in text
    assert "?q=" not in text


def test_htmx_gets_the_results_alone(client: Client) -> None:
    answer = client.post("/m/kentucky/guide/", {"q": "never got an ID card"}, headers={"HX-Request": "true"})

    assert answer.content.decode().strip().startswith('<div id="found" aria-live="polite">')


def test_words_that_find_nothing_say_so(client: Client) -> None:
    answer = client.post("/m/maryland/guide/", {"q": "?!"})

    assert "Nothing fits these words" in answer.content.decode()


@pytest.mark.parametrize(
    "words",
    ["a" * 10_000, "card\x00bill", "🚑", "'; DROP TABLE x; --", "<script>alert(1)</script>", "\u202ex"],
)
def test_whatever_is_typed_is_answered(client: Client, words: str) -> None:
    answer = client.post("/m/kentucky/guide/", {"q": words})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.rule("P-03")
def test_an_older_edition_can_be_read_and_says_that_it_is_older(client: Client, signed_in: SignedIn) -> None:
    older = pack_of("kentucky").guide[0].edition
    text = page(client, f"/m/kentucky/guide/?edition={older}")
    entry = page(signed_in("agent", "kentucky"), f"/m/kentucky/guide/kog?edition={older}")

    assert "This edition is not the one in force." in text
    assert f"/guide/kog?edition={older}" in text
    assert "Older edition, undated" in text
    assert 'name="type"' not in entry


@pytest.mark.rule("P-03")
def test_what_changed_between_two_editions_is_shown(client: Client) -> None:
    text = text_within(page(client, "/m/kentucky/guide/editions"), "main")

    assert "834 Transactions new" in text
    assert "KOG Helpdesk" in text
    assert "kynect benefits KOG Quick Reference Guide" in text


@pytest.mark.rule("G-04")
def test_the_directory_shows_dental_plans_with_qualified_ones(client: Client) -> None:
    qualified = text_within(page(client, "/m/kentucky/issuers?plan_type=QHP"), "main")
    dental = text_within(page(client, "/m/kentucky/issuers?plan_type=DHP"), "main")

    assert "855-738-6671" in qualified
    assert "877-205-8767" in qualified
    assert "855-738-6673" not in qualified
    assert "877-205-8767" in dental
    assert "855-738-6671" not in dental
    assert "888-466-4477" in qualified
    assert "833-644-1621" in qualified


@pytest.mark.parametrize(
    "address",
    [
        "/m/kentucky/guide/nothing",
        "/m/kentucky/guide/?edition=1999",
        "/m/kentucky/guide/editions?old=1999",
        "/m/nowhere/guide/",
        "/m/nowhere/issuers",
        "/m/nowhere/guide.pdf",
    ],
)
def test_what_is_not_there_is_refused(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["guide/", "guide/{entry}", "guide/print", "guide.pdf", "issuers"])
def test_a_page_asks_the_database_little(
    signed_in: SignedIn, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    place = f"/m/kentucky/{address.format(entry='834-transactions')}"
    client = signed_in("agent", "kentucky")
    client.get(place)

    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(place)


@pytest.mark.rule("G-02")
def test_what_was_ticked_in_the_guide_stays_ticked_in_the_escalation(signed_in: SignedIn) -> None:
    client = signed_in("agent", "kentucky")

    text = page(client, "/m/kentucky/escalate?type=self-service-portal&checked=release-notes")

    assert '<input type="hidden" name="checked" value="release-notes">' in text
