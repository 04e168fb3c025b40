"""The page of a case: what case access shows of it, and below it the policies that the book knows."""

from django.http import HttpResponseBase
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from assistdesk.book import queries as book
from assistdesk.book.services import terms
from assistdesk.consent.services import OpenedCase
from assistdesk.consent.views import cases
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy.schema import Pack


@require_http_methods(["GET", "HEAD"])
@allows(Permission.SEE_CASES)
def case(request: ActorRequest, marketplace: str, case_number: str) -> HttpResponseBase:
    """Show a case to who may see it, with the policies of those of its members whom they may see."""
    answer = cases.case(request, marketplace, case_number)
    if isinstance(answer, TemplateResponse) and answer.context_data is not None:
        opened, pack = answer.context_data["opened"], answer.context_data["pack"]
        assert isinstance(opened, OpenedCase)
        assert isinstance(pack, Pack)
        days = terms.days(pack, at=clock.now())
        answer.context_data["policies"] = book.policies_of(opened.members, pack=pack, days=days)
        answer.context_data["below"] = "site/parts/case_policies.html"
    return answer
