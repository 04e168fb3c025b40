"""Reading pages and answers in tests."""

from collections.abc import Callable
from typing import Protocol

from django.test import Client

from assistdesk.shared.people.actors import Actor

SignIn = Callable[[Actor], Client]
"""Signs somebody in and returns their browser."""


class HasContent(Protocol):
    """An answer as the test client gives it."""

    content: bytes


def text_of(page: HasContent) -> str:
    """Return a page's text."""
    return page.content.decode()
