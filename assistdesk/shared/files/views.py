"""The pages that hand out a file, and show it as pictures."""

from itertools import zip_longest
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from assistdesk.shared import clock
from assistdesk.shared.files import queries, services, subjects
from assistdesk.shared.files.services import FetchedFile
from assistdesk.shared.files.states import RenditionKind
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import NotThere

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@require_safe
@allows(Permission.SEE_INCIDENTS)
def download(request: ActorRequest, attachment_id: UUID) -> HttpResponse:
    """Hand out one file, to be saved: no browser shows it as a page of the desk."""
    return _saved(services.fetch(attachment_id, actor=request.actor, at=clock.now()))


@require_safe
@allows(Permission.SEE_INCIDENTS)
def original(request: ActorRequest, attachment_id: UUID) -> HttpResponse:
    """Hand out a picture as it came, to the marketplace's own people."""
    return _saved(services.fetch_original(attachment_id, actor=request.actor, at=clock.now()))


@require_safe
@allows(Permission.SEE_INCIDENTS)
def view(request: ActorRequest, attachment_id: UUID) -> HttpResponse:
    """Show a file as pictures of its pages."""
    shown = services.open_pages(attachment_id, actor=request.actor, at=clock.now())
    words = {"shown": shown, "row": shown.row, "back": subjects.page_of(shown.subject_kind, shown.subject_id)}
    return render(request, "files/view.html", words)


@require_safe
@allows(Permission.SEE_INCIDENTS)
def compare(request: ActorRequest, attachment_id: UUID) -> HttpResponse:
    """Show a file beside the copy of it that may leave the desk, once that is made."""
    at = clock.now()
    row = queries.attachment(attachment_id, actor=request.actor, at=at)
    if row.is_boxed:
        raise NotThere
    if row.may_leave_later or not row.is_served:
        words: dict[str, object] = {"row": row}
    else:
        shown = services.open_pages(attachment_id, actor=request.actor, at=at)
        pages = zip_longest(shown.pages, queries.boxed_pages(attachment_id))
        words = {
            "row": shown.row,
            "pages": list(pages),
            "back": subjects.page_of(shown.subject_kind, shown.subject_id),
        }
    part = "files/parts/compare.html" if request.htmx else "files/compare.html"
    return render(request, part, words)


@require_safe
@allows(Permission.SEE_INCIDENTS)
def copy(request: ActorRequest, attachment_id: UUID) -> HttpResponse:
    """Hand out the copy that may leave the desk."""
    return _saved(services.fetch_copy(attachment_id, actor=request.actor, at=clock.now()))


@require_safe
@allows(Permission.SEE_INCIDENTS)
def copy_page(request: ActorRequest, attachment_id: UUID, number: int) -> HttpResponse:
    """Show one page of the copy that may leave the desk."""
    fetched = services.fetch_picture(
        attachment_id, kind=RenditionKind.BOXED, number=number, actor=request.actor, at=clock.now()
    )
    return _kept_in(HttpResponse(fetched.content, content_type=fetched.content_type))


@require_safe
@allows(Permission.SEE_INCIDENTS)
def thumbnail(request: ActorRequest, attachment_id: UUID) -> HttpResponse:
    """Show the small picture that stands for a file in lists."""
    fetched = services.fetch_picture(
        attachment_id, kind=RenditionKind.THUMBNAIL, number=1, actor=request.actor, at=clock.now()
    )
    return _kept_in(HttpResponse(fetched.content, content_type=fetched.content_type))


@require_safe
@allows(Permission.SEE_INCIDENTS)
def page(request: ActorRequest, attachment_id: UUID, number: int) -> HttpResponse:
    """Show one page of a file."""
    fetched = services.fetch_picture(
        attachment_id, kind=RenditionKind.PAGE, number=number, actor=request.actor, at=clock.now()
    )
    return _kept_in(HttpResponse(fetched.content, content_type=fetched.content_type))


def _saved(fetched: FetchedFile) -> HttpResponse:
    is_text = fetched.content_type.startswith("text/")
    response = HttpResponse(
        fetched.content,
        content_type=f"{fetched.content_type}; charset=utf-8" if is_text else fetched.content_type,
    )
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=fetched.name) or "attachment"
    )
    return _kept_in(response)


def _kept_in(response: HttpResponse) -> HttpResponse:
    """Return an answer that runs nothing, is guessed at by nobody, and stays in no cache."""
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response
