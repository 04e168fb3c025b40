"""The whole history of an incident, its steps and its messages as one list, and what came in between."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assistdesk.escalations.queries.threads import MessageRow
from assistdesk.escalations.queries.whole import IncidentView, StepRow
from assistdesk.escalations.rules import together
from assistdesk.escalations.states import PostKind

_BY_ITSELF = (PostKind.ACKNOWLEDGEMENT.value, PostKind.TEAM_NOTICE.value)


class Kind(StrEnum):
    """What a history can be narrowed to."""

    MOVES = "moves"
    ASSIGNMENTS = "assignments"
    MESSAGES = "messages"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: a step with its `move`, or a message. `anchor` is where the page shows it."""

    kind: Kind
    anchor: str
    at: datetime
    actor: str
    move: str = ""
    assignee: str = ""
    reason: str = field(default="", repr=False)
    message: MessageRow | None = None
    version: int | None = None
    is_own: bool = False


def entries(view: IncidentView, *, only: str, by: str) -> list[Entry]:
    """Return what happened, the oldest first: all, or what is of the kind `only` and by the person `by`."""
    tests: list[Callable[[Entry], bool]] = []
    if only in list(Kind):
        tests.append(lambda one: one.kind == only)
    if by:
        tests.append(lambda one: one.actor == by)
    return [one for one in _all(view) if all(test(one) for test in tests)]


def actors(view: IncidentView) -> list[str]:
    """Return who has done anything, each once, in the order in which they came."""
    return list(dict.fromkeys(one.actor for one in _all(view)))


def came_between(view: IncidentView, *, seen: int) -> list[Entry]:
    """Return what others did since somebody saw version `seen`, the oldest first."""
    return [
        one
        for one in _all(view)
        if together.is_between(version=one.version, seen=seen) and not one.is_own and not _is_by_itself(one)
    ]


def _is_by_itself(one: Entry) -> bool:
    return one.message is not None and one.message.kind in _BY_ITSELF


def _all(view: IncidentView) -> list[Entry]:
    found = [*(_of_step(step) for step in view.timeline), *(_of_message(one) for one in view.messages)]
    return sorted(found, key=lambda one: one.at)


def _of_step(step: StepRow) -> Entry:
    kind = Kind.ASSIGNMENTS if step.move == "assign" else Kind.MOVES
    return Entry(
        kind,
        f"step-{step.id}",
        step.at,
        step.actor,
        move=step.move,
        assignee=step.assignee,
        reason=step.reason,
        version=step.version,
        is_own=step.is_own,
    )


def _of_message(one: MessageRow) -> Entry:
    kind = Kind.NOTES if one.kind == PostKind.NOTE.value else Kind.MESSAGES
    return Entry(
        kind,
        f"message-{one.id}",
        one.at,
        one.author,
        message=one,
        version=one.version,
        is_own=one.is_own,
    )
