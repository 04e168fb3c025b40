"""Whether a client may be asked, and in which way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistdesk.consent.refusals import (
    ConsentDeclined,
    ConsentLimit,
    ElectronicNotOpen,
    VerbalNotOpen,
)
from assistdesk.consent.states import Ending, RequestMethod, RequestState, SpokenWhy

ELECTRONIC_PREFERENCES = frozenset({"", "sms", "email"})
"""Preferences that let a client be asked by a message; empty is none known."""


@dataclass(frozen=True, slots=True)
class AskingPolicy:
    """What the pack says on asking.

    `window` and the day of `daily_cap` slide and are exclusive at the far end. `never_spoken_after` names the
    ends, `left` or `cancelled`, which no verbal consent follows; after a no it never does.
    """

    most_requests: int
    window: timedelta
    daily_cap: int
    counts_when_left: bool
    is_electronic_offered: bool
    is_verbal_offered: bool
    never_spoken_after: frozenset[str]


@dataclass(frozen=True, slots=True)
class Earlier:
    """One request of the same helper to the same client."""

    method: RequestMethod
    state: RequestState
    ending: Ending | None
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Client:
    """What matters of a client: how they prefer to be written to, and whether they can be at all."""

    preference: str
    is_reachable: bool

    @property
    def prefers_electronic(self) -> bool:
        """Whether a message is what they prefer."""
        return self.preference in ELECTRONIC_PREFERENCES


@dataclass(frozen=True, slots=True)
class Ways:
    """How the client may be asked now. `attempts_left` counts electronic requests; `why` opens the voice."""

    attempts_left: int
    is_electronic: bool
    why: SpokenWhy | None
    is_declined: bool

    @property
    def methods(self) -> tuple[RequestMethod, ...]:
        """The ways that are open."""
        found = []
        if self.is_electronic:
            found.append(RequestMethod.ELECTRONIC)
        if self.why is not None:
            found.append(RequestMethod.VERBAL)
        return tuple(found)


def ways(
    policy: AskingPolicy, client: Client, earlier: Sequence[Earlier], *, asked_today: int, at: datetime
) -> Ways:
    """Return how a client may be asked at `at`.

    `earlier` are the helper's own requests to the client, in any order; `asked_today` counts the electronic
    ones of all helpers in the day before. After the client declined there is no way until the window is over.

    Source: agent association to client cases, Electronic Consent 1 (three requests), Verbal Consent.
    """
    recent = _recent(policy, earlier, at=at)
    left = max(0, policy.most_requests - _count(policy, recent))
    declined = any(one.state is RequestState.DENIED for one in recent)
    if declined:
        return Ways(left, is_electronic=False, why=None, is_declined=True)
    is_open = left > 0 and asked_today < policy.daily_cap
    is_electronic = policy.is_electronic_offered and client.prefers_electronic and is_open
    why = spoken_why(policy, client, recent) if policy.is_verbal_offered else None
    return Ways(left, is_electronic=is_electronic, why=why, is_declined=False)


def spoken_why(policy: AskingPolicy, client: Client, recent: Sequence[Earlier]) -> SpokenWhy | None:
    """Return why the client may be asked by voice; None where nothing opens that way.

    It goes by how the latest electronic request ended: one that is still pending opens nothing, and neither
    does one that the helper left or cancelled.

    Source: agent association to client cases, Verbal Consent (the three reasons).
    """
    if not client.prefers_electronic:
        return SpokenWhy.NOT_ELECTRONIC
    electronic = [
        one for one in recent if one.method is RequestMethod.ELECTRONIC and not _is_skipped(policy, one)
    ]
    if not electronic:
        return None
    last = max(electronic, key=lambda one: one.started_at)
    if last.state is RequestState.FAILED:
        return SpokenWhy.FAILED
    if last.state is RequestState.EXPIRED and last.ending is Ending.NO_RESPONSE:
        return SpokenWhy.NO_RESPONSE
    return None


def check_may_ask(found: Ways, client: Client, *, method: RequestMethod) -> None:
    """Check that a client may be asked in this way now.

    Raises:
        ConsentDeclined: the client declined within the window.
        VerbalNotOpen: nothing opened the way by voice.
        ElectronicNotOpen: the client prefers another way.
        ConsentLimit: they were asked as often as is allowed.
    """
    if found.is_declined:
        raise ConsentDeclined
    if method is RequestMethod.VERBAL:
        if found.why is None:
            raise VerbalNotOpen
        return
    if not client.prefers_electronic:
        raise ElectronicNotOpen
    if not found.is_electronic:
        raise ConsentLimit


def _recent(policy: AskingPolicy, earlier: Sequence[Earlier], *, at: datetime) -> list[Earlier]:
    """Return those within the window, since access was last granted."""
    granted = [one.started_at for one in earlier if one.state is RequestState.CONFIRMED]
    since = at - policy.window
    return [
        one for one in earlier if one.started_at > since and (not granted or one.started_at > max(granted))
    ]


def _is_skipped(policy: AskingPolicy, one: Earlier) -> bool:
    """Return whether the helper ended a request and the pack lets what came before it decide."""
    end = one.ending.value if one.ending is Ending.LEFT else one.state.value
    is_own_end = one.ending is Ending.LEFT or one.state is RequestState.CANCELLED
    return is_own_end and end not in policy.never_spoken_after


def _count(policy: AskingPolicy, recent: Sequence[Earlier]) -> int:
    return sum(
        1
        for one in recent
        if one.method is RequestMethod.ELECTRONIC
        and (policy.counts_when_left or one.ending is not Ending.LEFT)
    )
