"""What can be done with messages: deliver them, note their fate, take in those that come."""

from assistdesk.shared.messaging.services.arrivals import keep_mails, read_arrival, read_waiting
from assistdesk.shared.messaging.services.decisions import dismiss, drop, open_mail, release, set_fault
from assistdesk.shared.messaging.services.delivery import deliver, deliver_due
from assistdesk.shared.messaging.services.inbound import receive
from assistdesk.shared.messaging.services.marks import bounce, confirm_delivery, fail_overdue
from assistdesk.shared.messaging.services.texts import receive_text, take_text_report
from assistdesk.shared.messaging.services.untaken import ask_again

__all__ = [
    "ask_again",
    "bounce",
    "confirm_delivery",
    "deliver",
    "deliver_due",
    "dismiss",
    "drop",
    "fail_overdue",
    "keep_mails",
    "open_mail",
    "read_arrival",
    "read_waiting",
    "receive",
    "receive_text",
    "release",
    "set_fault",
    "take_text_report",
]
