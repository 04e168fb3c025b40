"""Keeping what a helper types into the form of an escalation, so that the way back to it loses no word."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from assistdesk.escalations.models import KeptForm
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import NotThere

KEPT = timedelta(hours=24)  # as long as files that nothing has taken yet
FORGOTTEN_AT_ONCE = 500


@transaction.atomic(durable=True)
def keep_form(
    form_id: UUID | None, *, marketplace: str, content: Mapping[str, object], actor: Actor, at: datetime
) -> UUID:
    """Keep what stands in a form, under its id or a new one; return the id.

    An id that is nobody's or another's makes a new one.

    Raises:
        NotThere: the marketplace is not the actor's.
    """
    if actor.account_id is None or not actor.serves(marketplace):
        raise NotThere
    values = {"content": dict(content), "saved_at": at}
    own = KeptForm.objects.filter(account_id=actor.account_id, marketplace=marketplace)
    if form_id is not None and own.filter(pk=form_id).update(**values):
        return form_id
    made = KeptForm.objects.create(account_id=actor.account_id, marketplace=marketplace, **values)
    return made.id


@transaction.atomic(durable=True)
def forget_forms(*, at: datetime) -> None:
    """Delete the forms that nobody came back to for a day."""
    old = KeptForm.objects.filter(saved_at__lt=at - KEPT).order_by("saved_at", "id")
    ids = old.values_list("id", flat=True)[:FORGOTTEN_AT_ONCE]
    KeptForm.objects.filter(id__in=list(ids)).delete()
