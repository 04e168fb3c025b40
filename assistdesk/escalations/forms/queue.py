"""What a team's queue is narrowed to, as its form and its address say it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from assistdesk.escalations.forms.texts import clean_line
from assistdesk.escalations.queries import ListAsked, QueueView, Sort, sort_of
from assistdesk.escalations.rules.finding import LONGEST_SEARCH
from assistdesk.escalations.states import IncidentState

LATE, AT_RISK = "late", "risk"
RISK = timedelta(days=1)
STATUSES = ("open", "all", *(state.value for state in IncidentState))
_LAST_DAY = date(9999, 12, 30)


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """The form above a queue. What is unknown counts as not chosen; days are `YYYY-MM-DD`, both included.

    `words` and `filed_by` may hold names of people, so they stand in no address: `query` leaves them out.
    """

    status: str = ""
    type: str = ""
    assigned: str = ""
    urgent: str = ""
    due: str = ""
    since: str = ""
    until: str = ""
    sort: str = ""
    words: str = field(default="", repr=False)
    filed_by: str = field(default="", repr=False)

    @classmethod
    def read(cls, sent: Mapping[str, str]) -> "QueueFilter":
        """Return what was sent, without what means nothing."""
        return cls(
            status=_one_of(sent.get("status", ""), STATUSES),
            type=clean_line(sent.get("type", ""))[:60],
            assigned=_assigned(sent.get("assigned", "")),
            urgent="1" if sent.get("urgent") else "",
            due=_one_of(sent.get("due", ""), (LATE, AT_RISK)),
            since=_day(sent.get("since", "")),
            until=_day(sent.get("until", "")),
            sort=_one_of(sent.get("sort", ""), tuple(Sort)),
            words=clean_line(sent.get("words", ""))[:LONGEST_SEARCH],
            filed_by=clean_line(sent.get("filed_by", ""))[:LONGEST_SEARCH],
        )

    def with_typed(self, *, words: str, filed_by: str) -> "QueueFilter":
        """Return it with what was typed and stands in no address."""
        return replace(self, words=words, filed_by=filed_by)

    @property
    def query(self) -> dict[str, str]:
        """What of it may stand in an address."""
        return {name: value for name, value in self._parts().items() if value}

    @property
    def kept(self) -> dict[str, str]:
        """All of it, as a saved filter keeps it."""
        typed = {"words": self.words, "filed_by": self.filed_by}
        return {**self.query, **{name: value for name, value in typed.items() if value}}

    @property
    def is_narrow(self) -> bool:
        """Whether it narrows the queue beyond what is open."""
        return bool(self.kept.keys() - {"sort"})

    def asked(self, *, marketplace: str, team: str, zone: str, at: datetime) -> ListAsked:
        """Return what the queue is narrowed to; days are days of `zone`."""
        return ListAsked(
            status=self.status,
            team=team,
            marketplace=marketplace,
            assigned=self.assigned,
            words=self.words,
            type=self.type,
            is_urgent=bool(self.urgent),
            filed_by=self.filed_by,
            due_before={LATE: at, AT_RISK: at + RISK}.get(self.due),
            opened_from=_midnight(self.since, zone=zone, later=0),
            opened_before=_midnight(self.until, zone=zone, later=1),
        )

    def view(self, *, marketplace: str, team: str, zone: str, at: datetime) -> QueueView:
        """Return the view of the queue that is asked for, in its order."""
        asked = self.asked(marketplace=marketplace, team=team, zone=zone, at=at)
        return QueueView(asked, sort_of(asked, self.sort))

    def _parts(self) -> dict[str, str]:
        return {
            "status": self.status,
            "type": self.type,
            "assigned": self.assigned,
            "urgent": self.urgent,
            "due": self.due,
            "since": self.since,
            "until": self.until,
            "sort": self.sort,
        }


def _one_of(value: str, known: tuple[str, ...]) -> str:
    return value if value in known else ""


def _assigned(value: str) -> str:
    if value in ("me", "nobody"):
        return value
    try:
        return str(UUID(value))
    except ValueError:
        return ""


def _day(value: str) -> str:
    try:
        return min(date.fromisoformat(value.strip()), _LAST_DAY).isoformat()
    except ValueError:
        return ""


def _midnight(day: str, *, zone: str, later: int) -> datetime | None:
    """Return the start of a day, `later` days on, or None where there is no day."""
    if not day:
        return None
    on = date.fromisoformat(day) + timedelta(days=later)
    return datetime(on.year, on.month, on.day, tzinfo=ZoneInfo(zone))
