"""Logged calls, and what to do on the phone for an entry of the guide."""

from dataclasses import dataclass, field
from datetime import date, datetime

from assistdesk.escalations.models import Call
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.rendering import render_words
from assistdesk.shared.policy.schema import Audience, DoorKind, Pack, Words


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call that was logged."""

    entry_title: str
    ticket_number: str
    note: str = field(repr=False)
    at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class PhoneEntry:
    """An entry of the guide with a line to call: what to do, what to have at hand, what to mind."""

    key: str
    title: str
    instructions: tuple[str, ...]
    have_at_hand: tuple[str, ...]
    notes: tuple[str, ...]


def phone_entries(pack: Pack, *, on: date, language: str) -> list[PhoneEntry]:
    """Return the entries of the guide of a day that have a phone line, in the guide's order."""

    def said(words: Words) -> str:
        return render_words(pack, words, language=language, audience=Audience.HELPER)

    found = []
    for key, entry in pack.guide_on(on).entries.items():
        phones = [step for step in entry.steps if step.kind is DoorKind.PHONE]
        if phones:
            instructions = tuple(said(step.text) for step in phones)
            at_hand = tuple(said(one) for one in entry.have_at_hand)
            notes = tuple(said(one) for one in entry.notes)
            found.append(PhoneEntry(key, said(entry.title), instructions, at_hand, notes))
    return found


def logged_calls(actor: Actor, *, language: str, limit: int = 10) -> list[CallRow]:
    """Return the actor's own calls, the newest first."""
    rows = Call.objects.filter(caller_id=actor.account_id).order_by("-at", "-id")[:limit]
    return [_row(one, language=language) for one in rows]


def _row(call: Call, *, language: str) -> CallRow:
    pack = policy.running(call.marketplace)
    titles = (edition.entries[call.entry].title for edition in pack.guide if call.entry in edition.entries)
    title = next(titles, None)
    return CallRow(
        entry_title=title.in_language(language) if title else call.entry,
        ticket_number=call.ticket_number,
        note=call.note,
        at=call.at,
        zone=pack.identity.zone,
    )
