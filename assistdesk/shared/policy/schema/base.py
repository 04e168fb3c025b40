"""What every value of a pack has in common: frozen, strict, nothing unknown; sections name their source."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""A name in a pack that programs use: small letters, digits and hyphens."""

FieldKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""The name of a form field: small letters, digits and underscores."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^\S(.*\S)?$")]
"""A proper name, the same in every language."""

Source = Annotated[str, StringConstraints(min_length=3, max_length=300)]
"""Where a section comes from: a document, its date and page; or `assumed`, with the reason."""

KEPT = "kept"
"""The context of a validation: the pack was valid when it was loaded, maybe by an earlier version."""


class Value(BaseModel):
    """Part of a pack: frozen, strict, no unknown keys."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Section(Value):
    """A value that says where it comes from."""

    source: Source

    @property
    def is_assumed(self) -> bool:
        """Whether no document gives it and the writer of the pack chose it."""
        return self.source.startswith("assumed")


class Edition(Section):
    """One dated version of a part: in force from `from_date` (inclusive) until `to_date` (exclusive).

    Days are days in the marketplace's own zone. No start means since ever, no end means until further
    notice.
    """

    edition: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]*$", max_length=40)]
    from_date: date | None = None
    to_date: date | None = None

    def covers(self, day: date) -> bool:
        """Whether this edition is in force on `day`."""
        return (self.from_date is None or self.from_date <= day) and (
            self.to_date is None or day < self.to_date
        )
