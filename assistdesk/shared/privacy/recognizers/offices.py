"""Addresses and telephones of offices: of agencies, clinics and the like, and of a message's own parties."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from assistdesk.shared.privacy.names.phrases import folded_words, phrases_of, rows_of, words_of
from assistdesk.shared.privacy.parties import ten_digits
from assistdesk.shared.privacy.reading import Reading
from assistdesk.shared.privacy.recognizers import venues
from assistdesk.shared.privacy.recognizers.strangers import TOLL_FREE
from assistdesk.shared.privacy.scanning import Cue, Ending

REACH = 70
OF_A_CONSUMER = (
    r"(?:her|his|their|su|client'?s|consumer'?s|husband'?s|wife'?s|mom'?s|dad'?s|spouse'?s|del cliente)"
)
NOUN = (
    r"offices?|ofc|oficinas?|headquarters|hq|branch|storefront|sites?|location|building|edificio|sede"
    r"|sucursal|agency"
    r"|agencia|clinic|cl[ií]nica|consultorio|hospital|librar(?:y|ies)|biblioteca|expo center|courthouse"
    r"|help[ -]?desk|desk"
    r"|hotline|conference line|(?:call|contact|service) center|(?:conf(?:erence)?|call"
    r"|conf(?:erence)? call)? ?bridge"
    r"|dial-?in|(?:supervisor|manager|staff|agent|broker) callback|return address"
    r"|principal address|business address|remit(?:tance)?(?: to)?|(?:store|tienda) ?#?\d{1,6}"
    r"|fax(?:ed|ing|eado)?(?:[ ]cover)?(?:[ ]sheet)?|np[ni]\.?[ ]?#?:?[ ]?\d{5,10}|dispatch|switchboard"
    r"|main (?:line|number)"
    r"|direct (?:line"
    r"|number)|pharmacy|farmacia|landlord|employer|vendor"
)
LEADS = (
    r"is|at|now|has|moved|relocated|located|to|on|in|as|the|las?|los|mailing|phone|number|tel[eé]?\.?"
    r"|telephone|tel[eé]fono"
    r"|line|address|are"
    r"|de|del|en|es|el|atiende|contesta|abre"
    r"|answers|opens|est[aá]|se mud[oó]|al?|para|forms?|it|them|docs?|documents|n[uú]mero|\d{1,2}|y|and|,"
)
OFFICE = Cue(
    rf"(?<![^\W_])(?P<noun>{NOUN})(?:[ ](?:of|de|del|in|en)(?:[ ][^\W\d_]+){{1,4}})?"
    rf"(?:[ \t:#,.()|/-]|\((?:[\w ]{{0,12}})\)"
    rf"|(?<![^\W_])(?:{LEADS})(?![^\W_])){{0,14}}$",
    re.IGNORECASE,
)
WHOSE = Cue(rf"(?<![^\W_]){OF_A_CONSUMER}[ ](?:[\w'-]+[ ])?$", re.IGNORECASE)
FIRM = Cue(
    r"(?<![\w-])(?:Insurance|Ins|Agency|Group|Brokers?|Brokerage|Benefits?|LLC|L\.L\.C|Inc"
    r"|Assoc(?:iates)?|Health[ ]Plans?"
    r"|Advisors?|Solutions|Multiservicios|Services|Servicios|Financial|Clinic|Direct|Partners"
    r"|Consulting|Enrollment|Coverage|Navigators?|Exchange|Departments?|Dept|Licensing|Operations|Outreach"
    r"|Centers?|Bureau|Hospital|Hospice|Library|University|College|Division|Board|Foundation|Coalition"
    r"|Association|Network|Ministries|LLP|Law[ ](?:Firm|Offices?)|Legal[ ]Aid|DSS|SSA|DMV|MVA|[Dd]epartment"
    r"|Tax|(?:Seguros|Centro|Agencia|Cl[ií]nica)(?:[ ](?:(?:de|del|la"
    r"|los|e|y)[ ])*[A-Z][\w'-]+){1,2})\.?[ ]?"
    r"(?:[,|/-]?[ ]?\n?[ \t]*(?:(?i:o|p|f|t|ph|tel|fax|office|phone)[.:]?[ ])?|[ ]?\()$"
)
TELEPHONE = Ending(r"\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}[ ]?[,|·•/-][ ]?$")
LIVES = re.compile(
    r"(?<![^\W_])(?:lives?|living|resid\w+|stay(?:s|ing)|shelter|home|house|c/o|mail(?:ing)?|vive[n]?"
    r"|domicilio|works?|trabaja)(?![^\W_])",
    re.IGNORECASE,
)
BEHIND_PARTY = re.compile(
    r"(?:[\s,|/(:;#.•·-]|NPN|\d{5,10}|(?<![^\W_])(?:ofc|office|cell|phone|tel|ph|direct|fax|o|c|p|m|t|f"
    r"|at|oficina|celular)(?![^\W_])){1,24}",
    re.IGNORECASE,
)
CONTACT = r"(?:ofc|office|phone|tel|ph|fax|oficina|tel[eé]fono|o|p|t|f)"
AND = r"(?:and|or|y|o|to|not|vs|instead[ ]of)"
BEHIND_ADDRESS = re.compile(
    r"(?:,[ ](?:i'm[ ]at|estoy[ ]en[ ]el)[ ]|,[ ](?-i:[A-Z])[a-z]+(?:[ ](?-i:[A-Z])[a-z]+)?)?"
    r"[\s,|/(:;.•·)-]{0,5}"
    rf"(?:{AND}[ ](?:the[ ]one[ ]in(?:[ ][\w'.-]+){{1,2}}[ ](?:said|says|is)[ ])?)?"
    rf"(?:(?:the[ ]|el[ ]|la[ ])?{CONTACT}(?:'s)?(?:[ ]number)?(?:[ ](?:is|es))?"
    r"(?:[ ](?:still[ ])?the[ ]same)?[\s.:,]{1,2})?\(?",
    re.IGNORECASE,
)
"""What stands between an office's address or telephone and its next one."""


def is_at_office(reading: Reading, start: int) -> bool:
    """Tell whether what stands before `start` says that an office's address or telephone begins there."""
    line = max(0, start - REACH)
    before = reading.text[line:start]
    office = OFFICE.search(before)
    if office is not None and "\n" not in office.group():
        is_staffs = office["noun"].lower() == "desk"
        return is_staffs or WHOSE.search(before[: office.start()]) is None
    if FIRM.search(TELEPHONE.cut_from(before)) is not None and not LIVES.search(before):
        return True
    return venues.is_announced(reading.text[max(0, start - venues.REACH) : start]) or venues.is_behind_npn(
        before
    )


def is_behind_party(reading: Reading, start: int) -> bool:
    """Tell whether a party's whole name stands right before `start`, but for what stands in a signature."""
    if venues.is_below_signature(reading.text, start, reading.parties):
        return True
    before = reading.text[max(0, start - REACH) : start].rstrip("( ")
    for row in rows_of(reading.parties.names):
        if len(row) < 2:
            continue
        place = before.lower().rfind(row[-1])
        if place < 0 or tuple(folded_words(before[:place])[1 - len(row) :]) != row[:-1]:
            continue
        gap = before[place + len(row[-1]) :] + " "
        if "\n\n" not in gap and not _speaks(before[:place], gap) and BEHIND_PARTY.fullmatch(gap):
            return True
    return False


LINES = 6
OF_A_SIGNATURE = re.compile(
    r"[ \t>|]*(?:(?:[A-Z][\w'&.-]*|&|[\d()+.-]{4,14}|(?i:office|ofc|phone|tel|ph|cell|fax|npn|direct"
    r"|main|oficina)"
    r"|of|and|the|de|del|la|y)[.:#]?[ ,|/·•-]{0,3}){0,9}"
)
"""What stands before an address in a line of a signature: a firm, its numbers, nothing in small letters."""


SENTENCES = re.compile(r"(?:[?!]|[a-z\d)]\.)[ ]+")


def is_in_signature(reading: Reading, start: int) -> bool:
    """Tell whether `start` is in a block of lines that a party's name begins, behind a firm or a number.

    "B. Roe, Example Center, 12 Main St" signs as well: an initial will do for the first name.
    """
    text = reading.text
    begin = text.rfind("\n", 0, start) + 1
    begin = max([begin, *(one.end() for one in SENTENCES.finditer(text, begin, start))])
    line = text[begin:start]
    if OF_A_SIGNATURE.fullmatch(line) is None or venues.OF_SOMEBODYS.search(line) is not None:
        return False
    for name in map(words_of, reading.parties.names):
        if len(name) > 1 and line.strip() and _is_begun_by(text, begin, start, name):
            return True
    return False


def _is_begun_by(text: str, begin: int, start: int, name: tuple[str, ...]) -> bool:
    """Tell whether the line at `begin` or one of those above it, up to an empty one, begins with a name."""
    line = text[begin:start]
    for _ in range(LINES):
        words = words_of(line[:REACH])
        is_short = words[:1] == (name[0][0],) and words[1 : len(name)] == name[1:]
        if (words[: len(name)] == name or is_short) and not line.rstrip().endswith(":"):
            return len(words) <= len(name) + LINES
        above = text.rfind("\n", 0, max(0, begin - 1)) + 1
        line = text[above : max(0, begin - 1)]
        if not begin or not line.strip(" \t>") or OF_A_SIGNATURE.fullmatch(line.rstrip() + " ") is None:
            return False
        begin = above
    return False


OR_CALL = re.compile(
    r"[ \t,;.(|/-]{0,4}(?:(?:or|and|o|y)[ ])?(?:(?:call|phone|fax|ph|tel[eé]?f?o?n?o?|p|t|f"
    r"|llame(?:n)?[ ]al)[.:]?[ ]{1,2})?"
    r"(?P<phone>(?:1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4})(?!\d)",
    re.IGNORECASE,
)


def is_before_known(reading: Reading, end: int) -> bool:
    """Tell whether an office's telephone stands right behind an address: "mail to ... or call 1-800 ..."."""
    found = OR_CALL.match(reading.text, end)
    if found is None:
        return False
    number = ten_digits(found["phone"])
    return number in reading.directory.phones or number[:3] in TOLL_FREE


def is_below_known_name(reading: Reading, start: int) -> bool:
    """Tell whether a name of the directory stands right before `start`, or alone in the line above."""
    begin = max(0, start - REACH)
    before = reading.text[begin:start].rstrip(" \t,:\n>|")
    found = phrases_of(reading.directory.names).found_in(reading.text, begin, start)
    return any(last == begin + len(before) and words > 1 for _, last, words in found)


HEAD_OF_LINE = re.compile(r"(?:^|\n)[ \t>]*(?:\[?\d{1,2}:\d\d[^\n]{0,8}[ ])?[\w.]*[ ]?$")


def _speaks(before: str, gap: str) -> bool:
    """Tell whether a colon after a name at the head of a line says that somebody speaks in a chat."""
    return gap.startswith(":") and HEAD_OF_LINE.search(before) is not None


OFFICE_BEHIND = re.compile(
    r"[ ]?(?:\((?:the[ ]|la[ ]|my[ ]|our[ ]|mi[ ])?"
    r"(?:[A-Z]{3,5}(?![^\W_])|(?i:office|oficina|main|front[ ]desk|work|ext))"
    r"|,?[ ](?i:(?:it|that|which)[ ])?(?i:is|es|was)[ ]"
    r"(?:(?i:the|my|our|a|la|el|mi|nuestra)[ ])?(?:[\w'&-]+[ ]){0,3}?"
    r"(?i:office|front[ ]desk|clinic|agency|oficina|cl[ií]nica|helpdesk|help[ ]desk|hotline)(?![^\W_])"
    r"|,[ ](?i:(?:my|our|the|mi|nuestra)[ ](?:[\w'&-]+[ ])?(?:office|desk|front[ ]desk|oficina))(?![^\W_])"
    r"|,[ ](?i:el[ ]de[ ](?:la|mi)|(?:e[sé]a|esta|it|that|this)[ ](?:es|is)[ ](?:la|mi|the|my|our))[ ]"
    r"(?i:agencia|oficina|office|agency|desk)(?![^\W_])"
    r"|,?[ ](?i:that|which|it)(?:'s|[ ](?i:is|was))[ ](?:[A-Z][\w'-]*[ ]?){1,2}'s[ ]"
    r"(?i:line|desk|ext(?:ension)?|office|direct)(?![^\W_])"
    r"|[ ](?i:as[ ]their[ ](?:office|main))|,?[ ]?(?i:ext(?:ensi[oó]n|\.)?|x)[ ]?\d{1,6}(?!\w)"
    r"|[ ,]{1,2}(?i:(?:(?:access|conference|meeting)[ ])?(?:pin|passcode|code))[ :#]{1,2}\d{4,10}(?!\w))"
)
"""What says that the telephone number before it is an office's: "(ABCD ...)", "is my office", "ext. 12"."""


def is_before_office(reading: Reading, end: int) -> bool:
    """Tell whether the words behind `end` say that the telephone number before it is an office's."""
    return OFFICE_BEHIND.match(reading.text, end) is not None


def is_behind(reading: Reading, start: int, ends: Sequence[int], *, is_same_line: bool) -> bool:
    """Tell whether one of `ends`, which are in order, stands right before `start`."""
    last = bisect_right(ends, start)
    if last and is_same_line and "\n" in reading.text[ends[last - 1] : start]:
        return False
    return bool(last) and BEHIND_ADDRESS.fullmatch(reading.text, ends[last - 1], start) is not None
