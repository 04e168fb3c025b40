"""The page that hands out a file."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from assistdesk.shared import clock
from assistdesk.shared.files import services
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@require_GET
@allows(Permission.SEE_INCIDENTS)
def download(request: ActorRequest, attachment_id: UUID) -> HttpResponse:
    """Hand out one file, to be saved: no browser shows it as a page of the desk."""
    fetched = services.fetch(attachment_id, actor=request.actor, at=clock.now())
    is_text = fetched.content_type.startswith("text/")
    response = HttpResponse(
        fetched.content,
        content_type=f"{fetched.content_type}; charset=utf-8" if is_text else fetched.content_type,
    )
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=fetched.name) or "attachment"
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
