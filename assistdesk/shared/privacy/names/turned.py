"""Names that stand turned around: "Roe, Ana"."""

import re

from assistdesk.shared.privacy.names.runs import CENSUS, Run
from assistdesk.shared.privacy.names.tokens import Sort

GOES_ON = re.compile(r"[ ]?(?:,|&|and\b|or\b|y\b|o\b)")
BEGINS_A_CELL = frozenset({"", "\n", '"', "|", "\t", "/", "("})


def is_turned_around(text: str, run: Run) -> bool:
    """Tell whether a run is "Last, First" and not the beginning of a list."""
    comma = text.find(",", run.tokens[0].end, run.end)
    if comma < 0 or GOES_ON.match(text, run.end):
        return False
    behind = [token for token in run.tokens if token.start > comma]
    if run.tokens[0].sort is Sort.UNKNOWN:
        before = text[max(0, run.start - 1) : run.start]
        return before in BEGINS_A_CELL and bool(behind) and behind[0].sort is Sort.GIVEN
    if run.tokens[0].sort not in CENSUS:
        return False
    return bool(behind) and behind[0].sort in {Sort.GIVEN, Sort.UNKNOWN}
