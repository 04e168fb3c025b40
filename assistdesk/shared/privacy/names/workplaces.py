"""Who works at an office, a team or an issuer, by the words between their name and the office's.

An issuer has members too, "Ana from Roe Health": it needs a word of somebody who answers for it, and nobody
is moved, dropped or billed in that sentence.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistdesk.shared.privacy.names import lists
from assistdesk.shared.privacy.names.runs import Run
from assistdesk.shared.privacy.names.tokens import NEVER, Sort
from assistdesk.shared.privacy.scanning import Cue

REACH = 120
NEAR = 60
WORD, ENDS = r"(?<![^\W_])", r"(?![^\W_])"
NO_WORKPLACE = re.compile(r"(?i:portal|web|sitio|passport|medicaid|connection$)|^[a-z]")
"""Names of a directory by which consumers' own things are called: "Ana on the portal"."""
TEAM = (
    r"help[ -]?desk|mesa[ ]de[ ]ayuda|l[ií]nea[ ](?:profesional|de[ ]apoyo)|(?-i:[Ss]upport|[Ss]oporte)"
    r"|tier[ ]\d|nivel[ ]\d"
    r"|headquarters|corporate|corporativo|front[ ]desk|recepci[oó]n|capacitaci[oó]n|comunicaciones"
    r"|contabilidad"
    r"|sistemas|cumplimiento|facturaci[oó]n|finanzas|(?:the|la)[ ]central|(?:the|your|that)[ ]call[ ]center"
    r"|(?:[\w'-]+[ ])?(?:health[ ]department|call[ ]center|contact[ ]center|hotline|customer[ ]service"
    r"|broker[ ]services)"
    r"|(?:broker|agent|producer|provider|member)[ ](?:support|relations|services|operations)"
    r"|(?-i:(?:Communications|Training|Outreach|Compliance|Eligibility|Enrollment|Appeals|Finance|Payroll"
    r"|Notices"
    r"|Apelaciones|Elegibilidad|Inscripciones))"
)
KNOWN_FIRMS = frozenset(
    ["kaiser permanente", "united", "unitedhealthcare", "united healthcare", "cvs", "bluecross",
     "delta dental", "dentaquest", "avesis", "priority partners", "deloitte", "gainwell", "conduent",
     "maximus", "accenture"]
)  # fmt: skip
"""Issuers and contractors of many marketplaces, in lower case, besides those that `lists.insurers` has."""
A_TEAM = re.compile(
    r"\b(?:lines?|desk|helpdesk|teams?|hotline|support|operations|center|l[ií]nea|mesa|equipo|centro|apoyo"
    r"|operaciones)\b",
    re.IGNORECASE,
)
"""Which names of a directory are a team's: nobody is insured with one."""
LETTERS = frozenset(["SSA", "CMS", "DSS", "LDSS", "MDH", "DHS", "IRS", "HQ"])
"""Offices of many states by their letters; others are as often an illness or a paper."""
IN_LETTERS = re.compile(r"(?<![\w-])[A-Z]{3,5}(?![\w-])")
ARTICLE = r"(?:(?:the|our|your|their|la|el|nuestr[oa]|su)[ ])?"
SIDE = (
    r"(?:[ ](?:broker|producer|agent|provider|enrollment|billing|escalations?|issuer))?"
    r"(?:[ ](?:relations|services?|support|desk|line|team|help[ -]?desk|unit|side|hotline|office"
    r"|rep(?:resentative)?))?"
)
TALKED = (
    r"(?:spoke|spoken|talk(?:ed|ing)?|speaking|chat(?:ted)?|call(?:ed)?|phoned|rang|contact(?:ed)?|per"
    r"|told[ ]by|asked|ask"
    r"|emailed|according|heard|escalated|seg[uú]n|habl[eé]|llam[eé]|pregunt[eé]|escrib[ií]|contest[oó]"
    r"|dijo|dijeron)"
)
MOVED = re.compile(
    rf"{WORD}(?:switch\w*|mov(?:e|ed|ing)|chang(?:e|ed|ing)|transfer|cancel\w*|remov\w*|drop\w*|term(?:ed"
    rf"|inat\w*)?|tak(?:e|en|ing)"
    r"|disenroll\w*|enroll\w*|pull\w*|bill\w*|card|plan|policy|premium|letter|check|refund|invoice"
    r"|members?|clients?"
    r"|cambi\w+|pas(?:ar|en|é)|quit\w+|mover|cancel\w+|sacar|baja|tarjeta|p[oó]liza|cobertura|factura"
    r"|prima|carta|clienta?s?"
    rf"|miembros?|application|solicitud|afiliad[oa]s?){ENDS}",
    re.IGNORECASE,
)
"""What is done to members of an issuer, or sent to them."""
OWNED = Cue(
    rf"{WORD}(?:cases?|application|file|plan|card|coverage|notice|caso|solicitud|expediente|tarjeta"
    rf"|carta)[ ](?:of|for|de)[ ]$",
    re.IGNORECASE,
)
ANSWERS = re.compile(
    r"[ ](?:(?:just|already|also|ya|nos|me|te|le)[ ])*(?:sa(?:ys|id)|told|confirm\w*|emailed|wrote|sent"
    r"|replied|answered|promised"
    r"|is[ ]looking|is[ ]checking|will|can|found|thinks|dijo|dice|confirm[oó]|mand[oó]|contest[oó]"
    r"|escribi[oó])(?![^\W\d_])"
)
ASKED = Cue(
    rf"{WORD}(?:{TALKED}(?:[ ](?:to|with|w/|con|a))?|with|by|thanks[ ]to|gracias[ ]a|con|si[ ]llama|if"
    rf"|tell|conoces[ ]a)"
    r"[ :]{1,2}[\"“']?$",
    re.IGNORECASE,
)
ON_THE_LINE = re.compile(
    rf"{WORD}(?:on[ ]the[ ](?:line|phone|call)|3-?way|three-?way|conferenc\w+|en[ ]l[ií]nea"
    rf"|en[ ]la[ ]l[ií]nea){ENDS}",
    re.IGNORECASE,
)
SPOKE = Cue(
    rf"{WORD}(?:(?:spoken?|talk(?:ed|ing)?|speaking|chatted)[ ](?:to|with|w/)|got|reached|answered[ ]by"
    rf"|pedir[ ]por"
    r"|ask(?:ed)?[ ]for|(?:el|la|los)[ ](?:lunes|martes|mi[eé]rcoles|jueves|viernes|vez)[ ]con"
    r"|me[ ]atendi(?:[oó]|eron)"
    r"|preguntar[ ]por)[ ](?:(?:mr|mrs|ms|sra?|srta)\.?[ ])?$",
    re.IGNORECASE,
)
IN_BRACKETS_ENDS = re.compile(r"[ ]?[,)]")
NO_TEAM = (
    r"(?![ ](?:issues?|questions?|problems?|errors?|notices?|pending|periods?|shows|sent|forms?|packets?"
    r"|letters?|cases?|status"
    r"|codes?|dates?|denial|approv\w+)(?![^\W_]))"
)
"""What makes of an office's name a thing: "Eligibility notice"."""
BEHIND_QUOTE = r"[\"”']?,?"


@dataclass(frozen=True, slots=True)
class Offices:
    """Expressions for offices and issuers beside a name."""

    team_behind: re.Pattern[str]
    firm_behind: re.Pattern[str]
    bracketed_team: re.Pattern[str]
    bracketed_firm: re.Pattern[str]
    called: re.Pattern[str]


@lru_cache(maxsize=64)
def _offices(names: frozenset[str], brands: frozenset[str]) -> Offices:
    """Return the expressions for those that a directory names, and for those known by their function."""
    words = (
        {name.lower() for name in names if not NO_WORKPLACE.search(name)}
        | brands
        | KNOWN_FIRMS
        | lists.insurers()
    )
    firm = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    letters = {word for name in names for word in IN_LETTERS.findall(name) if word.lower() not in NEVER}
    teams = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if A_TEAM.search(name))
    known = rf"{teams + '|' if teams else ''}{TEAM}|(?-i:{'|'.join(sorted(letters | LETTERS))})(?![\w-])"
    team = rf"{ARTICLE}(?:{known}){SIDE}"
    of_firm = rf"{ARTICLE}(?:{firm}){SIDE}"
    office = rf"{ARTICLE}(?:{known}|{firm}){SIDE}"
    how = r"(?P<how>(?:over[ ])?at|from|la[ ]de|el[ ]de|de)"
    to = r"(?:to[ ]|with[ ]|w/[ ]?|con[ ]|a[ ])?"
    patterns = (
        rf"{BEHIND_QUOTE}[ ](?:{how}|with|of|in|del|en)[ ]{team}{ENDS}{NO_TEAM}",
        rf"{BEHIND_QUOTE}[ ]{how}[ ]{of_firm}{ENDS}",
        rf"{WORD}(?:{known}){SIDE}[ ]?[(,][ ]?$",
        rf"{WORD}(?:{TALKED}[ ]{to}|en[ ]){office}[ ]?\([ ]?$",
        rf"{WORD}(?:{TALKED}|en|at)[ ]{to}{office}{ENDS}|{WORD}{office}[ .:]{{1,12}}\(?(?:1-)?\d{{3}}",
    )
    return Offices(*(re.compile(pattern, re.IGNORECASE) for pattern in patterns))


def works_there(text: str, run: Run, names: frozenset[str], brands: frozenset[str]) -> bool:
    """Tell whether somebody, who is called no consumer, is said to answer for an office or an issuer.

    `names` and `brands` are those of the directory.
    """
    offices = _offices(names, brands)
    start = _sentence_start(text, run.start)
    before = text[start : run.start]
    if offices.team_behind.match(text, run.end):
        return OWNED.search(before) is None
    if _answers_for_firm(text, run, before, offices.firm_behind):
        return True
    if IN_BRACKETS_ENDS.match(text, run.end) and _is_bracketed(run, before, offices):
        return True
    if SPOKE.search(before) is None or ON_THE_LINE.search(text, start, run.end + NEAR):
        return False
    return offices.called.search(text, max(0, start - NEAR), run.start) is not None


def _answers_for_firm(text: str, run: Run, before: str, behind: re.Pattern[str]) -> bool:
    """Tell whether an issuer stands behind a name, and its people are meant and not its members."""
    found = behind.match(text, run.end)
    if found is None:
        return False
    if found["how"].lower().endswith("at"):
        return True
    if text.startswith(("'s", " to ", " a "), found.end()) or MOVED.search(before):
        return False
    return ANSWERS.match(text, found.end()) is not None or ASKED.search(before) is not None


def _is_bracketed(run: Run, before: str, offices: Offices) -> bool:
    """Tell whether a name stands in brackets behind an office, or behind an issuer that somebody called."""
    if len(run.words) > 2 or not all(token.is_capital for token in run.words):
        return False
    if before.endswith(("(", "( ")) and offices.bracketed_team.search(before):
        return True
    is_given = len(run.tokens) == 1 and run.tokens[0].sort in {Sort.GIVEN, Sort.EITHER, Sort.UNKNOWN}
    return is_given and offices.bracketed_firm.search(before) is not None


def _sentence_start(text: str, place: int) -> int:
    """Return where the sentence of a place begins, at most some words before it."""
    first = max(0, place - REACH)
    starts = [text.rfind(sign, first, place) for sign in (". ", "? ", "! ", "\n")]
    return max(max(starts) + 1, first)
