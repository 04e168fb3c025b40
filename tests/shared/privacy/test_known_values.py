"""What the desk knows of the consumers whom words are about is found, however it is written, and not told."""

from datetime import date

import pytest

from assistdesk.shared import keys
from assistdesk.shared.privacy import Directory, Parties
from assistdesk.shared.privacy.clients import Client, known_values
from assistdesk.shared.privacy.screening import screen

SSN = "412557713"
KNOWN = known_values(
    [
        Client(
            first_name="María Elena",
            last_name="Delgado-Ruíz",
            born_on=date(1985, 3, 14),
            phone="+13015550142",
            email="Maria.D@example.com",
            ssn=keys.identity_fingerprints("somewhere", "ssn", SSN)[0],
            numbers=("KP-00123-77",),
        ),
        Client(first_name="Rosa", last_name="Price"),
        Client(first_name="Siobhan", last_name="O'Shaughnessy"),
    ],
    marketplace="somewhere",
)
DIRECTORY = Directory(names=frozenset(["Delgado Clinic Partners"]), brands=frozenset(["molina"]))


def found(text: str, *names: str, phones: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """Return type and words of each known value found in words between people of these names."""
    parties = Parties(names=frozenset(names), phones=phones, known=KNOWN)
    verdict = screen(text, directory=DIRECTORY, parties=parties)
    return [
        (one.type.value, text[one.start : one.end]) for one in verdict.findings if one.rule == "known_value"
    ]


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the coverage of delgado ended", "delgado"),
        ("DELGADO RUIZ has no coverage", "DELGADO RUIZ"),
        ("elena-delgado is missing", "elena-delgado"),
        ("mariadelgado was typed as one word", "mariadelgado"),
        ("it says d e l g a d o there", "d e l g a d o"),
        ("delgado's plan", "delgado"),
        ("o shaughnessy, again", "o shaughnessy"),
        ("siobhan OShaughnessy", "siobhan OShaughnessy"),
        ("ruiz,\nmaria", "ruiz,\nmaria"),
        ("maria q. delgado", "maria q. delgado"),
    ],
)
def test_a_name_is_found_in_any_spelling(text: str, name: str) -> None:
    assert found(text) == [("PERSON", name)]


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("the price of the plan", False),
        ("Price of the plan", False),
        ("THE PRICE OF THE PLAN", False),
        ("the Premium Price Notice", False),
        ("we wrote to Price yesterday", True),
        ("mrs. price called", True),
        ("price, rosa called", True),
    ],
)
def test_a_name_that_is_a_word_as_well_needs_more(text: str, *, is_name: bool) -> None:
    assert bool(found(text)) is is_name


@pytest.mark.rule("V-03")
@pytest.mark.parametrize(
    "text",
    [
        "Delgado wrote this.",  # a party's own name
        "Luis Delgado, NPN 1234567",
        "Maria Roe, NPN 1234567",  # goes on with a name that is not the consumer's
        "offices in Ruiz County",
        "the Delgado Clinic Partners hotline",
    ],
)
def test_other_peoples_names_are_theirs(text: str) -> None:
    assert found(text, "Luis Delgado") == []


@pytest.mark.rule("V-02")
def test_the_consumers_whole_name_is_theirs_though_a_party_shares_a_part() -> None:
    assert found("maria delgado has no plan", "Luis Delgado") == [("PERSON", "maria delgado")]
    assert found("maria has no plan", "Luis Delgado") == [("PERSON", "maria")]
    assert found("maria delgado has no plan, delgado, maria", "Maria Delgado") == []


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("DOB", "3/14/1985"),
        ("DOB", "14.3.85"),
        ("DOB", "1985-03-14"),
        ("DOB", "March 14th, 1985"),
        ("DOB", "14 de marzo de 1985"),
        ("DOB", "14MAR1985"),
        ("DOB", "03141985"),
        ("PHONE", "301.555.0142"),
        ("PHONE", "30-15-55-01-42"),
        ("PHONE", "3015550142"),
        ("US_SSN", "412557713"),
        ("US_SSN", "41 255 7713"),
        ("EMAIL", "MARIA.D @ example.com"),
        ("MEMBER_ID", "kp0012377"),
        ("MEMBER_ID", "KP 00123 77"),
    ],
)
def test_dates_and_numbers_are_found_however_they_are_grouped(kind: str, text: str) -> None:
    assert found(f"case number {text}") == [(kind, text)]


@pytest.mark.rule("V-03")
@pytest.mark.parametrize(
    "text", ["3/15/1985", "March 14, 2025", "301-555-0143", "case number 412557714", "KP-00123-78"]
)
def test_what_only_resembles_a_known_value_is_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.rule("V-03")
def test_a_telephone_that_is_a_partys_as_well_stays_allowed() -> None:
    assert found("call 30-15-55-01-42", phones=frozenset(["3015550142"])) == []


@pytest.mark.rule("V-10")
def test_nothing_that_is_known_can_be_read_from_it() -> None:
    shown = f"{KNOWN!r} {KNOWN.digests} {KNOWN.ssns} {Parties(known=KNOWN)!r}".casefold()

    for value in ("delgado", "maria", "1985", "5550142", SSN, "kp00123"):
        assert value not in shown
