"""What the guard found and decided. None of these values holds or prints a word of the text."""

from dataclasses import dataclass, field
from enum import StrEnum

from assistdesk.shared.policy.schema.personal import Decision
from assistdesk.shared.privacy.kinds import Kind, PersonalType

HIDDEN = "•••"


class Reason(StrEnum):
    """Why the guard decided so."""

    NOTHING_FOUND = "nothing_found"
    PERSONAL_VALUES = "personal_values"
    NEEDS_A_PERSON = "needs_a_person"
    TOO_MANY_FINDINGS = "too_many_findings"
    TOO_LONG = "too_long"
    GUARD_FAILED = "guard_failed"


@dataclass(frozen=True, slots=True)
class Claim:
    """A recognizer's opinion on a stretch of the reading, in offsets of its normalized text.

    The higher score wins where two overlap; `rule` names what recognized it.
    """

    start: int
    end: int
    type: Kind
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A personal value, by its place in the original text: code points, start inclusive, end exclusive."""

    start: int
    end: int
    type: PersonalType
    score: float
    rule: str


class Hidden(str):
    """A text that prints as `•••`, so that a log or a traceback cannot show it. Its value is unchanged."""

    __slots__ = ()

    def __repr__(self) -> str:
        return HIDDEN


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision on one text.

    `redacted` is the text with a token such as `[removed: US_SSN]` for each finding; it is empty
    where the guard failed or the text was too long, since nothing is known to be safe then.
    """

    decision: Decision
    reason: Reason
    findings: tuple[Finding, ...] = ()
    redacted: Hidden = field(default=Hidden())


@dataclass(frozen=True, slots=True)
class MessageVerdict:
    """The decision on a message: the stricter one of its subject's and its body's."""

    decision: Decision
    reason: Reason
    subject: Verdict
    body: Verdict
