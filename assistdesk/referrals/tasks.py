"""Queued work and sweeps of on-demand referrals."""

import time
from collections.abc import Callable
from uuid import UUID

from assistdesk.referrals import services
from assistdesk.referrals.services import duty_roll, trying
from assistdesk.shared import clock, jobs

LONGEST_SECONDS = 0.7
"""How long one sweep goes on while more is due; sweeps run one after the other, about once a second."""


@jobs.sweep(name="referrals.close_due")
def close_due() -> None:
    """End offers and holds whose time is over. Safe to run twice, late, or beside itself."""
    _drain(services.close_due)


@jobs.sweep(name="referrals.look_due")
def look_due() -> None:
    """Take the next step of each ladder whose time has come. Safe to run twice, late, or beside itself."""
    _drain(services.look_due)


@jobs.sweep(name="referrals.chase_silent")
def chase_silent() -> None:
    """Ask about referrals of which nothing is heard. Safe to run twice, late, or beside itself."""
    _drain(services.chase_silent)


@jobs.task(name="referrals.tell_taken", queue="referrals")
def tell_taken(referral_id: str, round: int) -> None:  # noqa: A002 - what it is called
    """Tell helpers whose offer somebody else took. Safe to run twice."""
    services.tell_taken(UUID(referral_id), round=round, at=clock.now())


@jobs.sweep(name="referrals.roll_duty")
def roll_duty() -> None:
    """Write the next stretch of duty of those whose last one is over; one look at an index while none is."""
    duty_roll.roll(at=clock.now())


@jobs.task(name="referrals.play_trial", queue="desk")
def play_trial(trial_id: str) -> None:
    """Play the days of a trial of changed rules. Safe to run twice."""
    trying.play_trial(UUID(trial_id), at=clock.now())


def _drain(work: Callable[..., int]) -> None:
    """Do batch after batch until nothing is left, or the other sweeps have waited long enough."""
    until = time.monotonic() + LONGEST_SECONDS
    while work(at=clock.now()) and time.monotonic() < until:
        continue
