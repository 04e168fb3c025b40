"""The demo mailbox: all that was sent, on one page, with links that can be clicked as on a phone."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from assistdesk.shared.messaging import queries as messages
from assistdesk.shared.people.guards import ActorRequest, open_to_all
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.site.demo import resetting

LONGEST_ADDRESS = 320


@require_safe
@open_to_all(reason="a demo holds invented people alone; elsewhere the page is not there")
def mailbox(request: ActorRequest) -> HttpResponse:
    """Show what was sent, newest first, to one address or to all."""
    resetting.check_is_demo()
    to = request.GET.get("to", "").strip()[:LONGEST_ADDRESS]
    asked = request.GET.get("channel", "")
    channel = asked if asked in (ChannelName.EMAIL.value, ChannelName.SMS.value) else ""
    page = messages.mailbox(
        to=to or None,
        channel=ChannelName(channel) if channel else None,
        since=None,
        cursor=request.GET.get("cursor") or None,
        limit=20,
    )
    words = {"page": page, "to": to, "channel": channel, "kinds": _kinds(), "zone": _zone(request)}
    return render(request, "site/mailbox.html", words)


def _kinds() -> list[tuple[str, str]]:
    """Return the channels that the page can be narrowed to, with their names; empty is all of them."""
    return [
        ("", gettext("All messages")),
        (ChannelName.EMAIL.value, gettext("Mail")),
        (ChannelName.SMS.value, gettext("Text messages")),
    ]


def _zone(request: ActorRequest) -> str:
    """Return the zone to show times in: that of the actor's marketplace, else of the first one."""
    packs = policy.marketplaces()
    own = [pack for pack in packs if pack.marketplace == request.actor.marketplace]
    return next((pack.identity.zone for pack in [*own, *packs]), "UTC")
