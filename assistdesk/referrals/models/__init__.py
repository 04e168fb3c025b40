"""The tables of on-demand referrals."""

from assistdesk.referrals.models.offers import Decision, Hold, Offer
from assistdesk.referrals.models.referrals import (
    ADDRESS_LENGTH,
    KEY_LENGTH,
    NAME_LENGTH,
    Attempt,
    Referral,
    Step,
)
from assistdesk.referrals.models.registrations import (
    Absence,
    AddressCheck,
    Duty,
    Hours,
    Registration,
    SeasonSwitch,
)
from assistdesk.referrals.models.schedules import schedules_of
from assistdesk.referrals.models.standing import schedule_of, standing_of
from assistdesk.referrals.models.trials import Trial

__all__ = [
    "ADDRESS_LENGTH",
    "KEY_LENGTH",
    "NAME_LENGTH",
    "Absence",
    "AddressCheck",
    "Attempt",
    "Decision",
    "Duty",
    "Hold",
    "Hours",
    "Offer",
    "Referral",
    "Registration",
    "SeasonSwitch",
    "Step",
    "Trial",
    "schedule_of",
    "schedules_of",
    "standing_of",
]
