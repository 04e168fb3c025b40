"""What every page's frame shows: the marketplace, who is signed in, whether this is a demo."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from assistdesk.shared.people.actors import Actor


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the values that `page.html` needs besides a page's own."""
    actor: Actor = getattr(request, "actor", Actor.anonymous())
    return {"actor": actor, "is_demo": settings.DEMO}
