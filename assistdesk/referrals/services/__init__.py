"""What can be done with on-demand referrals; each function is one whole transaction."""

from assistdesk.referrals.services.answering import accept, reject
from assistdesk.referrals.services.asking_limits import check_change, check_request
from assistdesk.referrals.services.assigning import offer as offer_by_hand
from assistdesk.referrals.services.closing import close_due
from assistdesk.referrals.services.dispatching import look, look_due
from assistdesk.referrals.services.following_up import attempt, chase_silent, complete
from assistdesk.referrals.services.holding import Opened as OpenedLink
from assistdesk.referrals.services.holding import accept as accept_by_link
from assistdesk.referrals.services.holding import details as details_by_link
from assistdesk.referrals.services.holding import open_link, resend, saw
from assistdesk.referrals.services.holding import passcode as confirm_by_link
from assistdesk.referrals.services.holding import reject as reject_by_link
from assistdesk.referrals.services.reading import Own, read_own
from assistdesk.referrals.services.requesting import request
from assistdesk.referrals.services.residents import (
    cancel,
    change_contact,
    choose_window,
    not_called,
    referral_of,
    windows_of,
)
from assistdesk.referrals.services.rulebook import Rulebook, rulebook, rulebook_of
from assistdesk.referrals.services.seasons import is_open
from assistdesk.referrals.services.seasons import switch as switch_season
from assistdesk.referrals.services.sounds import switch_sound
from assistdesk.referrals.services.told import tell_taken
from assistdesk.referrals.services.values import (
    CallWindow,
    Contact,
    Held,
    NewRequest,
    Requested,
    Revealed,
)

__all__ = [
    "CallWindow",
    "Contact",
    "Held",
    "NewRequest",
    "OpenedLink",
    "Own",
    "Requested",
    "Revealed",
    "Rulebook",
    "accept",
    "accept_by_link",
    "attempt",
    "cancel",
    "change_contact",
    "chase_silent",
    "check_change",
    "check_request",
    "choose_window",
    "close_due",
    "complete",
    "confirm_by_link",
    "details_by_link",
    "is_open",
    "look",
    "look_due",
    "not_called",
    "offer_by_hand",
    "open_link",
    "read_own",
    "referral_of",
    "reject",
    "reject_by_link",
    "request",
    "resend",
    "rulebook",
    "rulebook_of",
    "saw",
    "switch_season",
    "switch_sound",
    "tell_taken",
    "windows_of",
]
