"""The page of a case: what case access shows of it, and below it what the other contexts know of it."""

from datetime import datetime

from django.http import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from assistdesk.book import queries as book
from assistdesk.book.services import terms
from assistdesk.consent.queries import case_standing as standing
from assistdesk.consent.services import OpenedCase
from assistdesk.consent.views import cases
from assistdesk.escalations import queries as escalations
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy.schema import Pack, PartName, RoleName

SHOWN = 10


@require_http_methods(["GET", "HEAD"])
@allows(Permission.SEE_CASES)
def case(request: ActorRequest, marketplace: str, case_number: str) -> HttpResponseBase:
    """Show a case to who may see it: policies, escalations, consents, and to staff who looked before."""
    answer = cases.case(request, marketplace, case_number)
    if isinstance(answer, TemplateResponse) and answer.context_data is not None:
        opened, pack = answer.context_data["opened"], answer.context_data["pack"]
        assert isinstance(opened, OpenedCase)
        assert isinstance(pack, Pack)
        answer.context_data |= _below(request, opened, pack, at=answer.context_data["at"])
    return answer


def _below(request: ActorRequest, opened: OpenedCase, pack: Pack, *, at: datetime) -> dict[str, object]:
    actor, language = request.actor, get_language() or "en"
    sees_incidents = actor.may(Permission.SEE_INCIDENTS) and pack.has(PartName.ESCALATIONS)
    people = [one.id for one in opened.members]
    consents = standing.associations_with(opened.case, actor=actor, at=at)
    looks = standing.looks_at(opened.case, before=at) if actor.is_staff else []
    return {
        "below": "site/parts/case_below.html",
        "policies": book.policies_of(opened.members, pack=pack, days=terms.days(pack, at=at)),
        "sees_incidents": sees_incidents,
        "incidents": escalations.incidents_about(people, actor=actor, language=language, limit=SHOWN)
        if sees_incidents
        else [],
        "consents": [(one, _role(pack, one.role, language)) for one in consents],
        "reads_records": actor.may(Permission.SEE_REPORTS),
        "looks": [(one, _role(pack, one.role, language)) for one in looks],
    }


def _role(pack: Pack, role: str, language: str) -> str:
    """Return a role in the marketplace's words; empty where it has none for it."""
    known = {one.value for one in RoleName}
    named = pack.identity.roles.get(RoleName(role)) if role in known else None
    return named.singular.in_language(language) if named else ""
