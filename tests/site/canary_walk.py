"""Somebody's way through the desk, on which addresses, titles and error pages are noted."""

import json
from typing import Any
from urllib.parse import unquote

from django.test import Client

from assistdesk.shared.people.models import Account
from tests.site.canary import Canary

JSON = "application/json"
ERRORS = frozenset({400, 403, 404, 405, 409, 410, 413, 415, 429, 500, 503})


class Walk:
    """Somebody's way through the desk: each address, title and error page is noted."""

    def __init__(self, canary: Canary, username: str = "") -> None:
        self.canary = canary
        self.client = Client(raise_request_exception=False)
        if username:
            self.client.force_login(Account.objects.get(username=username))

    def get(self, path: str) -> Any:
        """Open an address, and follow where it leads."""
        return self._noted(path, self.client.get(path, follow=True))

    def send(self, path: str, form: dict[str, object]) -> Any:
        """Send a form, and follow where it leads."""
        return self._noted(path, self.client.post(path, form, follow=True))

    def call(self, path: str, body: object, method: str = "POST") -> Any:
        """Make an API call."""
        text = body if isinstance(body, str) else json.dumps(body)
        return self._noted(path, self.client.generic(method, f"/api/v1{path}", text, content_type=JSON))

    def _noted(self, path: str, answer: Any) -> Any:
        ways = [to for to, _ in getattr(answer, "redirect_chain", [])]
        for way in [*ways, answer.headers.get("Location", "")]:
            self.canary.saw("addresses", unquote(way).replace(path, ""))  # what was asked for comes back
        if "html" in answer.headers.get("Content-Type", ""):
            self.canary.saw_page(answer.content.decode())
        if answer.status_code in ERRORS:
            self.canary.saw(f"error {answer.status_code}", answer.content.decode())
        return answer
