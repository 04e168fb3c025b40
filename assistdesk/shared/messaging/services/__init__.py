"""What can be done with messages: deliver them, note their fate, take in those that come."""

from assistdesk.shared.messaging.services.decisions import release, set_fault
from assistdesk.shared.messaging.services.delivery import deliver_due
from assistdesk.shared.messaging.services.inbound import receive
from assistdesk.shared.messaging.services.marks import take_receipt

__all__ = ["deliver_due", "receive", "release", "set_fault", "take_receipt"]
