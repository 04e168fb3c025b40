"""Incidents as lines of a CSV file that a spreadsheet opens as it is: with a mark, and without formulas."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from assistdesk.escalations.queries.reports import ReportRow
from assistdesk.shared.spreadsheets import MARK, harmless

HEADS = (
    "incident_number", "type", "team", "opened_at", "first_replied_at", "resolved_at", "reply_due_at",
    "within_clock", "reply_minutes", "reply_business_minutes", "resolution_minutes",
    "resolution_business_minutes",
)  # fmt: skip


class _Line:
    """What the writer of CSV writes into: it gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        """Return what was to be written."""
        return line


def lines(rows: Iterable[ReportRow], *, zone: ZoneInfo) -> Iterator[str]:
    """Yield the lines of the file, heads first. Moments carry the offset of `zone`, minutes are whole."""
    writer = csv.writer(_Line())
    yield MARK + str(writer.writerow(HEADS))
    for row in rows:
        cells = (
            row.number,
            row.type,
            row.team,
            *(_moment(at, zone) for at in (row.opened_at, row.first_replied_at, row.resolved_at, row.due_at)),
            {True: "yes", False: "no", None: ""}[row.in_time],
            *(
                _minutes(one)
                for one in (row.reply, row.reply_business, row.resolution, row.resolution_business)
            ),
        )
        yield str(writer.writerow([harmless(cell) for cell in cells]))


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds") if at else ""


def _minutes(seconds: float | None) -> str:
    return "" if seconds is None else str(round(seconds / 60))
