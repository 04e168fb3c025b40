"""What the words beside nine digits say of them: an example, no such number, a case."""

import re

from assistdesk.shared.privacy.scanning import Cue

LEAD = 16
WORD = r"(?<![^\W_])"
ENDS = r"(?![^\W_])"
SAID_BEHIND = re.compile(
    rf"[^\n.;]{{0,47}}?{WORD}(?:(?:case|agency|file)[ ](?:number|no\.|id)|our[ ]agency"
    rf"|n[uú]mero[ ]del?[ ]caso){ENDS}",
    re.IGNORECASE,
)
DENIED_BEHIND = re.compile(
    rf"[^\n.;]{{0,44}}?{WORD}(?:not|isn't|no[ ]es|never)[ ](?:an?|un|ning[uú]n|actual|real)[ ]"
    rf"(?:(?:real|actual)[ ])?(?:ssns?|social|seguro|nss){ENDS}",
    re.IGNORECASE,
)
EXAMPLE_BEFORE = Cue(
    rf"{WORD}(?:e\.g\.?|for[ ](?:example|instance)|sample|example|p\.[ ]?ej\.|(?:por[ ])?ejemplo|dummy"
    r"|placeholder)[ ,:]{1,3}$",
    re.IGNORECASE,
)


def is_said_to_be_none(text: str, start: int, end: int) -> bool:
    """Tell whether the words beside a number say that it is an example, or no Social Security number."""
    before = text[max(0, start - LEAD) : start]
    return EXAMPLE_BEFORE.search(before) is not None or DENIED_BEHIND.match(text, end) is not None


def is_said_to_be_a_case(text: str, end: int) -> bool:
    """Tell whether the words behind make sure that a case is counted so: "... (case number, as printed)"."""
    return SAID_BEHIND.match(text, end) is not None
