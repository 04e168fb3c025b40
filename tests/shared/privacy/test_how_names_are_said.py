"""Names that are said, not labelled: who introduces themselves, families, titles, articles."""

import pytest

from tests.shared.privacy.sample import found

PEOPLE = [
    ("im marisol ur agent gave me this email", "marisol"),
    ("hola soy yhoselin, la de la tienda, no me llega", "yhoselin"),
    ("Buenas tardes, le habla Anselmo, de la panadería", "Anselmo"),
    ("the lady is marisol i don't have her last name", "marisol"),
    ("I mean the Castellanos lol, everybody calls them that", "Castellanos"),
    ("3. los Echeverría, son cuatro", "Echeverría"),
    ("Las gemelas Ríos siguen en el caso", "Ríos"),
    ("El papá firmó pero el Toño no, y falta la firma", "Toño"),
    ("Just had the Hostetler brothers in the office.", "Hostetler"),
    ("The baby came. Parents Abena and Kojo want coverage.", "Abena"),
    ("Can Mr. Park keep his dental plan?", "Park"),
    ("Ya fue a la cita con el caso don Obdulexio", "Obdulexio"),
    ("hey look at brandi again, no card for her", "brandi"),
]
NOBODY = [
    "soy agente de Somerset y no puedo entrar",
    "im happy with that, close the ticket",
    "I'm in the office, this is grace period stuff.",
    "The Chromebooks and the Androids show the same screen.",
    "We drive to the Carolinas, and los Angeles is far.",
    "El Paso and la Florida are on the map.",
    "The client is rich in questions today.",
]


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(("text", "name"), PEOPLE)
def test_a_name_is_found_however_it_is_said(text: str, name: str) -> None:
    assert ("PERSON", name) in found(text)


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", NOBODY)
def test_no_name_is_seen_in_words_that_only_sound_like_it(text: str) -> None:
    assert found(text) == []
