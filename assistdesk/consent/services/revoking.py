"""Taking consent back: access ends at once, by the client signed in or by the link of a message."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.consent.models import Association
from assistdesk.consent.models.topics import client_topic, helper_topic
from assistdesk.consent.refusals import LinkExpired, RequestNotFound
from assistdesk.consent.services import history, notices, tokens
from assistdesk.consent.services.rulebook import rulebook
from assistdesk.consent.states import Step
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.live import steps as live
from assistdesk.shared.people import access
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import AccessGrant


def grant_by_link(token: str) -> AccessGrant:
    """Return what a link takes back; looking changes nothing.

    Raises:
        LinkExpired: this desk did not make it.
    """
    grant_id = tokens.grant_of(token)
    rows = AccessGrant.objects.select_related("account__agency", "person")
    found = rows.filter(pk=grant_id).first() if grant_id else None
    if found is None:
        raise LinkExpired
    return found


def revoke_by_link(token: str, *, actor: Actor, at: datetime) -> AccessGrant:
    """Take consent back by the link of a message; the same again changes nothing.

    Raises:
        LinkExpired: this desk did not make it.
    """
    return _revoke(grant_by_link(token).id, actor=actor, at=at)


def revoke(grant_id: UUID, *, actor: Actor, at: datetime) -> AccessGrant:
    """Take back access to the actor's own case; the same again changes nothing.

    Raises:
        RequestNotFound: nobody has that access to the actor's case.
    """
    if (
        actor.person_id is None
        or not AccessGrant.objects.filter(pk=grant_id, person_id=actor.person_id).exists()
    ):
        raise RequestNotFound
    return _revoke(grant_id, actor=actor, at=at)


@transaction.atomic(durable=True)
def _revoke(grant_id: UUID, *, actor: Actor, at: datetime) -> AccessGrant:
    grant = AccessGrant.objects.select_for_update(of=("self",), no_key=True).get(pk=grant_id)
    if not access.end(grant, at=at):
        return grant
    grant.refresh_from_db()
    marketplace = grant.person.marketplace
    audit.record(action="consent.association.revoked", subject=grant.id, actor=actor, at=at)
    topics = {helper_topic(grant.account_id), client_topic(grant.person_id)}
    live.changed(history.ACCESS, thing=str(grant.id), to=topics, at=at)
    known = Association.objects.select_related("case", "grant__account").filter(grant=grant).first()
    if known is not None:
        Association.objects.filter(pk=known.pk).update(ended_at=at, ended_by_id=actor.account_id)
        notices.revoked(known, book=rulebook(marketplace, at=at), at=at)
    facts: dict[str, object] = {"grant": str(grant.id), "helper": str(grant.account_id)}
    request = known.request if known else None
    history.keep(marketplace, Step.REVOKED, facts, request=request, grant=grant.id, at=at)
    return grant
