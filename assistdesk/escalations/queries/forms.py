"""What a helper typed into the form of an escalation and has not sent, or has."""

from collections.abc import Mapping
from uuid import UUID

from assistdesk.escalations.models import Incident, KeptForm
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import NotThere


def kept_form(form_id: UUID, *, marketplace: str, actor: Actor) -> Mapping[str, object]:
    """Return what an own form holds, by the names of its fields.

    Raises:
        NotThere: there is none of the actor's own of that id; a day after it was typed it is forgotten.
    """
    if actor.account_id is None:
        raise NotThere
    own = KeptForm.objects.filter(pk=form_id, account_id=actor.account_id, marketplace=marketplace)
    found: Mapping[str, object] | None = own.values_list("content", flat=True).first()
    if found is None:
        raise NotThere
    return found


def number_of_form(submission_key: str, *, actor: Actor) -> str:
    """Return the number of the incident that a form became; empty while it was not sent."""
    own = Incident.objects.filter(filed_by_id=actor.account_id, submission_key=submission_key)
    return own.values_list("number", flat=True).first() or ""
