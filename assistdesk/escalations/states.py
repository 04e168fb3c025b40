"""Where an incident stands, which moves there are, and what the words in its thread are."""

from enum import StrEnum

from assistdesk.shared.states import Move, MoveTable

ABOUT_INCIDENT = "escalations.incident"
"""What messages and files about an incident are said to be about."""

ABOUT_ADDITION = "escalations.addition"
"""What files are said to be about that came with the words of another helper: colleagues alone see them."""

ABOUT_BOARD = "escalations.board"
"""What a mail to a lead about several incidents is about."""


ABOUT_NOTE = "escalations.note"
"""What files that came with a mail are said to be about which helpers don't see."""


class IncidentState(StrEnum):
    """Where an incident stands."""

    NEW = "new"
    IN_REVIEW = "in_review"
    WAITING_ON_HELPER = "waiting_on_helper"
    WITH_AGENCY = "with_agency"
    RESOLVED = "resolved"
    CLOSED = "closed"


_AT_WORK = frozenset({IncidentState.IN_REVIEW, IncidentState.WAITING_ON_HELPER, IncidentState.WITH_AGENCY})
_DONE = frozenset({IncidentState.RESOLVED, IncidentState.CLOSED})

INCIDENT = MoveTable(
    start=IncidentState.NEW,
    moves=[
        Move("take", frozenset({IncidentState.NEW}), IncidentState.IN_REVIEW),
        Move(
            "wait_for_helper",
            _AT_WORK - {IncidentState.WAITING_ON_HELPER},
            IncidentState.WAITING_ON_HELPER,
        ),
        Move("hand_on", _AT_WORK - {IncidentState.WITH_AGENCY}, IncidentState.WITH_AGENCY),
        Move("resume", _AT_WORK - {IncidentState.IN_REVIEW}, IncidentState.IN_REVIEW),
        Move("resolve", _AT_WORK, IncidentState.RESOLVED),
        Move("close", frozenset({IncidentState.RESOLVED}), IncidentState.CLOSED),
        Move("reopen", _DONE, IncidentState.IN_REVIEW),
        Move("merge", frozenset(IncidentState) - {IncidentState.CLOSED}, IncidentState.CLOSED),
    ],
)

OPEN_STATES = frozenset(IncidentState) - _DONE

NEEDS_ANOTHER = frozenset({"merge"})
"""Moves that are made with another incident, and not by choosing where one goes next."""

LEADS_BACK = {"unmerge": "merge"}
"""What undoes which move: it leads back to the state in which that move had started."""


def moves_from(state: IncidentState) -> list[str]:
    """Return the names of the moves that can be chosen for an incident by itself, in the table's order."""
    return [name for name in INCIDENT.actions_from(state) if name not in NEEDS_ANOTHER]


def move_between(state: IncidentState, target: IncidentState) -> str | None:
    """Return the name of the move that leads from `state` to `target`, or None where none does."""
    for name in moves_from(state):
        if INCIDENT.target(name) is target:
            return name
    return None


class Timed(StrEnum):
    """What one clock of an incident measures.

    The first three are owed: a reply, a resolution, an agency's answer. The other two watch over it: that
    somebody takes it, and that it doesn't wait for the helper for ever.
    """

    REPLY = "reply"
    RESOLUTION = "resolution"
    AGENCY = "agency"
    UPTAKE = "uptake"
    WAITING = "waiting"


OWED = frozenset({Timed.REPLY, Timed.RESOLUTION, Timed.AGENCY})
"""What an incident's place in the queue goes by."""

NOTED = frozenset({"submit", "assign", "nudge", "agency_answer", "take_back"})
"""What a history notes besides the moves."""

STEPS_FOR_STAFF = frozenset({"assign", "nudge", "take_back"})
"""What a history notes and helpers never see."""

ENDS_WAITING = frozenset({"resolve", "close"})
"""The moves after which no outside office is waited for any more."""


class PostKind(StrEnum):
    """What one message of an incident's thread is."""

    ACKNOWLEDGEMENT = "acknowledgement"
    TEAM_NOTICE = "team_notice"
    ANSWER = "answer"
    QUESTION = "question"
    RESOLUTION = "resolution"
    FROM_HELPER = "from_helper"
    BY_PHONE = "by_phone"
    FROM_OTHER = "from_other"
    NOTE = "note"
    MERGED = "merged"
    UNMERGED = "unmerged"
    HANDED_ON = "handed_on"
    NUDGE = "nudge"
    FROM_AGENCY = "from_agency"


class Direction(StrEnum):
    """Which way a message went: out of the desk, into it, or nowhere."""

    OUT = "out"
    IN = "in"
    NOTE = "note"


DIRECTIONS: dict[PostKind, Direction] = {
    PostKind.ACKNOWLEDGEMENT: Direction.OUT,
    PostKind.TEAM_NOTICE: Direction.OUT,
    PostKind.ANSWER: Direction.OUT,
    PostKind.QUESTION: Direction.OUT,
    PostKind.RESOLUTION: Direction.OUT,
    PostKind.FROM_HELPER: Direction.IN,
    PostKind.BY_PHONE: Direction.IN,
    PostKind.FROM_OTHER: Direction.IN,
    PostKind.NOTE: Direction.NOTE,
    PostKind.MERGED: Direction.OUT,
    PostKind.UNMERGED: Direction.OUT,
    PostKind.HANDED_ON: Direction.OUT,
    PostKind.NUDGE: Direction.OUT,
    PostKind.FROM_AGENCY: Direction.IN,
}

STAFF_ONLY = frozenset({PostKind.TEAM_NOTICE, PostKind.NOTE, PostKind.FROM_OTHER, PostKind.NUDGE})
"""What helpers never see."""

WORDS_FOR_STAFF = frozenset({PostKind.HANDED_ON, PostKind.FROM_AGENCY})
"""What helpers see the fact of, and not the words."""

AUTOMATIC = frozenset(
    {
        PostKind.ACKNOWLEDGEMENT,
        PostKind.TEAM_NOTICE,
        PostKind.MERGED,
        PostKind.UNMERGED,
        PostKind.NUDGE,
    }
)
"""What the desk writes by itself, in the words of its template alone."""


HELPERS_WORDS = frozenset({PostKind.FROM_HELPER, PostKind.BY_PHONE})
"""What a helper said: written, or on the phone to somebody who wrote it down."""


class CallKind(StrEnum):
    """What kind of call a record is of."""

    LOGGED = "logged"


class CallerStanding(StrEnum):
    """Whether somebody who calls is who they say, by the record of their number."""

    VERIFIED = "verified"
    NAME_DIFFERS = "name_differs"
    UNKNOWN_NPN = "unknown_npn"
    LAPSED = "lapsed"


class CallOutcome(StrEnum):
    """What became of one thing that a call was about."""

    ANSWERED = "answered"
    ESCALATED = "escalated"
    ADDED = "added"
    TOLD = "told"


REPLY_BOX, NOTE_BOX, HANDOFF_BOX = "reply", "note", "handoff"
BOXES = frozenset({REPLY_BOX, NOTE_BOX, HANDOFF_BOX, *INCIDENT.moves})
"""Where somebody writes on an incident's page: what a draft is kept for."""


class BulkAction(StrEnum):
    """What can be done to many incidents at once."""

    ASSIGN = "assign"
    MOVE = "move"
    NOTE = "note"
    REPLY = "reply"


class BulkOutcome(StrEnum):
    """What became of one incident in work on many: not reached yet, done, or why not.

    `changed` is one that somebody changed after it was chosen; `refused` names its reason beside.
    """

    WAITING = "waiting"
    DONE = "done"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    REFUSED = "refused"
