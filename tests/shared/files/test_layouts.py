"""What a page's layout says of its words: headings, columns, labels beside and above, masks, boxes."""

import pytest

from assistdesk.shared.files import headings, looking, screening
from assistdesk.shared.files.page_findings import Page, found_on
from assistdesk.shared.files.rows import Box, Line, rows_of
from assistdesk.shared.files.sheets import Sheet, Sheets
from assistdesk.shared.privacy import Finding, Verdict
from tests.conftest import TEN_O_CLOCK
from tests.shared.files import build
from tools.bench_screenshots import covered

pytestmark = [pytest.mark.rule("V-05")]

SIGN, HEIGHT, STEP = 8, 16, 26  # pixels: of a sign across, of a line, from row to row
COLUMN = 200


def lines_of(*rows: tuple[str, ...]) -> list[Line]:
    """Return lines as the reader would, in columns 200 pixels apart; an empty text is none."""
    return [
        _line(text, left=20 + COLUMN * column, top=20 + STEP * row)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text
    ]


def _line(text: str, *, left: int, top: int) -> Line:
    signs = tuple(
        None if sign == " " else Box(left + SIGN * at, top, left + SIGN * (at + 1), top + HEIGHT)
        for at, sign in enumerate(text)
    )
    return Line(text, Box(left, top, left + SIGN * len(text), top + HEIGHT), signs)


def personal(*rows: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return what is personal on a page of such rows: type and words, by their place."""
    page = Page.of(rows_of(lines_of(*rows)))
    return [(one.type.value, page.layout.text[one.start : one.end]) for one in found_on(page, _finds)]


def _finds(text: str) -> tuple[Finding, ...]:
    return screening.opinion(text, pack=build.pack(), at=TEN_O_CLOCK).findings


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


def test_a_heading_may_say_that_dates_are_of_something_else() -> None:
    rows = (
        ("Covered individual", "Date of birth", "Coverage start", "Uploaded"),
        ("TOLLIVER, ODETTE", "06/18/1987", "01/01/2025", "02/02/2025"),
        ("TOLLIVER, ZAW", "12/05/2015", "03/01/2025", "02/03/2025"),
    )

    assert [words for kind, words in personal(*rows) if kind == "DOB"] == ["06/18/1987", "12/05/2015"]


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


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param(
            [("2 Marketplace-assigned policy number",), ("33468761",)],
            [("MEMBER_ID", "33468761")],
            id="numbered",
        ),
        pytest.param([("SSN", "\u2026-2001")], [("US_SSN", "\u2026-2001")], id="dots read as one"),
        pytest.param([("SSN", "-0110")], [("US_SSN", "0110")], id="dots not read"),
        pytest.param(
            [("Ngozi Le",), ("ngozi.le84@example.org",)],
            [("PERSON", "Ngozi Le"), ("EMAIL", "ngozi.le84@example.org")],
            id="a mail's name",
        ),
        pytest.param(
            [("Foreign passport",), ("FK483920",)],
            [("PASSPORT", "FK483920")],
            id="a value below its label is read as behind it",
        ),
        pytest.param(
            [("Rel", "RAI, DHAN MAYA", "01/01/1951")],
            [("PERSON", "RAI, DHAN MAYA"), ("DOB", "01/01/1951")],
            id="a name with the surname first",
        ),
        pytest.param(
            [("Head of household", "Contact information"), ("Passport number", "Z5540918")],
            [("PASSPORT", "Z5540918")],
            id="a label beside it is nearer than one above",
        ),
        pytest.param(
            [("Employee",), ("PAW HTOO SAY HERNANDEZ",)],
            [("PERSON", "PAW HTOO SAY HERNANDEZ")],
            id="capitals",
        ),
        pytest.param(
            [("name mismatch, DHOJ HERNANDEZ vs the one on file",)],
            [("PERSON", "DHOJ HERNANDEZ")],
            id="words in capitals among others",
        ),
        pytest.param([("SUBSCRIBER NAME: BHIM ZELAYA",)], [("PERSON", "BHIM ZELAYA")], id="a whole name"),
    ],
)
def test_what_stands_near_tells_what_a_value_is(
    rows: list[tuple[str, ...]], found: list[tuple[str, str]]
) -> None:
    assert personal(*rows) == found


def test_an_address_in_a_column_is_found_whole_with_other_words_beside_it() -> None:
    rows = (
        ("Mailing address", "Recent activity"),
        ("4410 Cane Run Rd", "Notice read on 11/02/2026"),
        ("Shively, KY 40216", "Signed in on 11/04/2026"),
    )

    assert {"4410 Cane Run Rd", "Shively, KY 40216"} == {words for _, words in personal(*rows)}


def test_the_town_below_a_street_in_a_row_of_fields_is_of_the_address() -> None:
    rows = (
        ("Residence", "Opened", "Reference"),
        ("29 Eastern Blvd Apt C", "11/10/2023", "4030353"),
        ("Essex, MD 21221",),
    )

    assert {words for _, words in personal(*rows)} == {"29 Eastern Blvd Apt C", "Essex, MD 21221"}


def test_a_zip_code_alone_below_a_street_is_of_the_address() -> None:
    rows = (("Lives at", "Opened"), ("311 Troublesome Creek Rd, Hazard, KY", "11/10/2023"), ("41701", "Note"))

    assert {words for _, words in personal(*rows)} == {"311 Troublesome Creek Rd, Hazard, KY", "41701"}


def test_a_town_is_of_an_address_only_right_below_a_street() -> None:
    office = (("Visit us in", "Hours"), ("Frankfort, KY 40601", "8 to 5"))

    assert personal(*office) == []


def test_a_heading_may_say_the_last_four() -> None:
    rows = (
        ("Person ID", "SSN (last 4)", "Opened"),
        ("4030353", "6640", "11/10/2023"),
        ("4030377", "0913", "11/11/2023"),
    )

    assert {"6640", "0913"} == {words for _, words in personal(*rows)}


@pytest.mark.parametrize(
    ("label", "signs", "kind"),
    [
        ("Social Security number", ("4 3 8", "6 1", "2 2 5 0"), "US_SSN"),
        ("First name, middle initial", ("R O S A L I N D A",), "PERSON"),
        ("Alien number", ("A 2 1 6 8 8 4 0 3 7",), "ALIEN_NUMBER"),
    ],
)
def test_a_field_with_a_box_for_each_sign_is_read_without_the_gaps(
    label: str, signs: tuple[str, ...], kind: str
) -> None:
    assert personal((label,), signs) == [(kind, one) for one in signs]


def test_a_choice_of_letters_is_no_field_with_a_box_for_each() -> None:
    assert personal(("Answer by letter",), ("A B C D E",)) == []


def boxes_of(lines: list[Line]) -> tuple[Box, ...]:
    """Return the boxes of a page of such lines."""
    sheets = Sheets((Sheet(b"", ()),), hidden="")

    def opinion(text: str) -> Verdict:
        return screening.opinion(text, pack=build.pack(), at=TEN_O_CLOCK)

    return looking.look_through(sheets, reads=lambda _: lines, screens=opinion).boxes[0]


def test_an_address_of_two_lines_is_one_box() -> None:
    lines = lines_of(
        ("Mailing address", "Recent activity"),
        ("4410 Cane Run Rd", "Notice read on 11/02/2026"),
        ("Shively, KY 40216", "Signed in on 11/04/2026"),
    )

    (box,) = boxes_of(lines)

    assert all(covered(line.box, [box]) == 1 for line in lines if line.text.startswith(("4410", "Shively")))
    assert box.right < 20 + COLUMN


def test_a_number_in_parts_is_one_box() -> None:
    parts = [
        _line("4 3 8", left=20, top=46),
        _line("6 1", left=76, top=46),
        _line("2 2 5 0", left=116, top=46),
    ]

    (box,) = boxes_of([_line("Social Security number", left=20, top=20), *parts])

    assert all(covered(one.box, [box]) == 1 for one in parts)


def test_two_names_below_each_other_stay_two_boxes() -> None:
    lines = lines_of(
        ("Client", "Case", "DOB"), ("OSTROVE, MARTIN", "21115", "on file"), ("LE, ZEINAB", "33060", "")
    )

    assert len(boxes_of(lines)) == 2


def test_a_masked_number_is_boxed_with_its_mask() -> None:
    line = _line("SSN: \u2026-2001", left=20, top=20)
    sheets = Sheets(pages=(Sheet(b"", ()),), hidden="")

    looked = looking.look_through(
        sheets,
        reads=lambda _: [line],
        screens=lambda text: screening.opinion(text, pack=build.pack(), at=TEN_O_CLOCK),
    )

    ((box,),) = looked.boxes
    assert box.left <= line.box_of(5).left
    assert box.right >= line.box.right


def test_boxes_cover_a_place_together() -> None:
    place = Box(10, 10, 110, 50)

    assert covered(place, [Box(0, 0, 200, 30), Box(0, 30, 60, 60)]) == 0.75
    assert covered(place, [Box(0, 0, 200, 10)]) == 0.0
