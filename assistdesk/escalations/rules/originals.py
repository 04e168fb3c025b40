"""Who needs what somebody wrote, or attached, as it came: with the personal information in it."""

from collections.abc import Collection
from uuid import UUID

from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission


def has_need(actor: Actor, *, filed_by: UUID, teams: Collection[str]) -> bool:
    """Return whether an actor who may read an incident needs what came in about it as it came.

    The helper who filed it does, the teams that have it, and who may read every original. Others who may
    read it, such as other teams and an agency's admin, do their work with what the guard leaves.
    """
    if actor.may(Permission.READ_EVERY_ORIGINAL):
        return True
    if not actor.may(Permission.READ_ORIGINALS):
        return False
    if actor.is_staff:
        return any(team in actor.teams for team in teams)
    return actor.account_id == filed_by
