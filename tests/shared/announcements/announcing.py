"""Announcements of the demo's staff."""

from datetime import datetime

from assistdesk.shared.announcements import services
from assistdesk.shared.announcements.models import Announcement
from assistdesk.shared.announcements.services import NewAnnouncement
from assistdesk.shared.people.roles import Role
from tests.site import build


def announce(
    title: str = "The portal is closed on Sunday",
    *,
    at: datetime,
    by: str = "khbe-lead",
    marketplace: str = "kentucky",
    roles: tuple[Role, ...] = (Role.AGENT,),
    is_urgent: bool = False,
    shows_from: datetime | None = None,
    shows_until: datetime | None = None,
    spanish: str = "El portal cierra el domingo",
) -> Announcement:
    """Announce something, and return it."""
    new = NewAnnouncement(
        marketplace=marketplace,
        roles=roles,
        is_urgent=is_urgent,
        titles={"en": title, "es": spanish},
        texts={"en": f"{title}.", "es": f"{spanish}."},
        shows_from=shows_from,
        shows_until=shows_until,
    )
    return services.announce(new, actor=build.actor(by), at=at)
