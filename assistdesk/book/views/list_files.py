"""The lists of the book as files of a spreadsheet."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from assistdesk.book import queries
from assistdesk.book.queries import Asked, BookRow, ClientRow, PolicyRow, ProspectRow, QuoteRow
from assistdesk.book.states import BookList
from assistdesk.book.views.desk import BookDesk

HEADS: dict[BookList, Sequence[str]] = {
    BookList.CLIENTS: ("person_id", "first_name", "last_name", "carrier", "case_number", "since", "until"),
    BookList.POLICIES: (
        "policy_number", "person_id", "first_name", "last_name", "issuer", "plan", "kind", "premium",
        "starts_on", "ends_on", "enrolment", "status", "information_due_on",
    ),
    BookList.PROSPECTS: (
        "first_name", "last_name", "date_of_birth", "sex", "language", "email", "phone", "zip", "note",
        "status", "added",
    ),
    BookList.QUOTES: (
        "first_name", "last_name", "status", "starts_on", "made", "plans", "lowest_premium", "accepted_plan",
    ),
}  # fmt: skip


def rows(desk: BookDesk, asked: Asked) -> Iterator[Sequence[str]]:
    """Yield the names of the columns, then every row of a list, whatever page of it was asked for."""
    yield HEADS[asked.name]
    zone = ZoneInfo(desk.pack.identity.zone)
    cursor: str | None = None
    while True:
        wanted = Asked(asked.name, asked.shown, asked.words, cursor, queries.MOST)
        found = queries.listed(desk.actor, wanted, pack=desk.pack, days=desk.days)
        for row in found.items:
            yield [_cell(value, zone) for value in _CELLS[type(row)](row)]
        if found.next is None:
            return
        cursor = found.next


def _cell(value: object, zone: ZoneInfo) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(zone).date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _client(row: ClientRow) -> Sequence[object]:
    return (
        row.person_id, row.first_name, row.last_name, row.carrier, row.case_number, row.since, row.until,
    )  # fmt: skip


def _policy(row: PolicyRow) -> Sequence[object]:
    due = [one.due_on for one in row.requests if one.answered_on is None]
    return (
        row.number, row.person_id, row.first_name, row.last_name, row.issuer_name, row.plan, row.kind,
        row.premium, row.starts_on, row.ends_on, row.enrolment.value, row.standing.value,
        min(due) if due else None,
    )  # fmt: skip


def _prospect(row: ProspectRow) -> Sequence[object]:
    return (
        row.first_name, row.last_name, row.date_of_birth, row.sex, row.language, row.email, row.phone,
        row.zip_code, row.note, row.state.value, row.added_at,
    )  # fmt: skip


def _quote(row: QuoteRow) -> Sequence[object]:
    chosen = next((one.plan for one in row.plans if one.is_chosen), "")
    lowest = row.plans[0].premium if row.plans else None
    return (
        row.first_name, row.last_name, row.state.value, row.starts_on, row.made_at, len(row.plans), lowest,
        chosen,
    )  # fmt: skip


_CELLS: dict[type[BookRow], Callable[[Any], Sequence[object]]] = {  # each row has the writer of its kind
    ClientRow: _client,
    PolicyRow: _policy,
    ProspectRow: _prospect,
    QuoteRow: _quote,
}
