"""The API, put together from the contexts' routers; each refusal is a problem document."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from assistdesk.book.api import router as book_router
from assistdesk.consent.api import router as consent_router
from assistdesk.escalations.api import router as escalations_router
from assistdesk.guide.api import router as guide_router
from assistdesk.referrals.api import router as referrals_router
from assistdesk.shared.files.api import router as files_router
from assistdesk.shared.people.guards import api_closed
from assistdesk.shared.refusals import FieldError, InvalidInput, MalformedRequest, NotThere, Refusal
from assistdesk.site import responses
from assistdesk.site.body import StrictJson
from assistdesk.site.demo.api import router as demo_router
from assistdesk.site.events_api import router as events_router
from assistdesk.site.inspect_api import router as inspect_router
from assistdesk.site.session_api import router as session_router

api = NinjaAPI(
    title="AssistDesk",
    version="1",
    description="The desk's API. Errors are problem documents (RFC 9457). Times are RFC 3339 with offset.",
    auth=api_closed(),
    parser=StrictJson(),
    docs_url="/docs",
    openapi_url="/openapi.json",
)

for router in (
    session_router,
    guide_router,
    escalations_router,
    referrals_router,
    consent_router,
    book_router,
    files_router,
    events_router,
    inspect_router,
    demo_router,
):
    api.add_router("", router)


@api.exception_handler(Refusal)
def _on_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return responses.problem(refusal)


@api.exception_handler(ValidationError)
def _on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return responses.problem(
        InvalidInput(
            [FieldError(_field(one["loc"]), str(one["msg"]).replace("%", "%%")) for one in error.errors]
        )
    )


@api.exception_handler(HttpError)
def _on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, Refusal):  # raised while the body was read
        return responses.problem(error.__cause__)
    return responses.problem(NotThere() if error.status_code == 404 else MalformedRequest())


def _field(place: tuple[Any, ...]) -> str:
    """Return the name of a field as the sender knows it: without where ninja keeps the body."""
    return ".".join(str(part) for part in place[1:] if part != "payload") or "body"
