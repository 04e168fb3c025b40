"""A refusal anywhere becomes an answer in one place."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from assistdesk.shared.refusals import Refusal
from assistdesk.site import responses
from assistdesk.site.refusals import WrongMethod

WRONG_METHOD = 405


class RefusalMiddleware:
    """Answers refusals that pages raise; the API's own are answered by its handler, with the same words.

    A wrong method is answered by Django and ninja themselves, without a word; it gets words here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer; to a wrong method with words, and with the methods that are right."""
        response = self.get_response(request)
        if response.status_code != WRONG_METHOD:
            return response
        answer = responses.refuse(request, WrongMethod())
        answer.headers["Allow"] = response.headers["Allow"]
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the answer to a refusal, or None for anything else, which is a bug and looks like one."""
        if isinstance(exception, Refusal):
            return responses.refuse(request, exception)
        return None
