"""A pack under check: those parts of it that could be read, each with its document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from assistdesk.shared.policy.documents import Document
from assistdesk.shared.policy.folder import IDENTITY
from assistdesk.shared.policy.schema.base import Edition
from assistdesk.shared.policy.schema.directory import Directory
from assistdesk.shared.policy.schema.identity import Identity, PartName
from assistdesk.shared.policy.schema.references import Names

AnyEdition = TypeVar("AnyEdition", bound=Edition)


@dataclass(frozen=True, slots=True)
class Draft:
    """What was read. `present` are the parts that have files, readable or not.

    `names` come from files that may still be wrong, so that a fault in one place hides none in another.
    """

    documents: Mapping[str, Document]
    present: frozenset[PartName]
    names: Names
    identity: Identity | None = None
    directory: Directory | None = None
    editions: Mapping[PartName, list[tuple[Document, Edition]]] = field(default_factory=dict)

    def read(self, part: PartName, kind: type[AnyEdition]) -> Iterator[tuple[Document, AnyEdition]]:
        """Yield document and edition of `part`, in the order of time."""
        for document, edition in self.editions.get(part, []):
            if isinstance(edition, kind):
                yield document, edition

    def lacks(self, contact: str, what: str) -> bool:
        """Whether there is such a contact, and it has no `what` (phone, email or web)."""
        return what not in self.names.contact_values.get(contact, {what})

    def is_left_out(self, part: PartName) -> bool:
        """Whether the pack says that it runs without `part`."""
        values = self.documents[IDENTITY].values
        listed = values.get("without") if isinstance(values, dict) else None
        return isinstance(listed, list) and part.value in listed


def meet(one: Edition, other: Edition) -> bool:
    """Whether there is a day that both editions cover."""
    start = max(one.from_date or date.min, other.from_date or date.min)
    end = min(one.to_date or date.max, other.to_date or date.max)
    return start < end
