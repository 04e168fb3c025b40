"""Colleagues who are named without a word of what they do: in messages that speak of no consumer.

"I raised this with Ana Roe" names a colleague where a message asks about rules, and a client where it asks
about a client. So what stands beside a name counts only where nothing in the whole message points to a
consumer: no word for one or for a relative, no case, no date of birth, no number that only people have.
"""

import re

from assistdesk.shared.privacy.names import cues
from assistdesk.shared.privacy.names.parties import OPENING
from assistdesk.shared.privacy.names.runs import Run
from assistdesk.shared.privacy.scanning import Cue, Ending, Places, Scan

REACH = 42
WORD, ENDS = r"(?<![^\W_])", r"(?![^\W_])"
RECORD = r"(?:case|caso|app(?:lication)?|solicitud|cs|medicaid|member|mbr|sub|subscriber|policy|p[oó]liza)"
OWNED = r"(?:case|app|plan|coverage|medicaid|card|account|income|file|ssn|caso|cobertura|solicitud)"
CONSUMERS = re.compile(
    rf"{WORD}(?:{cues.RELATIVES}|(?:{cues.CONSUMERS})(?:'?s)?|clienta|mbr|dob|birth(?:day|date)?|b-?day"
    r"|born|nac(?:i[oó]|id[oa]|imiento)|ssns?|social|passport|pasaporte|famil(?:y|ia)|household|hh|kids?"
    r"|niñ[oa]s?|señor[a]?|lady|guy|gal|muchach[oa]|couple|folks|someone|somebody|alguien|fulan[oa]"
    rf"|{RECORD}[ ]?(?:\#|no\.?|number|num|n[uú]mero|id|s)?[ ]?:?[ ]?(?:is[ ]|es[ ])?\[?\d[\d -]{{4,}}"
    r"|pid|a-?numbers?|i-?(?:94|\d{3})|uscis|parole[e]?|derivative|asyl(?:um|ee)|refugee|mastercard|visa|amex"
    rf"|acct|aba|on[ ]the[ ]line|(?:and|y)[ ](?:her|his|their|sus?)|(?:her|his|su)[ ]{OWNED}){ENDS}"
    r"|(?<!\d)\d{3,}-\d{2}-\d{4}|(?<!\d)(?:19\d\d|200\d|201\d)(?!\d)"
    r"|(?<!\d)\d{1,2}/\d{1,2}/[3-9]\d(?!\d)",
    re.IGNORECASE,
)
SCAN = Scan([CONSUMERS])
MASKED = re.compile(r"[x*]{3}-[x*]{2}", re.IGNORECASE)
OF_A_CONSUMER = re.compile(
    rf"{WORD}(?:rfis?|coverage|cobertura|enroll(?:ed|ment)?|disenroll(?:ed)?|wants[ ]to|drop(?:ped)?"
    r"|terminat\w+|eligib\w+|denied|approved|medicaid|kchip|aptc|premium|prima|bill|card|tarjeta|lives|moved"
    r"|vive|income|ingresos?|paystubs?|wages|tax|applied|pregnan\w+|embarazad\w+|hospital|surgery|meds"
    r"|prescription|verif\w+|identity|identidad|locked[ ]out|password|letter|carta|status|renew\w*"
    r"|app(?:lication)?s?|add"
    r"|dental|vision|proof|documents?|needs|(?:on|to|for|with)[ ](?:her|him)(?![ ](?:in|about|at)[ ])"
    rf"|remove|agregar|quitar){ENDS}",
    re.IGNORECASE,
)
CLERGY = r"(?-i:Fr|Deacon|Rev|Reverend|Bishop|Elder|Rabbi|Imam|Padre|Sister|Hermana|Sor|Brother)"
OFFICIAL = (
    r"(?-i:Chair(?:wo)?man|Mayor|Governor|Secretary|Senator|Representative|Ombudsman|Commissioner|Sgt"
    r"|Officer|Prof)"
)
BETWEEN = (
    rf"[ :](?:(?:an?|one|the|un|una|mi|our|my)[ ])?"
    rf"(?:(?:mrs?|ms|miss|sra?|srta|dra?|don|doña|{CLERGY}|{OFFICIAL})\.?[ ])?$"
)
ASKED = Cue(
    rf"{WORD}(?:ask(?:ed|ing)?(?:[ ]for)?|tell|told|with|w/|per|according[ ]to|thanks[ ](?:to|again)"
    rf"|thank[ ]you|gracias[ ]a|cc"
    r"|contact|spoken?[ ](?:to|with|w/)|replac(?:ing|ed)|we[ ](?:lost|gained|hired)|owner:?|sign(?:ed"
    r"|s)?(?:[ ]by)?"
    r"|closed[ ]by|notarized[ ]by|photo[ ]by|taken[ ]by|go[ ]to|forward(?:ed)?(?:[ ](?:this|it))?[ ]to"
    r"|avisen?[ ]a|preguntar?[ ]por|pregunte[ ]por|asignado[ ]a|lo[ ](?:tom[oó]|firma|dijo|tiene)"
    r"|la[ ]firm[oó]"
    r"|me[ ](?:dijo|dijeron[ ]que)|con|entra|sale|contesta|is[ ]still|who[ ]is|present:|absent:|report[ ]of"
    r"|finance:|presenta:|belongs[ ]to|logged[ ]in[ ]as|reminder[ ]for|list[ ]for|script,[ ]for|agenda[ ]for"
    rf"|address(?:ed)?[ ]to|luego|then|for[ ]us[ ]is|esp|tested[ ]by|adjuster:|investigator:|counsel:"
    rf"|va){BETWEEN}"
    rf"|{WORD}(?:{CLERGY}|{OFFICIAL})\.?[ ]$",
    re.IGNORECASE,
)
SAYS = (
    r"said|says|told|asked|confirm(?:s|ed)|promised|agree[sd]|disagree[sd]|answer(?:s|ed)|sent|handed|posted"
    r"|mentioned|insists|set[ ]it|signs|teaches|train(?:s|ed)|runs|maintains?|covers|hosts|presents"
    r"|retires|quit"
    r"|left|has[ ](?:it|the|left)|wants[ ](?:them|it|him|me|you)|reset|closed|took[ ](?:it|over)"
    r"|(?:will|to|can|should)[ ](?:present|bring|return|cover|train|host|book|send|sign|do|take|ask|read)"
    r"|is[ ](?:out|on|back|free|still|in[ ]charge|cc'?d)|out[ ]till|starts|would[ ](?:write|like|send)"
    r"|didn't[ ]know|knows|both[ ]said|looked|look[ ]too|does[ ]the|reprints"
    r"|brings|handles|owns|does|set[ ]up|emailed|forwarded|scheduled"
    r"|is[ ](?:covering|handling|bringing|hosting)|lleva|trae|cierra|organiza|recoge|maneja|coordina"
    r"|entrena|imprime"
    r"|dijo|dicen?|cubre|presta|firma|toma|va[ ](?:por|a)|por[ ]m[ií]|da[ ]la|abre|sigue|la[ ]sigue"
    r"|me[ ](?:dijo|dio|colg[oó]|pas[oó]|confirm[oó]|pidi[oó])|lo[ ](?:ve|tiene|manda)|no[ ]supo|estar[aá]"
    r"|atiende|contest[oó]|hablar[aá]"
)
AND_SOMEBODY = (
    r"(?:,?[ ](?:and|n|y|or|o)[ ](?:(?:Mrs?|Ms|Miss|Dra?|Sra?)\.?[ ])?"
    r"[A-Z][\w'-]+(?:[ ][A-Z][\w'-]+)?)?"
)
SPEAKS = re.compile(
    rf"{AND_SOMEBODY}(?:[ ]?\([^()\n]{{2,40}}\))?,?[ ](?:(?:also|then|just|still|both|already|ya|nos)[ ])?"
    rf"(?:{SAYS}){ENDS}"
    r"|,?[ ](?:from|of|at|in|de|del|over[ ]in|with)[ ](?:the[ ]|our[ ]|your[ ]|la[ ]|el[ ])?"
    r"(?:[A-Z]{2,6}\b|imaging|finance|legal|accounting|billing|policy|recepci[oó]n|apelaciones)"
    r"|[ ]?[,-][ ](?:badge|ext|extensi[oó]n|supervisor|window)"
    rf"|(?:'s)?[ ](?:inbox|login|team|desk|unit|lead){ENDS}",
)
SIGNED = Ending(r"(?:^|[.!?:)][ ]|\n)[ \t]*$")
BELOW = re.compile(r"[ ]?(?:[.]|,[ ][A-Z][\w'-]+(?:[ ][A-Z][\w'-]+)?)?\s*$")
GREETED_ENDS = re.compile(r"[ ]?[,:.!]?[ \t]*\n")
MOST_SIGNED = 3
SHORTEST = 34
"""A shorter message says nothing of whom it is about: "Ana says thanks"."""


def is_about_consumers(text: str, places: Places) -> bool:
    """Tell whether anything in a message points to a consumer, besides names; `places` are the text's."""
    return any(SCAN.found_in(text, places)) or MASKED.search(text) is not None


def is_colleague(text: str, run: Run) -> bool:
    """Tell whether somebody who is named in a message about no consumer does what colleagues do, or signs."""
    is_short = len(text) < SHORTEST
    if is_short or not all(token.is_capital for token in run.words) or cues.BEHIND.match(text, run.end):
        return False
    before = text[max(0, run.start - REACH) : run.start]
    if _signs(text, run, before) or _is_greeted(text, run):
        return True
    if ASKED.search(before) is None and SPEAKS.match(text, run.end) is None:
        return False
    start, end = _sentence(text, run)
    return OF_A_CONSUMER.search(text, start, end) is None


def _is_greeted(text: str, run: Run) -> bool:
    """Tell whether a letter begins by greeting somebody in a line of its own."""
    if run.start > REACH or len(run.words) > MOST_SIGNED or GREETED_ENDS.match(text, run.end) is None:
        return False
    return OPENING.fullmatch(cues.TITLE.cut_from(text[: run.start])) is not None


def _signs(text: str, run: Run, before: str) -> bool:
    """Tell whether a message ends with a name by itself."""
    is_short = len(run.words) <= MOST_SIGNED and run.start > REACH
    return is_short and SIGNED.search(before) is not None and BELOW.match(text, run.end) is not None


def _sentence(text: str, run: Run) -> tuple[int, int]:
    """Return where the sentence of a name begins and ends."""
    start = max(text.rfind(sign, 0, run.start) for sign in (". ", "? ", "! ", "\n")) + 1
    ends = [place for place in (text.find(sign, run.end) for sign in (". ", "? ", "! ", "\n")) if place >= 0]
    return start, min(ends, default=len(text))
