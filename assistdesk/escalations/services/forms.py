"""Forms between their pages: what a helper typed is kept, and what was sent twice is done once."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import connection, transaction

from assistdesk.escalations.models import Incident, KeptForm, SentForm
from assistdesk.shared import transactions
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
    """Delete the forms that nobody came back to for a day, and the traces of those that were sent."""
    old = KeptForm.objects.filter(saved_at__lt=at - KEPT).order_by("saved_at", "id")
    ids = old.values_list("id", flat=True)[:FORGOTTEN_AT_ONCE]
    KeptForm.objects.filter(id__in=list(ids)).delete()
    traces = SentForm.objects.filter(at__lt=at - KEPT).order_by("at", "id")
    sent_ids = traces.values_list("id", flat=True)[:FORGOTTEN_AT_ONCE]
    SentForm.objects.filter(id__in=list(sent_ids)).delete()


def sent_about(key: str, *, actor: Actor) -> Incident | None:
    """Return what the actor's form of this key was about when it was sent before; None where it was not.

    Of two that come at once the second waits until the first one's transaction has ended.
    """
    transactions.required()
    form_id = _sent_id(key, actor=actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(form_id)])
    found = SentForm.objects.select_related("incident").filter(pk=form_id).first()
    return found.incident if found else None


def note_sent(key: str, incident: Incident, *, actor: Actor, at: datetime) -> None:
    """Write down that the actor's form of this key was sent and did something to an incident."""
    transactions.required()
    SentForm.objects.create(id=_sent_id(key, actor=actor), incident=incident, at=at)


def _sent_id(key: str, *, actor: Actor) -> UUID:
    assert actor.account_id is not None  # who works on incidents has signed in
    return uuid5(actor.account_id, key)
