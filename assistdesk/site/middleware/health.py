"""Health before everything else: it answers whatever host name a probe uses."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from assistdesk.site import health


class HealthMiddleware:
    """Answers /healthz and /readyz."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer to a probe, or pass the request on."""
        if request.path == "/healthz":
            return JsonResponse({"status": "alive"})
        if request.path == "/readyz":
            missing = health.missing()
            return JsonResponse(
                {"status": "not ready" if missing else "ready", "missing": missing},
                status=503 if missing else 200,
            )
        return self.get_response(request)
