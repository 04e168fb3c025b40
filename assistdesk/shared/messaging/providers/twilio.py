"""Text messages by Twilio's Messages API, over one connection for a batch."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import httpx
from django.conf import settings

from assistdesk.shared.messaging import addresses
from assistdesk.shared.messaging.clearance import Cleared
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.providers.protocol import Acceptance, PutOff, TurnedDown, Unreachable
from assistdesk.shared.messaging.states import Failure
from assistdesk.shared.messaging.texts import failure_of

PATH = "Messages.json"
TIMEOUT = httpx.Timeout(15, connect=5)  # seconds; far below the lease of a claim
LONGEST_VALIDITY = 36_000  # seconds that Twilio keeps a message for at most
LOOKED_AT = 50  # of its latest messages to a number, when we ask whether it has one already
EARLIER = timedelta(minutes=5)  # by how much its clock may be behind ours
PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)
OVER_THE_LIMIT = frozenset({20429, 14107, 30022, 63038})  # too fast, or too many for now


class TwilioProvider:
    """Twilio, or who speaks its API.

    The API has no key by which it would recognise a message that it took before. So where an earlier try may
    have got through, Twilio's own list is asked first. What can't be ruled out: a message that Twilio took,
    whose answer was lost, and which its list does not show yet when it is asked, seconds later.
    """

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def send(self, message: Cleared) -> Acceptance:
        """Hand over one text message; its acceptance is Twilio's answer 201 with an id."""
        if message.may_be_lost:
            earlier = self._taken_before(message)
            if earlier:
                return Acceptance(reference=earlier)
        answer = self._answer(self._client.build_request("POST", PATH, data=_form(message)))
        sid = _fields(answer).get("sid")
        if answer.status_code not in (HTTPStatus.OK, HTTPStatus.CREATED) or not isinstance(sid, str):
            raise _refusal(answer)
        return Acceptance(reference=sid)

    def _taken_before(self, message: Cleared) -> str:
        """Return the id under which Twilio has this very message already; empty where it has it not."""
        asked = {"To": message.to_address, "PageSize": str(LOOKED_AT)}
        answer = self._answer(self._client.build_request("GET", PATH, params=asked))
        if answer.status_code != HTTPStatus.OK:
            raise _refusal(answer) if _is_busy(answer) else Unreachable
        listed = _fields(answer).get("messages")
        found = [_sid_of(one, message) for one in listed] if isinstance(listed, list) else []
        sids = [sid for sid in found if sid]
        known = Outgoing.objects.filter(provider_reference__in=sids, to_address=message.to_address)
        others = set(known.exclude(id=message.id).values_list("provider_reference", flat=True))
        return next((sid for sid in sids if sid not in others), "")

    def _answer(self, request: httpx.Request) -> httpx.Response:
        try:
            return self._client.send(request)
        except httpx.HTTPError:
            raise Unreachable from None


@contextmanager
def open_twilio() -> Iterator[TwilioProvider]:
    """Open Twilio for one batch; it is connected to with the first message."""
    account = settings.SMS
    assert account is not None
    address = f"{account.address}/2010-04-01/Accounts/{account.account}/"
    signed_in = httpx.BasicAuth(account.account, account.secret)
    by_proxy = account.address.startswith("https:")  # where the environment names one
    with httpx.Client(base_url=address, auth=signed_in, timeout=TIMEOUT, trust_env=by_proxy) as client:
        yield TwilioProvider(client)


def _form(message: Cleared) -> dict[str, str]:
    account = settings.SMS
    assert account is not None
    form = {
        "To": message.to_address,
        "Body": message.body.rstrip("\n"),
        "StatusCallback": f"{settings.BASE_URL}/sms/twilio/status?m={addresses.receipt_token(message.id)}",
    }
    form |= (
        {"MessagingServiceSid": account.messaging_service}
        if account.messaging_service
        else {"From": account.number}
    )
    if message.seconds_left is not None:
        form["ValidityPeriod"] = str(max(1, min(math.floor(message.seconds_left), LONGEST_VALIDITY)))
    return form


def _sid_of(listed: object, message: Cleared) -> str:
    """Return the id of a message in Twilio's list if it may be the one that we sent; else nothing."""
    if not isinstance(listed, dict) or not str(listed.get("direction", "")).startswith("outbound"):
        return ""
    if str(listed.get("body", "")).strip() != message.body.strip():
        return ""
    try:
        made_at = parsedate_to_datetime(str(listed.get("date_created")))
    except ValueError:
        return ""
    is_later = made_at.astimezone(UTC) >= message.queued_at - EARLIER
    return str(listed.get("sid") or "") if is_later else ""


def _fields(answer: httpx.Response) -> dict[str, Any]:
    try:
        fields = answer.json()
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}


def _is_busy(answer: httpx.Response) -> bool:
    return answer.status_code == HTTPStatus.TOO_MANY_REQUESTS


def _refusal(answer: httpx.Response) -> PutOff | TurnedDown:
    """Return what an answer that is no acceptance means.

    Source: Twilio, "Twilio's response" and the error dictionary: 429 and 5xx may be tried again, 401 and 403
    are the account's own, any other 4xx will be the same next time.
    """
    fields = _fields(answer)
    code = fields.get("code") if isinstance(fields.get("code"), int) else None
    if _is_busy(answer) or code in OVER_THE_LIMIT:
        return Unreachable(Failure.PUT_OFF, after=_pause(answer))
    if not answer.is_client_error:
        return Unreachable(after=_pause(answer))
    failure = failure_of(code)
    if failure is not Failure.UNDELIVERABLE:
        return TurnedDown(failure)
    if answer.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return Unreachable(Failure.NOT_SIGNED_IN)
    return TurnedDown(Failure.REFUSED)


def _pause(answer: httpx.Response) -> timedelta:
    """Return how long to leave Twilio alone: `Retry-After`, in seconds or as a date."""
    said = answer.headers.get("Retry-After", "")
    if said.isascii() and said.isdigit():
        return min(timedelta(seconds=int(said[:6])), LONGEST_PAUSE)
    try:
        until, now = parsedate_to_datetime(said), parsedate_to_datetime(answer.headers.get("Date", ""))
    except ValueError:
        return PAUSE
    return min(max(until - now, timedelta(0)), LONGEST_PAUSE)
