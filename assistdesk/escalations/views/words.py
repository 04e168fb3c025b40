"""Refusals and details in the words of a page, where the page itself shows them again with its form."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop

from assistdesk.escalations.queries import ConsumerRow
from assistdesk.shared.messaging.checking import is_to_be_shown
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.guards import ActorRequest
from assistdesk.shared.privacy.known import KnownValues
from assistdesk.shared.refusals import FieldError, InvalidInput, Refusal

DETAILS = {
    "first_name": gettext_noop("First name"),
    "last_name": gettext_noop("Last name"),
    "date_of_birth": gettext_noop("Date of birth"),
    "person_id": gettext_noop("Person ID"),
    "carrier": gettext_noop("Carrier"),
}


GUARD_FOUND = gettext_noop(
    "The privacy guard found something in your words. Read what it says below; change them, or send again."
)


def guard_errors(
    request: ActorRequest,
    text: str,
    known: Callable[[], KnownValues],
    *,
    field: str,
    actor: Actor,
    at: datetime,
) -> list[tuple[str, str]]:
    """Return what a page without scripts says once of words in which the guard finds something.

    `known` says what the desk knows of the consumers whom they are about.
    """
    is_shown = is_to_be_shown(request.POST, text, known=known, actor=actor, at=at)
    return [(field, gettext(GUARD_FOUND))] if is_shown else []


def said(refusal: Refusal) -> str:
    """Return what a refusal says, in the language of the page."""
    words = gettext(refusal.message)
    return words % refusal.facts if refusal.facts else words


def errors_said(refusal: InvalidInput) -> list[tuple[str, str]]:
    """Return field and words of each error, in the language of the page."""
    return [(error.field, error_said(error)) for error in refusal.errors]


def error_said(error: FieldError) -> str:
    """Return what is wrong with one field, in the language of the page."""
    words = gettext(error.message)
    return words % dict(error.facts) if error.facts else words


def details_of(row: ConsumerRow, keys: Iterable[str]) -> list[tuple[str, str]]:
    """Return label and value of what identifies a consumer, in the order of the pack's `keys`."""
    return [(gettext(DETAILS[key]), _shown(getattr(row, key))) for key in keys if key in DETAILS]


def _shown(value: str | date) -> str:
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else value
