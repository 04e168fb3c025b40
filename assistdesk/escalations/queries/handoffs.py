"""Outside offices: whom an incident can be handed on to, in which words, and whose time has passed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from assistdesk.escalations.models import Handoff, Incident
from assistdesk.escalations.queries.whole import IncidentView
from assistdesk.escalations.queries.with_offices import name_of
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.outside import Outside, OutsideKind, outsides
from assistdesk.shared.policy.rendering import render_words
from assistdesk.shared.policy.schema import Audience, Pack, ReplyClock, Words

LATE_SHOWN = 20


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office that an incident can be handed on to.

    `phones` are number and what for; `hours` are weekday, opening and closing, where it has its own.
    """

    key: str
    kind: OutsideKind
    name: str
    email: str
    phones: tuple[tuple[str, str], ...]
    web: str
    purpose: str
    note: str
    warning: str
    hours: tuple[tuple[str, str, str], ...]
    answers_within: ReplyClock | None


@dataclass(frozen=True, slots=True)
class LateRow:
    """An incident whose office has had its time."""

    number: str
    marketplace: str
    office: str
    due_at: datetime
    nudges: int
    assignee: str


def offices(incident: Incident, *, language: str, words: str) -> list[OfficeRow]:
    """Return whom an incident can be handed on to; with `words`, those whose names have each of them."""
    pack = policy.running(incident.marketplace)
    team = pack.directory.teams.get(incident.team)
    if team is None or not team.hands_on:
        return []
    asked = words.casefold().split()
    return [
        _office(one, pack, language=language)
        for one in outsides(pack)
        if one.key != team.mailbox and _is_called(one, asked)
    ]


def proposed_words(view: IncidentView, *, on: date) -> str:
    """Return the words that the pack of the day proposes for handing an incident on; empty where it has none.

    They are in the marketplace's first language, as the mails to offices are.
    """
    pack = policy.running(view.incident.marketplace)
    handing_on = pack.escalations_on(on).handing_on
    if handing_on is None:
        return ""
    language = pack.identity.language
    values = {
        **dict.fromkeys(handing_on.words.placeholders(), ""),
        **view.incident.fields,
        "type": view.labels.kind.title.in_language(language),
        "incident_number": view.incident.number,
        "person_id": view.consumers[0].person_id if len(view.consumers) == 1 else "",
    }
    return render_words(
        pack, handing_on.words, language=language, audience=Audience.HELPER, values=_fields(values)
    )


def _fields(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if not name.startswith("contact:")}


def late_offices(actor: Actor, *, marketplace: str, team: str, language: str, at: datetime) -> list[LateRow]:
    """Return the team's incidents whose office has had its time, the longest overdue first; one query.

    At most twenty; the actor must be one who reads the team's queue.
    """
    if not Incident.objects.reads_team(actor, team=team) or not actor.serves(marketplace):
        return []
    late = Handoff.objects.late(at).filter(marketplace=marketplace, incident__team=team)
    rows = late.select_related("incident", "incident__assignee").order_by("due_at", "id")[:LATE_SHOWN]
    return [
        LateRow(
            number=one.incident.number,
            marketplace=one.marketplace,
            office=name_of(one, language),
            due_at=one.due_at,
            nudges=one.nudges,
            assignee=one.incident.assignee.name if one.incident.assignee else "",
        )
        for one in rows
        if one.due_at is not None
    ]


def _is_called(office: Outside, asked: list[str]) -> bool:
    names = " ".join([*office.name.root.values(), *office.other_names, office.key]).casefold()
    return all(word in names for word in asked)


def _office(office: Outside, pack: Pack, *, language: str) -> OfficeRow:
    contact = office.contact

    def said(words: Words | None) -> str:
        return render_words(pack, words, language=language, audience=Audience.HELPER) if words else ""

    return OfficeRow(
        key=office.key,
        kind=office.kind,
        name=office.name.in_language(language),
        email=office.email or "",
        phones=tuple((one.shown, said(one.purpose)) for one in office.phones),
        web=office.web.shown if office.web else "",
        purpose=said(contact.purpose) if contact else "",
        note=said(office.note),
        warning=said(contact.warning) if contact else "",
        hours=tuple(
            (day.value, f"{hours.opens:%H:%M}", f"{hours.closes:%H:%M}")
            for day, hours in (contact.hours or {}).items()
        )
        if contact
        else (),
        answers_within=office.answers_within,
    )
