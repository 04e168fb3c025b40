"""Steps that every change takes: lock the request, write down what happened, tell the open pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from assistdesk.consent.models import ConsentRequest, Record
from assistdesk.consent.models.topics import client_topic, helper_topic
from assistdesk.consent.refusals import RequestNotFound
from assistdesk.consent.rules import verifier
from assistdesk.consent.states import Step
from assistdesk.shared import transactions
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.compiled import compiled_once, insert
from assistdesk.shared.live import steps as live
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Helper

_LAST = """
    (SELECT false, number, digest, at FROM consent_record
        WHERE marketplace = %(marketplace)s ORDER BY number DESC LIMIT 1)
    UNION ALL
    (SELECT true, place, digest, at FROM consent_record
        WHERE thread = %(thread)s ORDER BY place DESC LIMIT 1)
"""
CHANGED, ACCESS, OPENINGS = "consent.changed", "access.changed", "opening.changed"


def locked(request_id: UUID) -> ConsentRequest:
    """Return a request, locked until the transaction ends.

    Raises:
        RequestNotFound: there is none.
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    for found in _locked(request_id):
        return found
    raise RequestNotFound


@compiled_once
def _locked(request_id: UUID) -> QuerySet[ConsentRequest]:
    rows = ConsentRequest.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("person").filter(pk=request_id)


def locked_own(request_id: UUID, *, actor: Actor) -> ConsentRequest:
    """Return a request of the actor's own, locked until the transaction ends.

    Raises:
        RequestNotFound: there is none of theirs.
        NoTransaction: the caller holds no transaction open.
    """
    found = locked(request_id)
    if actor.account_id is None or found.helper_id != actor.account_id:
        raise RequestNotFound
    return found


def note(request: ConsentRequest, what: str, *, actor: Actor, at: datetime, **facts: object) -> None:
    """Write into the audit log what happened to a request, and tell the open pages.

    `facts` are keys, identifiers and counts, nothing personal.
    """
    known: dict[str, object] = {"method": request.method, "state": request.state, "ending": request.ending}
    audit.record(
        action=f"consent.request.{what}", subject=request.id, actor=actor, at=at, facts=known | facts
    )
    tell([request], at=at)


def tell(requests: Iterable[ConsentRequest], *, at: datetime) -> None:
    """Tell the open pages of helper and client that requests changed."""
    for one in requests:
        topics = {helper_topic(one.helper_id), client_topic(one.person_id)}
        live.changed(CHANGED, thing=str(one.id), to=topics, at=at)


def keep(
    marketplace: str,
    step: Step,
    facts: dict[str, object],
    *,
    request: ConsentRequest | None,
    at: datetime,
    grant: UUID | None = None,
) -> Record:
    """Add one entry to the chain of a marketplace's records; others wait until this transaction ends.

    Its thread is the request's, or that of the `grant` where no request began it. `facts` are plain values of
    JSON. The last step of a transaction, so that nobody waits long. One who waited for their turn writes down
    no earlier moment than the entry of its thread before it.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    thread = request.id if request else grant
    assert thread is not None
    one_at_a_time(marketplace)
    last, own = _ends(marketplace, thread)
    entry = Record(
        marketplace=marketplace,
        number=last.place + 1,
        request=request,
        thread=thread,
        place=own.place + 1,
        own_previous=own.digest,
        step=step.value,
        at=max(at, own.at) if own.at else at,
        facts=facts,
        previous=last.digest,
    )
    entry.digest = verifier.linked(entry.previous, said(entry))
    insert(entry)
    return entry


@dataclass(frozen=True, slots=True)
class _End:
    """The last entry of a chain so far; before the first, place 0."""

    place: int = 0
    digest: str = verifier.START
    at: datetime | None = None


def _ends(marketplace: str, thread: UUID) -> tuple[_End, _End]:
    """Return where the chain of a marketplace ends and where that of a thread does, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST, {"marketplace": marketplace, "thread": thread})
        found = {is_own: _End(place, digest, at) for is_own, place, digest, at in cursor.fetchall()}
    return found.get(False, _End()), found.get(True, _End())


def credentials(helper: Helper) -> dict[str, object]:
    """Return what a record keeps of a helper's license, certificate and authorization as they stand."""
    return {
        "license_number": helper.license_number,
        "license_until": _day(helper.license_until),
        "certified_until": _day(helper.certified_until),
        "authorized_until": _day(helper.authorized_until),
    }


def _day(day: date | None) -> str | None:
    return str(day) if day is not None else None


def one_at_a_time(marketplace: str) -> None:
    """Wait until nobody else adds to the chain of a marketplace; others wait until this transaction ends.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"consent records {marketplace}"]
        )


def said(entry: Record) -> dict[str, object]:
    """Return what an entry's digest binds besides the one before it."""
    return {
        "marketplace": entry.marketplace,
        "number": entry.number,
        "thread": str(entry.thread),
        "place": entry.place,
        "request": str(entry.request_id) if entry.request_id else None,
        "step": entry.step,
        "at": entry.at.astimezone(UTC).isoformat(),
        "facts": entry.facts,
        "own_previous": entry.own_previous,
    }
