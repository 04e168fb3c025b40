"""What columns and their headings say of the words below them on a page."""

import pytest

from assistdesk.shared.files import headings
from assistdesk.shared.files.rows import rows_of
from tests.shared.files.pages import lines_of, personal

pytestmark = [pytest.mark.rule("V-05")]

TABLE = (
    ("Client", "Case", "Subscriber No.", "DOB", "Premium"),
    ("OSTROVE, MARTIN", "211152642", "KYB863547306", "04/13/1954", "$1,599.74"),
    ("LE, ZEINAB", "330603473", "", "on file", "$1,754.11"),
    ("FENWICK, DANIELLE", "211410394", "U70064218511", "10/03/1961", "$167.58"),
)


def test_every_cell_below_a_heading_is_what_the_heading_says() -> None:
    found = personal(*TABLE)

    assert {words for _, words in found} == {
        *("OSTROVE, MARTIN", "LE, ZEINAB", "FENWICK, DANIELLE"),
        *("KYB863547306", "U70064218511", "04/13/1954", "10/03/1961"),
    }


def test_a_table_far_below_its_headings_keeps_its_case_numbers() -> None:
    rows = [
        ("Person ID", "Case", "Opened"),
        *(("4030353", f"2111526{at}4", "11/10/2023") for at in range(10, 19)),
    ]

    assert personal(*rows) == []


def test_a_table_goes_on_below_a_line_by_itself() -> None:
    found = personal(
        ("Person", "Date of birth", "Case Number", "Program"),
        ("Tolliver, Odette", "06/18/1987", "330603473", "Credit of $318 a"),
        ("", "", "", "month"),
        ("Zaw Min Tolliver", "12/05/2015", "330603474", "MCHP"),
    )

    assert [words for kind, words in found if kind != "PERSON"] == ["06/18/1987", "12/05/2015"]


def test_a_cell_among_names_is_a_name_as_a_whole() -> None:
    found = personal(
        ("Applicant", "Case Number", "Opened"),
        ("Maria Hernandez", "330603473", "11/10/2023"),
        ("lan Caleb Hernandez", "330603474", "11/10/2023"),
        ("James Smith", "330603475", "11/10/2023"),
    )

    assert [words for _, words in found] == ["Maria Hernandez", "lan Caleb Hernandez", "James Smith"]


def test_a_line_by_itself_ends_a_table_where_none_of_its_rows_follows() -> None:
    rows = (
        ("Person ID", "SSN", "Opened"),
        ("4030353", "on file", "11/10/2023"),
        ("Numbers of the office",),
        ("Extension 4417", "", "", "", "Floor 2"),
    )

    assert len(headings.tables_of(rows_of(lines_of(*rows)))[0].cells) == 2


def test_a_date_beside_its_own_label_is_of_birth_whatever_stands_above_it() -> None:
    form = (("Applicant", "Coverage"), ("Date of birth", "03/04/1980"), ("Case Number", "330603473"))
    wide = (("Applicant", "Coverage", "Status"), ("Date of birth", "03/04/1980", "Active"))

    assert ("DOB", "03/04/1980") in personal(*form)
    assert ("DOB", "03/04/1980") in personal(*wide)


def test_a_form_with_labels_above_its_fields_is_no_long_table() -> None:
    found = personal(
        ("First Name", "Last Name", "Sex"),
        ("Kateryna", "Hassan", "Female"),
        ("Case Number", "Social Security Number", "Status"),
        ("402785448", "900785448", "Active"),
    )

    assert found == [("PERSON", "Kateryna"), ("PERSON", "Hassan"), ("US_SSN", "900785448")]


def test_the_first_value_of_a_list_of_labels_is_no_heading() -> None:
    found = personal(
        ("Birth date", "01/05/1978"),
        ("Applicant", "Martin Ostrove"),
        ("Entry date", "11/14/2024"),
        ("Step", "2"),
    )

    assert found == [("DOB", "01/05/1978"), ("PERSON", "Martin Ostrove")]
