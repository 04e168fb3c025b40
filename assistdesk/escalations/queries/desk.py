"""What a colleague's queue page offers: saved filters, members of the team, types."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from assistdesk.escalations.models import SavedFilter
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class FilterRow:
    """A saved view of a queue; `asked` is what the queue's form says."""

    id: UUID
    name: str
    asked: dict[str, str] = field(repr=False)
    is_shared: bool
    is_tab: bool
    is_own: bool
    can_delete: bool
    owner: str


@dataclass(frozen=True, slots=True)
class ColleagueRow:
    """A member of a team."""

    id: UUID
    name: str
    is_me: bool


def saved_filters(actor: Actor, *, marketplace: str, team: str) -> list[FilterRow]:
    """Return the views of a team's queue that the actor kept or that are the whole team's, by name."""
    leads = actor.may(Permission.LEAD_TEAM) and team in actor.teams
    rows = SavedFilter.objects.filter(marketplace=marketplace, team=team)
    visible = rows.filter(Q(owner_id=actor.account_id) | Q(is_shared=True)).select_related("owner")
    return [
        FilterRow(
            id=one.id,
            name=one.name,
            asked=one.asked,
            is_shared=one.is_shared,
            is_tab=one.is_tab,
            is_own=one.owner_id == actor.account_id,
            can_delete=one.owner_id == actor.account_id or (one.is_shared and leads),
            owner=one.owner.name,
        )
        for one in visible.order_by("name", "id")
    ]


def colleagues(actor: Actor, *, marketplace: str, team: str) -> list[ColleagueRow]:
    """Return the members of a team, by name."""
    return [
        ColleagueRow(one.id, one.name, is_me=one.id == actor.account_id)
        for one in people.team_members(marketplace, team)
    ]
