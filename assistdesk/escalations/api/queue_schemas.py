"""What the API's bodies and answers about a team's queue look like."""

from datetime import datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from assistdesk.escalations.api.schemas import Version
from assistdesk.escalations.forms import CleanLine, CleanText
from assistdesk.escalations.rules.bulk import MOST_AT_ONCE
from assistdesk.escalations.states import BulkAction, BulkOutcome


class Template(Schema):
    """A reply template; names and texts by language."""

    id: UUID
    names: dict[str, str]
    texts: dict[str, str]


class Templates(Schema):
    """All of the team's; there is never a next page."""

    items: list[Template]
    next: str | None = None


class Picked(Schema):
    """One incident. With the `version` that was seen, it is left alone where it changed since."""

    incident_number: CleanLine
    version: Version | None = None


class Bulk(Schema):
    """Work on many incidents.

    `target` is the member for `assign` (username, id or `me`), and for `move` one of `resolve`,
    `wait_for_helper`, `resume`, `close` and `reopen`. `text` is needed for all but `assign`; the
    placeholders of reply templates are filled in for each incident.
    """

    action: BulkAction
    target: CleanLine = ""
    text: CleanText = ""
    incidents: list[Picked] = Field(min_length=1, max_length=MOST_AT_ONCE)


class Forecast(Schema):
    """What it would do to one: `effect` is `done`, `unchanged` or `not_possible`; `text` is filled in."""

    incident_number: str
    version: int
    effect: str
    was_changed: bool
    text: str | None


class Preview(Schema):
    """All of them at once; there is never a next page."""

    items: list[Forecast]
    next: str | None = None


class RunItem(Schema):
    """What became of one incident; `why` says why it was refused."""

    incident_number: str
    outcome: BulkOutcome
    why: str | None


class Run(Schema):
    """A run: how far it is, and what became of each incident. `finished_at` is null while it goes on."""

    id: UUID
    action: BulkAction
    made_at: datetime
    finished_at: datetime | None
    total: int
    done: int
    waiting: int
    items: list[RunItem]
