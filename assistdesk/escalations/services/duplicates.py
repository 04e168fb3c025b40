"""Steps that keep one issue one incident: another is opened only for a reason."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from assistdesk.escalations.models import Likeness, open_like
from assistdesk.escalations.refusals import DuplicateIncident
from assistdesk.escalations.rules.duplicates import OpenOne, needs_reason
from assistdesk.escalations.services import mails
from assistdesk.shared import transactions
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.rendering import render_words
from assistdesk.shared.policy.schema import Audience, EscalationsEdition, Pack


def reason_to_keep(
    likeness: Likeness, *, reason: str, pack: Pack, edition: EscalationsEdition, actor: Actor
) -> str:
    """Return the reason that a new incident keeps: empty where no open one is about the same.

    The caller lets nobody else file on the same issue until its transaction ends.

    Raises:
        DuplicateIncident: an open incident is about the same, and `reason` says nothing.
    """
    transactions.required()
    alike = open_like(likeness, actor=actor)
    if not needs_reason(alike, reason=reason):
        return reason if alike else ""
    language = mails.spoken(pack, get_language() or actor.language)
    raise DuplicateIncident(
        explanation=render_words(pack, edition.one_resource, language=language, audience=Audience.HELPER),
        **_facts(alike, zone=pack.identity.zone),
    )


def _facts(alike: Sequence[OpenOne], *, zone: str) -> dict[str, object]:
    found = [
        {
            "incident_number": one.number,
            "reply_due_at": _in_zone(one.due_at, zone),
            "person_ids": list(one.person_ids),
        }
        for one in alike
    ]
    first = found[0]
    return {
        "incident_number": first["incident_number"],
        "reply_due_at": first["reply_due_at"],
        "duplicates": found,
    }


def _in_zone(at: datetime | None, zone: str) -> str | None:
    return at.astimezone(ZoneInfo(zone)).isoformat() if at else None
