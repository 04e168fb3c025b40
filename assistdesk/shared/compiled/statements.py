"""A statement that was compiled with stand-ins, and where the values go that take their places."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from inspect import signature
from types import NoneType
from typing import Any, get_args
from uuid import UUID

_STAND_INS: dict[type, Callable[[int], object]] = {
    UUID: lambda place: UUID(int=(0xC0FFEE << 96) + place),
    datetime: lambda place: datetime(1, 2, 3, 4, 5, 6, place, tzinfo=UTC),
    date: lambda place: date(1, 1, 1 + place),
    str: lambda place: f"value {place} of a compiled question",
    int: lambda place: 1_987_654_000 + place,
}


def kinds_of(build: Callable[..., object]) -> dict[str, Any]:
    """Return the kind of each parameter of a function, by its annotation."""
    return {name: one.annotation for name, one in signature(build).parameters.items()}


def stand_ins_for(kinds: Mapping[str, Any], *, name: str, may_be_none: bool = False) -> dict[str, Any]:
    """Return a value of each kind that stands nowhere else; of `X | None`, one of X.

    Raises:
        TypeError: there is none of such a kind.
    """
    found = {}
    for place, (parameter, kind) in enumerate(kinds.items()):
        own = kind
        if may_be_none and NoneType in get_args(kind):
            [own] = set(get_args(kind)) - {NoneType}
        if own not in _STAND_INS:
            raise TypeError(f"{name}: {parameter} can't be a value of a compiled question.")
        found[parameter] = _STAND_INS[own](place)
    return found


def are_of(values: Mapping[str, object], kinds: Mapping[str, Any]) -> bool:
    """Return whether there is a value of exactly each kind, and no other."""
    return values.keys() == kinds.keys() and all(
        type(value) is kinds[name] or type(value) in get_args(kinds[name]) for name, value in values.items()
    )


@dataclass(frozen=True)
class Statement:
    """A statement, and at which of its places which value stands."""

    text: str
    constants: tuple[object, ...]
    places: tuple[tuple[int, str], ...]

    @classmethod
    def of(
        cls,
        text: str,
        constants: Sequence[object],
        stand_ins: Mapping[str, object],
        *,
        name: str,
        may_lack: Collection[str] = (),
    ) -> "Statement":
        """Find the stand-ins among the values that a statement was compiled with.

        Raises:
            TypeError: one stands nowhere in it that is not in `may_lack`.
        """
        names = {value: parameter for parameter, value in stand_ins.items()}
        places = [(place, names[one]) for place, one in enumerate(constants) if _is_one_of(one, names)]
        missing = stand_ins.keys() - {parameter for _, parameter in places} - set(may_lack)
        if missing:
            raise TypeError(f"{name}: {', '.join(sorted(missing))} is no value of the statement.")
        return cls(text, tuple(constants), tuple(places))

    def bound(self, values: Mapping[str, object]) -> tuple[object, ...]:
        """Return all values of the statement, with these at their places."""
        found = list(self.constants)
        for place, name in self.places:
            found[place] = values[name]
        return tuple(found)


def _is_one_of(value: object, known: dict[object, str]) -> bool:
    """Return whether a value is known and of the same kind; those that have no hash are not."""
    try:
        return value in known
    except TypeError:
        return False
