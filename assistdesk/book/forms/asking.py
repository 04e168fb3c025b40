"""Which list is asked for, and what of it."""

from enum import StrEnum

from assistdesk.book.states import SHOWN, BookList

ADDRESSES = {
    "clients": BookList.CLIENTS,
    "policies": BookList.POLICIES,
    "prospects": BookList.PROSPECTS,
    "quotes": BookList.QUOTES,
}
"""The lists by the word that stands for them in addresses."""


def shown_of(name: BookList, written: str) -> StrEnum | None:
    """Return what of a list is meant; its first where nothing is said, None where it has no such thing."""
    choices = list(SHOWN[name])
    if not written:
        return choices[0]
    return next((one for one in choices if one.value == written), None)
