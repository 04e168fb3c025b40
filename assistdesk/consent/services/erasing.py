"""Erasing what records of consents say when their time is over; their links stay, and that it was done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from assistdesk.consent.models import Association, ConsentRequest, Erasure, Hold, Record
from assistdesk.consent.models.requests import OPEN
from assistdesk.consent.rules import keeping
from assistdesk.consent.services import history
from assistdesk.consent.services.rulebook import Rulebook, rulebook
from assistdesk.consent.states import RequestState
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import PartName
from assistdesk.shared.policy.schema.retention import Kept

AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class _Due:
    """One consent whose records may be erased: the thread of its records, and when it was over."""

    thread: UUID
    closed_at: datetime
    request_id: UUID | None
    grant_id: UUID | None


def erase_due(*, at: datetime) -> int:
    """Erase the records whose time is over, a hundred consents of each marketplace at most; return how many.

    A request that came to nothing is over when it ended, an association when the access ended: while it
    stands, nothing is erased. Safe to run twice, late, or beside itself.
    """
    count = 0
    for pack in policy.marketplaces():
        if not pack.has(PartName.CONSENT):
            continue
        book = rulebook(pack.marketplace, at=at)
        keep = keep_of(book, at=at)
        for one in list(_due(pack.marketplace, before=at - keep)):
            with transaction.atomic(durable=True):
                count += _erase(one, marketplace=pack.marketplace, keep=keep, at=at)
    return count


def keep_of(book: Rulebook, *, at: datetime) -> timedelta:
    """Return how long records of consents are kept: the longest of what the pack says."""
    rules = book.pack.retention_on(book.day(at)).rules
    kept = [rules[Kept.CONSENTS].keep] if Kept.CONSENTS in rules else []
    return max(book.edition.association.keep_record, *kept)


def _due(marketplace: str, *, before: datetime) -> Iterator[_Due]:
    """Yield what was over at `before`, inclusive, and is not held."""
    ended = ConsentRequest.objects.filter(marketplace=marketplace, ended_at__lte=before)
    ended = ended.exclude(state__in=[*OPEN, RequestState.CONFIRMED.value]).filter(erased_at__isnull=True)
    free = ended.annotate(is_held=_held("id")).filter(is_held=False).order_by("ended_at", "id")
    for one in free[:AT_ONCE]:
        assert one.ended_at is not None
        yield _Due(one.id, one.ended_at, one.id, None)
    over = _over(marketplace, before=before)
    for known in over.order_by("grant__ends_at", "grant_id")[:AT_ONCE]:
        ends_at = known.grant.ends_at
        assert ends_at is not None
        yield _Due(known.request_id or known.grant_id, ends_at, known.request_id, known.grant_id)


def _over(marketplace: str, *, before: datetime) -> QuerySet[Association]:
    rows = Association.objects.filter(
        marketplace=marketplace, erased_at__isnull=True, started_at__lte=before, grant__ends_at__lte=before
    )
    threads = rows.annotate(thread=Coalesce("request_id", "grant_id")).annotate(is_held=_held("thread"))
    return threads.filter(is_held=False).select_related("grant")


def _held(name: str) -> Exists:
    return Exists(Hold.objects.standing().filter(thread=OuterRef(name)))


def _erase(one: _Due, *, marketplace: str, keep: timedelta, at: datetime) -> bool:
    """Erase what the records of one consent say, unless somebody put a hold on it meanwhile."""
    history.one_at_a_time(marketplace)
    is_held = Hold.objects.standing().filter(thread=one.thread).exists()
    due_at = keeping.due_at(closed_at=one.closed_at, keep=keep)
    if due_at is None or not keeping.is_due(closed_at=one.closed_at, keep=keep, is_held=is_held, at=at):
        return False
    rows = Record.objects.filter(thread=one.thread, erased_at__isnull=True)
    made, is_new = Erasure.objects.get_or_create(
        thread=one.thread,
        defaults={
            "marketplace": marketplace,
            "due_at": due_at,
            "erased_at": at,
            "records": rows.count(),
        },
    )
    rows.update(facts={}, erased_at=at)
    if one.request_id is not None:
        ConsentRequest.objects.filter(pk=one.request_id).update(text="", erased_at=at)
    if one.grant_id is not None:
        Association.objects.filter(grant_id=one.grant_id).update(erased_at=at)
    if is_new:
        facts: dict[str, object] = {"records": made.records, "due_at": due_at.isoformat()}
        who = Actor.system(marketplace)
        audit.record(action="consent.record.erased", subject=one.thread, actor=who, at=at, facts=facts)
    return is_new
