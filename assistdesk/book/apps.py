"""The book of business as a Django app."""

from collections.abc import Collection, Iterable
from importlib import import_module
from uuid import UUID

from django.apps import AppConfig


class BookConfig(AppConfig):
    """Name and label of the app, and which numbers persons have with issuers."""

    name = "assistdesk.book"
    label = "book"

    def ready(self) -> None:
        """Let the privacy guard know the numbers of clients' policies."""
        knowledge = import_module("assistdesk.shared.people.knowledge")  # needs the tables in place
        knowledge.numbers_by(self._numbers_of)

    def _numbers_of(self, person_ids: Collection[UUID]) -> Iterable[tuple[UUID, str]]:
        policies = self.get_model("Policy").objects.filter(person_id__in=person_ids)  # type: ignore[attr-defined]  # named late
        numbers: Iterable[tuple[UUID, str]] = policies.values_list("person_id", "number")
        return numbers
