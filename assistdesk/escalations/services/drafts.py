"""Keeping what somebody types until it is sent, so that a lost connection loses no word."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from assistdesk.escalations.models import Draft, Incident
from assistdesk.escalations.refusals import DraftNewerElsewhere, IncidentNotFound
from assistdesk.escalations.rules import LONGEST_TEXT, IncidentRef, length_errors, together
from assistdesk.escalations.rules.together import DraftFate, KeptDraft
from assistdesk.escalations.states import BOXES
from assistdesk.shared import transactions
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import InvalidInput, NotThere

FORGOTTEN_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Typed:
    """What is in a box now. `writing` tells one loading of the page from another.

    `seen` is the revision of the draft that the page started from, 0 for none; `version` the incident's.
    """

    box: str
    text: str = field(repr=False)
    writing: UUID
    seen: int
    version: int


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """What is kept: at which revision, and whether the words had been sent before, so that none are kept."""

    revision: int
    was_sent: bool


@transaction.atomic(durable=True)
def save_draft(ref: IncidentRef, typed: Typed, *, actor: Actor, at: datetime) -> SavedDraft:
    """Keep what somebody has typed into a box; nothing typed is nothing kept.

    A draft is not an act: it leaves no trace in the audit log, and nobody else sees it.

    Raises:
        IncidentNotFound: there is none to this actor.
        NotThere: there is no such box.
        InvalidInput: it is longer than could be sent.
        DraftNewerElsewhere: another window of the same person has newer words.
    """
    errors = length_errors(typed.text, field="text", longest=LONGEST_TEXT)
    if errors:
        raise InvalidInput(errors)
    if typed.box not in BOXES:
        raise NotThere
    incident, account_id = _incident(ref, actor=actor)
    row = _locked(incident, typed, account_id=account_id, at=at)
    kept = KeptDraft(row.writing, row.revision, row.sent_at is not None)
    fate = together.draft_fate(kept, writing=typed.writing, seen=typed.seen)
    if fate is DraftFate.SENT_BEFORE:
        return SavedDraft(row.revision, was_sent=True)
    if fate is DraftFate.NEWER_ELSEWHERE and row.text.strip() != typed.text.strip():
        raise DraftNewerElsewhere(revision=row.revision)
    row.text, row.writing, row.version = typed.text, typed.writing, typed.version
    row.revision += 1
    row.saved_at, row.sent_at = at, None
    row.save(update_fields=["text", "writing", "version", "revision", "saved_at", "sent_at"])
    return SavedDraft(row.revision, was_sent=False)


@transaction.atomic(durable=True)
def drop_draft(ref: IncidentRef, *, box: str, actor: Actor, at: datetime) -> None:
    """Throw away what somebody has typed into a box.

    Raises:
        IncidentNotFound: there is none to this actor.
    """
    sent(_incident(ref, actor=actor)[0], box=box, actor=actor, at=at)


@transaction.atomic(durable=True)
def forget_drafts(*, at: datetime) -> None:
    """Delete the drafts that nobody came back to, and the traces of those that were sent."""
    old = Draft.objects.filter(saved_at__lt=at - together.DRAFTS_KEPT)
    traces = Draft.objects.filter(sent_at__isnull=False, saved_at__lt=at - together.TRACES_KEPT)
    for rows in (old, traces):
        ids = rows.order_by("saved_at", "id").values_list("id", flat=True)[:FORGOTTEN_AT_ONCE]
        Draft.objects.filter(id__in=list(ids)).delete()


def sent(incident: Incident, *, box: str, actor: Actor, at: datetime) -> None:
    """Let go of the draft of a box whose words were sent, in the caller's transaction."""
    transactions.required()
    if actor.account_id is not None:
        own = Draft.objects.filter(incident=incident, account_id=actor.account_id, box=box)
        own.filter(sent_at__isnull=True).update(text="", sent_at=at, saved_at=at, revision=F("revision") + 1)


def _incident(ref: IncidentRef, *, actor: Actor) -> tuple[Incident, UUID]:
    found = Incident.objects.visible_to(actor).filter(number=ref.number, marketplace=ref.marketplace).first()
    if found is None or actor.account_id is None:
        raise IncidentNotFound
    return found, actor.account_id


def _locked(incident: Incident, typed: Typed, *, account_id: UUID, at: datetime) -> Draft:
    """Return the row of a box, made where there is none, locked until the transaction ends."""
    new = Draft(
        incident=incident,
        account_id=account_id,
        box=typed.box,
        text="",
        writing=typed.writing,
        revision=0,
        version=typed.version,
        saved_at=at,
    )
    Draft.objects.bulk_create([new], ignore_conflicts=True)
    rows = Draft.objects.select_for_update().filter(incident=incident, account_id=account_id)
    return rows.get(box=typed.box)
