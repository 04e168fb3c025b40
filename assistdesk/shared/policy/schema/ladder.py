"""The steps by which the promise of a call back is kept, as time runs."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from assistdesk.shared.policy.schema.base import Section, Value
from assistdesk.shared.policy.schema.values import Count, Duration, Some, TimeAfter
from assistdesk.shared.policy.schema.words import Words


class LadderAction(StrEnum):
    """What a step does."""

    GENERAL = "general"
    MASS = "mass"
    ALERT_STAFF = "alert_staff"
    RECORD_BREACH = "record_breach"


class LanguageRule(StrEnum):
    """Whether helpers must speak the resident's language."""

    MATCH = "match"
    PREFER = "prefer"
    INTERPRETER = "interpreter"


class LadderStep(Value):
    """One step, `after` the request.

    `people` is how many are asked, `within_miles` how far they may be (None: the whole marketplace).
    `at_once_after_reject`: a rejection brings this step without waiting. `when_free`: it waits until no
    general offer is open.
    """

    after: TimeAfter
    action: LadderAction
    people: Some = 0
    within_miles: Count | None = None
    language: LanguageRule = LanguageRule.MATCH
    at_once_after_reject: bool = False
    when_free: bool = False


class LadderProfile(Section):
    """A whole ladder. A step that finds nobody to ask is tried again after `look_again`."""

    title: Words
    description: Words
    exclusive: bool
    look_again: Duration
    steps: Annotated[tuple[LadderStep, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _rises(self) -> "LadderProfile":
        times = [step.after for step in self.steps]
        if times != sorted(times):
            raise PydanticCustomError(
                "ladder", "the steps are not in the order of time", {"instead": "sort them by 'after'"}
            )
        return self
