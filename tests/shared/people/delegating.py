"""Delegations of the demo's people."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from assistdesk.shared.people import delegations
from assistdesk.shared.people.models import Delegation
from assistdesk.shared.people.powers import Power
from tests.site import build

ZONE = ZoneInfo("America/New_York")
EVERYTHING = tuple(Power)


def today(at: datetime) -> date:
    """Return the day of `at` where the marketplaces of the demo are."""
    return at.astimezone(ZONE).date()


def let(
    delegate: str,
    *,
    act_for: str = "agent",
    powers: tuple[Power, ...] = EVERYTHING,
    at: datetime,
    days: int = 30,
) -> Delegation:
    """Let one of the demo's people act for another until the end of a day that many days ahead."""
    principal = build.actor(act_for)
    until = today(at) + timedelta(days=days)
    return delegations.grant(delegate, powers=powers, until=until, actor=principal, at=at)
