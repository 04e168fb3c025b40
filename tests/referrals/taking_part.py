"""Helpers, packs and hours with sensible values for these tests."""

import uuid
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import TypedDict

from assistdesk.referrals.rules.duty import WeeklyHours
from assistdesk.referrals.services import registering
from assistdesk.referrals.services.availability import Availability
from assistdesk.referrals.services.contacts import Contacts
from assistdesk.referrals.services.registering import WholeRegistration
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account, Helper
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy import services as policy
from assistdesk.shared.policy.loader import load_folder
from assistdesk.shared.policy.schema import Pack
from tests.conftest import TEN_O_CLOCK

ROOT = Path(__file__).resolve().parents[2]
KENTUCKY = "kentucky"
OWN_PHONE = "+15025550121"
OTHER_PHONE = "+15025550122"
OWN_EMAIL = "helper@example.com"
OTHER_EMAIL = "on-demand@example.com"
FAR_AHEAD = date(2030, 12, 31)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
NINE_TO_FIVE = tuple(WeeklyHours(day, time(9), time(17)) for day in range(1, 6))


class Doing(TypedDict):
    """Who does something, where and when: what every service is told."""

    actor: Actor
    marketplace: str
    at: datetime


def doing(actor: Actor, at: datetime) -> Doing:
    """Return that `actor` does something at `at`."""
    return Doing(actor=actor, marketplace=KENTUCKY, at=at)


@lru_cache
def pack() -> Pack:
    """Return the pack that has referrals."""
    return load_folder(ROOT / "packs" / KENTUCKY)


def run_pack(**changes: object) -> None:
    """Let that pack run, with these of its parts changed."""
    changed = pack().model_copy(update={**changes, "digest": uuid.uuid4().hex}) if changes else pack()
    policy.run_pack(changed, actor=Actor.system(None), at=TEN_O_CLOCK)


def helper(*, role: Role = Role.AGENT, known: dict[str, object] | None = None, **values: object) -> Actor:
    """Make a helper who meets every criterion, but for what `known` says otherwise, and return the actor."""
    account = Account(
        **{
            "id": uuid.uuid4(),
            "username": f"helper-{uuid.uuid4().hex[:8]}",
            "name": "Casey Tolliver",
            "email": OWN_EMAIL,
            "phone": OWN_PHONE,
            "marketplace": KENTUCKY,
            "role": role.value,
            "made_at": LONG_AGO,
            **values,
        }
    )
    account.save(force_insert=True)
    licensed = {"license_number": "DOI-1", "license_until": FAR_AHEAD, "certified_until": FAR_AHEAD}
    facts: dict[str, object] = {
        "authorized_until": FAR_AHEAD,
        "zip_code": "40202",
        **(licensed if role is Role.AGENT else {}),
        "contact_on_file": role is Role.AGENT,
        **(known or {}),
    }
    Helper.objects.create(account=account, marketplace=KENTUCKY, **facts)
    return people.actor_of(account)


def availability(**changes: object) -> Availability:
    """Return nine to five in the marketplace's zone, near Louisville."""
    values = {
        "zone": "America/New_York",
        "hours": NINE_TO_FIVE,
        "breaks": (),
        "most_open": 2,
        "zip_code": "40202",
        "languages": ("en",),
        **changes,
    }
    return Availability(**values)  # type: ignore[arg-type]  # the test names the fields that it is about


def contacts(**changes: object) -> Contacts:
    """Return the account's own addresses, both switched on."""
    values = {"phone": OWN_PHONE, "email": OWN_EMAIL, "channels": ("email", "sms"), **changes}
    return Contacts(**values)  # type: ignore[arg-type]  # the same


def register(
    actor: Actor,
    *,
    at: datetime = TEN_O_CLOCK,
    is_paused: bool = False,
    reached: Contacts | None = None,
    **changes: object,
) -> None:
    """Register a helper at once; `changes` are of the availability."""
    whole = WholeRegistration(
        has_agreed=True,
        contacts=reached or contacts(),
        availability=availability(**changes),
        is_paused=is_paused,
    )
    registering.register(whole, actor=actor, marketplace=KENTUCKY, at=at)
