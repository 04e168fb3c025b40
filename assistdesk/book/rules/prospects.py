"""What a prospect is made of, as a form, a program or a line of a file writes it."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial

from assistdesk.book.rules import writing
from assistdesk.book.rules.collecting import Reading
from assistdesk.book.rules.writing import Choice

FIELDS = (
    "first_name", "last_name", "date_of_birth", "sex", "language", "email", "phone", "zip", "note",
)  # fmt: skip
"""The fields of a prospect, in the order of form and template."""

LONGEST_NAME, LONGEST_NOTE = 150, 2000
FIRST_BIRTH = date(1900, 1, 1)
NAME_MESSAGE = "Give a name with letters."
BIRTH_MESSAGE = "Give a day in the past, after 1900."
NEEDED_TO_CONVERT = ("first_name", "last_name", "date_of_birth", "sex")
"""What has to be known of a prospect who becomes a client: what Request Case Access asks for too."""


@dataclass(frozen=True, slots=True)
class ProspectTerms:
    """What can be chosen for a prospect, and today in the marketplace's zone."""

    sexes: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    today: date


@dataclass(frozen=True, slots=True)
class WrittenProspect:
    """One prospect as it was read; empty and None are not known."""

    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    date_of_birth: date | None = field(repr=False)
    sex: str = field(repr=False)
    language: str
    email: str = field(repr=False)
    phone: str = field(repr=False)
    zip_code: str = field(repr=False)
    note: str = field(repr=False)


def read(written: dict[str, str], *, terms: ProspectTerms) -> WrittenProspect:
    """Return a prospect from its fields.

    Raises:
        InvalidInput: with every field that needs another look.
    """
    reading = Reading(written)
    reading.need("first_name", "last_name")
    name = partial(writing.words, longest=LONGEST_NAME)
    found = WrittenProspect(
        first_name=reading.get("first_name", name, otherwise=""),
        last_name=reading.get("last_name", name, otherwise=""),
        date_of_birth=reading.get("date_of_birth", writing.day, otherwise=None),
        sex=reading.get("sex", partial(writing.choice, of=terms.sexes), otherwise=""),
        language=reading.get("language", partial(writing.choice, of=terms.languages), otherwise=""),
        email=reading.get("email", writing.email, otherwise=""),
        phone=reading.get("phone", writing.phone, otherwise=""),
        zip_code=reading.get("zip", writing.zip_code, otherwise=""),
        note=reading.get("note", partial(writing.words, longest=LONGEST_NOTE), otherwise=""),
    )
    for field_name in ("first_name", "last_name"):
        if not any(one.isalpha() for one in getattr(found, field_name)):
            reading.wrong(field_name, NAME_MESSAGE)
    born = found.date_of_birth
    if born is not None and not FIRST_BIRTH <= born <= terms.today:
        reading.wrong("date_of_birth", BIRTH_MESSAGE)
    reading.check()
    return found


def lacking(found: WrittenProspect) -> list[str]:
    """Return which fields have to be filled in before a prospect can become a client."""
    return [name for name in NEEDED_TO_CONVERT if not getattr(found, name)]
