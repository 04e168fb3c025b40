"""Counting requests, and showing what was counted."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST

from assistdesk.site import metrics


class MetricsMiddleware:
    """Answers /metrics, and notes how every other request went."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer, counted by its route and never by its address."""
        if request.path == "/metrics":
            return HttpResponse(metrics.text(), content_type=CONTENT_TYPE_LATEST)
        before = time.perf_counter()
        response = self.get_response(request)
        met = request.resolver_match
        metrics.note(
            method=request.method or "",
            route=met.route if met else None,
            status=response.status_code,
            seconds=None if response.streaming else time.perf_counter() - before,
        )
        return response
