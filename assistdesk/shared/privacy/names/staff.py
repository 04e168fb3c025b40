"""Names of those who help consumers: by their function, their office, or what only staff does.

Who is called a client, a relative or the like is a consumer all the same.
"""

import re

from assistdesk.shared.privacy.names import cues
from assistdesk.shared.privacy.names.lists import fold
from assistdesk.shared.privacy.names.runs import Run
from assistdesk.shared.privacy.names.tokens import Sort
from assistdesk.shared.privacy.scanning import Cue, Ending

REACH = 42
REACH_OF_LIST = 120
SIGNATURE = 240
"""Longer is no signature."""
TITLE = Ending(
    r"(?<![^\W_])(?:dra?|prof|hon|atty|lcd[ao]|lic|deacon|chair(?:wo)?man|senator)\.?[ ]$",
    re.IGNORECASE,
)
"""A doctor's or the like: whom a message calls so is nearly always a provider."""
IS_ONE = Ending(
    r"(?<![^\W_])(?:is|es|am|soy|was|era)[ ](?:the[ ]|el[ ]|la[ ])?(?:dra?|prof|hon)\.?[ ]$", re.IGNORECASE
)
"""A consumer can be one, too."""
EXTENSION = re.compile(
    r"[ ]?[,(]?[ ]?(?:badge|operator|ext\.?|extension|extensi[oó]n|x)[ ]?#?\d{2,6}(?!\w)", re.IGNORECASE
)
PLACE_OF_WORK = (
    r"help[ -]?desk|(?:broker|agent|producer|provider|member|customer)[ ](?:support|relations|services)"
    r"|imaging|escalations|outreach|compliance|intake|(?:call|contact|service)[ ]center|hotline|desk|team"
    r"|legal|policy|billing|vendor"
    r"|commissions"
    r"|broker[ ]services|customer[ ]service|enrollment[ ]support|training|mesa[ ]de[ ]ayuda"
    r"|centro[ ]de[ ]llamadas|equipo"
)
WORKS_THERE = re.compile(
    r"[ ](?:in|at|from|with|on|of|over[ ]at|de|del|en)[ ]"
    r"(?:(?:the|our|your|their|la|el|nuestra|nuestro)[ ])?(?:[\w'&-]+[ ]){0,2}?"
    rf"(?:{PLACE_OF_WORK})(?![^\W\d_])"
    r"|[ ](?:in|at|from|de|en)[ ](?:(?:our|your|nuestra)[ ](?:[\w'-]+[ ]){0,2}|(?:the"
    r"|la)[ ](?:[\w'-]+[ ]){1,2})"
    r"(?:office|oficina|branch|department)(?![^\W\d_])",
)
OF_AN_OFFICE = re.compile(
    r"[ ](?:at|from|of|de)[ ](?:the[ ])?(?:(?!SSN|DOB|K?CHIP|AP[A-Z]C|QHP|SNAP|TANF|SSD?I|USA)"
    r"[A-Z]{3,5}(?![\w-])"
    r"|[\w.-]+@[\w.-]+\.gov(?![\w-]))"
)
"""Offices are called by their first letters: "Ana at QRST"."""
AT_A_FIRM = re.compile(r"[ ](?:at|of|over[ ]at)[ ](?P<firm>[A-Z][\w-]+)")
FUNCTION_BEHIND = re.compile(
    r"[ ]?\((?:(?:the|our|my|your|mi|nuestr[oa]|la|el)[ ])?(?:[\w'-]+[ ])?"
    rf"(?:{cues.HELPERS}|{cues.JOB})(?![^\W\d_])[^()\n]{{0,30}}\)"
    r"|,[ ](?:the|our|my|your|mi|nuestr[oa]|la|el)[ ](?:(?!authori|legal|personal|tax)[\w'-]+[ ])?"
    rf"(?:{cues.HELPERS})(?![^\W\d_]|[ ](?:of[ ]record[ ])?for)",
    re.IGNORECASE,
)
FROM_AN_OFFICE = re.compile(
    r",[ ](?:el|la)[ ]de[ ](?:la[ ]|el[ ]|nuestr[oa][ ])?"
    r"(?:agencia|oficina|recepci[oó]n|equipo|mesa)(?![^\W\d_])"
)
REPRESENTATIVE = Ending(r"(?<![^\W_])representative[ ]?:?[ ]*$", re.IGNORECASE)
AUTHORIZED = re.compile(r"authori[sz]ed rep", re.IGNORECASE)
CLOSING = (
    r"(?:best|kind|warm)?[ ]?(?:regards|best|thanks?|thank you|thx|cheers|sincerely|saludos|gracias"
    r"|atentamente|atte)[,!.]?[ ]"
)
SIGNS = Ending(rf"(?:^|\n)[ \t>\u2013\u2014-]*(?:{CLOSING})?$|[.!?][ ]{CLOSING}$", re.IGNORECASE)
SIGNED_FOR = re.compile(
    r"[ ]?(?:,[ ]|\(|[|\u2013\u2014-][ ]?|\n[ \t>]*)(?:[^\n.!?:;]{0,60}[ ,|(&-])?"
    r"(?:(?-i:NPN|LLC|Inc)|insurance|agency|agencies|group|benefits|brokers?|brokerage|desk|team|support"
    r"|services"
    r"|line|licensing|office|department|dept|unit|navigators?|center|centre|advisors?|oficina|agencia"
    r"|equipo|centro|seguros|navegador(?:es|a)?|division|operations|relations|outreach|compliance|enrollment)"
    r"(?![^\W\d_])[^\n]{0,60}(?:\n[^\n]{0,80}){0,3}\s*$",
    re.IGNORECASE,
)
"""What stands below or beside who signs for an office: "Ana Roe\\nRoe Insurance Group, 555-0100"."""
COPIED = re.compile(r"[ \t>]*(?:cc|bcc|cco)[ ]?:[^\n]*", re.IGNORECASE)
OPEN_MAIL_BEHIND = re.compile(
    r"[ \"]{0,2}[<(\[][ ]?(?:mailto:)?[\w.+-]+@(?:(?:[gry]?mail|yahoo|hotmail|outlook|icloud|aol|live|msn|me"
    r"|att|proton(?:mail)?|comcast|verizon|sbcglobal|bellsouth|windstream|charter)\.|example\.(?:com|net"
    r"|org))",
    re.IGNORECASE,
)
A_LADY = Cue(
    r"(?<![^\W_])(?:an?|the|this|that|una?|el|la)[ ](?:(?:nice|young|very nice)[ ])?(?:lady|gentleman|guy"
    r"|girl|man|woman|person"
    r"|señora|señorita|muchacha|chica|joven)[ ](?:named|called|by[ ]the[ ]name[ ]of|llamad[oa]"
    r"|de[ ]nombre|que[ ]se"
    r"[ ]llama)[ ]$",
    re.IGNORECASE,
)
"""How somebody speaks of whom they reached on the telephone."""
DOES_FOR_US = re.compile(
    r"[ ](?:(?:just|already|then|ya)[ ])?(?:transferred[ ](?:me|us|the[ ]call)|hung[ ]up|read[ ](?:me|us)[ ]"
    r"|put[ ](?:me|us)[ ]on[ ]hold|is[ ]on[ ](?:leave|vacation|pto)|is[ ]out[ ]of[ ]office|is[ ]cc'?d"
    r"|opened[ ](?:(?:a|an|the)[ ])?(?:ticket|incident|jira|case|inc\d|req\d)"
    r"|(?:told[ ](?:me|us)|said)[ ](?:to[ ])?(?:open|submit|escalate|email|call|fax|file|resubmit|try"
    r"|use|wait)[ ]"
    r"|(?:gave|sent|assigned)[ ](?:me|us)[ ](?:(?:an?|the|this|that)[ ])?(?:new[ ])?(?:incident|ticket"
    r"|reference|inc|ref)(?![^\W_])"
    r"|(?:reset|unlocked)[ ](?:my|our)(?![^\W_])|could[ ]reproduce|escalated[ ](?:it|this|the)(?![^\W_])"
    r"|says?[ ](?:the[ ]ticket[ ]is[ ])?(?:closed|resolved|escalated|no[ ]action)|is[ ](?:off"
    r"|out)[ ](?:until|till|today)(?![^\W_])"
    r"|(?:ya[ ])?(?:me|nos|lo|la)[ ](?:desbloque[oó]|escal[oó]|reinici[oó])|me[ ]dio[ ](?:el[ ]"
    r"|un[ ])?(?:incidente|ticket)"
    r"|me[ ]pidi[oó][ ]la[ ]versi[oó]n"
    r"|me[ ](?:transfiri[oó]|colg[oó]|pidi[oó][ ]que[ ](?:abra|llame|mande))|cubre[ ]la[ ]oficina)",
    re.IGNORECASE,
)
SERVED_US = Ending(
    r"(?<![^\W_])(?:me[ ](?:atendi(?:[oó]|eron)|ayud[oó]|pas[oó][ ]con|comunic[oó][ ]con"
    r"|transfiri[oó][ ](?:a|con)"
    r"|transfirieron[ ](?:a|con))|transferred[ ](?:me|us)[ ](?:over[ ])?to|was[ ](?:helped"
    r"|transferred)[ ](?:by|to)"
    r"|(?:please[ ])?(?:route|assign|reassign)[ ](?:this[ ]|it[ ])?to|forward[ ]to"
    r"|regards[ ]to|saludos[ ]a|una?[ ]tal|(?:dudas|preguntas|informes)[ ](?:con|al?)|questions[ ]to)[ ]"
    r"(?:(?:mr|mrs|ms|miss|sra?|srta)\.?[ ])?$",
    re.IGNORECASE,
)
THANKED = Ending(
    r"(?:^|[.!?\n][ ]?)[ \t>]*(?:thanks|thank you|thx|gracias|muchas gracias)(?:[ ](?:so much|again|a))?[ ]$",
    re.IGNORECASE,
)
THANKED_ENDS = re.compile(r"[ ]?[!.,](?=\s|$)")


def is_helper(text: str, run: Run) -> bool:
    """Tell whether the words beside a name say that somebody helps consumers: an agent, a caseworker."""
    before = text[max(0, run.start - REACH) : run.start]
    if not all(token.is_capital for token in run.words):
        return run.tokens[0].sort is Sort.GIVEN and cues.HELPER_BEFORE.search(before) is not None
    is_helper_before = cues.HELPER_BEFORE.search(before) is not None
    if (is_helper_before and not _is_authorized(text, before)) or cues.HELPER_AFTER.match(
        text, run.end
    ) is not None:
        return True
    if len(run.words) > 1 and cues.JOB_BELOW.match(text, run.end):
        return True
    if cues.SPOKEN_TO.search(before) is not None and cues.AT_AN_OFFICE.match(text, run.end) is not None:
        return True
    if (
        _signs_for_office(text, run)
        or cues.DONE_BY.search(before)
        or cues.TO_SOMEBODY.search(before)
        or cues.IN_CHARGE.search(text[max(0, run.start - REACH_OF_LIST) : run.start])
        or _is_copied(text, run)
    ):
        return True
    return not _is_consumer(text, run, before) and _works_here(text, run, before)


def _is_authorized(text: str, before: str) -> bool:
    """Tell whether a "representative" is a consumer's own one, of whom the text speaks elsewhere."""
    return REPRESENTATIVE.search(before) is not None and AUTHORIZED.search(text) is not None


def _signs_for_office(text: str, run: Run) -> bool:
    """Tell whether somebody signs at the end of a text, with an office beside the name or below it."""
    if len(text) - run.end > SIGNATURE or run.start <= REACH:
        return False
    begins = SIGNS.search(text, max(0, run.start - REACH), run.start) is not None
    return begins and SIGNED_FOR.match(text, run.end) is not None


def _is_copied(text: str, run: Run) -> bool:
    """Tell whether a mail's copy went to somebody, unless to an address that anybody can have."""
    line = text.rfind("\n", 0, run.start) + 1
    if COPIED.fullmatch(text, line, run.start) is None:
        return False
    return OPEN_MAIL_BEHIND.match(text, run.end) is None


def works_for(text: str, run: Run) -> str:
    """Return the folded word for the firm at which somebody is said to be, empty where none is."""
    before = text[max(0, run.start - REACH) : run.start]
    found = AT_A_FIRM.match(text, run.end)
    return "" if found is None or _is_consumer(text, run, before) else fold(found["firm"])


def is_called_consumer(text: str, run: Run) -> bool:
    """Tell whether a word such as "client" stands before a name, or a birth date or the like behind."""
    return _is_consumer(text, run, text[max(0, run.start - REACH) : run.start])


def _is_consumer(text: str, run: Run, before: str) -> bool:
    untitled = A_LADY.cut_from(TITLE.cut_from(cues.TITLE.cut_from(before)))
    return cues.STRONG.search(untitled) is not None or cues.BEHIND.match(text, run.end) is not None


def _works_here(text: str, run: Run, before: str) -> bool:
    """Tell whether somebody has an office, a function or a title of a helper, or did what only staff does."""
    if (TITLE.search(before) and not IS_ONE.search(before)) or SERVED_US.search(before):
        return True
    if THANKED.search(before) and THANKED_ENDS.match(text, run.end):
        return True
    behind = (EXTENSION, WORKS_THERE, FROM_AN_OFFICE, OF_AN_OFFICE, FUNCTION_BEHIND, DOES_FOR_US)
    return any(one.match(text, run.end) for one in behind)
