"""Where a page of the book is shown: the marketplace, its day, and what its lists are called."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import get_language, gettext_lazy

from assistdesk.book.rules.days import Days
from assistdesk.book.services import terms
from assistdesk.book.states import SHOWN, BookList
from assistdesk.shared import clock
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.guards import ActorRequest
from assistdesk.shared.policy.schema import Pack, PartName
from assistdesk.shared.policy.schema.dashboard import CountedList, Labelled

INVALID = 422
PLAIN_TITLES = {
    "my_clients": gettext_lazy("Clients"),
    "my_policies": gettext_lazy("Policies"),
    "my_prospects": gettext_lazy("Prospects"),
    "my_quotes": gettext_lazy("Quotes"),
}
PLAIN_COUNTS = {
    "current": gettext_lazy("Current"),
    "past": gettext_lazy("Past"),
    "added_last_month": gettext_lazy("Added in the last month"),
    "active": gettext_lazy("Active"),
    "termed": gettext_lazy("No longer in force"),
    "pending": gettext_lazy("Pending"),
    "expired_rfi": gettext_lazy("Request for information expired"),
    "rfi_expiring": gettext_lazy("Request for information due within a week"),
    "abandoned": gettext_lazy("Abandoned"),
    "in_progress": gettext_lazy("In progress"),
    "accepted": gettext_lazy("Accepted"),
    "submitted": gettext_lazy("Submitted"),
    "rejected": gettext_lazy("Rejected"),
}
"""What lists and counts are called where a pack has no dashboard."""


@dataclass(frozen=True, slots=True)
class BookDesk:
    """One request about the actor's book."""

    actor: Actor
    pack: Pack
    at: datetime
    days: Days

    @classmethod
    def of(cls, request: ActorRequest, marketplace: str) -> "BookDesk":
        """Return it.

        Raises:
            NotThere: the actor belongs to another marketplace, or to none.
        """
        at = clock.now()
        pack = terms.pack_of(request.actor, marketplace=marketplace)
        return cls(request.actor, pack, at, terms.days(pack, at=at))

    @property
    def language(self) -> str:
        """The language that the page is in."""
        return get_language() or self.actor.language

    def title(self, name: BookList) -> str:
        """Return what a list is called."""
        listed = self._listed(name)
        return listed.title.in_language(self.language) if listed else str(PLAIN_TITLES[name.value])

    def shown_title(self, name: BookList, shown: StrEnum) -> str:
        """Return what is shown of a list, as the dashboard calls it."""
        for count in self._counts(name):
            if count.key == shown.value:
                return count.title.in_language(self.language)
        return str(PLAIN_COUNTS[shown.value])

    def shown_of(self, name: BookList) -> list[StrEnum]:
        """Return what a list can be narrowed to, in its order."""
        return list(SHOWN[name])

    def prospect_warning(self) -> str:
        """Return what the pack says against associating through prospects; empty where it says nothing."""
        if not self.pack.has(PartName.CONSENT):
            return ""
        association = self.pack.consent_on(self.days.today).association
        return association.prospect_warning.in_language(self.language)

    def _listed(self, name: BookList) -> CountedList | None:
        if not self.pack.has(PartName.DASHBOARD):
            return None
        lists = self.pack.dashboard_on(self.days.today).lists
        return next((one for one in lists if one.key == name.value), None)

    def _counts(self, name: BookList) -> tuple[Labelled, ...]:
        listed = self._listed(name)
        return listed.counts if listed else ()
