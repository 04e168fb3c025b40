"""The helper's side of the API: types and filing."""

from django.utils.translation import get_language
from ninja import Router, Status

from assistdesk.escalations import queries, services
from assistdesk.escalations.api import schemas
from assistdesk.escalations.api.schemas import in_zone
from assistdesk.escalations.api.sending import submission_key
from assistdesk.escalations.queries import TypeRow
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.refusals import NotThere

router = Router(tags=["Escalations"])


@router.get(
    "/marketplaces/{marketplace}/types",
    response=schemas.Types,
    exclude_none=True,
    auth=api_allows(Permission.READ_HELPER_CONTACTS),
)
def types(request: ActorRequest, marketplace: str) -> dict[str, object]:
    """What can be escalated today: for a helper, what they may file."""
    if not request.actor.serves(marketplace):
        raise NotThere
    pack = policy.running(marketplace)
    today = queries.local_day(pack, at=clock.now())
    rows = queries.types_of(pack, actor=request.actor, on=today, language=get_language() or "en")
    return {"items": [_type(row) for row in rows]}


@router.post(
    "/marketplaces/{marketplace}/escalations",
    response={201: schemas.Submitted},
    auth=api_allows(Permission.ESCALATE),
)
def submit(
    request: ActorRequest, marketplace: str, payload: schemas.NewEscalation
) -> Status[dict[str, object]]:
    """File an incident. The same Idempotency-Key sent again returns the same incident."""
    new = services.NewEscalation(
        marketplace=marketplace,
        type=payload.type,
        description=payload.description,
        submission_key=submission_key(request),
        consumers=tuple(payload.consumers),
        fields=payload.fields,
        attachments=tuple(payload.attachments),
        checked=tuple(payload.checked),
        duplicate_reason=payload.duplicate_reason or "",
    )
    made = services.submit(new, actor=request.actor, at=clock.now())
    return Status(
        201,
        {
            "incident_number": made.number,
            "type": made.type,
            "status": made.state,
            "team": made.team,
            "person_id": made.person_id,
            "reply_due_at": in_zone(made.reply_due_at, made.zone),
        },
    )


def _type(row: TypeRow) -> dict[str, object]:
    return {
        "key": row.key,
        "title": row.title,
        "fields": [
            {
                "key": one.key,
                "label": one.label,
                "required": one.is_required,
                "choices": [{"key": each.key, "label": each.label} for each in one.choices] or None,
            }
            for one in row.fields
        ],
        "consumers": {"min": row.consumers_min, "max": row.consumers_max},
        "attachments": {"min": row.attachments_min, "max": row.attachments_max},
        "check_first": [{"key": one.key, "title": one.title, "url": one.url} for one in row.check_first],
    }
