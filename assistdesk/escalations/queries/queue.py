"""A team's queue: by time left, by age, by what changed last, or by what fits a search best."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q

from assistdesk.escalations.models import QUEUE_ORDER, Incident, IncidentQuerySet
from assistdesk.escalations.queries import finding
from assistdesk.escalations.queries.asking import OPEN, ListAsked, narrowed, narrowed_but_words
from assistdesk.escalations.queries.excerpts import with_excerpts
from assistdesk.escalations.queries.rows import (
    MOST,
    PAGE,
    IncidentPage,
    id_in,
    moment_in,
    no_cursor,
    row_of,
    with_names,
)
from assistdesk.escalations.rules.finding import terms_of
from assistdesk.shared import cursors
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.refusals import NotThere

MOST_COUNTED = 1_000


class Sort(StrEnum):
    """In which order a list stands."""

    TIME_LEFT = "time_left"
    OLDEST = "oldest"
    NEWEST = "newest"
    CHANGED = "changed"
    BEST = "best"


_COLUMNS = {
    Sort.OLDEST: ("opened_at", True),
    Sort.NEWEST: ("opened_at", False),
    Sort.CHANGED: ("changed_at", False),
}
"""What the other orders go by, and whether it rises."""


@dataclass(frozen=True, slots=True)
class QueueView:
    """One view of a queue: what it is narrowed to and how it stands."""

    asked: ListAsked
    sort: Sort


def sort_of(asked: ListAsked, wanted: str) -> Sort:
    """Return the order that was wanted, or the one that fits what was asked."""
    if wanted == Sort.BEST and not asked.words:
        wanted = ""
    if wanted == Sort.TIME_LEFT and asked.status and not asked.is_open:
        wanted = Sort.CHANGED  # what is over has no time left, and no index by it
    if wanted in tuple(Sort):
        return Sort(wanted)
    if asked.words:
        return Sort.BEST
    return Sort.TIME_LEFT if asked.is_open or not asked.status else Sort.CHANGED


def team_queue(
    actor: Actor, view: QueueView, *, language: str, cursor: str | None, limit: int = PAGE
) -> IncidentPage:
    """Return a page of the queue of the view's team; without a status, of what is open in it.

    Raises:
        NotThere: there is no such team, or none whose queue the actor may read.
        InvalidInput: the status is unknown, or the cursor is not one of this list.
    """
    asked = replace(view.asked, status=view.asked.status or OPEN)
    check_reads(actor, marketplace=asked.marketplace, team=asked.team)
    visible = Incident.objects.visible_to(actor)
    if asked.words:
        return page_of_found(
            actor, visible, replace(view, asked=asked), language=language, cursor=cursor, limit=limit
        )
    found = narrowed(visible, asked, actor=actor)
    items, following = _sorted_page(found, view.sort, cursor=cursor, limit=limit)
    return IncidentPage([row_of(one, language=language) for one in items], following)


def page_of_found(
    actor: Actor,
    visible: IncidentQuerySet,
    view: QueueView,
    *,
    language: str,
    cursor: str | None,
    limit: int = PAGE,
) -> IncidentPage:
    """Return a page of those of `visible` that hold the words of the view, each with an excerpt.

    Raises:
        InvalidInput: the status is unknown, or the cursor is not one of this list.
    """
    terms = terms_of(view.asked.words)
    asked = narrowed_but_words(visible, view.asked, actor=actor)
    scope = view.asked.scope
    found = finding.found(
        asked, terms, actor=actor, scope=scope, is_narrowed=view.asked.is_narrowed_beyond_scope
    )
    if found.is_more:
        hits = asked.filter(finding.matches(terms, actor=actor, scope=scope))
        sort = Sort.NEWEST if view.sort is Sort.BEST else view.sort
        items, following = _sorted_page(hits, sort, cursor=cursor, limit=limit)
    elif view.sort is Sort.BEST:
        items, following = _best_page(visible, found.ids, cursor=cursor, limit=limit)
    else:
        chosen = visible.filter(id__in=found.ids)
        items, following = _sorted_page(chosen, view.sort, cursor=cursor, limit=limit)
    rows = with_excerpts(items, terms, actor=actor, language=language)
    count = finding.MOST_FOUND if found.is_more else len(found.ids)
    return IncidentPage(rows, following, found=count, is_more=found.is_more)


def counts(actor: Actor, views: Sequence[ListAsked]) -> list[int]:
    """Return how many incidents each view holds, up to `MOST_COUNTED`; one query for all.

    Raises:
        InvalidInput: a status is unknown.
    """
    if not views:
        return []
    parts: list[str] = []
    values: list[Any] = []  # Any: whatever Django gives the database
    for asked in views:
        whole = replace(asked, status=asked.status or OPEN)
        found = narrowed(Incident.objects.visible_to(actor), whole, actor=actor)
        try:
            sql, params = found.order_by().values("pk")[:MOST_COUNTED].query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"(SELECT count(*) FROM ({sql}) AS counted)")  # noqa: S608 - Django's own statement
        values += params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return [int(count) for count in cursor.fetchone()]


def check_reads(actor: Actor, *, marketplace: str, team: str) -> None:
    """Check that `actor` reads the queue of a team.

    Raises:
        NotThere: there is no such team, or none whose queue the actor may read.
    """
    if not actor.is_staff or not actor.serves(marketplace):
        raise NotThere
    if team not in policy.running(marketplace).directory.teams:
        raise NotThere
    if not Incident.objects.reads_team(actor, team=team):
        raise NotThere


def _best_page(
    visible: IncidentQuerySet, ids: list[UUID], *, cursor: str | None, limit: int
) -> tuple[list[Incident], str | None]:
    """Return the page of found incidents that starts where the cursor says: at a place in their order."""
    limit = max(1, min(limit, MOST))
    place = cursors.decode(cursor, parts=2)
    start = _place(place[1]) if place else 0
    wanted = ids[start : start + limit]
    rows = {one.id: one for one in with_names(visible.filter(id__in=wanted))}
    following = cursors.encode("place", str(start + limit)) if start + limit < len(ids) else None
    return [rows[one] for one in wanted if one in rows], following


def _place(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > finding.MOST_FOUND:
        raise no_cursor()
    return int(text)


def _sorted_page(
    found: IncidentQuerySet, sort: Sort, *, cursor: str | None, limit: int
) -> tuple[list[Incident], str | None]:
    limit = max(1, min(limit, MOST))
    if sort is Sort.TIME_LEFT:
        place = cursors.decode(cursor, parts=4)
        found = found.filter(_later_in_queue(*place)) if place else found
        rows = list(with_names(found).order_by(*QUEUE_ORDER)[: limit + 1])
    else:
        column, is_rising = _COLUMNS[sort]
        place = cursors.decode(cursor, parts=2)
        found = found.filter(_beyond(column, is_rising, *place)) if place else found
        sign = "" if is_rising else "-"
        rows = list(with_names(found).order_by(f"{sign}{column}", f"{sign}id")[: limit + 1])
    following = _cursor(rows[limit - 1], sort) if len(rows) > limit else None
    return rows[:limit], following


def _beyond(column: str, is_rising: bool, moment: str, last: str) -> Q:  # noqa: FBT001 - a place in a list
    """Return the condition of rows after one: as two, so that the index is entered at its moment."""
    step = "gt" if is_rising else "lt"
    at = moment_in(moment)
    from_there = Q(**{f"{column}__{step}e": at})
    return from_there & (Q(**{f"{column}__{step}": at}) | Q(**{f"id__{step}": id_in(last)}))


def _later_in_queue(urgent: str, due: str, opened: str, last: str) -> Q:
    """Return the condition of rows that stand after one in the queue; `due` is empty for none."""
    is_urgent, opened_at = urgent == "1", moment_in(opened)
    younger = Q(opened_at__gt=opened_at) | Q(opened_at=opened_at, id__gt=id_in(last))
    if due:
        due_at = moment_in(due)
        later = Q(next_due_at__gt=due_at) | Q(next_due_at__isnull=True) | (Q(next_due_at=due_at) & younger)
    else:
        later = Q(next_due_at__isnull=True) & younger
    same = Q(urgent=is_urgent) & later
    return same | Q(urgent=False) if is_urgent else same


def _cursor(row: Incident, sort: Sort) -> str:
    if sort in _COLUMNS:
        moment: datetime = getattr(row, _COLUMNS[sort][0])
        return cursors.encode(moment.isoformat(), str(row.id))
    due = row.next_due_at.isoformat() if row.next_due_at else ""
    return cursors.encode("1" if row.urgent else "0", due, row.opened_at.isoformat(), str(row.id))
