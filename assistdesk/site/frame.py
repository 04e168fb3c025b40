"""What every page's frame shows: the marketplace, who is signed in, whether this is a demo."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.refusals import NoSuchMarketplace
from assistdesk.shared.policy.schema import Pack
from assistdesk.site import navigation


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the values that `page.html` needs besides a page's own.

    `pack` is the marketplace of the page: the one in its address, else the actor's own, else none. It
    costs one small query, and none where the page gives its own `pack`.
    """
    actor: Actor = getattr(request, "actor", Actor.anonymous())
    return {
        "actor": actor,
        "is_demo": settings.DEMO,
        "pack": SimpleLazyObject(lambda: _pack_of(request, actor)),
        "sign_in_address": reverse("site:sign_in"),
        "mailbox_address": navigation.address("site:mailbox") if settings.DEMO else "",
    }


def _pack_of(request: HttpRequest, actor: Actor) -> Pack | None:
    match = request.resolver_match
    marketplace = (match.kwargs.get("marketplace") if match else None) or actor.marketplace
    if marketplace is None:
        return None
    try:
        return policy.running(marketplace)
    except NoSuchMarketplace:
        return None
