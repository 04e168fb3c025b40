"""What one mail of the corpus is, and what has to become of it."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Fate(StrEnum):
    """What has to become of a mail."""

    JOINED = "joined"
    TRAY = "tray"
    COPY = "copy"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Party:
    """A thread of the corpus: an incident, whom we wrote to about it, and our mail that may be answered."""

    thing_id: UUID
    number: str
    person: str
    reply_address: str
    message_id: str
    bounce_address: str
    outgoing_id: UUID
    subject: str


@dataclass(frozen=True, slots=True)
class Case:
    """One mail: `shape` names its kind in the table.

    `to` says which thread it has to join, or names where it lies in the tray; `own` is what has to be shown
    of it as its writer's own words, None where nobody looks. `why` is the reason in the tray, `failure`
    that of a mail of ours that came back, empty where it stays as it was. `files` are the names of what
    came with it.
    """

    shape: str
    raw: bytes = field(repr=False)
    envelope_from: str
    envelope_to: tuple[str, ...]
    fate: Fate
    to: Party | None = None
    own: str | None = None
    why: str = ""
    failure: str = ""
    files: tuple[str, ...] | None = None
