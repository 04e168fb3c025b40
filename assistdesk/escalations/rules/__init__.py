"""The decisions about incidents: what a submission must hold, and who may file. Clocks: `clocks`."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistdesk.shared.refusals import FieldError, InvalidInput

LONGEST_TEXT = 10_000
LONGEST_FIELD = 500
LONGEST_NOTE = 2_000
RUNNING_DIGITS = 7


@dataclass(frozen=True, slots=True)
class IncidentRef:
    """How somebody names an incident. Without a marketplace, the number has to be clear without it."""

    number: str
    marketplace: str | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """From `least` to `most`, both included."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class FieldNeed:
    """What one field of a type asks for; with `choices`, one of these."""

    key: str
    is_required: bool
    choices: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Needs:
    """What an incident of one type must hold. `materials` are the keys that can be ticked as checked."""

    fields: tuple[FieldNeed, ...]
    consumers: Bounds
    attachments: Bounds
    materials: frozenset[str]


@dataclass(frozen=True, slots=True)
class Content:
    """What a helper sent in. `consumers` are Person IDs."""

    description: str
    fields: Mapping[str, str]
    consumers: tuple[str, ...]
    attachments_count: int
    checked: tuple[str, ...]
    duplicate_reason: str = ""


def check_content(content: Content, *, needs: Needs) -> None:
    """Check that a submission holds what its type needs.

    Raises:
        InvalidInput: with every field that needs another look, each by its name.
    """
    errors = content_errors(content, needs=needs)
    if errors:
        raise InvalidInput(errors)


def content_errors(content: Content, *, needs: Needs) -> list[FieldError]:
    """Return what is wrong with a submission, in the order of the form; empty where nothing is."""
    return [
        *consumer_errors(len(set(content.consumers)), bounds=needs.consumers),
        *_checked_errors(content.checked, materials=needs.materials),
        *_field_errors(content.fields, needs=needs.fields),
        *text_errors(content.description, field="description", longest=LONGEST_TEXT),
        *_attachment_errors(content.attachments_count, bounds=needs.attachments),
        *length_errors(content.duplicate_reason, field="duplicate_reason", longest=LONGEST_NOTE),
    ]


def text_errors(text: str, *, field: str, longest: int) -> list[FieldError]:
    """Return what is wrong with a text that has to say something in at most `longest` characters."""
    if is_blank(text):
        return [FieldError(field, "Write something here.")]
    return length_errors(text, field=field, longest=longest)


def check_text(text: str, *, field: str, longest: int) -> None:
    """Check that a text says something in at most `longest` characters.

    Raises:
        InvalidInput: it does not.
    """
    errors = text_errors(text, field=field, longest=longest)
    if errors:
        raise InvalidInput(errors)


def is_blank(text: str) -> bool:
    """Tell whether a reader would see nothing: only spaces and characters without a shape."""
    return all(char.isspace() or unicodedata.category(char) in ("Cf", "Cc", "Mn") for char in text)


def length_errors(text: str, *, field: str, longest: int) -> list[FieldError]:
    """Return what is wrong with a text that may have at most `longest` characters."""
    if len(text) <= longest:
        return []
    return [FieldError(field, "Write at most %(most)s characters.", (("most", longest),))]


def consumer_errors(count: int, *, bounds: Bounds) -> list[FieldError]:
    """Return what is wrong with how many consumers were chosen; empty where nothing is."""
    if bounds.least <= count <= bounds.most:
        return []
    if bounds.most == 0:
        return [FieldError("consumers", "This type is about no single consumer. Leave the consumers out.")]
    if bounds.least == bounds.most == 1:
        return [FieldError("consumers", "Choose exactly one consumer.")]
    if count < bounds.least:
        return [FieldError("consumers", "Choose consumers: at least %(least)s.", (("least", bounds.least),))]
    return [FieldError("consumers", "Choose consumers: at most %(most)s.", (("most", bounds.most),))]


def _checked_errors(checked: Iterable[str], *, materials: frozenset[str]) -> Iterable[FieldError]:
    if not set(checked) <= materials:
        yield FieldError("checked", "Tick only materials of this type.")


def _field_errors(fields: Mapping[str, str], *, needs: tuple[FieldNeed, ...]) -> Iterable[FieldError]:
    for need in needs:
        yield from _one_field_errors(fields.get(need.key, ""), need=need)
    known = {need.key for need in needs}
    for key in fields:
        if key not in known:
            yield FieldError(f"fields.{key[:60]}", "This type has no such field.")


def _one_field_errors(value: str, *, need: FieldNeed) -> list[FieldError]:
    name = f"fields.{need.key}"
    if is_blank(value):
        return [FieldError(name, "Fill this in.")] if need.is_required else []
    if need.choices and value not in need.choices:
        return [FieldError(name, "Choose one of the answers offered.")]
    return length_errors(value, field=name, longest=LONGEST_FIELD)


def _attachment_errors(count: int, *, bounds: Bounds) -> Iterable[FieldError]:
    if count < bounds.least:
        yield FieldError("attachments", "Attach what this type asks for: a screenshot or a document.")
    elif bounds.most == 0 and count:
        yield FieldError("attachments", "This type takes no files.")
    elif count > bounds.most:
        yield FieldError("attachments", "Attach at most %(most)s files.", (("most", bounds.most),))


class Eligibility(StrEnum):
    """Whether a helper may escalate and, if not, why."""

    ELIGIBLE = "eligible"
    LAPSED = "lapsed"
    NEVER_AUTHORIZED = "never_authorized"


def eligibility(*, is_needed: bool, authorized_until: date | None, on: date) -> Eligibility:
    """Return whether a helper may escalate on a day.

    `authorized_until` is the last day of the authorization, inclusive, and `on` the day asked about,
    both in the marketplace's zone. `is_needed` says whether the marketplace asks for one at all.
    """
    if not is_needed:
        return Eligibility.ELIGIBLE
    if authorized_until is None:
        return Eligibility.NEVER_AUTHORIZED
    return Eligibility.ELIGIBLE if on <= authorized_until else Eligibility.LAPSED


def incident_number(*, on: date, running: int) -> str:
    """Return the number of an incident: `YYMMDD-` and the running number in seven digits or more.

    Source: the marketplace's automatic reply of 28 May 2020, "200528-2866868".
    """
    return f"{on:%y%m%d}-{running:0{RUNNING_DIGITS}d}"


def number_day(*, today: date, last: date | None) -> date:
    """Return the day that a number carries: today, or the last number's where that is later.

    So numbers rise even where two submissions cross midnight in the other order.
    """
    return today if last is None else max(today, last)
