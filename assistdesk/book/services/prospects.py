"""Adding prospects, changing them, letting them go and taking them up again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from assistdesk.book.models import Prospect
from assistdesk.book.rules import moves
from assistdesk.book.rules.prospects import WrittenProspect, read
from assistdesk.book.services import terms
from assistdesk.book.states import PROSPECT, ProspectState
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people import identities
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.identities import Known
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere

TWICE_MESSAGE = "You have a prospect with this name and date of birth already."


@transaction.atomic(durable=True)
def add_prospect(written: dict[str, str], *, marketplace: str, actor: Actor, at: datetime) -> UUID:
    """Add a prospect from its fields, and return its id.

    Raises:
        NotThere: the actor belongs to another marketplace.
        InvalidInput: with every field that needs another look, or where the actor has the same already.
    """
    pack = terms.pack_of(actor, marketplace=marketplace)
    found = read(written, terms=terms.prospect_terms(pack, today=terms.days(pack, at=at).today))
    made = new_prospect(found, actor=actor, at=at)
    is_there = _alike(made, actor=actor).exists()
    rows = [] if is_there else Prospect.objects.bulk_create([made], ignore_conflicts=True)
    if not rows or not Prospect.objects.filter(pk=rows[0].pk).exists():
        raise InvalidInput([FieldError("last_name", TWICE_MESSAGE)])
    audit.record(action="book.prospect.added", subject=made.id, actor=actor, at=at)
    return made.id


@transaction.atomic(durable=True)
def change_prospect(prospect_id: UUID, written: dict[str, str], *, actor: Actor, at: datetime) -> None:
    """Let a prospect's fields say what is written now.

    Raises:
        NotThere: the actor has no such prospect.
        ProspectMoved: it is abandoned, or a client by now.
        InvalidInput: with every field that needs another look, or where another one says the same.
    """
    prospect = locked_prospect(prospect_id, actor=actor)
    moves.check_prospect_open(ProspectState(prospect.state))
    pack = terms.pack_of(actor, marketplace=prospect.marketplace)
    found = read(written, terms=terms.prospect_terms(pack, today=terms.days(pack, at=at).today))
    _fill(prospect, found)
    if _alike(prospect, actor=actor).exclude(pk=prospect.pk).exists():
        raise InvalidInput([FieldError("last_name", TWICE_MESSAGE)])
    prospect.save()
    audit.record(action="book.prospect.changed", subject=prospect.id, actor=actor, at=at)


@transaction.atomic(durable=True)
def abandon_prospect(prospect_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Let a prospect go.

    Raises:
        NotThere: the actor has no such prospect.
        ProspectMoved: it is not a current one.
    """
    _move("abandon", prospect_id, actor=actor, at=at)
    audit.record(action="book.prospect.abandoned", subject=prospect_id, actor=actor, at=at)


@transaction.atomic(durable=True)
def resume_prospect(prospect_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Take an abandoned prospect up again.

    Raises:
        NotThere: the actor has no such prospect.
        ProspectMoved: it is not abandoned.
    """
    _move("resume", prospect_id, actor=actor, at=at)
    audit.record(action="book.prospect.resumed", subject=prospect_id, actor=actor, at=at)


def _move(move: str, prospect_id: UUID, *, actor: Actor, at: datetime) -> None:
    prospect = locked_prospect(prospect_id, actor=actor)
    moves.check_prospect_moves(move, state=ProspectState(prospect.state))
    prospect.state = PROSPECT.target(move).value
    prospect.moved_at = at
    prospect.save(update_fields=["state", "moved_at"])


def locked_prospect(prospect_id: UUID, *, actor: Actor) -> Prospect:
    """Return one of the actor's prospects, locked until the transaction ends.

    Raises:
        NotThere: they have no such one.
    """
    found = Prospect.objects.of(actor).select_for_update().filter(pk=prospect_id).first()
    if found is None:
        raise NotThere
    return found


def new_prospect(found: WrittenProspect, *, actor: Actor, at: datetime) -> Prospect:
    """Return the row of a new prospect, not written yet."""
    assert actor.account_id is not None
    prospect = Prospect(
        marketplace=actor.marketplace or "", helper_id=actor.account_id, added_at=at, moved_at=at
    )
    _fill(prospect, found)
    return prospect


def likenesses_of(prospect: Prospect) -> list[str]:
    """Return what a prospect is told from others by, by each of the desk's keys, the newest first."""
    return identities.likenesses(known_by(prospect), marketplace=prospect.marketplace)


def _alike(prospect: Prospect, *, actor: Actor) -> QuerySet[Prospect]:
    """Return the prospects of the actor, no client yet, that are written alike."""
    alike = Prospect.objects.of(actor).filter(likeness__in=likenesses_of(prospect))
    return alike.exclude(state=ProspectState.CONVERTED.value)


def known_by(prospect: Prospect) -> Known:
    """Return what a prospect would be found by among the people of the marketplace."""
    return Known(
        first_name=prospect.first_name,
        last_name=prospect.last_name,
        sex=prospect.sex,
        date_of_birth=prospect.date_of_birth,
    )


def _fill(prospect: Prospect, found: WrittenProspect) -> None:
    prospect.first_name, prospect.last_name = found.first_name, found.last_name
    prospect.date_of_birth, prospect.sex, prospect.language = found.date_of_birth, found.sex, found.language
    prospect.email, prospect.phone = found.email, found.phone
    prospect.zip_code, prospect.note = found.zip_code, found.note
    prospect.likeness = likenesses_of(prospect)[0]
