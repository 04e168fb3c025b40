"""Numbers and addresses of offices, examples and the message's own parties are let pass; others' are not."""

import pytest

from tests.shared.privacy.sample import found

AT = "@"  # the providers are real, the people are not: no whole address stands here
OURS = [
    pytest.param("call 1-866-555-0199 or (888) 555-0123", id="toll-free"),
    pytest.param("the form says (000) 000-0000 or 123-456-7890", id="example number"),
    pytest.param(f"Enter it like name{AT}example.com or user{AT}domain.com.", id="example address"),
    pytest.param(f"write to billing{AT}roeinsurance.com or no-reply{AT}okta.com", id="mailbox"),
    pytest.param(f"the letter is from jo.roe{AT}cms.hhs.gov", id="government"),
    pytest.param(f"avery.sample{AT}gmail.com, asample{AT}roeinsurance.com", id="made of a party's name"),
    pytest.param(f"avery{AT}roeinsurance.com", id="a party's first name at an agency"),
    pytest.param("Avery Sample\nOffice: 410-555-0177 | Fax: 410-555-0178", id="below"),
    pytest.param("Avery Sample | Roe Insurance | 410-555-0177", id="beside"),
]
OTHERS = [
    (f"billing{AT}gmail.com", "EMAIL"),
    (f"avery{AT}gmail.com", "EMAIL"),
    (f"avery.delgado{AT}gmail.com", "EMAIL"),
    ("Avery Sample\nmy client is at 410-555-0177", "PHONE"),
    ("Avery Sample\n\n410-555-0177", "PHONE"),
    ("410-555-0177", "PHONE"),
]


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", OURS)
def test_what_is_no_consumers_is_let_pass(text: str) -> None:
    assert found(text) == []


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(("text", "kind"), OTHERS)
def test_what_only_resembles_it_is_found(text: str, kind: str) -> None:
    assert [one for one, _ in found(text)] == [kind]


@pytest.mark.rule("V-03")
@pytest.mark.parametrize(
    "text",
    [
        "Payments by Venmo or Zelle are not taken, and Experian fails.",
        "Interpreters for Kinyarwanda, Swahili and Nepali are needed.",
        "The list has Asylee, Parolee and Refugee; Widow is missing.",
        "Is Ozempic or Humira on the formulary?",
        "Events in Louisville, Owensboro, Corbin and Hagerstown are full.",
        "Alaska, Montana and Dakota are missing.",
    ],
)
def test_things_and_places_are_nobody(text: str) -> None:
    assert found(text) == []


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(
    "name", ["Houston", "Ifeoma Okonkwo", "Bahati Mukendi", "Svitlana Tkachenko", "Htoo Htoo Kyaw"]
)
def test_names_from_everywhere_are_found(name: str) -> None:
    assert ("PERSON", name) in found(f"I helped Mrs. {name} on Friday.")
