"""What can be escalated, with which fields, to whom, and by when a reply is due (`escalations/`)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from assistdesk.shared.policy.schema.base import Edition, FieldKey, Key, Section, Value
from assistdesk.shared.policy.schema.guide import Choice
from assistdesk.shared.policy.schema.identity import RoleName
from assistdesk.shared.policy.schema.references import ContactKey, EntryKey, TeamKey
from assistdesk.shared.policy.schema.values import ReplyClock, Share, Size, Some, ZoneName
from assistdesk.shared.policy.schema.words import Words, fill


class Range(Value):
    """From `min` to `max`, both included."""

    min: Some
    max: Some

    @model_validator(mode="after")
    def _is_a_range(self) -> "Range":
        if self.min > self.max:
            raise PydanticCustomError(
                "range", "'min' is more than 'max'", {"instead": "let 'max' be at least 'min'"}
            )
        return self


class FormField(Value):
    """A field of the escalation form besides the description; with `choices`, one of these.

    `identifies`: two incidents of a type that say the same here are about one issue, such as one ticket.
    """

    key: FieldKey
    label: Words
    required: bool
    hint: Words | None = None
    choices: tuple[Choice, ...] = ()
    identifies: bool = False


class Channel(StrEnum):
    """Where in the portal a type is chosen: from the list of types, or by an icon of its own."""

    TYPE_LIST = "type_list"
    ICON = "icon"


class Route(Value):
    """Another team for those incidents whose `field` says `choice`."""

    field: FieldKey
    choice: FieldKey
    team: TeamKey


class EscalationType(Section):
    """One kind of incident. Its materials and prescribed contents are those of its guide entry.

    `mail_title` is the short name that subject lines use; `subject_line` one that the guide prescribes.
    `resolution_clock` is the team's own aim for the whole problem, where it has one; promised to nobody.
    """

    title: Words
    mail_title: Words
    entry: EntryKey
    team: TeamKey
    routes: tuple[Route, ...] = ()
    channel: Channel = Channel.TYPE_LIST
    icon: Annotated[str, Field(min_length=1, max_length=3)] | None = None
    filed_by: Annotated[tuple[RoleName, ...], Field(min_length=1)]
    consumers: Range
    fields: tuple[FormField, ...] = ()
    description_hint: Words | None = None
    attachments: Range
    clock: ReplyClock
    promise: Words | None = None
    resolution_clock: ReplyClock | None = None
    urgent: bool = False
    subject_line: Words | None = None

    @model_validator(mode="after")
    def _promises_what_its_clock_says(self) -> "EscalationType":
        if self.clock.is_running and self.promise is None:
            raise PydanticCustomError(
                "promise",
                "the type has a clock and no promise",
                {"instead": "say the promise in the marketplace's words"},
            )
        if self.promise is not None and not self.clock.is_running:
            raise PydanticCustomError(
                "promise",
                "the type promises a reply and has no clock",
                {"instead": "give a clock, or leave 'promise' out"},
            )
        return self

    def team_for(self, fields: Mapping[str, str]) -> str:
        """Return the key of the team that takes an incident with these field values."""
        for route in self.routes:
            if fields.get(route.field) == route.choice:
                return route.team
        return self.team


class IncidentNumbers(Section):
    """How incidents are numbered: the day in `zone`, and a running number that never starts again."""

    zone: ZoneName
    first: Annotated[int, Field(ge=1, le=9_999_999)]


class FileKind(StrEnum):
    """Kinds of file, by content."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    TXT = "txt"
    DOCX = "docx"


class AttachmentLimits(Section):
    """What may be attached."""

    kinds: Annotated[tuple[FileKind, ...], Field(min_length=1)]
    largest: Size


class Eligibility(Section):
    """Who may escalate at all, and whom to write to where that has lapsed."""

    needs_authorization: bool
    write_to: ContactKey
    lapsed: Words


class Alerts(Section):
    """When a team's lead is told: shares of the clock, and how long to wait for a helper's answer."""

    unassigned_after: Share
    unanswered_after: Share
    waiting_after: ReplyClock | None = None


class SubjectLines(Section):
    """Subject lines of a type that prescribes none. Placeholders: `type`, `incident_number`, `person_id`."""

    one_consumer: Words
    several_consumers: Words


class HandingOn(Section):
    """How staff hand incidents on to outside offices.

    `words` are proposed for the mail; a line whose placeholders are all empty is left out. Placeholders:
    `type`, `incident_number`, `person_id` and the fields of the types. An office that hasn't answered in its
    own time is reminded at most `most_nudges` times, once each time that span has passed again.
    """

    words: Words
    most_nudges: Annotated[int, Field(ge=0, le=20)]


class EscalationsEdition(Edition):
    """The types in force between two days, and what holds for all of them."""

    incident_numbers: IncidentNumbers
    attachment_limits: AttachmentLimits
    eligibility: Eligibility
    alerts: Alerts
    subject_lines: SubjectLines
    one_resource: Words
    verify_consumer: Words
    consumer_details: Annotated[tuple[FieldKey, ...], Field(min_length=1)]
    types: Annotated[dict[Key, EscalationType], Field(min_length=1)]
    handing_on: HandingOn | None = None

    def subject_line(self, key: str, *, language: str, incident_number: str, person_id: str | None) -> str:
        """Return the subject line of a mail about an incident of the type `key`.

        `person_id` is None where the incident has several consumers.
        """
        kind = self.types[key]
        lines = self.subject_lines
        chosen = kind.subject_line or (lines.one_consumer if person_id else lines.several_consumers)
        values = {
            "type": kind.mail_title.in_language(language),
            "incident_number": incident_number,
            "person_id": person_id or "",
        }
        return fill(chosen.in_language(language), values)
