"""Reading pages and answers in tests."""

from collections.abc import Callable
from typing import Any, Protocol

from django.test import Client

from assistdesk.shared.people.actors import Actor

SignIn = Callable[[Actor], Client]
"""Signs somebody in and returns their browser."""

Ask = Callable[..., tuple[int, Any]]  # Any: whatever JSON came back
"""Makes a call of the API as somebody and returns status and JSON."""


class HasContent(Protocol):
    """An answer as the test client gives it."""

    content: bytes


def text_of(page: HasContent) -> str:
    """Return a page's text."""
    return page.content.decode()
