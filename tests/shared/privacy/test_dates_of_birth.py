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
        pytest.param("DOB: 1985 Mar 4", ["1985 Mar 4"], id="year first, month's name"),
        pytest.param("DOB: 1985MAR04", ["1985MAR04"], id="year first, glued"),
        pytest.param("nacimiento: 25 ABR/APR 1985", ["25 ABR/APR 1985"], id="two languages"),
        pytest.param("DOB 3/4/'85", ["3/4/'85"], id="an apostrophe"),
        pytest.param("DOB 03|04|1985", ["03|04|1985"], id="bars"),
        pytest.param("DOB 03_04_1985", ["03_04_1985"], id="underscores"),
        pytest.param("born on the 4th day of March, 1985", ["4th day of March, 1985"], id="in a deed"),
        pytest.param("born March 4th of 1985", ["March 4th of 1985"], id="of a year"),
        pytest.param("Birth month/year: 03/1985", ["03/1985"], id="month and year asked"),
        pytest.param("the baby came 11/20/2025", ["11/20/2025"], id="a newborn"),
        pytest.param("please help the caller\n10.11.70\nlocked out", ["10.11.70"], id="alone in its line"),
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
        "works since version 10.11.70 of the portal",
    ],
)
def test_the_date_of_an_event_is_not_flagged(text: str) -> None:
    assert found(text) == []


def test_only_the_date_beside_the_cue_is_of_birth() -> None:
    text = "Born 4/3/85 and enrolled 01/01/2024; (DOB 5/6/15) gets no credit for 02/01/2024"

    assert found(text) == [("DOB", "4/3/85"), ("DOB", "5/6/15")]


def test_a_date_below_another_heading_of_a_table_is_an_events() -> None:
    text = "ID,DOB,Carrier,Eff\n271884,1959-02-11,Example,2025-01-01\n280015,1990-10-30,Other,2025-02-01"

    assert found(text) == [("DOB", "1959-02-11"), ("DOB", "1990-10-30")]
