"""Lists by cursor: the newest first, a page at a time, by index."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from assistdesk.shared import cursors

PAGE, MOST = 25, 100
Row = TypeVar("Row")
Table = TypeVar("Table", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list; `next` is the cursor of the page after it, None at the end."""

    items: list[Row]
    next: str | None


def page(
    rows: QuerySet[Table], *, by: str, cursor: str | None, limit: int, read: Callable[[str], date]
) -> Page[Table]:
    """Return the page of `rows` after `cursor`, by the field `by` and the key, both falling.

    Raises:
        InvalidInput: the cursor is not one of this list.
    """
    limit = max(1, min(limit, MOST))
    place = cursors.decode(cursor, parts=2)
    if place is not None:
        value, last = read(place[0]), cursors.key(place[1])
        # Two conditions, so that the index is entered there, not walked from its start.
        rows = rows.filter(Q(**{f"{by}__lte": value}), Q(**{f"{by}__lt": value}) | Q(pk__lt=last))
    found = list(rows.order_by(f"-{by}", "-pk")[: limit + 1])
    following = None
    if len(found) > limit:
        end: Any = found[limit - 1]  # a row of any table
        following = cursors.encode(getattr(end, by).isoformat(), str(end.pk))
    return Page(found[:limit], following)
