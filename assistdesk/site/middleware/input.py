"""Text that no database or log can hold is refused at the door: NUL characters and lone surrogates."""

from collections.abc import Callable
from urllib.parse import unquote_plus

from django.http import HttpRequest, HttpResponse

from assistdesk.shared.refusals import MalformedRequest
from assistdesk.site import responses


class CleanInputMiddleware:
    """Refuses addresses that hold a NUL character; forms and the API clean what is in a body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer, or 400 where the address can't be used."""
        if "\x00" in request.path or "\x00" in unquote_plus(request.META.get("QUERY_STRING", "")):
            return responses.refuse(request, MalformedRequest())
        return self.get_response(request)
