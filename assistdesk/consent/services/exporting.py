"""Evidence of a consent to hand out: a signed bundle that proves itself, and the same as a document."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction

from assistdesk.consent.models import Record
from assistdesk.consent.refusals import RecordErased, RequestNotFound
from assistdesk.consent.rules import verifier
from assistdesk.consent.services import evidence_paper, history
from assistdesk.consent.states import ABOUT_ASSOCIATION, ABOUT_REQUEST
from assistdesk.shared import keys
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves one consent: `bundle` is JSON for `rules.verifier`, `document` the same as a PDF."""

    thread: UUID
    bundle: str
    document: bytes


@transaction.atomic(durable=True)
def export(thread: UUID, *, actor: Actor, at: datetime) -> Evidence:
    """Return the evidence of a consent by the id of its request, or of the grant where no request began it.

    That it was handed out is in the audit log.

    Raises:
        RequestNotFound: nothing is recorded of that id.
        RecordErased: its time is over.
    """
    records = list(Record.objects.filter(thread=thread).order_by("place"))
    if not records:
        raise RequestNotFound
    if any(one.erased_at for one in records):
        raise RecordErased
    marketplace = records[0].marketplace
    entries = [{**history.said(one), "previous": one.previous, "digest": one.digest} for one in records]
    receipts = _receipts(thread)
    said: dict[str, object] = {
        "format": verifier.FORMAT,
        "marketplace": marketplace,
        "thread": str(thread),
        "count": len(entries),
        "head": records[-1].digest,
        "receipts": verifier.digest(verifier.canonical(receipts)),
        "exported_at": at.astimezone(UTC).isoformat(),
        "key": verifier.key_id(keys.evidence_key()),
    }
    document = evidence_paper.paper(entries, receipts, said, pack=policy.running(marketplace))
    statement = said | {"pdf": hashlib.sha256(document).hexdigest()}
    audit.record(action="consent.evidence.exported", subject=thread, actor=actor, at=at)
    return Evidence(thread, _bundle(entries, receipts, statement), document)


def _bundle(
    entries: Sequence[Mapping[str, object]],
    receipts: Sequence[Mapping[str, object]],
    statement: Mapping[str, object],
) -> str:
    whole = {
        "format": verifier.FORMAT,
        "statement": statement,
        "signature": keys.sign_evidence(verifier.canonical(statement)),
        "records": entries,
        "receipts": receipts,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _receipts(thread: UUID) -> list[dict[str, object]]:
    """Return what became of the messages about a consent, the oldest first."""
    kinds = [ABOUT_REQUEST, ABOUT_ASSOCIATION]
    sent = Outgoing.objects.filter(about_kind__in=kinds, about_id=thread).order_by("queued_at", "id")
    return [
        {
            "message": str(one.id),
            "template": one.template,
            "channel": one.channel,
            "to": one.to_address,
            "state": one.state,
            "queued_at": _said(one.queued_at),
            "sent_at": _said(one.sent_at),
            "delivered_at": _said(one.delivered_at),
            "failed_at": _said(one.failed_at),
        }
        for one in sent
    ]


def _said(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
