"""The account that text messages go out by, as its environment variable gives it."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote

from assistdesk.site.variables import BadSetting, split

SMS_URL = "ASSISTDESK_SMS_URL"
SMS_FORMS = (
    "give an address like twilio://ACCOUNT_SID:AUTH_TOKEN@api.twilio.com?from=+15025550100, or with "
    "messaging_service=MG... in place of from; besides: per_second, answers=desk or answers=provider"
)
MOST_PER_SECOND = 1000
_ACCOUNT = re.compile(r"AC[0-9a-fA-F]{32}")
_SERVICE = re.compile(r"MG[0-9a-fA-F]{32}")
_NUMBER = re.compile(r"\+[1-9]\d{7,14}|\d{5,6}")  # a phone number or a short code
_RATE = re.compile(r"\d{1,4}(?:\.\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Texts:
    """An account of Twilio, or of whoever speaks its API, and the number or service that it sends from.

    `per_second` is how many messages a second it may be given; `answers_commands`: the desk itself answers
    STOP, START and HELP, and not the provider.
    """

    address: str
    account: str
    secret: str = field(repr=False)
    number: str
    messaging_service: str
    per_second: float
    answers_commands: bool


def texts(environ: Mapping[str, str] = os.environ) -> Texts | None:
    """Return the account of ASSISTDESK_SMS_URL, or None where texts stay in the desk's own mailbox.

    Raises:
        BadSetting: it is not like twilio://ACCOUNT:TOKEN@api.twilio.com?from=+15025550100.
    """
    given = environ.get(SMS_URL, "")
    if not given:
        return None
    parts = split(SMS_URL, given)
    pairs = parse_qsl(parts.query.replace("+", "%2B"), keep_blank_values=True)
    query = dict(pairs)
    senders = [query.pop("from", ""), query.pop("messaging_service", "")]
    rate, answers = query.pop("per_second", "1"), query.pop("answers", "desk")
    is_right = (
        parts.scheme in ("twilio", "twilio+http")
        and parts.hostname is not None
        and parts.path in ("", "/")
        and _ACCOUNT.fullmatch(unquote(parts.username or "")) is not None
        and bool(parts.password)
        and _is_sender(*senders)
        and answers in ("desk", "provider")
        and not query
    )
    if not is_right:
        raise BadSetting(SMS_URL, SMS_FORMS)
    if _RATE.fullmatch(rate) is None or not 0 < float(rate) <= MOST_PER_SECOND:
        raise BadSetting(SMS_URL, f"per_second is a number above 0, at most {MOST_PER_SECOND}")
    scheme = "http" if parts.scheme == "twilio+http" else "https"
    return Texts(
        address=f"{scheme}://{parts.netloc.rpartition('@')[2]}",
        account=unquote(parts.username or ""),
        secret=unquote(parts.password or ""),
        number=senders[0],
        messaging_service=senders[1],
        per_second=float(rate),
        answers_commands=answers == "desk",
    )


def _is_sender(number: str, service: str) -> bool:
    """Return whether there is one sender, a number or a messaging service, and not both."""
    if service:
        return not number and _SERVICE.fullmatch(service) is not None
    return _NUMBER.fullmatch(number) is not None
