"""Names that one part of a pack uses of another, checked while the part is read.

While a folder is checked, the names that exist stand in pydantic's validation context, so that an unknown
one is reported with its place, beside every other error. A pack read back from its JSON was checked before,
and is read without a context.
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

Plain = Annotated[str, StringConstraints(min_length=1, max_length=60)]


@dataclass(frozen=True, slots=True)
class Names:
    """What a pack under check names: its languages, and the keys of each kind of thing.

    A kind whose file can't be read is absent, and its names are not checked; so are the languages where
    there are none. `contact_values` says which of name, phone, email and web each contact has.
    """

    languages: tuple[str, ...]
    kinds: Mapping[str, frozenset[str]]
    helpers_only: frozenset[str]
    contact_values: Mapping[str, frozenset[str]]


def names_of(info: ValidationInfo) -> Names | None:
    """Return the names of the pack under check; None where a checked pack is read back."""
    return info.context if isinstance(info.context, Names) else None


def nearest(name: str, known: frozenset[str]) -> str:
    """Return a hint at what was meant by `name` among what is `known`."""
    close = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"use one of: {', '.join(sorted(known))}" if known else "define it first"


def check_known(kind: str, name: str, info: ValidationInfo) -> str:
    """Return `name` if the pack has such a thing of that kind.

    Raises:
        PydanticCustomError: the pack under check has none.
    """
    names = names_of(info)
    known = names.kinds.get(kind) if names else None
    if known is None or name in known:
        return name
    instead = nearest(name, known)
    raise PydanticCustomError(
        "unknown_reference", "no {kind} is called '{name}'", {"kind": kind, "name": name, "instead": instead}
    )


def _contact(name: str, info: ValidationInfo) -> str:
    return check_known("contact", name, info)


def _team(name: str, info: ValidationInfo) -> str:
    return check_known("team", name, info)


def _issuer(name: str, info: ValidationInfo) -> str:
    return check_known("issuer", name, info)


def _entry(name: str, info: ValidationInfo) -> str:
    return check_known("guide entry", name, info)


def _material(name: str, info: ValidationInfo) -> str:
    return check_known("material", name, info)


def _message(name: str, info: ValidationInfo) -> str:
    return check_known("message", name, info)


ContactKey = Annotated[Plain, AfterValidator(_contact)]
TeamKey = Annotated[Plain, AfterValidator(_team)]
IssuerKey = Annotated[Plain, AfterValidator(_issuer)]
EntryKey = Annotated[Plain, AfterValidator(_entry)]
MaterialKey = Annotated[Plain, AfterValidator(_material)]
MessageKey = Annotated[Plain, AfterValidator(_message)]
