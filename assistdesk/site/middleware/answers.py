"""A refusal anywhere becomes an answer in one place."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from assistdesk.shared.refusals import Refusal
from assistdesk.site import responses


class RefusalMiddleware:
    """Answers refusals that pages raise; the API's own are answered by its handler, with the same words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the answer to a refusal, or None for anything else, which is a bug and looks like one."""
        if isinstance(exception, Refusal):
            return responses.refuse(request, exception)
        return None
