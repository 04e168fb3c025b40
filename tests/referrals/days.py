"""Small made-up days for the tests of the simulation."""

from functools import cache
from typing import Any

from assistdesk.referrals.simulation import population, scenario
from assistdesk.referrals.simulation.population import Day
from assistdesk.referrals.simulation.scenario import Scenario
from assistdesk.shared.policy.loader import load_folder
from assistdesk.shared.policy.schema import Pack
from tests.referrals.matching import PACKS, edition


@cache
def pack() -> Pack:
    """Return the shipped pack that has referrals."""
    return load_folder(PACKS / "kentucky")


def small(**parts: dict[str, Any]) -> Scenario:
    """Return a day of 84 requests and 60 helpers, with some numbers of its parts changed."""
    sizes: dict[str, dict[str, Any]] = {"requests": {"per_hour": 6}, "helpers": {"registered": 60}}
    return scenario.standard().changed(**sizes).changed(**parts)


def day(*, seed: int = 1, **parts: dict[str, Any]) -> Day:
    """Return a small day."""
    where = population.places_of(pack())
    return population.make(small(**parts), pack=pack(), edition=edition(), where=where, seed=seed)
