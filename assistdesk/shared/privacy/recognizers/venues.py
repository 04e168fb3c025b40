"""Where people meet and whom they reach there: announced places, lists of teams, signatures of firms."""

import re

from assistdesk.shared.privacy import columns
from assistdesk.shared.privacy.names import cues, lists
from assistdesk.shared.privacy.names.phrases import rows_of, words_of
from assistdesk.shared.privacy.parties import Parties
from assistdesk.shared.privacy.scanning import Cue

REACH = 110
WORD, ENDS = r"(?<![^\W_])", r"(?![^\W_])"
EVENT = (
    r"meetings?|reuni[oó]n(?:es)?|hearings?|audiencias?|trainings?|capacitaci(?:[oó]n|ones)|workshops?"
    r"|talleres|taller"
    r"|events?|eventos?|fairs?|ferias?|class(?:es)?|clases?|sessions?|sesi(?:[oó]n|ones)|appointments?|citas?"
    r"|parking|estacionamiento|parqueo|outreach|clinic[ ]day|open[ ]house|enrollment[ ](?:day|night)"
    r"|charlas?|jornadas?"
)
VENUE = (
    r"(?:town|city|church|union|parish|village|civic|senior|rec(?:reation)?)[ ](?:hall|cent(?:er|re))"
    r"|church|iglesia|parroquia|temple|templo|mosque|mezquita|synagogue|sinagoga|school|escuela|gym|gimnasio"
    r"|firehouse|fire[ ]hall|fairgrounds?|auditorium|auditorio|sal[oó]n|centro"
)
CLOCK = r"\d{1,2}(?::\d\d)?(?:[ ]?[ap]\.?[ ]?m\.?)?"
LEADS = (
    r"is|are|at|on|in|to|from|the|and|free|behind|across|next|beside|detr[aá]s|frente|junto|will|be|now"
    r"|held|next|address|location|date|place|room|es|est[aá]|ser[aá]|en|al?|el"
    r"|las?|los|de|del|y|se|hace|lugar|direcci[oó]n|calle|fecha|pr[oó]xim[oa]|noon|mediod[ií]a"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\w*|may|enero|febrero|marzo|abril|mayo|junio"
    r"|julio|agosto"
    rf"|septiembre|octubre|noviembre|diciembre|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?|{CLOCK}|20\d\d"
)
AT_EVENT = Cue(
    rf"{WORD}(?:{EVENT}|{VENUE}){ENDS}(?:[ ](?:of|de|del|in|en|at|for|with)(?:[ ](?:the|la|el|los))?"
    r"(?:[ ][A-Z][\w'-]+){1,3}|(?:[ ](?:(?:de|del|la|of)[ ])*(?-i:[A-Z])[\w'-]+){1,4})?"
    rf"(?:[ \t:#,.()|/-]|{WORD}(?:{LEADS}){ENDS}){{0,24}}$",
    re.IGNORECASE,
)
AT_CLOCK = Cue(
    rf"{WORD}(?:{EVENT}){ENDS}[^\n]{{0,90}}[ ]\d{{1,2}}:\d\d(?:[ ]?[ap]\.?[ ]?m\.?)?[ ]?,?[ ](?:at|in"
    rf"|en)[ ]$",
    re.IGNORECASE,
)
"""An event and its hour before the place: "la audiencia ... es el 17 de mayo a las 9:30 a. m. en"."""
"""An event or a place for one right before an address: "the hearing is May 2 at 10:30 a.m. at"."""
APPOINTED = Cue(
    rf"{WORD}(?:(?:for|to[ ](?:make|book|schedule)|para)[ ](?:(?:an?|the|las?|hacer|sacar)[ ])?"
    rf"(?:appointments?|citas?|inscrib\w+|inscripci[oó]n(?:es)?|registration)"
    rf"|to[ ]register|rsvp|registrarse){ENDS}"
    rf"(?:[ \t:,(]|{WORD}(?:call|text|dial|by|at|phone|llamen?|marque[n]?|al?|el|tel[eé]fono){ENDS}){{1,6}}$",
    re.IGNORECASE,
)
MOVED = Cue(
    rf"{WORD}(?:offices?|oficinas?|agency|agencia|branch|sucursal|clinic|cl[ií]nica|sede){ENDS}[^.\n]{{0,20}}"
    rf"{WORD}(?:moved?s?|moving|relocat\w+|closed|mud[oó]|cambi[oó]){ENDS}[^.\n]{{0,30}}[.;,][ ]"
    r"(?:(?:the|its|their|our|la|su)[ ])?(?:new|nuev[oa])[ ]"
    r"(?:one|address|location|place|home|office|direcci[oó]n)(?:[ ](?:is|es))?[: ]{1,2}$",
    re.IGNORECASE,
)
BY_NPN = Cue(
    rf"{WORD}NPN[ ]?[#:]?[ ]?\d{{5,10}}(?:[,;|/][ ]?[A-Z][\w'.-]+(?:[ ][A-Z][\w'.-]+)?)?[,;|/ ]{{1,8}}$",
    re.IGNORECASE,
)
OF_SOMEBODYS = re.compile(
    rf"{WORD}(?:home|house|casa|domicilio|lives?|living|resid\w+|vive[n]?|stay\w*|c/o"
    rf"|(?:her|his|their|su)[ ][\w'-]+|{cues.CONSUMERS}|{cues.RELATIVES}){ENDS}",
    re.IGNORECASE,
)
TEAMS = re.compile(
    rf"{WORD}(?:teams?|offices?|agency|agencies|departments?|dept|sites?|branch|ext(?:ension)?|npn|desk"
    rf"|equipos?|oficinas?|agencias?|sede){ENDS}",
    re.IGNORECASE,
)
PERSONS = re.compile(
    rf"{WORD}(?:{cues.CONSUMERS}|{cues.RELATIVES}|members?|subscribers?|ssns?|dob|birth\w*|policy"
    rf"|patients?|cases?"
    rf"|casos?|medicaid|nacimiento|p[oó]liza|hoh|household){ENDS}",
    re.IGNORECASE,
)
FIRM_LINE = re.compile(
    r"[ \t>]*(?:[A-Z][\w'&.-]*|&)(?:[ ](?:[A-Z][\w'&.-]*|&|of|and|the|de|del|la|y)){0,7}[ ]?[,|/•·-]"
)
ROLE = re.compile(
    r"(?:[ ]?[,|/-][ ]?[^\W\d_][\w&'-]*(?:[ ][^\W\d_][\w&'-]*)?){0,2}[ ]?[,|/:-]?[ ]?"
    r"(?:(?:tel|ph|phone|cell|cel|ofc|office|fax)[.:]?[ ])?\(?"
)
SHORT_ROLE = re.compile(r"(?:[ ]?[,|/-]?[ ]?[^\W\d_]{3,12})?[ ]?[,|/:-]?[ ]?\(?")
CALLS = re.compile(
    rf"{WORD}(?:call\w*|texts?|reach|ring|please|pls|told|spoke|said|llam\w+|marque|dial|phoned?|with"
    rf"|for){ENDS}",
    re.IGNORECASE,
)
SENTENCE_BEGINS = re.compile(r"(?:^|[.!?)][\"']?[ ]+|[-\u2013\u2014][ ]?)$")
NOTHING_MORE = re.compile(r"[\s.)]*$")
ASKED_FOR = Cue(
    rf"{WORD}(?:fax|(?:office|oficina|help[ ]?desk|hotline|call[ ]center)(?:'s)?[ ](?:fax|number|phone|line))"
    rf"{ENDS}"
    r"[^\n]{0,40}\n(?![^\n]*\b(?:my|mi|her|his|cell)\b)[^\n]{0,30}$",
    re.IGNORECASE,
)
BY_FUNCTION = Cue(
    rf"{WORD}(?:(?:escalations|appeals|helpdesk)[ ]?[:,]?"
    r"|(?:billing|claims|support|questions|preguntas|dudas)[ ]?:)[ ]$",
    re.IGNORECASE,
)
QUESTIONS = Cue(
    rf"{WORD}(?:questions|preguntas|dudas)[ ]?:[ ]?(?:\S+@\S+[ ](?:or|o|y|and)[ ])?"
    r"(?:(?:call|tel|al)[.:]?[ ])?\(?$",
    re.IGNORECASE,
)
LONGEST_LINE = 120
MOST_WORDS_BEHIND = 6
NAME = re.compile(r"[^\W\d_]+")


def is_announced(before: str) -> bool:
    """Tell whether the words before an address or a telephone announce an event's, or an office's new one."""
    near = before[-REACH:]
    kinds = (AT_EVENT, AT_CLOCK, MOVED, APPOINTED, QUESTIONS)
    found = next((one for kind in kinds if (one := kind.search(near)) is not None), None)
    if found is None:
        return False
    return OF_SOMEBODYS.search(near, _sentence(near, found.start())) is None


def _sentence(text: str, place: int) -> int:
    return max(text.rfind(". ", 0, place), text.rfind("\n", 0, place)) + 1


def is_behind_npn(before: str) -> bool:
    """Tell whether an agent's number, perhaps with a town, stands right before."""
    return BY_NPN.search(before) is not None


def is_asked_for(before: str) -> bool:
    """Tell whether the line above asks for an office's telephone, as in a chat."""
    return ASKED_FOR.search(before[-REACH:]) is not None


def is_of_a_function(before: str) -> bool:
    """Tell whether the word right before a mail address says what an office does there."""
    return BY_FUNCTION.search(before) is not None


def is_in_table_of_teams(text: str, start: int) -> bool:
    """Tell whether `start` stands in a table of teams or offices, by its heading."""
    cell = columns.head_of(text, start)
    if cell is None:
        return False
    head = text[text.rfind("\n", 0, cell[0]) + 1 : cell[1]] + text[cell[1] : text.find("\n", cell[1])]
    return TEAMS.search(head) is not None and PERSONS.search(head) is None


def is_below_signature(text: str, start: int, parties: Parties) -> bool:
    """Tell whether `start` stands behind a firm's name in the line below the one that a party signs."""
    begin = text.rfind("\n", 0, start) + 1
    firm = FIRM_LINE.match(text, begin, start)
    above = text.rfind("\n", 0, max(0, begin - 1)) + 1
    if firm is None or not above or text.find("\n", start) - begin > LONGEST_LINE:
        return False
    line, words = text[above : begin - 1].strip(" \t>"), words_of(firm.group())
    is_persons = "&" not in firm.group() and _is_a_persons(words)
    if line.endswith((",", ":")) or is_persons or OF_SOMEBODYS.search(text, begin, start):
        return False
    signed = words_of(line[:LONGEST_LINE])
    return any(
        len(name) > 1 and signed[: len(name)] == name and len(signed) <= len(name) + MOST_WORDS_BEHIND
        for name in rows_of(parties.names)
    )


def is_signed(text: str, start: int, end: int, parties: Parties) -> bool:
    """Tell whether a party signs with what stands from `start` to `end`: "Ana Roe, Somerset, 502-555-0143".

    A first name alone signs only a message that ends there.
    """
    begin = max(text.rfind("\n", 0, start) + 1, start - REACH)
    line = text[begin:start]
    is_last = NOTHING_MORE.match(text, end) is not None
    found = [(lists.fold(one[0]), one.span()) for one in NAME.finditer(line)]
    for name in rows_of(parties.names):
        for place in range(len(found)):
            if name and found[place][0] != name[0]:
                continue
            row = tuple(word for word, _ in found[place : place + len(name)])
            is_whole = len(name) > 1 and row == name
            after = found[place + len(name) - 1 if is_whole else place][1][1]
            is_begun = SENTENCE_BEGINS.search(line, 0, found[place][1][0]) is not None
            role = ROLE if is_whole else SHORT_ROLE
            is_signature = is_whole or (is_last and is_begun)
            if is_signature and role.fullmatch(line[after:]) and _is_nobodys(line[after:]):
                return True
    return False


def _is_nobodys(role: str) -> bool:
    """Tell whether the words behind a name say what somebody does or from where, and speak of nobody else."""
    names = [word for word in NAME.findall(role) if word[0].isupper() and lists.is_given(lists.fold(word))]
    return not names and OF_SOMEBODYS.search(role) is None and CALLS.search(role) is None


def _is_a_persons(words: tuple[str, ...]) -> bool:
    return len(words) < 4 and any(lists.is_given(word) and not lists.is_ordinary(word) for word in words)
