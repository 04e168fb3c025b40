"""How often residents may ask and change, so that the desk can't be used to write to strangers in masses.

The numbers are assumed: a family or a library behind one network stays far below them, and so does a
resident who corrects what was typed.
"""

from datetime import datetime, timedelta

from assistdesk.referrals.rules import asking
from assistdesk.referrals.services import requesting
from assistdesk.referrals.services.tokens import referral_of
from assistdesk.referrals.services.values import NewRequest
from assistdesk.shared import limits

REQUESTS_OF_A_NETWORK, NETWORK_WINDOW = 30, timedelta(minutes=10)
REQUESTS_FOR_A_CONTACT, CONTACT_WINDOW = 5, timedelta(hours=1)
CHANGES_BY_A_LINK, LINK_WINDOW = 30, timedelta(hours=1)


def check_request(new: NewRequest, *, address: str, at: datetime) -> None:
    """Check that a request may be made now: by the network it comes from, and for the contact it names.

    What can't be taken anyhow, and the same form sent again, does not count.

    Raises:
        TooManyRequests: there were too many of late.
        NotThere, SeasonClosed, KeyReused, InvalidInput: as `request` does.
    """
    if not requesting.is_new(new, at=at):
        return
    network = limits.network_of(address)
    contact = asking.contact_of(new.contact, method=new.contact_method).lower()
    limits.hit(
        "referrals.request.network", of=network, most=REQUESTS_OF_A_NETWORK, within=NETWORK_WINDOW, at=at
    )
    limits.hit(
        "referrals.request.contact", of=contact, most=REQUESTS_FOR_A_CONTACT, within=CONTACT_WINDOW, at=at
    )


def check_change(token: str, *, at: datetime) -> None:
    """Check that something may be changed by a status link now.

    Raises:
        TooManyRequests: there were too many changes of late.
    """
    referral_id = referral_of(token)
    if referral_id is not None:
        limits.hit("referrals.change", of=referral_id.hex, most=CHANGES_BY_A_LINK, within=LINK_WINDOW, at=at)
