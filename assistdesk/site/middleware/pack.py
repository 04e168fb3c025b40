"""What one request does, it does under one pack of a marketplace and by one look at the clock."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from assistdesk.shared import clock
from assistdesk.shared.policy import queries as policy


class PackMiddleware:
    """Lets each marketplace's running pack, and the time, be asked for once a request, whoever asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer; the next request asks anew."""
        with policy.asked_once(), clock.read_once():
            return self.get_response(request)
