"""How the API reads JSON: strictly, with bounds, and without characters that no database holds."""

import json
from typing import Any

from django.http import HttpRequest, RawPostDataException
from ninja.parser import Parser

from assistdesk.shared.refusals import FieldError, InvalidInput, MalformedRequest
from assistdesk.site.refusals import NotJson

DEEPEST = 20
JSON_TYPE = "application/json"


class StrictJson(Parser):
    """Reads the body of an API call."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Return the object in the body.

        Raises:
            NotJson: the content type is another.
                MalformedRequest: it is no JSON object, names a key twice, or is nested too deeply.
            InvalidInput: a text holds a character that can't be kept.
        """
        if request.content_type not in (JSON_TYPE, ""):
            raise NotJson
        try:
            found = json.loads(request.body, object_pairs_hook=_once, parse_constant=_no_constant)
        except (ValueError, RecursionError, RawPostDataException):
            raise MalformedRequest from None
        if not isinstance(found, dict):
            raise MalformedRequest
        _check(found, place="", depth=1)
        return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("A key stands twice.")
    return found


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON.")


def _check(value: object, *, place: str, depth: int) -> None:
    if depth > DEEPEST:
        raise MalformedRequest
    if isinstance(value, dict):
        for key, part in value.items():
            _check_text(key, place=place or "body")
            _check(part, place=f"{place}.{key}" if place else key, depth=depth + 1)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            _check(part, place=f"{place}.{number}", depth=depth + 1)
    elif isinstance(value, str):
        _check_text(value, place=place)


def _check_text(text: str, *, place: str) -> None:
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise InvalidInput([FieldError(place, "This holds a character that can't be kept. Type it again.")])
