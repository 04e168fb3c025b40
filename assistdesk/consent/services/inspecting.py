"""Reading what is on record of one consent, as staff do who answer for it: each reading is written down."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from assistdesk.consent.models import Association, ConsentRequest, Erasure, Hold, Record
from assistdesk.consent.refusals import RecordNotFound
from assistdesk.consent.rules import keeping
from assistdesk.consent.services import erasing
from assistdesk.consent.services.evidence_paper import rows_of, step_of
from assistdesk.consent.services.rulebook import rulebook
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what happened, when, and what it says as pairs of label and value."""

    title: str
    at: datetime
    rows: list[list[str]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ConsentOnRecord:
    """What is on record of one consent. `keep_until` None: it stands, and is kept.

    `hold` is the legal hold that stands; `erased_at` is set once nothing is left but the links.
    """

    thread: UUID
    marketplace: str
    entries: list[Entry]
    keep: timedelta
    keep_until: datetime | None
    hold: Hold | None
    erased_at: datetime | None


@transaction.atomic(durable=True)
def read_record(thread: UUID, *, marketplace: str, actor: Actor, at: datetime) -> ConsentOnRecord:
    """Return what is on record of a consent, and write down that the actor read it.

    Raises:
        RecordNotFound: there is no such consent on record there, or none that the actor may know of.
    """
    records = list(Record.objects.filter(thread=thread, marketplace=marketplace).order_by("place"))
    if not records or not actor.serves(marketplace):
        raise RecordNotFound
    book = rulebook(marketplace, at=at)
    keep = erasing.keep_of(book, at=at)
    erased = Erasure.objects.filter(pk=thread).first()
    audit.record(action="consent.record.read", subject=thread, actor=actor, at=at)
    return ConsentOnRecord(
        thread=thread,
        marketplace=marketplace,
        entries=[Entry(step_of(one.step), one.at, rows_of(one.facts, pack=book.pack)) for one in records],
        keep=keep,
        keep_until=keeping.due_at(closed_at=_closed_at(thread), keep=keep),
        hold=Hold.objects.standing().select_related("put_by").filter(thread=thread).first(),
        erased_at=erased.erased_at if erased else None,
    )


def _closed_at(thread: UUID) -> datetime | None:
    """Return when a consent was over; None while its access stands or its request is open."""
    known = Association.objects.select_related("grant").filter(request_id=thread).first()
    known = known or Association.objects.select_related("grant").filter(grant_id=thread).first()
    if known is not None:
        return known.grant.ends_at
    request = ConsentRequest.objects.filter(pk=thread).first()
    return request.ended_at if request else None
