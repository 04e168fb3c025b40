"""Telephone numbers and e-mail addresses: the directory's and the parties' may stand, others not."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import AllowedType, PersonalType
from assistdesk.shared.privacy.labels import Label
from assistdesk.shared.privacy.parties import ten_digits
from assistdesk.shared.privacy.reading import Reading
from assistdesk.shared.privacy.recognizers import offices, own, strangers, venues
from assistdesk.shared.privacy.recognizers.addresses import addresses
from assistdesk.shared.privacy.recognizers.mail_shapes import (
    CERTAINLY_DISGUISED,
    DISGUISED,
    DISGUISES,
    DOMAIN,
    EXAMPLES,
    LOCAL_PART,
    OPEN_PROVIDERS,
    SLIPPED,
    SLIPS,
)
from assistdesk.shared.privacy.recognizers.numbers import NUMBER_KINDS
from assistdesk.shared.privacy.recognizers.phone_shapes import (
    ABROAD,
    BARE,
    LOCAL,
    LOCAL_BARE,
    NUMBER_OF,
    SCAN,
    SHAPES,
    SPACED,
    WRITTEN,
)
from assistdesk.shared.privacy.strengths import CERTAIN, EMAIL, LABELLED

TEN = 10
SAID = (SPACED, LOCAL, LOCAL_BARE)
SAID_WITHIN = 48


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
        if pattern is BARE:
            if label is None or label.kind is PersonalType.PHONE or _is_known(reading, match):
                yield match, score if label is None else LABELLED, rule
        elif pattern is not SPACED or len(ten_digits(match.group())) == TEN:
            is_said = pattern in SAID and NUMBER_OF.search(
                reading.text, max(0, match.start() - SAID_WITHIN), match.start()
            )
            is_called = _is_for_phones(label) and pattern is not LOCAL_BARE
            if is_called or (is_said and (label is None or _is_for_phones(label))):
                yield match, score, rule


def emails(reading: Reading) -> Iterable[Claim]:
    """Claim e-mail addresses, also those written out as "name (at) example (dot) com"."""
    yield from _addresses(reading)
    if SLIPS.search(reading.text):
        for match in SLIPPED.finditer(reading.text):
            yield Claim(match.start(), match.end(), PersonalType.EMAIL, LABELLED, "email_slipped")
    if not any(DISGUISES.found_in(reading.text, reading.places)):
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
        or own.is_writers_phone(reading, start, match.end())
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
        or own.is_writers_mail(reading, start)
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
