"""Scheduled and queued work of the referrals."""

from assistdesk.referrals.services import duty_roll
from assistdesk.shared import clock, jobs


@jobs.sweep(name="referrals.roll_duty")
def roll_duty() -> None:
    """Write the next stretch of duty of those whose last one is over; one look at an index while none is."""
    duty_roll.roll(at=clock.now())
