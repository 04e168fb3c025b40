"""Postal addresses: house number and street, boxes, Spanish and foreign forms; with unit, town and ZIP code."""

import re
from collections.abc import Iterable

from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import AllowedType, PersonalType
from assistdesk.shared.privacy.reading import Reading
from assistdesk.shared.privacy.recognizers import offices, venues
from assistdesk.shared.privacy.recognizers.things import STATE_WORDS, STATES
from assistdesk.shared.privacy.scanning import Scan
from assistdesk.shared.privacy.strengths import ADDRESS, LABELLED

ENDINGS = (
    "Street|Str|St|Avenue|Ave|Av|Boulevard|Blvd|Drive|Dr|Road|Rd|Lane|Ln|Court|Ct|Circle|Cir|Place|Pl"
    "|Terrace|Ter|Terr|Way"
    "|Trail|Trl|Tr|Parkway|Pkwy|Pike|Highway|Hwy|Route|Rte|Square|Sq|Loop|Alley|Aly|Manor|Mnr|Crossing"
    "|Xing|Ridge|Rdg"
    "|Run|Path|Pass|Row|Plaza|Plz|Point|Pt|Pointe|Commons|Cmns|Cove|Cv|Creek|Crk|Bend|Bnd|Branch|Br"
    "|Bypass|Byp|Camp"
    "|Center|Ctr|Estates?|Ests?|Expressway|Expy|Extension|Ext|Fork|Frk|Freeway|Fwy|Garden|Gardens|Gdns"
    "|Glen|Gln|Green"
    "|Grn|Grove|Grv|Harbor|Hbr|Haven|Hvn|Heights|Hts|Hill|Hl|Hills|Hls|Hollow|Holw|Island|Isle|Junction"
    "|Jct|Key|Knoll"
    "|Knl|Knolls|Lake|Lk|Landing|Lndg|Mall|Meadow|Meadows|Mdws|Mill|Mills|Mount|Mt|Mountain|Mtn|Orchard"
    "|Orch|Oval"
    "|Overlook|Park|Pines|Prairie|Ranch|Rapids|Rest|Shore|Shores|Spring|Springs|Spgs|Spur|Station|Sta"
    "|Stream|Summit"
    "|Smt|Trace|Trce|Track|Tunnel|Turnpike|Tpke|Union|Valley|Vly|Via|View|Vw|Village|Vlg|Villas?|Vista"
    "|Vis|Walk|Wood"
    "|Woods|Wynd|Close"
)
SURE_ENDINGS = (
    "street|str|st|avenue|ave|boulevard|blvd|drive|dr|road|rd|lane|ln|court|ct|circle|cir|terrace|trail"
    "|trl|parkway|pkwy"
    "|pike|highway|hwy|loop|alley|place|pl|way|square|sq|cove|crossing|turnpike|manor"
)
CAPITAL_ENDINGS = "|".join(ending.capitalize() for ending in SURE_ENDINGS.split("|"))
NUMBER = r"(?<![\w$#./-])(?:\d{1,6}|\d[\dO]{1,4})(?:-\d{1,5})?(?:-?[A-Za-z])?(?:[ ]1/2)?"
COMPASS = r"(?:(?:N|S|E|W|NE|NW|SE|SW)\.?|North|South|East|West|Northeast|Northwest|Southeast|Southwest)"
WORD = r"(?:[A-Z][\w'.-]*|\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH)|of|the|de|la|and)"
BEHIND = rf"(?:[ ]+{COMPASS}(?!\w))?"
STREET = rf"{NUMBER}[ ]+(?:{COMPASS}[ ]+)?(?:(?:{WORD}[ ]+){{1,5}}?(?:{ENDINGS})\b\.?(?:[ ](?:{CAPITAL_ENDINGS})\b\.?)?|Broadway\b){BEHIND}"
HIGHWAY = (
    rf"{NUMBER}[ ]+(?:(?:Old|{COMPASS})[ ]+)?(?:(?:U\.?S\.?|State|County|Co\.?|[A-Z]{{2}}|Ky"
    rf"|Md)[ -]?)?(?i:Highway|Hwy|Route|Rte|Rt|Road|Rd)"
    rf"\.?[ ]+\d{{1,4}}[A-Z]?{BEHIND}"
    rf"|(?<![\w$#./-])\d{{3,6}}[ ][A-Z]{{2}}-\d{{1,4}}(?!\w)|(?<![\w-])(?:Hwy|Highway|Route"
    rf"|Rt\.?)[ ]\d{{1,4}}(?:[ ][NSEW])?[ ]\#[ ]?\d{{1,6}}(?!\w)"
)
QUIET_WORD = r"(?!(?:min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?|miles?|times?|no|the|people|members?)\b)[a-z'.-]+|\d{1,3}(?:st|nd|rd|th)"
QUIET = rf"{NUMBER}[ ]+(?:(?:{QUIET_WORD})[ ]+){{1,3}}?(?:{SURE_ENDINGS})\b\.?(?![ ](?:time|of|to)\b)"
LOUD = rf"{NUMBER}[ ]+(?:[A-Z0-9][A-Z0-9'.-]*[ ]+){{1,4}}?(?:{SURE_ENDINGS.upper()})\b\.?"
FIGURE = "one|two|three|four|five|six|seven|eight|nine"
TENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
SPOKEN = rf"(?<![\w-])(?i:{TENS}|{FIGURE})(?:[ -](?i:{FIGURE}|{TENS}|oh|hundred)){{1,4}}[ ](?:[A-Z][\w'.-]*[ ]){{1,3}}(?:{CAPITAL_ENDINGS})\b\.?"
SAID = re.compile(rf"(?<![\w-])(?:{TENS}|{FIGURE})[ -](?:{FIGURE}|{TENS}|oh|hundred)(?!\w)", re.IGNORECASE)
BOX = (
    r"(?<![\w-])(?:(?i:P\.?[ ]?O\.?[ ]?B(?:ox|X)|POB|Post Office Box"
    r"|Apartado(?: Postal)?)\.?[ ]?#?[ ]?\d{1,6}[A-Za-z]?"
    r"|(?i:RR|R\.R\.|HC|RFD|(?:(?:Rural|Star)[ ])?(?:Route"
    r"|Rt\.?))[ ]?#?\d{1,4},?[ ](?i:Box)[ ]?#?\d{1,5}[A-Za-z]?|(?i:PSC|CMR"
    r"|Unit)[ ]\d{1,5},?[ ](?i:Box)[ ]\d{1,5})"
)
ABROAD = (
    rf"{NUMBER},?[ ]+(?:bis[ ]+)?(?:Rue|Via|Rua|Calle|Avenida|Avenue|Chemin|Strada|Camino|Paseo|Carrera"
    rf"|Jalan)[ ]"
    r"(?:(?:de|la|las|los|du|des|del|da|do|dos|di)[ ]|l')*[A-Z][\w'.-]*(?:[ ](?:(?:de|la|y|du"
    r"|del)[ ])*[A-Z][\w'.-]*){0,3}"
)
SPANISH = (
    r"(?<![\w-])(?i:Calle|C/|Avenida|Av\.|Avda\.?|Ave\.|Carretera|Carr\.?|Camino|Callej[oó]n|Boulevard"
    r"|Paseo|Pasaje|Ruta|Urb\.?"
    r"|Urbanizaci[oó]n|Residencial|Colonia|Col\.|Privada|Calzada|Barrio)[ ]"
    r"(?:(?:de|la|las|los|del|el)[ ])*[A-Z0-9][\w'.-]*(?:[ ](?:(?:de|la|las|los|del"
    r"|y)[ ])*[A-Z][\w'.-]*){0,3}"
    r",?[ ](?i:#|n[uú]m\.?|n[uú]mero|no\.?|n[º°]\.?)?[ ]?(?:[A-Z]-)?\d{1,6}(?:-\d{1,4})?[A-Za-z]?(?![\w/])"
)
UNIT = (
    r"(?:(?:,?[ ]+|,?[ ]?\n)(?:\d{1,2}(?:st|nd|rd|th)[ ][Ff]l(?:oor|r)?\b|\d{1,2}(?:do|er|ro|to|mo|vo"
    r"|no|º|°|\.º)?[ ](?i:piso|nivel)\b|(?i:apt|apartment|unit|suite|ste|lot|bldg|building|floor|fl"
    r"|room|rm|trlr|trailer|space|spc|apto|depto"
    r"|departamento|apartamento|piso|casa|int|dpto|n[uú]m|n[uú]mero|lote|remolque|tr[aá]iler|edificio"
    r"|edif|local|unidad|slip|pmb|hc|rear|basement|box)\b\.?[ ]*#?[ ]?[\w-]{1,6}|\#[ ]?[\w-]{1,6}))"
)
TOWN = r"(?:(?:(?:St|Mt|Ft)\.|[A-Z][\w'-]*|de|of|the|la)[ ]){0,3}[A-Z][\w'-]*"
ZIP = r"\d{5}(?:-\d{4})?(?!\d)"
REGION = rf"(?:{STATES}|{STATE_WORDS}|[Kk]y|[Mm]d)\b\.?"
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic"
REST = (
    rf"(?:(?:{UNIT}){{0,2}}(?:,?[ ](?:in"
    rf"|en)[ ](?!(?i:{MONTHS})){TOWN}(?:,?[ ]+{REGION})?(?:,?[ ]+{ZIP})?|(?:,[ ]?|[ ]+in[ ]|[ ]+"
    rf"|[ ]?\n){TOWN},?[ ]+{REGION}(?:(?:,?[ ]+|,?[ ]?\n){ZIP})?"
    rf"|,[ ]{TOWN},?[ ]+{ZIP}|,?[ ]+{ZIP}(?:[ ]{TOWN})?|,[ ]{REGION}|,[ ](?!(?i:ap(?:t|to|artment"
    rf"|artamento)|unit|suite|ste|lot|depto|piso|int|dpto|po|box)\b){TOWN}(?=[ \t]*(?:$|[.;)\n]"
    rf"|[ ](?:to|and|y|a)[ ])))|(?:{UNIT}){{1,2}})"
)
QUIET_REST = rf"(?:{UNIT})?(?:,?[ ]+(?:[A-Za-z'.-]+[ ,]+){{1,3}}(?i:{STATES})\b\.?(?:,?[ ]+{ZIP})?|,?[ ]+(?:[A-Za-z'.-]+[ ,]+){{0,2}}{ZIP})?"
QUIET_TOWN = rf",?[ ]+(?:[a-z'.-]+[ ,]+){{1,3}}(?i:{STATES})\b\.?(?:,?[ ]+{ZIP})?"
UNIT_FIRST = (
    r"(?<![\w-])(?:(?i:apt|apartment|unit|lot|apto|depto)\.?[ ]#?[\w-]{1,5}"
    r"|\d{1,2}(?:st|nd|rd|th)[ ](?i:floor|fl)\.?),?[ ]"
)
ESTATE = r"(?<![\w-])(?i:urb\.?|urbanizaci[oó]n|residencial|barrio|bo\.)[ ](?:[A-Z][\w'-]*[ ]?){1,3},[ ]"
KILOMETRE = r"(?<![\w-])(?i:carr(?:etera|\.)?)[ ](?:PR-?)?\d{1,3},?[ ](?i:km)\.?[ ]?\d{1,3}(?:\.\d)?"
FORMS = (
    ("street_address", ADDRESS, re.compile(rf"(?:{UNIT_FIRST})?(?:{HIGHWAY}|{STREET})(?:{REST})?")),
    (
        "street_and_zip",
        ADDRESS,
        re.compile(rf"{NUMBER}[ ]+(?:{WORD}[ ]+){{0,3}}[A-Z][\w'.-]*,[ ]{TOWN},?[ ]+{REGION},?[ ]+{ZIP}"),
    ),
    (
        "street_and_unit",
        ADDRESS,
        re.compile(rf"{NUMBER}[ ]+(?:{WORD}[ ]+){{0,2}}[A-Z][\w'-]+(?:{UNIT})(?:{REST})?"),
    ),
    (
        "street_with_compass",
        ADDRESS,
        re.compile(
            rf"{NUMBER}[ ]+{COMPASS}[ ]+(?:{WORD}[ ]+)?[A-Z][\w'-]+(?=,|[ ]*\n|[ ]*$)(?:{REST}|,[ ]{TOWN})?"
        ),
    ),
    (
        "box_and_town",
        ADDRESS,
        re.compile(
            rf"(?<![\w-])(?<!O\. )(?<!O )(?<![Pp]o )(?<![Pp]\.o )(?<!\bo )(?<!ffice )(?:Route[ ]\d{{1,3}}[ ])?Box[ ]\d{{1,6}},?[ ]{TOWN},?[ ]+{REGION}(?:,?[ ]+{ZIP})?"
        ),
    ),
    ("street_address_loud", ADDRESS, re.compile(rf"(?:{UNIT_FIRST})?(?:{LOUD}){QUIET_REST}")),
    ("street_address_spoken", ADDRESS, re.compile(rf"{SPOKEN}(?:{REST})?")),
    ("street_address_quiet", ADDRESS, re.compile(rf"(?:{QUIET}){QUIET_REST}")),
    ("box", ADDRESS, re.compile(rf"{BOX}(?:{REST}|{QUIET_TOWN})?")),
    ("address_abroad", ADDRESS, re.compile(rf"{ABROAD}(?:{REST})?")),
    ("address_spanish", ADDRESS, re.compile(rf"(?:{ESTATE})?{SPANISH}(?:{REST})?")),
    (
        "address_in_park",
        ADDRESS,
        re.compile(
            r"(?<![\w-])(?i:lot|space|trailer|lote)[ ]#?\d{1,4}[A-Z]?,?[ ](?:[A-Z][\w'-]*[ ]){1,3}"
            rf"(?i:trailer[ ]park|mobile[ ]home[ ]park|mhp|park|estates|acres|court|village)\b(?:{REST})?"
        ),
    ),
    ("address_by_kilometre", ADDRESS, re.compile(rf"{KILOMETRE}(?:{REST})?")),
)
LABEL = (
    r"(?<![^\W_])(?i:(?:(?:home|mailing|street|residential|physical|billing|current|new|old|correct"
    r"|permanent|shipping)[ ]?)?"
    r"addr(?:ess|\.)?(?:[ ]on[ ]file)?|addy|(?:lives?|living|resid(?:es|ing)|stay(?:s|ing)|located"
    r"|dwelling)[ ]at"
    r"|(?:moved|relocated|relocating|moving|mailed|sent|ship(?:ped)?|forward(?:ed)?)[ ]to"
    r"|direcci[oó]n(?:[ ](?:postal|de[ ]\w+|f[ií]sica|nueva|actual|correcta))?|domicilio|vive[n]?[ ]en"
    r"|reside[n]?[ ]en"
    r"|se[ ]mud(?:[oó]|aron)[ ]al?)"
)
LABELLED_FORM = re.compile(
    rf"{LABEL}(?:[ ](?i:is|was|es|era|to|now|reads?|shows?|from|should[ ]be))?[ \t]*[:=>-]*[ \t]*\n?[ \t]*"
    rf"(?P<address>\d{{1,6}}[A-Za-z]?[ ](?!(?i:days?|weeks?|months?|years?|times?|people"
    rf"|of)\b)(?:(?:{COMPASS}(?!\w)|[A-Z][\w'.-]*|\d{{1,3}}(?:st|nd|rd|th))[ ]?){{1,5}}(?:{REST})?)"
)


DIGIT = re.compile(r"\d")
NO_STREET = (
    r"days?|weeks?|months?|years?|times?|people|of|members?|hours?|minutes?|miles?|cases?|tickets?|pm"
    r"|am|percent|d[ií]as"
    r"|semanas|meses|a[nñ]os|veces|personas|de|and|or|y|to"
)
LABELLED_QUIET = re.compile(
    rf"{LABEL}(?:[ ](?i:is|was|es|era|to|now|the|la|el))?[ \t]*[:=>-]*[ \t]*"
    rf"(?P<address>\d{{2,6}}[ ](?:(?!(?:{NO_STREET})\b)[a-z0-9'.-]+[ ]?){{1,4}}?(?:{UNIT})?(?:,[ ](?:[a-z'.-]+[ ]){{0,2}}[a-z'.-]+)?)(?=[ \t]*(?:[.;)]|$|\n))"
)


SCAN = Scan([*(pattern for *_, pattern in FORMS), LABELLED_FORM, LABELLED_QUIET])


def addresses(reading: Reading) -> Iterable[Claim]:
    """Claim postal addresses, whole: with unit, town, state and ZIP code where they follow."""
    if DIGIT.search(reading.text) is None and SAID.search(reading.text) is None:
        return
    for number, found in SCAN.found_in(reading.text, reading.places):
        if number < len(FORMS):
            rule, score, _ = FORMS[number]
            yield _claim(reading, *found.span(), score, rule)
        else:
            yield _claim(reading, *found.span("address"), LABELLED, "address_labelled")


def _claim(reading: Reading, start: int, end: int, score: float, rule: str) -> Claim:
    """Return the claim on an address, without the comma or full stop behind it."""
    end = start + len(reading.text[start:end].rstrip(" ,."))
    if (
        offices.is_at_office(reading, start)
        or offices.is_behind_party(reading, start)
        or offices.is_in_signature(reading, start)
        or offices.is_before_known(reading, end)
        or offices.is_below_known_name(reading, start)
        or venues.is_in_table_of_teams(reading.text, start)
    ):
        return Claim(start, end, AllowedType.PLACE, score, "office_address")
    return Claim(start, end, PersonalType.ADDRESS, score, rule)
