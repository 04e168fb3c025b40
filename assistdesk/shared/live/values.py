"""What is told of a change, and who is told."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

RESYNC = "resync"
"""The type of what is told to somebody who may have missed something: look again at everything."""


class NotAChange(ValueError):
    """What was told is no change in the desk's own words."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something changed. `id` tells which thing, `to` are the topics of those whom it concerns."""

    type: str
    id: str
    at: datetime
    to: frozenset[str] = frozenset()

    def payload(self) -> str:
        """Return the change as it travels from process to process."""
        return json.dumps(
            {"type": self.type, "id": self.id, "at": self.at.isoformat(), "to": sorted(self.to)},
            separators=(",", ":"),
        )

    @classmethod
    def of_payload(cls, payload: str) -> "Change":
        """Return the change that travelled.

        Raises:
            NotAChange: it is none.
        """
        try:
            told = json.loads(payload)
            return cls(told["type"], told["id"], datetime.fromisoformat(told["at"]), frozenset(told["to"]))
        except (KeyError, TypeError, ValueError) as error:
            raise NotAChange from error


@dataclass(frozen=True, slots=True)
class Heard:
    """A change as one process heard it; `place` tells it from all others, for who comes back later."""

    place: str
    change: Change

    def as_event(self) -> bytes:
        """Return it as a server-sent event."""
        change = self.change
        data = json.dumps({"type": change.type, "id": change.id, "at": change.at.isoformat()})
        return f"id: {self.place}\ndata: {data}\n\n".encode()


@dataclass(frozen=True, slots=True)
class Audience:
    """Somebody who listens: to what, and since when. `after` is the place of what they heard last."""

    account_id: UUID
    topics: frozenset[str]
    after: str = ""
    since: datetime | None = None
