"""The guide of a marketplace that no programmer has heard of."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from assistdesk.shared.people.permissions import Permission, allowed
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy.rendering import render_words
from assistdesk.shared.policy.schema import Audience, Pack, PartName, PlanType
from tests.journeys import third_pack
from tests.journeys.callers import Caller
from tests.journeys.third_desk import helper, strangers_in
from tools import product

pytestmark = [pytest.mark.django_db, pytest.mark.rule("P-01", "P-06")]

HERE = f"/marketplaces/{third_pack.MARKETPLACE}"
ENGLISH = {"Accept-Language": "en"}
SPANISH = {"Accept-Language": "es"}


def withheld(pack: Pack) -> list[str]:
    """Return the numbers and addresses that only helpers may read."""
    hidden = [contact for contact in pack.directory.contacts.values() if contact.helpers_only]
    return [phone.shown for contact in hidden for phone in contact.phones] + [
        mail for contact in hidden for mail in contact.emails
    ]


def guide_pages(pack: Pack) -> list[str]:
    """Return the address of every page of the guide, of each entry too."""
    fixed = ["guide:entries", "guide:print", "guide:editions", "guide:issuers"]
    pages = [reverse(name, args=[pack.marketplace]) for name in fixed]
    return pages + [reverse("guide:entry", args=[pack.marketplace, key]) for key in third_pack.entry_keys()]


PARTS_LEFT_OUT = ("referrals:", "consent:", "book:delegates")


@pytest.mark.rule("G-01", "G-10", "G-12", "G-13")
def test_the_guide_is_the_packs_own(third: Pack) -> None:
    shown = Caller(Client(headers=ENGLISH)).get(f"{HERE}/guide")

    own = third.guide[0].entries
    assert {one["key"] for one in shown["entries"]} == set(own)
    assert {one["title"] for one in shown["entries"]} == {one.title.in_language("en") for one in own.values()}
    assert not strangers_in(str(shown))


@pytest.mark.rule("G-03")
@pytest.mark.parametrize("entry", third_pack.entry_keys())
@pytest.mark.parametrize("language", ["en", "es"])
def test_an_entry_is_found_by_its_own_words(third: Pack, entry: str, language: str) -> None:
    wanted = third.guide[0].entries[entry]
    caller = Caller(Client(headers={"Accept-Language": language}))

    found = caller.get(f"{HERE}/guide/search", q=wanted.title.in_language(language))["items"]

    titles = {one.title.in_language(language): key for key, one in third.guide[0].entries.items()}
    assert titles[found[0]["title"]] == found[0]["entry"] == entry


@pytest.mark.rule("G-02", "G-06")
@pytest.mark.parametrize("entry", third_pack.entry_keys())
def test_an_entry_shows_its_materials_before_its_steps(third: Pack, entry: str) -> None:
    wanted = third.guide[0].entries[entry]
    client = helper().client

    page = client.get(
        reverse("guide:entry", args=[third.marketplace, entry]), headers=ENGLISH
    ).content.decode()

    materials = [material.title.in_language("en") for _, material in third.guide[0].materials_of(entry)]
    steps = [render_words(third, step.text, language="en", audience=Audience.HELPER) for step in wanted.steps]
    places = [_place(page, words) for words in [*materials, *steps[:1]]]
    assert places == sorted(places)
    assert -1 not in places


@pytest.mark.rule("G-04")
@pytest.mark.parametrize("plan_type", list(PlanType))
def test_issuers_are_listed_by_plan_type(third: Pack, plan_type: PlanType) -> None:
    listed = Caller(Client()).get(f"{HERE}/issuers", plan_type=plan_type.value)["items"]

    assert [(one["key"], one["plan_type"]) for one in listed] == [
        (key, plan.type.value) for key, _, plan in third.directory.issuer_plans(plan_type)
    ]
    assert not strangers_in(str(listed))


@pytest.mark.rule("G-09", "P-07")
@pytest.mark.parametrize("language", [ENGLISH, SPANISH], ids=["en", "es"])
def test_nobody_reads_of_another_marketplace_and_no_resident_what_is_for_helpers(
    third: Pack, language: dict[str, str]
) -> None:
    client = Client(headers=language)

    for address in guide_pages(third):
        answer = client.get(address)
        page = answer.content.decode()
        assert answer.status_code == 200, address
        assert third.identity.look.logo_text in page, address
        assert not strangers_in(page), address
        assert not [one for one in withheld(third) if one in page], address


@pytest.mark.rule("G-09")
def test_helpers_read_what_is_for_them(third: Pack) -> None:
    client = helper().client

    pages = "".join(client.get(address).content.decode() for address in guide_pages(third))

    assert withheld(third)
    assert all(one in pages for one in withheld(third))
    assert not strangers_in(pages)


@pytest.mark.rule("G-05")
def test_the_sheet_is_there_as_a_pdf(third: Pack) -> None:
    answer = Client().get(reverse("guide:pdf", args=[third.marketplace]))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.rule("P-06", "P-08")
def test_every_page_of_the_marketplace_is_there_for_its_helper(third: Pack) -> None:
    client = helper().client
    plain = [
        page for page in product.pages() if re.findall(r"<[^>]+>", page.address) == ["<slug:marketplace>"]
    ]

    assert not third.has(PartName.REFERRALS)
    assert not third.has(PartName.CONSENT)
    for page in (one for one in plain if _is_for_helpers(one.guard)):
        answer = client.get(page.address.replace("<slug:marketplace>", third.marketplace))
        is_missing = page.name.startswith(PARTS_LEFT_OUT) and not page.name.startswith("consent:notes")
        assert answer.status_code in ((404, 405) if is_missing else (200, 302, 405)), page.address
        assert not strangers_in(_text(answer.content)), page.address


def _is_for_helpers(guard: object) -> bool:
    return not isinstance(guard, Permission) or allowed(Role.AGENT, guard)


def _text(content: bytes) -> str:
    return "" if content.startswith(b"%PDF-") else content.decode()


def _place(page: str, words: str) -> int:
    """Return where `words` stand in a page, whatever marks and line breaks stand between them."""
    plain = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", page)))
    return plain.find(re.sub(r"\s+", " ", words).strip())
