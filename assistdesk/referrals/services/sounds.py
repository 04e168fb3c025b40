"""Whether a new offer makes a sound on the pages of a helper."""

from django.db import transaction

from assistdesk.referrals.models import Registration
from assistdesk.referrals.refusals import NotRegistered
from assistdesk.shared.people.actors import Actor


@transaction.atomic(durable=True)
def switch_sound(*, is_on: bool, actor: Actor) -> None:
    """Let a new offer make a sound on the helper's pages, or no more.

    Raises:
        NotRegistered: the actor never took part.
    """
    if not Registration.objects.filter(pk=actor.account_id).update(sound=is_on):
        raise NotRegistered
