"""What one piece of work would do to each of many incidents."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from assistdesk.escalations.states import INCIDENT, BulkAction, IncidentState

MOST_AT_ONCE = 500
MOST_WHILE_WAITING = 25  # more than these are left to a worker
MOVES = ("resolve", "wait_for_helper", "resume", "close", "reopen")


@dataclass(frozen=True, slots=True)
class Work:
    """What is done to each: `target` is the member's account for `assign` and the move's name for `move`."""

    action: BulkAction
    target: str = ""
    text: str = field(default="", repr=False)

    @property
    def says_something(self) -> bool:
        """Whether it needs words: a note, a reply, the reason of a move."""
        return self.action is not BulkAction.ASSIGN


class Effect(StrEnum):
    """What it would do to one of them."""

    DONE = "done"
    UNCHANGED = "unchanged"
    NOT_POSSIBLE = "not_possible"


def effect(work: Work, *, state: IncidentState, assignee_id: UUID | None) -> Effect:
    """Return what the work would do to an incident that stands like this."""
    if work.action is BulkAction.MOVE:
        return Effect.DONE if INCIDENT.can(work.target, state) else Effect.NOT_POSSIBLE
    is_theirs = assignee_id is not None and str(assignee_id) == work.target
    if work.action is BulkAction.ASSIGN and is_theirs:
        return Effect.UNCHANGED
    return Effect.DONE
