"""What no page or call can use is refused at the door: NUL characters in an address, too large a body."""

from collections.abc import Callable
from urllib.parse import unquote_plus

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from assistdesk.shared.refusals import MalformedRequest, Refusal
from assistdesk.site import responses
from assistdesk.site.refusals import BodyTooLarge


class CleanInputMiddleware:
    """Refuses them before anything reads the request; forms and the API clean what is in a body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer, or the refusal of a request that can't be used."""
        refusal = _refusal(request)
        return self.get_response(request) if refusal is None else responses.refuse(request, refusal)


def _refusal(request: HttpRequest) -> Refusal | None:
    if "\x00" in request.path or "\x00" in unquote_plus(request.META.get("QUERY_STRING", "")):
        return MalformedRequest()
    length = request.headers.get("Content-Length") or "0"
    if not (length.isascii() and length.isdigit()):
        return MalformedRequest()
    has_files = request.content_type == "multipart/form-data"
    most = settings.REQUEST_BYTES if has_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return BodyTooLarge() if int(length) > most else None
