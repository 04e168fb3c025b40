"""What a policy is on a day, and how a request for information stands."""

from datetime import date

from assistdesk.book.rules.days import Days
from assistdesk.book.states import Enrolment, PolicyShown


def standing(*, enrolment: Enrolment, starts_on: date, ends_on: date | None, today: date) -> PolicyShown:
    """Return whether a policy is active, pending or termed on `today`.

    `ends_on` is the last day that is covered, inclusive; None where no end is known. What ended or never
    began is termed, whatever else is said of it.
    """
    if enrolment is Enrolment.CANCELLED or (ends_on is not None and ends_on < today):
        return PolicyShown.TERMED
    if enrolment is Enrolment.PENDING or starts_on > today:
        return PolicyShown.PENDING
    return PolicyShown.ACTIVE


def request_standing(*, due_on: date, answered_on: date | None, days: Days) -> PolicyShown | None:
    """Return whether a request for information has expired or does so within a week; None for neither.

    It can be answered on `due_on` still.
    """
    if answered_on is not None:
        return None
    if due_on < days.today:
        return PolicyShown.EXPIRED_RFI
    return PolicyShown.RFI_EXPIRING if due_on <= days.week_ends_on else None
