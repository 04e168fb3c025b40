"""Questions about announcements: what shows to somebody, what is unread, what staff wrote."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from assistdesk.shared import cursors
from assistdesk.shared.announcements.models import Announcement, Reading
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import NotThere

PAGE = 20
Place = tuple[datetime, UUID]
"""Where a list goes on: after what has this moment and this id, the newest first."""


class Stage(StrEnum):
    """How far an announcement is, at a moment."""

    SCHEDULED = "scheduled"
    SHOWING = "showing"
    OVER = "over"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class AnnouncementRow:
    """An announcement in one language."""

    id: UUID
    title: str = field(repr=False)
    text: str = field(repr=False)
    is_urgent: bool
    is_read: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """An announcement as its writers see it."""

    id: UUID
    title: str = field(repr=False)
    is_urgent: bool
    roles: list[str]
    shows_from: datetime
    shows_until: datetime | None
    by: str = field(repr=False)
    stage: Stage


@dataclass(frozen=True, slots=True)
class Unread:
    """How much shows to somebody: what is urgent, and what they have not read."""

    urgent: int = 0
    unread: int = 0


def _shown(actor: Actor, *, at: datetime) -> QuerySet[Announcement]:
    rows = Announcement.objects.filter(
        marketplace=actor.marketplace or "",
        roles__contains=[actor.role.value],
        shows_from__lte=at,
        withdrawn_at__isnull=True,
    )
    return rows.filter(Q(shows_until__isnull=True) | Q(shows_until__gt=at))


def _is_read(actor: Actor) -> Exists:
    assert actor.own_account_id is not None
    return Exists(Reading.objects.filter(account_id=actor.own_account_id, item_id=OuterRef("pk")))


def unread(actor: Actor, *, at: datetime) -> Unread:
    """Return how many urgent and how many unread announcements show to `actor` at `at`; one query."""
    counted = (
        _shown(actor, at=at)
        .annotate(is_read=_is_read(actor))
        .aggregate(urgent=Count("pk", filter=Q(is_urgent=True)), unread=Count("pk", filter=Q(is_read=False)))
    )
    return Unread(urgent=counted["urgent"], unread=counted["unread"])


def showing(
    actor: Actor,
    *,
    at: datetime,
    language: str,
    only: str = "",
    after: Place | None = None,
    limit: int = PAGE,
) -> list[AnnouncementRow]:
    """Return what shows to `actor` at `at`, the newest first; `only` may be urgent or unread."""
    rows = _shown(actor, at=at).annotate(is_read=_is_read(actor))
    if only == "urgent":
        rows = rows.filter(is_urgent=True)
    if only == "unread":
        rows = rows.filter(is_read=False)
    if after is not None:
        moment, key = after
        rows = rows.filter(Q(shows_from__lt=moment) | Q(shows_from=moment, id__lt=key))
    return [_row(one, language=language) for one in rows.order_by("-shows_from", "-id")[:limit]]


def one_showing(announcement_id: UUID, actor: Actor, *, at: datetime, language: str) -> AnnouncementRow:
    """Return one announcement that shows to `actor` at `at`.

    Raises:
        NotThere: there is none, or it does not show to them.
    """
    rows = _shown(actor, at=at).annotate(is_read=_is_read(actor))
    found = rows.filter(pk=announcement_id).first()
    if found is None:
        raise NotThere
    return _row(found, language=language)


def read_of(actor: Actor, items: Collection[UUID]) -> set[UUID]:
    """Return which of some announcements and messages the one who signed in has read; one query."""
    assert actor.own_account_id is not None
    rows = Reading.objects.filter(account_id=actor.own_account_id, item_id__in=list(items))
    return set(rows.values_list("item_id", flat=True))


def written(
    marketplace: str, *, at: datetime, language: str, cursor: str | None
) -> tuple[list[WrittenRow], str | None]:
    """Return a page of all that was announced in a marketplace, the newest first, and the next page's cursor.

    Raises:
        InvalidInput: the cursor is not one of this list.
    """
    rows = Announcement.objects.filter(marketplace=marketplace).select_related("written_by")
    place = cursors.decode(cursor, parts=2)
    if place is not None:
        moment, key = cursors.moment(place[0]), cursors.key(place[1])
        rows = rows.filter(Q(shows_from__lt=moment) | Q(shows_from=moment, id__lt=key))
    found = list(rows.order_by("-shows_from", "-id")[: PAGE + 1])
    items = [_written(one, at=at, language=language) for one in found[:PAGE]]
    last = found[PAGE - 1] if found[PAGE:] else None
    return items, cursors.encode(last.shows_from.isoformat(), str(last.id)) if last else None


def _row(one: Announcement, *, language: str) -> AnnouncementRow:
    return AnnouncementRow(
        id=one.id,
        title=_said(one.titles, language),
        text=_said(one.texts, language),
        is_urgent=one.is_urgent,
        is_read=bool(getattr(one, "is_read", False)),
        at=one.shows_from,
    )


def _written(one: Announcement, *, at: datetime, language: str) -> WrittenRow:
    return WrittenRow(
        id=one.id,
        title=_said(one.titles, language),
        is_urgent=one.is_urgent,
        roles=list(one.roles),
        shows_from=one.shows_from,
        shows_until=one.shows_until,
        by=one.written_by.name,
        stage=_stage(one, at=at),
    )


def _stage(one: Announcement, *, at: datetime) -> Stage:
    if one.withdrawn_at is not None:
        return Stage.WITHDRAWN
    if at < one.shows_from:
        return Stage.SCHEDULED
    is_over = one.shows_until is not None and one.shows_until <= at
    return Stage.OVER if is_over else Stage.SHOWING


def _said(texts: dict[str, str], language: str) -> str:
    """Return a text in `language`, or in the first of the marketplace's languages that it has."""
    return texts.get(language) or next(iter(texts.values()), "")
