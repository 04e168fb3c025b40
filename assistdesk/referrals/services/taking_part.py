"""What follows when something of a registration changed: whether it is whole now, and the roll of duty."""

from datetime import datetime

from assistdesk.referrals.models import Registration
from assistdesk.referrals.services import duty_roll
from assistdesk.referrals.services.participants import Participant
from assistdesk.referrals.states import RegistrationStatus
from assistdesk.shared import transactions
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor


def reachable(registration: Registration) -> list[str]:
    """Return the channels that are on and have a confirmed address."""
    confirmed = {"email": registration.email_verified_at, "sms": registration.phone_verified_at}
    return [one for one in registration.channels if confirmed.get(one)]


def settle(
    registration: Registration, helper: Participant, *, actor: Actor, at: datetime, again: bool = False
) -> None:
    """Register the helper where all steps are done, and write the roll of duty; in the caller's transaction.

    It registers those who started; with `again`, those too who had left or were de-registered.

    Raises:
        NotAbleToHelp: all is done, and a criterion is not met.
    """
    transactions.required()
    is_waiting = registration.status == RegistrationStatus.STARTED or again
    if is_waiting and reachable(registration) and registration.hours.filter(is_break=False).exists():
        helper.check_criteria()
        registration.status = RegistrationStatus.REGISTERED.value
        registration.registered_at, registration.ended_at = at, None
        registration.consecutive_misses = 0
        registration.save(update_fields=["status", "registered_at", "ended_at", "consecutive_misses"])
        audit.record(action="referrals.helper.registered", subject=registration.pk, actor=actor, at=at)
    duty_roll.refresh(registration, at=at)
