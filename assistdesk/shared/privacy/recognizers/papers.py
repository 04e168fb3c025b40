"""Papers that are not always a consumer's: an agent's licence, the receipt of a purchase."""

import re

from assistdesk.shared.privacy.kinds import Kind, PersonalType
from assistdesk.shared.privacy.labels import Label
from assistdesk.shared.privacy.reading import Reading
from assistdesk.shared.privacy.scanning import Cue

WORD, ENDS = r"(?<![^\W_])", r"(?![^\W_])"
ALSO_OF_OTHERS: frozenset[Kind] = frozenset(
    {PersonalType.DRIVER_LICENSE, PersonalType.IMMIGRATION_ID, PersonalType.MEMBER_ID}
)
CERTIFICATE = re.compile(r"cert(?:ificate|ificado|\.)?", re.IGNORECASE)
OF_CITIZENS = re.compile(rf"{WORD}(?:naturali\w+|ciudadan\w+|citizen\w*){ENDS}", re.IGNORECASE)
AUTHORIZED = re.compile(
    rf"{WORD}(?:authoriz(?:ation|ed)|autorizaci[oó]n|training|capacitaci[oó]n|curso|course"
    rf"|recertif\w+){ENDS}",
    re.IGNORECASE,
)
OF_DRIVERS = re.compile(
    r"dri|drv|dl|d/l|d\.l|operat|conduc|manej|learn|cdl|ol|permit|id|state|card", re.IGNORECASE
)
OF_AGENTS = re.compile(
    rf"{WORD}(?:npns?|producer(?:s)?|brokers?|appoint(?:ed|ments?)|licensed[ ]in|doi"
    rf"|ce[ ](?:due|credits?|hours)|commissions?|comisi[oó]n(?:es)?|productora?|corredora?){ENDS}",
    re.IGNORECASE,
)
SHOWN = re.compile(
    rf"{WORD}(?:driv\w+|conducir|manej\w+|identity|identidad|rfi|proof|mva|dmv|expired"
    rf"|surname|dob|photo|scan(?:ned)?){ENDS}",
    re.IGNORECASE,
)
OWNER = Cue(
    rf"{WORD}(?:her|his|their|su|client(?:'?s)?|consumer(?:'?s)?|cliente|applicant(?:'?s)?|\w+'s)[ ]"
    r"(?:\w+[ ])?$",
    re.IGNORECASE,
)
AGENTS_LICENCE = re.compile(r"\d{5,10}|(?:doi|npn|lic|prod?|ins)[ -]?\d{4,10}", re.IGNORECASE)
RECEIPT = re.compile(r"receipts?|recibos?", re.IGNORECASE)
PURCHASE = re.compile(r"[\d-]{4,11}")
OF_IMMIGRANTS = re.compile(
    rf"{WORD}(?:uscis|immigra\w+|inmigra\w+|asyl\w+|asilo|refugee|green[ ]card|i-?\d{{3}}"
    rf"|petition|petici[oó]n|parole\w*|visa|a-?number|ead|daca|tps|work[ ]permit|permiso[ ]de[ ]trabajo"
    rf"|naturali\w+|biometrics){ENDS}",
    re.IGNORECASE,
)
LEFT = 24


def is_of_a_citizen(reading: Reading, label: Label) -> bool:
    """Tell whether a certificate without another word is one of naturalization, by the message's words."""
    if label.kind is not PersonalType.MEMBER_ID or CERTIFICATE.match(reading.text, label.start) is None:
        return False
    return OF_CITIZENS.search(reading.text) is not None


def is_of_others(reading: Reading, label: Label, value: str) -> bool:
    """Tell whether a licence or a receipt is an agent's or a shop's, by its shape and the message's words."""
    called = reading.text[label.start : label.end]
    if label.kind is PersonalType.MEMBER_ID:
        is_one = CERTIFICATE.match(called) is not None
        return is_one and AUTHORIZED.search(reading.text) is not None and not SHOWN.search(reading.text)
    if label.kind is PersonalType.IMMIGRATION_ID:
        is_bought = RECEIPT.match(called) is not None and PURCHASE.fullmatch(value) is not None
        return is_bought and OF_IMMIGRANTS.search(reading.text) is None
    return (
        OF_DRIVERS.match(called) is None
        and AGENTS_LICENCE.fullmatch(value) is not None
        and OWNER.search(reading.text[max(0, label.start - LEFT) : label.start]) is None
        and OF_AGENTS.search(reading.text) is not None
        and SHOWN.search(reading.text) is None
    )
