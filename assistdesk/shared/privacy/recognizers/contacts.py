"""Telephone numbers and e-mail addresses: the directory's and the parties' may stand, others not."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import AllowedType, PersonalType
from assistdesk.shared.privacy.labels import Label
from assistdesk.shared.privacy.parties import ten_digits
from assistdesk.shared.privacy.reading import Reading
from assistdesk.shared.privacy.recognizers import offices, strangers, venues
from assistdesk.shared.privacy.recognizers.addresses import addresses
from assistdesk.shared.privacy.recognizers.numbers import NUMBER_KINDS
from assistdesk.shared.privacy.scanning import Scan
from assistdesk.shared.privacy.strengths import CERTAIN, EMAIL, LABELLED, LIKELY, STRONG_SHAPE

JOINT = r"[ ]?[-./ ][ ]?"
COUNTRY = rf"(?:(?:\+|00)?1(?:{JOINT})?)?"
WRITTEN = re.compile(
    rf"(?<!\w)(?<!\d[-.])(?:{COUNTRY}(?:\(\d{{3}}\)[ ]?[-.]?[ ]?|\d{{3}}{JOINT})\d{{3}}(?:{JOINT})?\d{{4}}"
    r"|\+1\d{10})(?!\d)(?!-\d)"
)
BARE = re.compile(r"(?<![\w.$-])1?[2-9]\d{2}[2-9]\d{6}(?![\w-])(?!\.\d)")
ABROAD = re.compile(
    r"(?<!\w)(?:\+|011[ -])(?!1[ .-]?\d{3}[ .-]?\d{3})[1-9]\d{0,2}(?:[ .()-]{0,2}\d){6,12}(?![\w-])"
)
LOCAL = re.compile(r"(?<![\w.$-])(?<!\d[ /])[2-9]\d{2}[-. ]\d{4}(?![\w-])(?!\.\d)")
MISREAD = re.compile(
    r"(?<!\w)(?=(?:\D{0,3}\d){6})\(?[\dOoIlSB]{3}\)?[-. ]{1,2}[\dOoIlSB]{3}[-. ][\dOoIlSB]{4}(?!\w)"
)
SPACED = re.compile(r"(?<![\w.$-])(?:\(\d{3}\)|\d{3})(?:[ .-]\d{2,4}){2,3}(?![\w-])(?!\.\d)")
SHAPES = (
    (WRITTEN, STRONG_SHAPE, "phone_written"),
    (ABROAD, STRONG_SHAPE, "phone_abroad"),
    (BARE, LIKELY, "phone_bare"),
    (LOCAL, LIKELY, "phone_local"),
    (MISREAD, LABELLED, "phone_misread"),
    (SPACED, LABELLED, "phone_spaced"),
)
SCAN = Scan(pattern for pattern, _, _ in SHAPES)
LOCAL_PART = re.compile(r"[\w.%+'&!#$*/=?^{|}~-]{1,64}$")
DOMAIN = re.compile(r"[^\W_](?:[\w-]{0,62})(?:\.[\w-]{1,63}){1,8}")
SPOKEN = (
    r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|cero|uno|dos|tres|cuatro|cinco|seis|siete"
    r"|ocho|nueve|\d{1,4})"
)
DISGUISED = re.compile(
    r"(?<![\w.+-])(?:(?:\w[ ])?[\w.+-]{1,30}[ ](?:dot|punto|underscore|gui[oó]n bajo|dash)[ ]){0,3}"
    rf"(?:{SPOKEN}(?:[ ]{SPOKEN}){{0,5}}|[\w.+-]{{1,64}})[ ]?"
    r"(?:[(\[{<][ ]?(?:at|arroba)[ ]?[)\]}>]|[ ](?:at|arroba|@)[ ])[ ]?"
    r"[\w-]{1,63}(?:[ ]?(?:[(\[{<][ ]?(?:dot|punto)[ ]?[)\]}>]|[ ](?:dot|punto)[ ]|\.)"
    r"[ ]?[a-z][\w-]{1,62}){1,4}(?!\w)",
    re.IGNORECASE,
)
CERTAINLY_DISGUISED = re.compile(
    r"[(\[{<][ ]?(?:at|dot|arroba|punto)[ ]?[)\]}>]|[ ](?:dot|punto|arroba|@)[ ]", re.IGNORECASE
)
# Where anybody has an address: one of them in a directory makes no others staff's.
TEN = 10
OPEN_PROVIDERS = frozenset(
    [
        "aol.com",
        "att.net",
        "bellsouth.net",
        "charter.net",
        "comcast.net",
        "cox.net",
        "earthlink.net",
        "example.com",
        "example.net",
        "example.org",
        "fastmail.com",
        "gmail.com",
        "gmx.com",
        "hotmail.com",
        "hotmail.es",
        "icloud.com",
        "live.com",
        "mac.com",
        "mail.com",
        "me.com",
        "msn.com",
        "outlook.com",
        "outlook.es",
        "pm.me",
        "proton.me",
        "protonmail.com",
        "qq.com",
        "roadrunner.com",
        "rocketmail.com",
        "sbcglobal.net",
        "twc.com",
        "ukr.net",
        "verizon.net",
        "windstream.net",
        "yahoo.com",
        "yahoo.com.mx",
        "yahoo.es",
        "ymail.com",
        "zoho.com",
    ]
)

EXAMPLES = (".example.com", ".example.net", ".example.org", ".test")


@dataclass(frozen=True, slots=True)
class Ends:
    """Where the addresses and the telephones of offices end, in order."""

    addresses: list[int]
    phones: list[int]


def phones(reading: Reading) -> Iterable[Claim]:
    """Claim telephone numbers; ten bare digits only where no label says that they are something else."""
    found = list(_candidates(reading))
    ends = Ends(_ends_of_offices(reading) if found else [], [])
    for match, score, rule in sorted(found, key=lambda one: one[0].start()):
        claim = _phone(reading, match, ends, score=score, rule=rule)
        if claim.type is AllowedType.KNOWN_PHONE:
            ends.phones.append(claim.end)
        yield claim


def _candidates(reading: Reading) -> Iterator[tuple[re.Match[str], float, str]]:
    """Yield what is written as a telephone number, or called one, with the strength and the rule."""
    for number, match in SCAN.found_in(reading.text, reading.places):
        pattern, score, rule = SHAPES[number]
        if pattern in (WRITTEN, ABROAD):
            yield match, score, rule
            continue
        label = reading.label_of(*match.span(), among=NUMBER_KINDS)
        if pattern is not BARE:
            if _is_for_phones(label) and (pattern is not SPACED or len(ten_digits(match.group())) == TEN):
                yield match, score, rule
        elif label is None or label.kind is PersonalType.PHONE or _is_known(reading, match):
            yield match, score if label is None else LABELLED, rule


def emails(reading: Reading) -> Iterable[Claim]:
    """Claim e-mail addresses, also those written out as "name (at) example (dot) com"."""
    yield from _addresses(reading)
    if not CERTAINLY_DISGUISED.search(reading.text):
        return
    for match in DISGUISED.finditer(reading.text):
        if CERTAINLY_DISGUISED.search(match.group()):
            yield Claim(match.start(), match.end(), PersonalType.EMAIL, LABELLED, "email_disguised")


def _phone(reading: Reading, match: re.Match[str], ends: Ends, *, score: float, rule: str) -> Claim:
    if _is_known(reading, match):
        return Claim(match.start(), match.end(), AllowedType.KNOWN_PHONE, CERTAIN, "known_phone")
    if (rule == "phone_written" and _is_strangers(reading, match)) or _is_offices(reading, match, ends):
        return Claim(match.start(), match.end(), AllowedType.KNOWN_PHONE, CERTAIN, "office_phone")
    return Claim(match.start(), match.end(), PersonalType.PHONE, score, rule)


def _is_strangers(reading: Reading, match: re.Match[str]) -> bool:
    return strangers.is_no_telephone(match.group()) or strangers.is_in_signature(
        reading.text, match.start(), reading.parties
    )


def _is_offices(reading: Reading, match: re.Match[str], ends: Ends) -> bool:
    """Tell whether a number is an office's: by the words before it, or behind the office's address."""
    start = match.start()
    return (
        venues.is_in_table_of_teams(reading.text, start)
        or offices.is_at_office(reading, start)
        or offices.is_before_office(reading, match.end())
        or venues.is_signed(reading.text, start, match.end(), reading.parties)
        or venues.is_asked_for(reading.text[max(0, start - venues.REACH) : start])
        or offices.is_behind_party(reading, start)
        or offices.is_behind(reading, start, ends.addresses, is_same_line=False)
        or offices.is_behind(reading, start, ends.phones, is_same_line=True)
    )


def _ends_of_offices(reading: Reading) -> list[int]:
    """Return where the addresses of offices end, in order."""
    return sorted(one.end for one in addresses(reading) if isinstance(one.type, AllowedType))


def _is_known(reading: Reading, match: re.Match[str]) -> bool:
    number = ten_digits(match.group())
    return number in reading.directory.phones or number in reading.parties.phones


def _is_for_phones(label: Label | None) -> bool:
    return label is not None and label.kind is PersonalType.PHONE


def _addresses(reading: Reading) -> Iterator[Claim]:
    """Claim what stands around each @, looked at from the @ so that long texts stay cheap."""
    at = reading.text.find("@")
    while at != -1:
        name = LOCAL_PART.search(reading.text[max(0, at - 64) : at])
        domain = DOMAIN.match(reading.text, at + 1)
        if name and domain:
            start, end = at - len(name.group().lstrip("'./=-")), domain.end()
            yield _address(reading, start, end)
        at = reading.text.find("@", at + 1)


def _address(reading: Reading, start: int, end: int) -> Claim:
    address = reading.text[start:end].lower().rstrip(".-")
    if (
        _is_known_address(reading, address)
        or venues.is_in_table_of_teams(reading.text, start)
        or venues.is_of_a_function(reading.text[max(0, start - venues.REACH) : start])
        or venues.is_behind_npn(reading.text[max(0, start - venues.REACH) : start])
    ):
        return Claim(start, end, AllowedType.KNOWN_EMAIL, CERTAIN, "known_email")
    return Claim(start, end, PersonalType.EMAIL, EMAIL, "email")


def _is_known_address(reading: Reading, address: str) -> bool:
    name, _, domain = address.rpartition("@")
    plain = f"{name.partition('+')[0]}@{domain}"
    known = reading.directory.emails | reading.parties.emails
    if address in known or plain in known or domain in reading.directory.domains - OPEN_PROVIDERS:
        return True
    is_example = domain.endswith(EXAMPLES) or domain in strangers.EXAMPLE_DOMAINS
    if is_example and strangers.is_of_a_function(name):
        return True
    is_open = domain in OPEN_PROVIDERS or is_example
    return strangers.is_no_mailbox(plain, is_open=is_open) or strangers.is_of_a_party(
        plain, reading.parties, is_open=is_open
    )
