"""Nine digits without a label that are a case's by what stands beside: looked up, counted, one of a list."""

import re

from assistdesk.shared.privacy.scanning import Cue

LOOK_BEFORE, LEAD, AROUND, FAR = 24, 16, 40, 120
OF_TAX = "9"
WORD = r"(?<![^\W_])"
ENDS = r"(?![^\W_])"
LOOKED_UP = Cue(
    rf"{WORD}(?:look(?:ing)?[ ](?:at|up|into)|pull(?:ed)?[ ]up|ch(?:ec)?k(?:ed|ing)?"
    r"|(?:noted|notes?)[ ](?:on|in)|(?:status|update)[ ](?:of|on)|escalat(?:e|ed|ing)|re-?open(?:ed)?"
    r"|work(?:ed|ing)[ ]on|stuck[ ]on"
    r"|(?:re|about|regarding|sobre|acerca[ ]de|(?:news|movement|waiting|update)[ ]on):?"
    r"|merg(?:e|ed|ing)(?:[ ]into)?|combined?|link(?:ed)?[ ]to|duplicate[ ]of|same[ ]as|closed?|assign(?:ed)?"
    r"|transfer(?:red)?|released?|unlock(?:ed)?|pick(?:ed)?[ ]up|push(?:ed)?|re-?send|cancel(?:l?ed)?"
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
STATUS_BEHIND = re.compile(
    r"[ ]?[-:,]?[ ](?:(?:is|was|has[ ]been|est[aá]|sigue)[ ])?(?:still|stuck|pending|denied|closed|open"
    r"|re-?opened|shows|won't|needs|keeps|went|pendiente|negad[oa]|cerrad[oa]|sigue|atorad[oa]"
    rf"|not[ ](?:posted|moving|showing)){ENDS}",
    re.IGNORECASE,
)
HEAD_OF_LINE = re.compile(r"(?:^|\n)[ \t>*•-]*(?:\d{1,2}[.)][ ])?$")
COUNTED = Cue(
    rf"{WORD}(?:\d|two|three|four|five|six|both|these|those|several|some|dos|tres|cuatro|cinco|estos|estas"
    r"|varios|ambos|unos)[ ](?:[\w-]+[ ])?(?:cases|casos|app(?:lication)?s|solicitudes|expedientes|incidents"
    rf"|incidentes){ENDS}(?:[^\n\d]|\b\d{{1,2}}\b){{0,80}}$",
    re.IGNORECASE,
)
"""Cases that are counted before their numbers: "Tengo dos casos esperando, 110448271 y 112003919"."""
CONTRAST = re.compile(
    rf"[^\n\d]{{0,12}}{WORD}(?:but|while|and|pero|mientras|y){ENDS}[^\n\d]{{0,40}}"
    rf"{WORD}(?:has|have|says|shows|reads|is|lists|dice|tiene|muestra|trae){ENDS}[ :]{{1,2}}"
    r"|[ ]?[(,][ ]?(?:antes|before|formerly|previously|was|now|ahora|old|new|viejo|nuevo)[ :]{1,2}",
    re.IGNORECASE,
)
"""What stands between a labelled number and another that something else shows instead."""
JOINED = re.compile(r"[ ]?(?:,|;|&|\+|/|and|y|or|o|into|with|con|,[ ]?(?:and|y)|\n[ \t*•-]*)[ ]?")
OF_ONE = re.compile(rf"{WORD}(?:her|his|their|my|su|dob|born|named?|nacid[oa]|nombre){ENDS}", re.IGNORECASE)
NAME_BEFORE = Cue(rf"{WORD}[A-Z][\w'-]+[ ,:(-]{{1,3}}$")


class Cases:
    """Which nine digits of a text are cases', asked for in order of place."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._is_possible = NUMBERS_OF_PEOPLE.search(text) is None
        self._last: tuple[int, re.Pattern[str]] | None = None

    def add_labelled(self, end: int) -> None:
        """Note the end of a number that a label calls no person's."""
        self._last = end, CONTRAST

    def has(self, start: int, end: int) -> bool:
        """Tell whether a number without a label is a case's.

        Not where the message speaks of numbers of people, nor where words beside say whose the number is, nor
        one that begins as tax numbers do.
        """
        if not self._is_possible or self._text[start] == OF_TAX:
            return False
        is_case = self._is_counted(start) or (
            not self._is_somebodys(start, end) and (self._is_called(start, end) or self._goes_on(start))
        )
        if is_case:
            self._last = end, JOINED
        return is_case

    def _is_called(self, start: int, end: int) -> bool:
        text = self._text
        if LOOKED_UP.search(text, max(0, start - LOOK_BEFORE), start):
            return True
        is_head = HEAD_OF_LINE.search(text, max(0, start - LEAD), start) is not None
        return is_head and STATUS_BEHIND.match(text, end) is not None

    def _is_counted(self, start: int) -> bool:
        """Tell whether cases are counted before `start`, and no name stands right before it."""
        if NAME_BEFORE.search(self._text, max(0, start - AROUND), start) is not None:
            return False
        found = COUNTED.search(self._text, max(0, start - FAR), start)
        return found is not None and OF_ONE.search(found.group()) is None

    def _goes_on(self, start: int) -> bool:
        """Tell whether nothing but a word that joins or contrasts stands behind the case before."""
        if self._last is None:
            return False
        end, between = self._last
        return between.fullmatch(self._text, end, start) is not None

    def _is_somebodys(self, start: int, end: int) -> bool:
        around = f"{self._text[max(0, start - AROUND) : start]} {self._text[end : end + AROUND]}"
        return WHOSE.search(around) is not None
