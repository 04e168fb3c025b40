"""Whether somebody is there to call back in time, and which times can be chosen where nobody is."""

from datetime import datetime

from assistdesk.referrals.models import Referral
from assistdesk.referrals.rules import promise
from assistdesk.referrals.services import candidates, duty_coverage
from assistdesk.referrals.services.rulebook import Rulebook
from assistdesk.referrals.services.values import CallWindow
from assistdesk.referrals.states import ReferralState


def is_keepable(referral: Referral, book: Rulebook, *, at: datetime) -> bool:
    """Tell whether the promise can be made to this resident now."""
    sought = candidates.sought(referral, book)
    (found,) = candidates.for_steps([(sought, promise.ANYWHERE)], at=at)
    waiting = Referral.objects.filter(
        marketplace=referral.marketplace,
        state=ReferralState.PENDING.value,
        program=referral.program,
        round_started_at__isnull=False,
    ).exclude(pk=referral.pk)
    ahead = waiting[: len(found)].count()  # more than are there make no difference
    return promise.is_keepable(
        sought.request, found, waiting=ahead, rules=book.edition, promise=book.edition.promise, at=at
    )


def windows(referral: Referral, book: Rulebook, *, at: datetime) -> tuple[CallWindow, ...]:
    """Return the times at which a resident can be called back, the soonest first."""
    spans = duty_coverage.spans(
        referral.marketplace, program=referral.program, helper_type=referral.helper_type, book=book, at=at
    )
    offered = promise.windows_to_offer(spans, promise=book.edition.promise, at=at)
    return tuple(CallWindow(one.starts_at, one.ends_at) for one in offered)
