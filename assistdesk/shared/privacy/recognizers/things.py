"""What has a name and is no person: organizations, plans, places, links. They compete with names of people."""

import re
from collections.abc import Iterable, Iterator

from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import AllowedType
from assistdesk.shared.privacy.names import lists
from assistdesk.shared.privacy.names.tokens import Sort, tokens_of
from assistdesk.shared.privacy.reading import Reading
from assistdesk.shared.privacy.scanning import Ending, Scan
from assistdesk.shared.privacy.strengths import THING, URL

CAPITAL = r"(?:[A-Z][\w'.&-]*|[A-Z]\.)"
INNER = r"(?:of|the|and|for|&|de|del|la|y|[+-])"
BEFORE = Ending(rf"(?:(?:{CAPITAL}|\d{{1,3}}|(?<=[\w.] ){INNER})[ ]){{1,6}}$")
ORGANIZATION = re.compile(
    r"(?<![\w-])(?:Hospitals?|Clinics?|Cent(?:er|re)s?|Health(?:care)?|Medical|Insurance|Agency"
    r"|Agencies|Group"
    r"|Partners|Partnership|LLC|L\.L\.C\.|Inc|Corp(?:oration)?|Compan(?:y|ies)|Associates|Assoc"
    r"|Universit(?:y|ies)"
    r"|College|School|Academy|Church|Ministries|Bank|Credit Union|Pharmac(?:y|ies)|Solutions|Benefits"
    r"|Advisors"
    r"|Brokers|Brokerage|Services|Systems?|Department|Dept|Division|Office|Board|Court|Bureau|Administration"
    r"|Foundation|Institute|Association|Coalition|Network|Exchange|Connection|Marketplace|Portal|Hotline"
    r"|Help ?[Dd]esk|Team|Unit|Mutual|Financial|Mart|Store|Foods?|Logistics|Construction|Staffing|Restaurant"
    r"|Waiver|Act|Amendment|Day|Library|Mission|Outreach|Hotel|Motel|Inn|Apartments|Rehab|Hospice"
    r"|Nursing Home|Women's|Children's|Pediatrics|Shelter|House|Tax|Ministr(?:y|ies)|Program|Seguros"
    r"|Agencia|Banco|Daughters|Sons|LLP|PLLC|Ins|Legal Aid|Auto Body|Elementary)(?![\w-])"
    r"|(?<![\w-])(?-i:HOSPITAL|CLINIC|COUNTY|INSURANCE|AGENCY|BANK|MEDICAL CENTER)(?![\w-])"
)
PLAN = re.compile(
    r"(?<![\w-])(?:Bronze|Silver|Gold|Platinum|Catastrophic|HMO|PPO|EPO|POS|HDHP|HSA|CSR|DHMO|DPPO"
    r"|Dental|Vision"
    r"|Advantage|Select|Premier|Basic|Bronce|Plata|Oro)(?![\w-])"
)
AFTER_PLAN = re.compile(r"(?:[ ](?:[A-Z][\w'.-]*|\d[\d,%]*|[+&/-]|with|and|for|plan)){0,8}")
PLACE = re.compile(
    r"(?<![\w-])(?:County|Parish|Township|Borough|Co\.|Co(?=[ ]?(?:[,;)\n]|$))|Heights|Springs|Beach"
    r"|Island|Falls|Valley|Grove|Park|Lake|Street|Drive|Avenue|Ave\.?|Boulevard|Blvd\.?|Building"
    r"|Pavilion|Wing|Auditorium|Memorial|Stadium|Museum|Parkway|Community Hall)(?![\w-])"
)
PLACE_OF = re.compile(
    r"(?<![\w-])(?:[Cc]ounty of|[Cc]ondado de|[Cc]iudad de|[Cc]ity of|[Tt]own of|[Cc]ounty:|[Cc]ondado:"
    r"|[Hh]ospital"
    rf"|[Cc]l[ií]nica|[Ii]glesia|Casa|Centro|Fundaci[oó]n|[Pp]arroquia|[Ss]ala|[Ss]al[oó]n|[Ee]scuela"
    rf"|[Uu]niversidad(?: de)?|[Bb]anco)[ ](?:(?:de|del|la|los|las)[ ])?{CAPITAL}"
    rf"(?:[ ](?:(?:de|del|la|los|las)[ ])?{CAPITAL}){{0,3}}"
)
STATES = (
    r"AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM"
    r"|NY|NC|ND|OH|OK"
    r"|OR|PA|PR|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY"
)
STATE_WORDS = "|".join(lists.states())
TOWN_AND_STATE = re.compile(
    rf"(?<![\w-])(?:{CAPITAL}[ ]){{0,3}}{CAPITAL}(?:,[ ]?|[ ])(?!(?:AL|DE|LA)[ ][A-Z])(?:{STATES})(?![\w-])"
    rf"|(?<![\w-])(?:{CAPITAL}[ ]){{0,2}}{CAPITAL},[ ]?(?:{STATE_WORDS})(?![\w-])"
)
STATE = re.compile(rf"(?:\b(?:[Ii]n|[Ff]rom|[Tt]o|[Oo]f|[Ee]n|[Dd]e)[ ])(?:{STATE_WORDS})(?![\w-])")
LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]+|(?<![\w@.-])[\w-]+(?:\.[\w-]+)*\.(?:gov|com|org"
    r"|net)(?:/[^\s<>\"]*)?(?![\w@])"
)
SAINT = re.compile(
    r"(?<![\w-])(?:(?<=[Aa]t )|(?<=[Ii]n )|(?<=[Tt]o )|(?<=[Ee]n )|(?<=of )|(?<=from )|(?<=the )"
    r"|(?<=near )|(?<=de ))"
    r"(?:St\.|Saint|San|Santa|Santo|Our Lady of|Nuestra Señora de)(?:[ ](?:de|del|la"
    r"|of))?(?:[ ][A-Z][\w'-]*){1,2}"
    r"(?:[ ](?:de|del|of)[ ](?:la[ ])?[A-Z][\w'-]*)?"
)
"""A church, a hospital or a town that is called after a saint."""
SCAN = Scan([ORGANIZATION, PLACE, PLAN, PLACE_OF, SAINT, TOWN_AND_STATE, STATE])
MARKS_OF_LINKS = ("://", "www.", ".gov", ".com", ".org", ".net")
FARTHEST = 90
ALSO_OF_PEOPLE = frozenset(
    [
        "Health",
        "Medical",
        "Insurance",
        "Benefits",
        "Tax",
        "Day",
        "Program",
        "Office",
        "Team",
        "Unit",
        "House",
        "Marketplace",
    ]
)
"""What stands behind a client's name in a subject too: "Ana Roe Insurance Card"."""


def things(reading: Reading) -> Iterable[Claim]:
    """Claim organizations, plans, places and links by the words that they end in or begin with."""
    text = reading.text
    for number, found in SCAN.found_in(text, reading.places):
        pattern = SCAN.patterns[number]
        if pattern is ORGANIZATION:
            yield from _ending_in(text, found, AllowedType.ORGANIZATION)
        elif pattern is PLACE:
            yield from _ending_in(text, found, AllowedType.PLACE)
        elif pattern is PLAN:
            yield _plan(text, found)
        else:
            yield Claim(found.start(), found.end(), AllowedType.PLACE, THING, "place")
    if any(mark in text for mark in MARKS_OF_LINKS):
        for found in LINK.finditer(text):
            yield Claim(found.start(), found.end(), AllowedType.URL, URL, "link")


def _ending_in(text: str, found: re.Match[str], kind: AllowedType) -> Iterator[Claim]:
    before = BEFORE.search(text, max(0, found.start() - FARTHEST), found.start())
    if before:
        start = before.start()
        if found.group() in ALSO_OF_PEOPLE:
            start = _behind_name(text, start, found.start())
        yield Claim(start, found.end(), kind, THING, "organization_or_place")


def _behind_name(text: str, start: int, end: int) -> int:
    """Return where the words from `start` to `end` go on behind a first and a last name; `start` without one."""
    tokens = [token for token in tokens_of(text, start, end) if token.sort is not Sort.INITIAL][:2]
    if [token.sort for token in tokens] not in ([Sort.GIVEN, Sort.FAMILY], [Sort.GIVEN, Sort.GIVEN]):
        return start
    return min(end, tokens[-1].end + 1)


def _plan(text: str, found: re.Match[str]) -> Claim:
    """Claim the name of a plan: capitalized words around a metal or a kind of plan."""
    before = BEFORE.search(text, max(0, found.start() - FARTHEST), found.start())
    after = AFTER_PLAN.match(text, found.end())
    start = _behind_name(text, before.start(), found.start()) if before else found.start()
    return Claim(start, after.end() if after else found.end(), AllowedType.PLAN, THING, "plan")
