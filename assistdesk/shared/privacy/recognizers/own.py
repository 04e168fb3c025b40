"""Telephones and mail addresses of whoever writes a message, where that is a helper: "call me at ..."."""

import re

from assistdesk.shared.privacy.names import lists
from assistdesk.shared.privacy.names.phrases import words_of
from assistdesk.shared.privacy.reading import Reading
from assistdesk.shared.privacy.scanning import Cue

REACH = 90
WORD, ENDS = r"(?<![^\W_])", r"(?![^\W_])"
KIND = (
    r"(?:cell(?:phone)?|phone|mobile|number|line|direct(?:[ ]line)?|desk|office|work|extension|ext|contact"
    r"|celular|cel|tel[eé]fono|n[uú]mero|directo|oficina)"
)
BEFORE = Cue(
    rf"{WORD}(?:(?:call|text|reach|ring|phone|dial|contact|get|find|buzz)[ ](?:me|us)"
    rf"|(?:i'm|im|i[ ]am|we're|i[ ]can[ ]be[ ]reached|reachable)(?:[ ](?:back|here|available))?[ ](?:at|on)"
    rf"|(?:my|mi)[ ](?:(?:own|new|direct|work|personal|other|nuevo)[ ])?{KIND}|mine(?:'s|[ ]is)"
    r"|(?:m[aá]rque|m[aá]rca|ll[aá]me|ll[aá]ma|marque|llame|escr[ií]ba|h[aá]bla)(?:n|le)?me"
    r"|me[ ](?:pueden?|puedes|podr[ií]an?)[ ](?:llamar|marcar|localizar|encontrar)|estoy[ ]en[ ]el"
    rf"){ENDS}[^\n.!?\"“”<>@]{{0,45}}$",
    re.IGNORECASE,
)
BEHIND = re.compile(
    rf"[ ]?(?:[,(;-]|is|es)?[ ]?(?:(?:is|es|that's|it's)[ ])?(?:(?:my|mi)[ ](?:\w+[ ])?{KIND}|mine"
    rf"|m[ií]o|me(?=[,)]))"
    rf"{ENDS}",
    re.IGNORECASE,
)
MAIL_BEFORE = Cue(
    rf"{WORD}(?:my|mi)[ ](?:(?:work|office|direct|new|own|agency|other|nuevo)[ ])?"
    rf"(?:e-?mail|mail|address|login|correo)(?:[ ](?:address|electr[oó]nico))?(?:[ ](?:is|es|to|now"
    rf"|still)){{0,2}}"
    r"[ :]{1,2}$",
    re.IGNORECASE,
)
OF_ANOTHER = Cue(
    rf"{WORD}(?:says?|said|told|asks?|asked|wants?|dice|dijo|pide|quoted?|wrote|left[ ]a|voicemail"
    rf"|her|his|their)[ ]$|{WORD}(?:says?|said|told|asked|wants|dice|dijo|pide){ENDS}[^\n.!?]{{0,30}}$",
    re.IGNORECASE,
)
OF_A_HELPER = re.compile(
    rf"{WORD}(?:npns?|book[ ]of[ ]business|(?:my|our|mi|nuestr[oa])[ ](?:clients?|consumers?"
    rf"|residents?"
    r"|client[ea]s?|agency|agencia)|clients?|clienta|enrollments|commissions?|comisi[oó]n(?:es)?"
    r"|producer"
    rf"|navigator|licensed|insurance[ ]agent){ENDS}",
    re.IGNORECASE,
)
OF_A_CONSUMER = re.compile(
    rf"{WORD}(?:my|mi|mis|our)[ ](?:own[ ])?(?:case|application|coverage|insurance|medicaid|plan"
    rf"|polic(?:y|ies)"
    r"|husband|wife|spouse|sons?|daughters?|kids?|child(?:ren)?|baby|mother|father|mom|dad|sister"
    r"|brother|family"
    r"|ssn|social|income|job|doctor|card|bills?|taxes|1095(?:-a)?|birthday|agent|broker"
    r"|caso|solicitud|cobertura|seguro|esposo|esposa|marido|hij[oa]s?|ni[nñ][oa]s?|beb[eé]|mam[aá]"
    r"|pap[aá]|familia"
    r"|ingresos?|trabajo|doctora?|tarjeta|agente)"
    rf"{ENDS}|{WORD}(?:my[ ]name[ ]is|mi[ ]nombre[ ]es|me[ ]llamo|i[ ](?:applied|lost|moved|live)"
    rf"|vivo){ENDS}",
    re.IGNORECASE,
)
QUOTES = ("“”", "«»")
STAFF = (
    r"agent|broker|producer|navigator|assister|case ?worker|supervisor|attorney|lawyer"
    r"|social[ ]worker"
    r"|agente|corredora?|navegadora?|asesora?|abogad[oa]|trabajadora[ ]social"
)
BEHIND_STAFF = Cue(
    rf"{WORD}(?-i:[A-Z])[\w'.-]+[ ]?[,(/|-][ ]?(?:(?:an?|the|your|la|el|su|our"
    rf"|my)[ ])?(?:[\w-]+[ ])?(?:{STAFF})"
    r"(?:[ ]?[,:;)(/|-]|[ ](?=at|al))[ ]{0,2}(?:(?:cell|cel|ph|phone|tel|office|at|al)[.:]?[ ]{1,2})?\(?$",
    re.IGNORECASE,
)
WE = Cue(rf"{WORD}(?:we|us|nosotros)[ ]\([^()\n]{{3,60}},[ ]$", re.IGNORECASE)
"""What names a colleague with their work, or those who write, right before a telephone number."""
ANOTHERS = re.compile(
    rf"[ ]?(?:[,(=-][ ]?)?(?:(?:is|es|it's|that's)[ ])?(?:her|his|their|(?:the[ ])?client|su"
    rf"|del?[ ]client[ea]){ENDS}",
    re.IGNORECASE,
)
BEGUN_IN = 80
HERE = frozenset({"here", "aqui", "habla"})
""""Ana Roe here" begins what Ana Roe says."""
NOTHING_MORE = re.compile(r"[\s.)]*$")
LEFT = 30
SIGNED_IN = 160
BEGINS = re.compile(r"(?:^|[\n.!?-]|(?<![^\W_])me,)[ \t>-]{0,3}$")
INTRODUCED = Cue(rf"{WORD}(?:this[ ]is|it's|i'm|i[ ]am|habla|soy|es){ENDS}[ ]$", re.IGNORECASE)


def is_writers_phone(reading: Reading, start: int, end: int) -> bool:
    """Tell whether the words beside a telephone number say that it is the helper's who writes."""
    before = reading.text[max(0, start - REACH) : start]
    if _is_staffs(reading, before, end):
        return True
    cue = BEFORE.search(before)
    if cue is None and BEHIND.match(reading.text, end) is None:
        return False
    told_by = before[: cue.start()] if cue else before
    return OF_ANOTHER.search(told_by[-LEFT:]) is None and _is_by_helper(reading, start)


def _is_staffs(reading: Reading, before: str, end: int) -> bool:
    """Tell whether staff stands before a number, or it ends a party's message that speaks of no consumer."""
    if BEHIND_STAFF.search(before) is not None or WE.search(before) is not None:
        return ANOTHERS.match(reading.text, end) is None
    if NOTHING_MORE.match(reading.text, end) is None or reading.is_about_consumers:
        return False
    begun = words_of(reading.text[:BEGUN_IN])
    if HERE.isdisjoint(begun):
        return False
    return any(len(name) > 1 and begun[: len(name)] == name for name in map(words_of, reading.parties.names))


def is_writers_mail(reading: Reading, start: int) -> bool:
    """Tell whether the words before a mail address say that it is the helper's who writes."""
    cue = MAIL_BEFORE.search(reading.text, max(0, start - REACH), start)
    return cue is not None and _is_by_helper(reading, start)


def _is_by_helper(reading: Reading, place: int) -> bool:
    """Tell whether a party of the message, or at least a helper, says what stands at `place`."""
    text = reading.text
    if _is_quoted(text, place):
        return any(_introduces(text, place, name) for name in map(words_of, reading.parties.names) if name)
    if not reading.parties.names or OF_A_CONSUMER.search(text) is not None:
        return False
    return OF_A_HELPER.search(text) is not None or _signs(reading)


def _is_quoted(text: str, place: int) -> bool:
    """Tell whether `place` is within quotation marks, or in a line of an earlier mail."""
    line = text[text.rfind("\n", 0, place) + 1 : place]
    if line.lstrip().startswith(">") or text.count('"', 0, place) % 2 == 1:
        return True
    return any(text.count(one[0], 0, place) > text.count(one[1], 0, place) for one in QUOTES)


def _introduces(text: str, place: int, name: tuple[str, ...]) -> bool:
    """Tell whether somebody who is quoted at `place` has said that they are the one with this name."""
    opened = max(text.rfind(mark, 0, place) for mark in '"“«')
    found = lists.fold(text[opened + 1 : place]) if opened >= 0 else ""
    first = found.find(name[0])
    return first >= 0 and INTRODUCED.search(found, 0, first) is not None


def _signs(reading: Reading) -> bool:
    """Tell whether a party's name begins a sentence or a line near the end of the text."""
    end = lists.fold(reading.text[-SIGNED_IN:])
    for name in map(words_of, reading.parties.names):
        place = end.rfind(name[0]) if name else -1
        if place > 0 and BEGINS.search(end, 0, place) is not None:
            return True
    return False
