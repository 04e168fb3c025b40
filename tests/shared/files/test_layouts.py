"""What a page's layout says of its words: headings, columns, labels beside and above, masks, boxes."""

import pytest

from assistdesk.shared.files import looking, screening
from assistdesk.shared.files.rows import Box, Line
from assistdesk.shared.files.sheets import Sheet, Sheets
from assistdesk.shared.privacy import Verdict
from tests.conftest import TEN_O_CLOCK
from tests.shared.files import build
from tests.shared.files.pages import COLUMN, line, lines_of, personal
from tools.bench_screenshots import covered

pytestmark = [pytest.mark.rule("V-05")]


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
        line("4 3 8", left=20, top=46),
        line("6 1", left=76, top=46),
        line("2 2 5 0", left=116, top=46),
    ]

    (box,) = boxes_of([line("Social Security number", left=20, top=20), *parts])

    assert all(covered(one.box, [box]) == 1 for one in parts)


def test_two_names_below_each_other_stay_two_boxes() -> None:
    lines = lines_of(
        ("Client", "Case", "DOB"), ("OSTROVE, MARTIN", "21115", "on file"), ("LE, ZEINAB", "33060", "")
    )

    assert len(boxes_of(lines)) == 2


def test_a_masked_number_is_boxed_with_its_mask() -> None:
    masked = line("SSN: \u2026-2001", left=20, top=20)
    sheets = Sheets(pages=(Sheet(b"", ()),), hidden="")

    looked = looking.look_through(
        sheets,
        reads=lambda _: [masked],
        screens=lambda text: screening.opinion(text, pack=build.pack(), at=TEN_O_CLOCK),
    )

    ((box,),) = looked.boxes
    assert box.left <= masked.box_of(5).left
    assert box.right >= masked.box.right


def test_boxes_cover_a_place_together() -> None:
    place = Box(10, 10, 110, 50)

    assert covered(place, [Box(0, 0, 200, 30), Box(0, 30, 60, 60)]) == 0.75
    assert covered(place, [Box(0, 0, 200, 10)]) == 0.0
