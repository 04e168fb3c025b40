"""What can be done with announcements: write one, withdraw it, note that somebody read it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.shared.announcements.models import Announcement, Reading
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.refusals import FieldError, InvalidInput, NotAuthorized, NotThere

LONGEST_TITLE, LONGEST_TEXT = 120, 4000
MISSING_MESSAGE = "Write it in every language of the marketplace."
LONG_MESSAGE = "Make it shorter."
ROLES_MESSAGE = "Choose who is told."
END_MESSAGE = "Choose an end after the beginning, and not in the past."


@dataclass(frozen=True, slots=True)
class NewAnnouncement:
    """What staff write. `shows_from` None means at once, `shows_until` None until it is withdrawn."""

    marketplace: str
    roles: Sequence[Role]
    is_urgent: bool
    titles: Mapping[str, str] = field(repr=False)
    texts: Mapping[str, str] = field(repr=False)
    shows_from: datetime | None
    shows_until: datetime | None


@transaction.atomic(durable=True)
def announce(new: NewAnnouncement, *, actor: Actor, at: datetime) -> Announcement:
    """Tell people of some roles something from a moment on.

    Raises:
        NotAuthorized: the actor announces nothing, or not in this marketplace.
        InvalidInput: a language, the roles or a sensible end is missing.
    """
    _check_may(actor, new.marketplace)
    shows_from = max(new.shows_from or at, at)
    _check(new, shows_from=shows_from)
    assert actor.account_id is not None
    made = Announcement.objects.create(
        id=uuid.uuid4(),
        marketplace=new.marketplace,
        roles=sorted(role.value for role in new.roles),
        is_urgent=new.is_urgent,
        titles={language: text.strip() for language, text in new.titles.items()},
        texts={language: text.strip() for language, text in new.texts.items()},
        shows_from=shows_from,
        shows_until=new.shows_until,
        written_by_id=actor.account_id,
        written_at=at,
    )
    facts: dict[str, object] = {
        "marketplace": new.marketplace,
        "roles": made.roles,
        "is_urgent": made.is_urgent,
        "shows_from": shows_from.isoformat(),
        "shows_until": new.shows_until.isoformat() if new.shows_until else None,
    }
    audit.record(
        action="announcements.announcement.written", subject=made.id, actor=actor, at=at, facts=facts
    )
    return made


def _check_may(actor: Actor, marketplace: str) -> None:
    if actor.account_id is None or not actor.may(Permission.ANNOUNCE) or not actor.serves(marketplace):
        raise NotAuthorized


def _check(new: NewAnnouncement, *, shows_from: datetime) -> None:
    errors = [] if new.roles else [FieldError("roles", ROLES_MESSAGE)]
    for language in policy.running(new.marketplace).identity.languages:
        errors += _wrong(f"title_{language}", new.titles.get(language, ""), most=LONGEST_TITLE)
        errors += _wrong(f"text_{language}", new.texts.get(language, ""), most=LONGEST_TEXT)
    if new.shows_until is not None and new.shows_until <= shows_from:
        errors.append(FieldError("shows_until", END_MESSAGE))
    if errors:
        raise InvalidInput(errors)


def _wrong(name: str, text: str, *, most: int) -> list[FieldError]:
    if not text.strip():
        return [FieldError(name, MISSING_MESSAGE)]
    return [FieldError(name, LONG_MESSAGE)] if len(text.strip()) > most else []


@transaction.atomic(durable=True)
def withdraw(announcement_id: UUID, *, marketplace: str, actor: Actor, at: datetime) -> None:
    """Show an announcement to nobody any more. One that was withdrawn stays as it is.

    Raises:
        NotAuthorized: as `announce`.
        NotThere: there is no such announcement in this marketplace.
    """
    _check_may(actor, marketplace)
    found = (
        Announcement.objects.select_for_update().filter(pk=announcement_id, marketplace=marketplace).first()
    )
    if found is None:
        raise NotThere
    if found.withdrawn_at is not None:
        return
    found.withdrawn_at, found.withdrawn_by_id = at, actor.account_id
    found.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record(action="announcements.announcement.withdrawn", subject=found.id, actor=actor, at=at)


@transaction.atomic(durable=True)
def mark_read(item_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Note that the one who signed in has read an announcement or a message; the first time counts."""
    if actor.own_account_id is None:
        return
    Reading.objects.bulk_create(
        [Reading(id=uuid.uuid4(), account_id=actor.own_account_id, item_id=item_id, read_at=at)],
        ignore_conflicts=True,
    )
