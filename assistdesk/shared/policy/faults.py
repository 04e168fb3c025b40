"""Words for what pydantic finds wrong with a document."""

import difflib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from assistdesk.shared.policy.documents import Document
from assistdesk.shared.policy.problems import Path, Problem

SHAPES = {
    "dict": "a block of keys",
    "list": "a list",
    "str": "text",
    "int": "a whole number",
    "float": "a number",
}
SHAPES |= {"bool": "true or false", "NoneType": "nothing"}

WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "dict_type": "a block of keys",
    "model_type": "a block of keys",
    "model_attributes_type": "a block of keys",
    "tuple_type": "a list",
    "list_type": "a list",
    "date_type": "a date such as 2026-11-30",
    "date_parsing": "a date such as 2026-11-30",
    "date_from_datetime_parsing": "a date such as 2026-11-30",
    "time_type": "a time such as '17:00'",
    "time_parsing": "a time such as '17:00'",
    "time_delta_type": "a duration such as '15 min'",
}

PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "use small letters, digits and hyphens",
    r"^[a-z][a-z0-9_]*$": "use small letters, digits and underscores",
    r"^https?://[^\s/]+\.[^\s]+$": "write https:// and the address",
    r"^#[0-9a-f]{6}$": "write # and six digits, such as #1a4480",
    r"\S": "write some text",
}


def problems_of(error: ValidationError, document: Document, model: type[BaseModel]) -> Iterator[Problem]:
    """Yield a problem for each fault, at its place in `document`, which was read as `model`."""
    for details in error.errors(include_url=False):
        if _only_seems_short(details):
            continue
        path = _place(details["loc"], document.values)
        what, instead = _said(details, model)
        yield document.problem(path, what, instead)


def _only_seems_short(details: ErrorDetails) -> bool:
    """Whether a list is long enough, and seems too short since its items are wrong, which is said there."""
    least = details.get("ctx", {}).get("min_length", 0)
    given = details["input"]
    return details["type"] == "too_short" and isinstance(given, list | dict) and len(given) >= least


def _place(loc: tuple[int | str, ...], values: object) -> Path:
    """Return `loc` without what pydantic adds to it, such as the mark of a key."""
    path: list[str | int] = []
    for position, part in enumerate(loc):
        is_last = position == len(loc) - 1
        if isinstance(values, dict) and (part in values or is_last) and part != "[key]":
            path.append(part)
            values = values.get(str(part))
        elif isinstance(values, list) and isinstance(part, int) and part < len(values):
            path.append(part)
            values = values[part]
    return tuple(path)


def _said(details: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    context: Mapping[str, Any] = details.get("ctx", {})  # pydantic's own type
    if "instead" in context:
        return details["msg"], str(context["instead"])
    speak = SPEAKERS.get(details["type"])
    if speak is not None:
        return speak(details, model)
    if details["type"] in WANTED:
        return _wrong_shape(details)
    return details["msg"][:1].lower() + details["msg"][1:], "see `assistdesk pack schema`"


def _wrong_shape(details: ErrorDetails) -> tuple[str, str]:
    given, wanted = details["input"], WANTED[details["type"]]
    shown = f"'{given}'" if isinstance(given, str | int | float) else SHAPES.get(type(given).__name__, "this")
    return f"{shown} stands where {wanted} belongs", f"write {wanted}"


def _missing(details: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    del model
    return f"'{details['loc'][-1]}' is missing", "add it"


def _unknown(details: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    key = str(details["loc"][-1])
    fields = sorted(fields_at(model, details["loc"][:-1]))
    close = difflib.get_close_matches(key, fields, n=1, cutoff=0.6)
    hint = f"did you mean '{close[0]}'?" if close else f"the keys here are: {', '.join(fields)}"
    return f"there is no key '{key}' here", hint


def _choice(details: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    del model
    expected = str(details.get("ctx", {}).get("expected", ""))
    return f"'{details['input']}' is none of the choices", f"use {expected}"


def _pattern(details: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    del model
    wanted = PATTERNS.get(str(details.get("ctx", {}).get("pattern", "")), "see `assistdesk pack schema`")
    return f"'{details['input']}' is not written as it should be", wanted


def _too_short(details: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    del model
    least = details.get("ctx", {}).get("min_length", 1)
    return "there is too little here", f"give at least {least}"


SPEAKERS: dict[str, Callable[[ErrorDetails, type[BaseModel]], tuple[str, str]]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "enum": _choice,
    "string_pattern_mismatch": _pattern,
    "too_short": _too_short,
    "string_too_short": _too_short,
}


def fields_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> frozenset[str]:
    """Return the names of the fields that may stand at `loc` of a document read as `model`."""
    found: list[type[BaseModel]] = [model]
    for part in loc:
        annotations = [one.model_fields[part].annotation for one in found if part in one.model_fields]
        if annotations:
            found = [one for annotation in annotations for one in _models_in(annotation)]
    return frozenset(name for one in found for name in one.model_fields)


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models_in(argument)]
