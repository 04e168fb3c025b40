"""What somebody may do who acts for a helper, in one table: small, fixed, never all that the helper may."""

from collections.abc import Iterable
from enum import StrEnum

from assistdesk.shared.people.permissions import Permission


class Power(StrEnum):
    """One thing that a helper can let somebody do in their name."""

    CLIENTS = "clients"
    PROSPECTS = "prospects"
    ESCALATIONS = "escalations"


ALWAYS = frozenset({Permission.OWN_HOME, Permission.READ_GUIDE, Permission.READ_HELPER_CONTACTS})
"""What everybody who acts for a helper may do besides."""

POWERS: dict[Power, frozenset[Permission]] = {
    Power.CLIENTS: frozenset({Permission.READ_CLIENTS}),
    Power.PROSPECTS: frozenset({Permission.KEEP_BOOK}),
    Power.ESCALATIONS: frozenset(
        {
            Permission.SEARCH_CONSUMERS,
            Permission.ESCALATE,
            Permission.LOG_CALLS,
            Permission.SEE_INCIDENTS,
            Permission.REPLY_TO_INCIDENTS,
            Permission.UPLOAD_FILES,
        }
    ),
}
"""What each power opens. In none of them, since a helper gives these to nobody: to ask for case access, to
open a case, to take a referral, and to let others act."""


def permissions_of(powers: Iterable[Power]) -> frozenset[Permission]:
    """Return what who has these powers may do, as long as the helper may do it too."""
    return ALWAYS.union(*(POWERS[power] for power in powers))
