"""What is assumed of a day: its requests, its helpers, and how these answer."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from assistdesk.shared.policy.documents import Document, read_file
from assistdesk.shared.policy.schema.base import Value
from assistdesk.shared.policy.schema.identity import RoleName
from assistdesk.shared.policy.schema.referrals import Program
from assistdesk.shared.policy.schema.values import Count, LanguageCode, Share, Some

STANDARD = Path(__file__).parent / "open_enrollment.yaml"
HINT = "see the standard scenario for what fits"
Positive = Annotated[float, Field(gt=0, le=10_000)]
Channel = Literal["email", "sms"]
Hour = Annotated[int, Field(ge=0, le=23)]


class Requests(Value):
    """Who asks for help, and when. `per_hour` is the mean of the hours that `by_hour` counts at all."""

    per_hour: Positive
    by_hour: Annotated[tuple[Annotated[float, Field(ge=0)], ...], Field(min_length=24, max_length=24)]
    other_languages: dict[LanguageCode, Share]
    programs: dict[Program, Share]
    helper_types: dict[RoleName, Share]


class Helpers(Value):
    """Who helps: how many, when they are there, what they speak."""

    registered: Count
    on_shift: Share
    roles: dict[RoleName, Share]
    other_languages: dict[LanguageCode, Share]
    shifts_start: Annotated[tuple[Hour, ...], Field(min_length=1)]
    shift_hours: Annotated[int, Field(ge=1, le=23)]
    break_after_hours: Some
    break_minutes: Annotated[int, Field(ge=0, le=59)]
    most_open: Count
    offers_before: Some


class Answers(Value):
    """How helpers answer, and how long a passcode, a call and a case take, in minutes."""

    answers_alpha: Positive
    answers_beta: Positive
    minutes_median: Positive
    minutes_spread: Positive
    rejects: Share
    mass_share: Share
    by_link: Share
    passcode_minutes_median: Positive
    passcode_minutes_spread: Positive
    passcode_never_typed: Share
    comes_back: Share
    call_minutes: Positive
    case_minutes_median: Positive
    case_minutes_spread: Positive


class Messages(Value):
    """By which channels helpers are told, and which share of the messages of each is lost.

    Who isn't told by one channel alone is told by both.
    """

    by_one_alone: dict[Channel, Share]
    lost: dict[Channel, Share]


class Seeds(Value):
    """Which days are played: `count` of them, by the numbers from `first` on."""

    first: Some
    count: Annotated[int, Field(ge=1, le=100)]


class Scenario(Value):
    """A day, as a scenario's file describes it."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    day: date
    requests: Requests
    helpers: Helpers
    answers: Answers
    messages: Messages
    seeds: Seeds

    def changed(self, **parts: Mapping[str, object]) -> "Scenario":
        """Return this day with some numbers of its parts changed: `changed(helpers={"registered": 10})`."""
        values = self.model_dump(mode="json")
        merged = {**values, **{name: {**values[name], **numbers} for name, numbers in parts.items()}}
        return Scenario.model_validate_json(json.dumps(merged))


class BadScenario(Exception):
    """A scenario can't be read; `problems` holds one line for each reason."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def standard() -> Scenario:
    """Return the day that ships with the desk."""
    return _valid(read_file(STANDARD, file=STANDARD.name), {})


def read(path: Path) -> Scenario:
    """Return the day that a file describes; what it leaves out is as on the standard day.

    Raises:
        BadScenario: with every problem, each with its file and line.
    """
    base = standard().model_dump(mode="json")
    return _valid(read_file(path, file=str(path)), base)


def assuming(day: Scenario, given: Iterable[str]) -> Scenario:
    """Return a day with some numbers changed, each as `answers.by_link=0.5` or `messages.lost.sms=0.1`.

    Raises:
        BadScenario: with a problem for each that makes none.
    """
    values = day.model_dump(mode="json")
    for one in given:
        name, _, value = one.partition("=")
        *sections, last = name.split(".")
        under: dict[str, Any] = values
        for section in sections:
            if not isinstance(under.get(section), dict):
                raise BadScenario([f"{one}: a day has no {section!r}; {HINT}"])
            under = under[section]
        under[last] = _read_value(value)
    try:
        return Scenario.model_validate_json(json.dumps(values))
    except ValidationError as wrong:
        raise BadScenario(
            [f"{'.'.join(map(str, error['loc']))}: {error['msg']}; {HINT}" for error in wrong.errors()]
        ) from wrong


def _read_value(written: str) -> object:
    try:
        return json.loads(written)
    except json.JSONDecodeError:
        return written


def _valid(document: Document, base: dict[str, object]) -> Scenario:
    if document.problems:
        raise BadScenario([str(problem) for problem in document.problems])
    values = document.values
    if not isinstance(values, dict):
        raise BadScenario([str(document.problem((), "there is no scenario in it", HINT))])
    try:
        return Scenario.model_validate_json(json.dumps(_merged(base, values)))
    except ValidationError as wrong:
        raise BadScenario(
            [_said(document, error["loc"], error["msg"]) for error in wrong.errors()]
        ) from wrong


def _merged(base: Mapping[str, object], values: Mapping[str, object]) -> dict[str, object]:
    """Return `base` with `values` over it, section by section."""
    merged = dict(base)
    for name, value in values.items():
        under = base.get(name)
        both = isinstance(under, dict) and isinstance(value, dict)
        merged[name] = {**under, **value} if both else value  # type: ignore[dict-item]  # both are dicts
    return merged


def _said(document: Document, where: tuple[int | str, ...], what: str) -> str:
    return str(document.problem(where, what, HINT))
