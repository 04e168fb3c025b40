"""The guide's part of the API: the guide of a day, its search, its editions, the issuers."""

from datetime import date

from django.utils.translation import get_language
from ninja import Router, Schema

from assistdesk.guide import forms, queries
from assistdesk.guide.queries import OpenGuide
from assistdesk.guide.queries.rows import EditionRow, EntryRow, FoundRow, GuideRow, IssuerRow
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, api_open
from assistdesk.shared.policy.schema.directory import PlanType
from assistdesk.shared.policy.schema.guide import Arrangement, ContentKind, DoorKind

router = Router(tags=["Guide"])
GUIDE_IS_OPEN = "whom to turn to is public; contacts for helpers alone are left out for everybody else"


class Phone(Schema):
    """A phone number, to dial and as the marketplace writes it."""

    number: str
    shown: str
    purpose: str


class Web(Schema):
    """A web address, to follow and as the marketplace writes it."""

    url: str
    shown: str


class Contact(Schema):
    """Somebody to turn to, with what the caller may know."""

    key: str
    name: str
    phones: list[Phone]
    emails: list[str]
    web: Web | None
    purpose: str
    not_for: str
    warning: str


class Material(Schema):
    """Something to check first."""

    key: str
    title: str
    note: str
    web: Web | None


class Content(Schema):
    """Something that a message must contain."""

    key: str
    kind: ContentKind
    label: str
    choices: list[str]


class Link(Schema):
    """Another entry, or an escalation type."""

    key: str
    title: str


class WrongDoor(Schema):
    """A door that is taken by mistake, and where to go instead."""

    contact: str
    name: str
    text: str
    instead: list[Link]


class Step(Schema):
    """One thing to do; `opens` are the escalation types that it leads to."""

    key: str
    kind: DoorKind
    when: str
    text: str
    contact: Contact | None
    subject_line: str
    must_contain: list[Content]
    must_not_contain: str
    warnings: list[WrongDoor]
    opens: list[Link]


class Entry(Schema):
    """One entry of the guide; empty texts are nothing said."""

    key: str
    title: str
    heading: str
    description: str
    urgency: str
    urgent_within_hours: int | None
    materials: list[Material]
    arrangement: Arrangement
    steps: list[Step]
    notes: list[str]
    have_at_hand: list[str]
    takes: list[str]
    warnings: list[WrongDoor]
    is_phone_line: bool


class Guide(Schema):
    """One edition of the guide; urgent entries first."""

    edition: str
    title: str
    label: str
    last_updated: date | None
    from_date: date | None
    to_date: date | None
    introduction: str
    right_door: str
    pii_notice: str
    entries: list[Entry]


class Found(Schema):
    """What a search found: `entry` or, for an issuer, `issuer` holds its key."""

    entry: str | None = None
    issuer: str | None = None
    title: str
    score: float


class FoundList(Schema):
    """What a search found, best first; there is never a next page."""

    items: list[Found]
    next: str | None = None


class Edition(Schema):
    """One edition in the list of them."""

    edition: str
    label: str
    last_updated: date | None
    from_date: date | None
    to_date: date | None
    is_in_force: bool


class EditionList(Schema):
    """All editions, the newest first; there is never a next page."""

    items: list[Edition]
    next: str | None = None


class Change(Schema):
    """The texts of one part of an entry that stand no more, and those that are new."""

    part: str
    before: list[str]
    after: list[str]


class EntryChange(Schema):
    """What became of an entry; an empty key stands for the guide's own texts."""

    key: str
    title: str
    kind: str
    parts: list[Change]


class ChangeList(Schema):
    """What changed between two editions; there is never a next page."""

    items: list[EntryChange]
    next: str | None = None


class Issuer(Schema):
    """One listing of an issuer: its contacts for one plan type."""

    key: str
    name: str
    plan_type: PlanType
    plan_type_title: str
    phones: list[Phone]
    web: Web | None
    note: str


class IssuerList(Schema):
    """The listings of issuers; there is never a next page."""

    items: list[Issuer]
    next: str | None = None


def _opened(request: ActorRequest, marketplace: str, *, on: date | None = None) -> OpenGuide:
    language = get_language() or "en"
    return queries.open_guide(marketplace, actor=request.actor, language=language, at=clock.now(), on=on)


def _found(row: FoundRow) -> dict[str, object]:
    kind = "issuer" if row.is_issuer else "entry"
    return {kind: row.key, "title": row.title, "score": row.score}


@router.get("/marketplaces/{marketplace}/guide", response=Guide, auth=api_open(reason=GUIDE_IS_OPEN))
def guide(request: ActorRequest, marketplace: str, on: date | None = None) -> GuideRow:
    """The guide in force on a day; today's where none is given."""
    return _opened(request, marketplace, on=on).shown


@router.get(
    "/marketplaces/{marketplace}/guide/search",
    response=FoundList,
    exclude_unset=True,
    auth=api_open(reason=GUIDE_IS_OPEN),
)
def search(request: ActorRequest, marketplace: str, q: str) -> dict[str, object]:
    """Entries that fit everyday words, best first; the issuers that the words name among them."""
    opened = _opened(request, marketplace)
    found = queries.search(opened.reader, opened.edition, forms.clean_search(q))
    return {"items": [_found(row) for row in found], "next": None}


@router.get(
    "/marketplaces/{marketplace}/guide/editions", response=EditionList, auth=api_open(reason=GUIDE_IS_OPEN)
)
def editions(request: ActorRequest, marketplace: str) -> dict[str, list[EditionRow]]:
    """All editions of the guide, the newest first."""
    opened = _opened(request, marketplace)
    return {"items": queries.editions(opened.reader, today=opened.today)}


@router.get(
    "/marketplaces/{marketplace}/guide/changes", response=ChangeList, auth=api_open(reason=GUIDE_IS_OPEN)
)
def changes(request: ActorRequest, marketplace: str, old: str, new: str) -> dict[str, object]:
    """What changed between two editions of the guide, entry by entry."""
    return {"items": queries.changes(_opened(request, marketplace).reader, old=old, new=new)}


@router.get(
    "/marketplaces/{marketplace}/guide/entries/{entry}", response=Entry, auth=api_open(reason=GUIDE_IS_OPEN)
)
def entry(request: ActorRequest, marketplace: str, entry: str, on: date | None = None) -> EntryRow:
    """One entry of the guide in force on a day."""
    return _opened(request, marketplace, on=on).entry(entry)


@router.get("/marketplaces/{marketplace}/issuers", response=IssuerList, auth=api_open(reason=GUIDE_IS_OPEN))
def issuers(
    request: ActorRequest, marketplace: str, plan_type: PlanType | None = None
) -> dict[str, list[IssuerRow]]:
    """Issuers' contacts by plan type; asked for one, also those of the types that are one of it."""
    return {"items": queries.issuers(_opened(request, marketplace).reader, plan_type=plan_type)}
