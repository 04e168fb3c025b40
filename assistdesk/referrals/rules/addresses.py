"""Addresses that a helper wants referrals at: who may use which, and when a code is no good any more."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from assistdesk.shared.messaging.texts import BadNumber, e164

EMAIL, SMS = "email", "sms"
FIELD_OF = {EMAIL: "email", SMS: "phone"}
"""The field that holds the address of a channel."""

LONGEST_EMAIL = 254
_EMAIL = re.compile(r"^[^\s@<>(),;:\\\"\[\]]+@[^\s@<>(),;:\\\"\[\]]+\.[^\s@.<>(),;:\\\"\[\]]{2,}$")

PHONE_MESSAGE = "Give a phone number of ten digits, such as 502-555-0100."
EMAIL_MESSAGE = "Give an e-mail address, such as name@example.com."
NEEDS_ADDRESS_MESSAGE = "Give an address for this, or do not choose it."
NO_CHANNEL_MESSAGE = "Choose at least one way to be told of referrals."
UNKNOWN_CHANNEL_MESSAGE = "Referrals are not sent this way here."

MOST_CODES_AN_HOUR = 10
"""Codes that one helper can have sent within an hour. Source: login.gov's default."""

HOUR = timedelta(hours=1)


class CodeVerdict(StrEnum):
    """Whether a typed code confirms an address."""

    RIGHT = "right"
    WRONG = "wrong"
    TOO_MANY_TRIES = "too_many_tries"


def phone_number(written: str) -> str | None:
    """Return a phone number in international form (+15025550100), "" for none, None where it is none.

    It is one where messages can go to it: a number with an extension, or of no network, is none.
    """
    if not written.strip():
        return ""
    try:
        return e164(written)
    except BadNumber:
        return None


def email_address(written: str) -> str | None:
    """Return an e-mail address, "" for none, None where it is none."""
    address = written.strip()
    if not address:
        return ""
    is_one = len(address) <= LONGEST_EMAIL and address.isprintable() and _EMAIL.match(address)
    return address if is_one else None


def same(one: str, other: str) -> bool:
    """Tell whether two addresses are one: upper and lower case make no difference."""
    return bool(one) and one.casefold() == other.casefold()


def errors(
    addresses: Mapping[str, str | None], channels: tuple[str, ...], *, offered: tuple[str, ...]
) -> list[tuple[str, str]]:
    """Return what is wrong with addresses by channel, as field and message; None can't be read."""
    messages = {EMAIL: EMAIL_MESSAGE, SMS: PHONE_MESSAGE}
    found = [(FIELD_OF[one], messages[one]) for one, address in addresses.items() if address is None]
    found += [(FIELD_OF[one], NEEDS_ADDRESS_MESSAGE) for one in channels if addresses.get(one) == ""]
    if not channels:
        found.append(("channels", NO_CHANNEL_MESSAGE))
    elif not set(channels) <= set(offered):
        found.append(("channels", UNKNOWN_CHANNEL_MESSAGE))
    return found


@dataclass(frozen=True, slots=True)
class SentCode:
    """A code on its way: good until `expires_at`, exclusive, and for so many `tries` and no more."""

    expires_at: datetime
    tries: int
    is_ended: bool


def verdict(sent: SentCode | None, *, matches: bool, most_tries: int, at: datetime) -> CodeVerdict:
    """Return what a typed code is worth. Wrong, expired, used and never sent are one answer."""
    if sent is None or sent.is_ended:
        return CodeVerdict.WRONG
    if sent.tries >= most_tries:
        return CodeVerdict.TOO_MANY_TRIES
    return CodeVerdict.RIGHT if matches and at < sent.expires_at else CodeVerdict.WRONG


def can_send(
    *, sent_within_the_hour: int, last_sent_at: datetime | None, pause: timedelta, at: datetime
) -> bool:
    """Tell whether another code may be sent: not too many, and not too soon after the last one."""
    if sent_within_the_hour >= MOST_CODES_AN_HOUR:
        return False
    return last_sent_at is None or at >= last_sent_at + pause
