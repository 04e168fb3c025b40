"""How often something may be done: counted in rows that every process of the desk shares.

    limits.hit("referrals.request", of=network, most=30, within=timedelta(minutes=10), at=at)

Called by edges, before the change and in a transaction of its own, so that a change that is refused counts
all the same.
"""

from assistdesk.shared.limits.counting import hit
from assistdesk.shared.limits.networks import network_of
from assistdesk.shared.limits.refusals import TooManyRequests

__all__ = ["TooManyRequests", "hit", "network_of"]
