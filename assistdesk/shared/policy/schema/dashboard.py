"""What stands on an agent's dashboard: tabs, quick links, lists and counts (`dashboard/`)."""

from datetime import timedelta
from enum import StrEnum

from pydantic import ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from assistdesk.shared.policy.schema.base import KEPT, Edition, FieldKey, Key, Section, Value
from assistdesk.shared.policy.schema.directory import WebAddress
from assistdesk.shared.policy.schema.references import ContactKey
from assistdesk.shared.policy.schema.values import Duration
from assistdesk.shared.policy.schema.words import Words


class Destination(StrEnum):
    """Where a link leads: a page of this desk, or out of it."""

    REQUEST_CASE_ACCESS = "request_case_access"
    NEW_APPLICATION = "new_application"
    PRESCREENING = "prescreening"
    ESCALATE = "escalate"
    GUIDE = "guide"
    ELSEWHERE = "elsewhere"


WITH_A_PAGE = frozenset({Destination.REQUEST_CASE_ACCESS, Destination.ESCALATE, Destination.GUIDE})
"""What leads to a page of the desk that does the thing itself."""


class QuickLink(Value):
    """A quick link. One that leads elsewhere has an address only where a document gives it.

    `note` says where the thing is done, and what is known of it, where the desk has no page that does it and
    no address that leads there; `contact` is whom to ask.
    """

    key: Key
    title: Words
    leads_to: Destination
    web: WebAddress | None = None
    note: Words | None = None
    contact: ContactKey | None = None

    @model_validator(mode="after")
    def _has_an_address_only_elsewhere(self) -> "QuickLink":
        if self.web is not None and self.leads_to is not Destination.ELSEWHERE:
            raise PydanticCustomError(
                "link",
                "a page of this desk has no web address",
                {"instead": "leave 'web' out, or lead 'elsewhere'"},
            )
        return self

    @model_validator(mode="after")
    def _says_where_it_leads(self, info: ValidationInfo) -> "QuickLink":
        is_kept = info.context == KEPT  # from before links had to say it
        is_clear = self.leads_to in WITH_A_PAGE or self.web is not None or is_kept
        if is_clear or self.note is not None:
            return self
        raise PydanticCustomError(
            "link",
            "a link without a page and without an address has to say where the thing is done",
            {"instead": "write a 'note', or give the address in 'web'"},
        )


class DelegationPolicy(Section):
    """How long somebody may act for a helper at most, counted in days from the day it is granted."""

    longest: Duration


A_YEAR = DelegationPolicy(source="assumed, where a pack says nothing of it", longest=timedelta(days=365))


class Labelled(Value):
    """Something with a key for programs and words for people."""

    key: FieldKey
    title: Words


class CountedList(Value):
    """A list that the dashboard counts: its title and the counts in it."""

    key: FieldKey
    title: Words
    counts: tuple[Labelled, ...]


class DashboardEdition(Edition):
    """The frame and the dashboard of an agent. Without `delegation` somebody may act for them for a year."""

    title: Words
    frame_links: tuple[Labelled, ...]
    tabs: tuple[Labelled, ...]
    quick_links: tuple[QuickLink, ...]
    announcements: tuple[Labelled, ...]
    reports: tuple[Labelled, ...]
    lists: tuple[CountedList, ...]
    footer_links: tuple[Labelled, ...]
    delegation: DelegationPolicy = A_YEAR
    phone: ContactKey | None = None
    site: ContactKey | None = None

    def tab(self, key: str) -> Words | None:
        """Return what the marketplace calls the tab `key`; None where its frame has no such tab."""
        return _title(self.tabs, key)

    def frame_link(self, key: str) -> Words | None:
        """Return what the marketplace calls the link `key` of its frame; None where it has none."""
        return _title(self.frame_links, key)

    def footer_link(self, key: str) -> Words | None:
        """Return what the marketplace calls the link `key` below its pages; None where it has none."""
        return _title(self.footer_links, key)

    def announcement(self, key: str) -> Words | None:
        """Return what the marketplace calls the count `key` of announcements; None where it has none."""
        return _title(self.announcements, key)

    def link(self, key: str) -> QuickLink | None:
        """Return the quick link called `key`."""
        return next((one for one in self.quick_links if one.key == key), None)


def _title(found: tuple[Labelled, ...], key: str) -> Words | None:
    return next((one.title for one in found if one.key == key), None)
