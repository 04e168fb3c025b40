"""Facts for the decisions about referrals, with sensible values, and the shipped pack's numbers."""

from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from assistdesk.referrals.rules.ladder import Ask
from assistdesk.referrals.rules.policy import Tongue
from assistdesk.referrals.rules.values import Candidate, Request, Spot
from assistdesk.shared.policy.loader import load_folder
from assistdesk.shared.policy.schema.referrals import ReferralsEdition
from tests.conftest import TEN_O_CLOCK

PACKS = Path(__file__).parents[2] / "packs"
TOWN = Spot(38.25, -85.75, "40202")
NEAR = Spot(38.30, -85.75, "40203")
FAR = Spot(37.00, -88.60, "42001")
ANYWHERE = Ask(people=1, within_miles=None, language=Tongue.PREFER)
REQUEST = Request(
    id=UUID(int=1),
    program="qhp",
    language="en",
    helper_type="",
    aids=frozenset(),
    spot=TOWN,
    requested_at=TEN_O_CLOCK,
)


@cache
def edition() -> ReferralsEdition:
    """Return the referrals of the shipped pack that has them."""
    return load_folder(PACKS / "kentucky").referrals[0]


def changed(**parts: dict[str, Any]) -> ReferralsEdition:
    """Return the shipped edition with some numbers of its parts changed: `changed(scoring={"rest": 1.0})`."""
    sections = {name: getattr(edition(), name).model_copy(update=numbers) for name, numbers in parts.items()}
    return edition().model_copy(update=sections)


def request(**facts: Any) -> Request:
    """Return a request in town, in English, for a plan."""
    return replace(REQUEST, **facts)


def candidate(number: int, **facts: Any) -> Candidate:
    """Return a helper in town who could be asked, told apart by `number`."""
    standard: dict[str, Any] = {
        "role": "agent",
        "programs": frozenset({"qhp", "dental", "other"}),
        "languages": frozenset({"en"}),
        "spot": TOWN,
        "most_open": 2,
    }
    return Candidate(id=UUID(int=number), **{**standard, **facts})


def ask(**facts: Any) -> Ask:
    """Return a step that asks one helper anywhere, those with the language first."""
    return replace(ANYWHERE, **facts)


def moment() -> datetime:
    """Return the moment at which choices are made."""
    return TEN_O_CLOCK
