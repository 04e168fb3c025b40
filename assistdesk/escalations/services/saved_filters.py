"""Views of a queue that somebody keeps under a name, for themselves or for the team."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from assistdesk.escalations import rules
from assistdesk.escalations.models import SavedFilter
from assistdesk.escalations.models.desk import NAME_LENGTH
from assistdesk.escalations.refusals import NotYourTeam
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import FieldError, InvalidInput, NotAuthorized, NotThere

MOST_KEPT = 30
MOST_TABS = 6


@dataclass(frozen=True, slots=True)
class NewFilter:
    """A view to keep. `asked` is what the queue's form says; a shared one is the whole team's."""

    marketplace: str
    team: str
    name: str
    asked: Mapping[str, str] = field(repr=False)
    is_shared: bool
    is_tab: bool


@transaction.atomic(durable=True)
def save_filter(new: NewFilter, *, actor: Actor, at: datetime) -> UUID:
    """Keep a view under a name and return its id; one of the same name, of the same person, is replaced.

    Raises:
        NotYourTeam: the actor is not of that team.
        NotAuthorized: it is to be shared, and the actor doesn't lead the team.
        InvalidInput: the name says nothing or too much, or there are too many already.
    """
    if not actor.serves(new.marketplace) or new.team not in actor.teams or actor.account_id is None:
        raise NotYourTeam
    if new.is_shared and not actor.may(Permission.LEAD_TEAM):
        raise NotAuthorized
    rules.check_text(new.name, field="name", longest=NAME_LENGTH)
    own = SavedFilter.objects.filter(marketplace=new.marketplace, team=new.team, owner_id=actor.account_id)
    kept = list(own.select_for_update().order_by("id"))
    same = next((one for one in kept if one.name == new.name), None)
    if same is None and len(kept) >= MOST_KEPT:
        raise InvalidInput([FieldError("name", "Delete one of your saved filters first.")])
    tabs = [one for one in kept if one.is_tab and one is not same]
    if new.is_tab and len(tabs) >= MOST_TABS:
        raise InvalidInput([FieldError("name", "You have as many tabs as fit. Take one away first.")])
    row = same or SavedFilter(id=uuid4(), marketplace=new.marketplace, team=new.team, name=new.name)
    row.owner_id, row.asked, row.made_at = actor.account_id, dict(new.asked), at
    row.is_shared, row.is_tab = new.is_shared, new.is_tab
    row.save()
    audit.record(action="escalations.filter.saved", subject=row.id, actor=actor, at=at)
    return row.id


@transaction.atomic(durable=True)
def delete_filter(filter_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Forget a saved view; who leads the team forgets shared ones of others too.

    Raises:
        NotThere: there is none of that id that the actor may delete.
    """
    row = SavedFilter.objects.select_for_update().filter(pk=filter_id).first()
    if row is None or not _may_delete(row, actor=actor):
        raise NotThere
    row.delete()
    audit.record(action="escalations.filter.deleted", subject=filter_id, actor=actor, at=at)


def _may_delete(row: SavedFilter, *, actor: Actor) -> bool:
    if row.owner_id == actor.account_id:
        return True
    leads = actor.may(Permission.LEAD_TEAM) and row.team in actor.teams
    return row.is_shared and leads and actor.serves(row.marketplace)
