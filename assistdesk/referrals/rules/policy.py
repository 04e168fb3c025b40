"""What the decisions read of a pack, by shape: the pack's own sections fit, and so does a test's value."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Protocol


class Action(StrEnum):
    """What a step of the ladder does."""

    GENERAL = "general"
    MASS = "mass"
    ALERT_STAFF = "alert_staff"
    RECORD_BREACH = "record_breach"


class Tongue(StrEnum):
    """What a step of the ladder wants of languages.

    MATCH: helpers must speak the resident's. PREFER: those who do come first, others with an interpreter
    after them. INTERPRETER: it is a term of the score like any other.
    """

    MATCH = "match"
    PREFER = "prefer"
    INTERPRETER = "interpreter"


class Reach(Protocol):
    """How many a step asks, how far they may be (None: the whole marketplace), and its language rule."""

    @property
    def people(self) -> int:
        """How many are asked."""

    @property
    def within_miles(self) -> int | None:
        """The farthest, inclusive; None for the whole marketplace."""

    @property
    def language(self) -> str:
        """A `Tongue`."""


class Step(Reach, Protocol):
    """One step of a ladder, `after` the round began."""

    @property
    def after(self) -> timedelta:
        """When it is due, counted from the start of the round."""

    @property
    def action(self) -> str:
        """An `Action`."""

    @property
    def at_once_after_reject(self) -> bool:
        """Whether a rejection brings it without waiting."""

    @property
    def when_free(self) -> bool:
        """Whether it waits until no general offer is open."""


class Ladder(Protocol):
    """All steps of a profile, in the order of time. `exclusive`: one general offer at a time."""

    @property
    def exclusive(self) -> bool:
        """Whether one general offer is open at a time."""

    @property
    def look_again(self) -> timedelta:
        """How soon a step that found nobody is tried again."""

    @property
    def steps(self) -> Sequence[Step]:
        """In the order of time."""


class Weights(Protocol):
    """The weight of each term of the score, from 0 to 1, and what its scale is."""

    @property
    def acceptance(self) -> float:
        """How much the chance of acceptance counts."""

    @property
    def proximity(self) -> float:
        """How much nearness counts."""

    @property
    def rest(self) -> float:
        """How much the time since the last offer counts."""

    @property
    def language(self) -> float:
        """How much a shared language counts."""

    @property
    def missed_referrals(self) -> float:
        """How much being without a miss counts."""

    @property
    def miles_scale(self) -> int:
        """The miles after which nearness has fallen to 1/e."""

    @property
    def rest_scale(self) -> timedelta:
        """The time after which somebody is wholly rested."""

    @property
    def tie_band(self) -> float:
        """Scores this near to the best count as equal."""

    @property
    def acceptance_prior(self) -> float:
        """The programme's share of accepted offers, assumed of a helper without a record."""

    @property
    def acceptance_prior_weight(self) -> int:
        """As how many offers that assumption counts."""

    @property
    def acceptance_half_life(self) -> timedelta:
        """How soon an answer counts half."""

    @property
    def censor_withdrawn(self) -> bool:
        """Whether a withdrawn offer counts only for the share of its window that it was open."""


class Misses(Protocol):
    """What counts as a miss, and what follows."""

    @property
    def general_unanswered_is_a_miss(self) -> bool:
        """Whether a general offer without an answer counts."""

    @property
    def mass_unanswered_is_a_miss(self) -> bool:
        """Whether a mass offer without an answer counts."""

    @property
    def deregister_after(self) -> int:
        """The count of misses in a row that ends the registration."""

    @property
    def warn_at(self) -> Sequence[int]:
        """The counts that bring a warning."""

    @property
    def reset_by(self) -> Sequence[str]:
        """The answers that set the count back."""


class Promised(Protocol):
    """What a resident is promised, and the windows offered where it can't be kept."""

    @property
    def call_back_within(self) -> timedelta:
        """How soon a resident is called."""

    @property
    def window_length(self) -> timedelta:
        """How long a window for a call back is."""

    @property
    def windows_ahead(self) -> timedelta:
        """How far ahead windows are offered."""

    @property
    def keepable_chance(self) -> float:
        """The least chance at which the promise is made."""


class Rules(Protocol):
    """The numbers that a choice is made by. An edition of a pack's referrals is such a value."""

    @property
    def scoring(self) -> Weights:
        """How helpers are compared."""

    @property
    def misses(self) -> Misses:
        """What counts as a miss."""
