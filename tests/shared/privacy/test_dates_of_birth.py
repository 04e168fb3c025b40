"""A date beside a cue is a date of birth; every other date is an event's."""

import pytest

from tests.shared.privacy.sample import found


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        pytest.param("DOB 3/4/1985", ["3/4/1985"], id="figures"),
        pytest.param("d.o.b.: 03.04.85", ["03.04.85"], id="dots, two-digit year"),
        pytest.param("Date of Birth (MM/DD/YYYY): 1985-03-04", ["1985-03-04"], id="year first"),
        pytest.param("DOB: 03041985", ["03041985"], id="packed"),
        pytest.param("DOB03/04/1985", ["03/04/1985"], id="cue glued on"),
        pytest.param("born on March 4th, 1985", ["March 4th, 1985"], id="month's name"),
        pytest.param("her birthday is the 4th of March 1985", ["4th of March 1985"], id="day first"),
        pytest.param("DOB keyed as 4-MAR-85", ["4-MAR-85"], id="a short month"),
        pytest.param("he turned 65 on 3/4/2024", ["3/4/2024"], id="turned"),
        pytest.param("Fecha de nacimiento: 04/03/1985", ["04/03/1985"], id="Spanish label"),
        pytest.param("nacida el 4 de marzo de 1985", ["4 de marzo de 1985"], id="Spanish words"),
        pytest.param("nacido en Lima el 4 de marzo del 2001", ["4 de marzo del 2001"], id="with a place"),
        pytest.param("3/4/1985 (DOB)", ["3/4/1985"], id="cue behind"),
        pytest.param("Date of Birth\n03/04/1985", ["03/04/1985"], id="cue on the line above"),
        pytest.param("DOB is wrong. It should be 03/04/1985.", ["03/04/1985"], id="the next sentence"),
        pytest.param("DOB 3/4/1985 should be 4/3/1985", ["3/4/1985", "4/3/1985"], id="a correction"),
        pytest.param("DOBs: 3/4/85, 5/6/15 and 7/8/17", ["3/4/85", "5/6/15", "7/8/17"], id="a list"),
        pytest.param("DOB on the application is 3/4/1985", ["3/4/1985"], id="a noun between"),
    ],
)
def test_a_date_of_birth_is_found(text: str, dates: list[str]) -> None:
    assert found(text) == [("DOB", date) for date in dates]


@pytest.mark.rule("V-03")
@pytest.mark.parametrize(
    "text",
    [
        "coverage starts 01/01/2024 and ends 12/31/2024",
        "Incident 200528-2866868 opened 5/28/2020 11:52 AM, due June 1, 2020",
        "DOB change requested 03/01/2024",
        "DOB verified. Submitted 3/4/2024",
        "la cobertura empieza el 1 de enero de 2024",
        "newborn added effective 3/4/2024",
    ],
)
def test_the_date_of_an_event_is_not_flagged(text: str) -> None:
    assert found(text) == []


def test_only_the_date_beside_the_cue_is_of_birth() -> None:
    text = "Born 4/3/85 and enrolled 01/01/2024; (DOB 5/6/15) gets no credit for 02/01/2024"

    assert found(text) == [("DOB", "4/3/85"), ("DOB", "5/6/15")]
