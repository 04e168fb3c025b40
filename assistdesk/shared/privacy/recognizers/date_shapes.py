"""How dates are written, in English and Spanish: with figures, with a month's name, packed or short."""

import re
from dataclasses import dataclass

from assistdesk.shared.privacy.scanning import Places, Scan

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|ene(?:ro)?|febrero|marzo|abr(?:il)?|mayo|junio|julio"
    r"|ago(?:sto)?|sep?tiembre|octubre|noviembre|dic(?:iembre)?)"
)
CENTURY = r"(?:18|19|20)"
YEAR = rf"(?:{CENTURY}\d{{2}}|'?\d{{2}})"
DAY = r"\d{1,2}(?:st|nd|rd|th|º|ª)?"
BEFORE_FIGURES = r"(?<![\d$])(?<!\d[/.-])"
AFTER_FIGURES = r"(?!\d|[/-]\d|\.\d)"

ORDINAL = (
    r"(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
    r"|twentieth|thirtieth|primero"
)
ONES = "one|two|three|four|five|six|seven|eight|nine"
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
COUNTED = rf"(?:(?:{TENS})(?:[ -](?:{ONES}))?|\w{{3,5}}teen|hundred|ten|eleven|twelve|oh|{ONES})"
YEAR_IN_WORDS = rf"(?:(?:nineteen|twenty)[ -]{COUNTED}(?: {COUNTED})?|two thousand(?:(?: and)? {COUNTED})?)"
YEAR_BEHIND = rf"(?:,? (?:del? )?(?:{YEAR_IN_WORDS}|(?:{TENS})-(?:{ONES})|{CENTURY}\d{{2}}(?!\d)))?"
CERTAIN = (
    re.compile(
        r"(?<!\d)(?:18|19|20)\d{2} ?[\u5e74\ub144] ?\d{1,2} ?[\u6708\uc6d4] ?\d{1,2} ?[\u65e5\uc77c]?"
    ),
    re.compile(
        rf"{BEFORE_FIGURES}(?<!\w){CENTURY}\d{{2}}[ /.-]?{MONTH}(?:[ .-]|/)?\d{{1,2}}(?![\w:])", re.IGNORECASE
    ),
    re.compile(
        rf"{BEFORE_FIGURES}(?<!\w)\d{{1,2}}[/-]?{MONTH}[/-]?(?:{CENTURY}\d{{2}}|\d{{2}})(?!\w)", re.IGNORECASE
    ),
    re.compile(rf"(?<![^\W_])(?:{ORDINAL}) (?:of|de) {MONTH}(?![^\W_]){YEAR_BEHIND}", re.IGNORECASE),
    re.compile(rf"(?<![^\W_]){MONTH} (?:the )?(?:{ORDINAL})(?![^\W_]){YEAR_BEHIND}", re.IGNORECASE),
    re.compile(
        rf"{BEFORE_FIGURES}(?<!\w)\d{{1,2}}([-/. ])(?:I{{1,3}}|I?V|VI{{1,3}}|I?X"
        rf"|XI{{1,2}})\1(?:{CENTURY}\d{{2}}|\d{{2}})(?![\w-])"
    ),
    re.compile(
        rf"{BEFORE_FIGURES}\d{{1,2}} ?([/.-]) ?\d{{1,2}} ?\1 ?(?:{CENTURY}\d{{2}}|'?\d{{2}}){AFTER_FIGURES}"
    ),
    re.compile(rf"{BEFORE_FIGURES}{CENTURY}\d{{2}} ?([/.-]) ?\d{{1,2}} ?\1 ?\d{{1,2}}{AFTER_FIGURES}"),
    re.compile(
        rf"(?<![^\W_]){MONTH}\.?[ -]{{0,2}}{DAY}(?!\d|:\d)"
        rf"(?: ?,?[ -](?:del? |of )?{YEAR}(?![\d:]| ?(?:am|pm)\b))?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{BEFORE_FIGURES}{DAY}[ -]{{0,2}}(?:(?:day )?(?:of|de) )?{MONTH}(?: ?/ ?{MONTH})?(?![^\W_])\.?"
        rf"(?:[ ,-]{{1,2}}(?:del? )?{YEAR}(?!\d))?",
        re.IGNORECASE,
    ),
)
MONTH_AND_DAY = r"(?:0[1-9]|1[0-2]) ?(?:0[1-9]|[12]\d|3[01])"
UNCERTAIN = (
    re.compile(
        rf"(?<![\w.$-])(?:{MONTH_AND_DAY} ?(?:19|20)\d{{2}}|(?:19|20)\d{{2}}{MONTH_AND_DAY})(?![\w-])"
    ),
    re.compile(r"(?<![\w.$/-])(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{2}(?![\w/-])"),
    re.compile(
        r"(?<![\w.$/-])(?:0?[1-9]|1[0-2]) (?:0?[1-9]|[12]\d|3[01]) (?:(?:19|20)\d{2}|\d{2})(?![\w/-]|[.,]\d)"
    ),
    re.compile(r"(?<![\w.$/-])(?:0?[1-9]|[12]\d|3[01]) (?:0?[1-9]|1[0-2]) (?:19|20)\d{2}(?![\w/-]|[.,]\d)"),
    re.compile(r"(?<![\w.$-])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2}(?![\w-])"),
    re.compile(r"(?<![\w.$|\\-])[0-3]?\d([\\|_])[0-3]?\d\1(?:19|20)\d{2}(?![\w|\\-])"),
    re.compile(r"(?<![\w.$/-])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?![\w/-])"),
)


SHAPES = Scan((*CERTAIN, *UNCERTAIN))
PARTIAL = re.compile(
    rf"(?:{MONTH}\.?,?(?: del?| of)? ?'?(?:{CENTURY}\d{{2}}|\d{{2}})"
    rf"|(?:0?[1-9]|1[0-2]) ?[/-] ?{CENTURY}\d{{2}}|{CENTURY}\d{{2}})"
    r"(?![\w/-]|[.,]\d)",
    re.IGNORECASE,
)
"""A month and a year, or a year: a date only where a cue stands right before it."""


PACKED = re.compile(r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:19|20)?\d{2}(?![\w/-]|[.,]\d)")
SAID = (
    rf"(?:{ONES}|{TENS}|ten|eleven|twelve|\w{{3,5}}teen|oh|{ORDINAL}|{MONTH}|hundred|thousand"
    r"|un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci\w{3,6}"
    r"|veint[ei]\w{0,7}|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|mil|novecientos)"
)
SPOKEN = re.compile(
    rf"{SAID}(?:[ ,-]{{1,2}}(?:(?:the|of|del?|y|and)[ ])?{SAID}){{2,8}}(?![^\W_])", re.IGNORECASE
)
"""A date in words alone: "march the third nineteen fifty two"; as `PARTIAL` only right behind a cue."""


@dataclass(frozen=True, slots=True)
class Date:
    """Where a date stands; `is_certain` if its shape alone says that it is one."""

    start: int
    end: int
    is_certain: bool


def dates_in(text: str, places: Places | None = None) -> list[Date]:
    """Return the dates of `text` in order, the longer one where two overlap; `places` are the text's."""
    scanned = SHAPES.found_in(text, Places.of(text) if places is None else places)
    found = [Date(*match.span(), is_certain=number < len(CERTAIN)) for number, match in scanned]
    kept: list[Date] = []
    for date in sorted(found, key=lambda date: (date.start, -date.end)):
        if not kept or date.start >= kept[-1].end:
            kept.append(date)
    return kept
