"""What the words beside nine digits say of them: an example, no such number, a case that is looked up."""

import re

from assistdesk.shared.privacy.scanning import Cue

OF_TAX = "9"
LEAD, LOOK_BEFORE, AROUND = 16, 24, 40
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
LOOKED_UP = Cue(
    rf"{WORD}(?:look(?:ing)?[ ](?:at|up|into)|pull(?:ed)?[ ]up|ch(?:ec)?k(?:ed|ing)?"
    r"|(?:noted|notes?)[ ](?:on|in)|(?:status|update)[ ](?:of|on)|escalat(?:e|ed|ing)|re-?open(?:ed)?"
    r"|work(?:ed|ing)[ ]on|stuck[ ]on"
    r"|withdraw|(?:rfi|due)[ ](?:due[ ])?(?:\d{1,2}/\d{1,2}[ ])?on"
    r"|revis(?:ar|e|en)|checar)[ ]$",
    re.IGNORECASE,
)
NUMBERS_OF_PEOPLE = re.compile(
    rf"{WORD}(?:ssns?|soc(?:ial)?s?|itins?|seguro|nss|tin|passports?|pasaporte){ENDS}", re.IGNORECASE
)
WHOSE = re.compile(
    rf"{WORD}(?:her|his|their|my|client|dob|born|named?|su|nacid[oa]|nombre|clienta?){ENDS}", re.IGNORECASE
)


def is_said_to_be_none(text: str, start: int, end: int) -> bool:
    """Tell whether the words beside a number say that it is an example, or no Social Security number."""
    before = text[max(0, start - LEAD) : start]
    return EXAMPLE_BEFORE.search(before) is not None or DENIED_BEHIND.match(text, end) is not None


def is_said_to_be_a_case(text: str, end: int) -> bool:
    """Tell whether the words behind make sure that a case is counted so: "... (case number, as printed)"."""
    return SAID_BEHIND.match(text, end) is not None


def is_looked_up(text: str, start: int, end: int) -> bool:
    """Tell whether nine digits without a label are what one looks up: "please check 110448271" names a case.

    Not where the message speaks of such numbers, nor where words beside say whose the number is, nor one that
    begins as tax numbers do.
    """
    if text[start] == OF_TAX:
        return False
    if LOOKED_UP.search(text, max(0, start - LOOK_BEFORE), start) is None or NUMBERS_OF_PEOPLE.search(text):
        return False
    around = f"{text[max(0, start - AROUND) : start]} {text[end : end + AROUND]}"
    return WHOSE.search(around) is None
