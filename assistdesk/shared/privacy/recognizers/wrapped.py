"""Numbers that a mail broke over the end of a line: "the USCIS number 231 770" and below it "119"."""

import re
from collections.abc import Iterable

from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import Kind, PersonalType
from assistdesk.shared.privacy.reading import Reading
from assistdesk.shared.privacy.recognizers.numbers import NUMBER_KINDS
from assistdesk.shared.privacy.scanning import Scan
from assistdesk.shared.privacy.strengths import LABELLED

WRAPPED = re.compile(
    r"(?<![\w$.,/-])(?:[A-Z]{1,2}[ -]?)?\(?(?P<first>\d[\d )-]{1,8})[ -]?\n[ \t>]{0,4}"
    r"(?P<last>\d[\d-]{1,8}(?:[ ]\d{2,6})?)(?![\w-]|[.,/]\d)"
)
SCAN = Scan([WRAPPED])
LENGTHS: dict[Kind, range] = {
    PersonalType.US_SSN: range(9, 10),
    PersonalType.ITIN: range(9, 10),
    PersonalType.ALIEN_NUMBER: range(8, 10),
    PersonalType.BANK_ROUTING: range(9, 10),
    PersonalType.PHONE: range(10, 11),
}
"""How many figures a number of the kind has, so that two halves are known to be one."""


def wrapped_numbers(reading: Reading) -> Iterable[Claim]:
    """Claim the two halves of a number together with what stands between them."""
    for _, found in SCAN.found_in(reading.text, reading.places):
        label = reading.label_of(*found.span(), among=NUMBER_KINDS)
        if label is None or label.kind not in LENGTHS or label.end > found.start():
            continue
        first, last = (sum(map(str.isdigit, found[half])) for half in ("first", "last"))
        lengths = LENGTHS[label.kind]
        if first < lengths.start and first + last in lengths:
            yield Claim(*found.span(), label.kind, LABELLED, "wrapped_number")
