"""What stands on an agent's dashboard: tabs, quick links, lists and counts (`dashboard/`)."""

from enum import StrEnum

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from assistdesk.shared.policy.schema.base import Edition, FieldKey, Key, Value
from assistdesk.shared.policy.schema.directory import WebAddress
from assistdesk.shared.policy.schema.references import ContactKey
from assistdesk.shared.policy.schema.words import Words


class Destination(StrEnum):
    """Where a link leads: a page of this desk, or out of it."""

    REQUEST_CASE_ACCESS = "request_case_access"
    NEW_APPLICATION = "new_application"
    PRESCREENING = "prescreening"
    ELSEWHERE = "elsewhere"


class QuickLink(Value):
    """A quick link. One that leads elsewhere has an address only where a document gives it."""

    key: Key
    title: Words
    leads_to: Destination
    web: WebAddress | None = None

    @model_validator(mode="after")
    def _has_an_address_only_elsewhere(self) -> "QuickLink":
        if self.web is not None and self.leads_to is not Destination.ELSEWHERE:
            raise PydanticCustomError(
                "link",
                "a page of this desk has no web address",
                {"instead": "leave 'web' out, or lead 'elsewhere'"},
            )
        return self


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
    """The frame and the dashboard of an agent."""

    title: Words
    frame_links: tuple[Labelled, ...]
    tabs: tuple[Labelled, ...]
    quick_links: tuple[QuickLink, ...]
    announcements: tuple[Labelled, ...]
    reports: tuple[Labelled, ...]
    lists: tuple[CountedList, ...]
    footer_links: tuple[Labelled, ...]
    phone: ContactKey
    site: ContactKey
