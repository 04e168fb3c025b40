"""Telling of a change inside somebody's transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from assistdesk.shared import copying, transactions
from assistdesk.shared.live.values import Change

CHANNEL = "desk_live"

_TELL = "SELECT pg_notify(%s, told) FROM unnest(%s::text[]) AS told"


def changed(kind: str, *, thing: str, to: Iterable[str], at: datetime) -> None:
    """Tell open pages that `thing` changed, if and when the caller's transaction commits.

    `kind` is the type of the event, such as `incident.changed`. `thing` is an identifier that says
    nothing of a person. `to` are the topics of those whom it concerns: nobody else hears of it. The
    same said twice in one transaction is told once.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    changed_together([Change(kind, thing, at, frozenset(to))])


def changed_together(changes: Sequence[Change]) -> None:
    """Tell of several changes in one statement; as `changed`. Each is told by itself, so none grows too long.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    if not changes:
        return
    copying.run(_TELL, [CHANNEL, [change.payload() for change in changes]])
