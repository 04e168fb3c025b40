"""What the helper's pages say that comes from states and packs, in the language of the page."""

from dataclasses import dataclass

from django.utils.translation import get_language, gettext, gettext_noop

from assistdesk.referrals.queries import OfferRow
from assistdesk.referrals.services import Contact
from assistdesk.referrals.states import OfferEnding, OfferState
from assistdesk.shared.policy.schema import ReferralsEdition
from assistdesk.shared.policy.schema.referrals import Program
from assistdesk.shared.refusals import Refusal

ENDED = {
    OfferEnding.TAKEN: gettext_noop(
        "Somebody else took this referral before you. It does not count as missed. Thank you."
    ),
    OfferEnding.CANCELLED: gettext_noop(
        "The resident withdrew the request. There is nothing left to do, and it does not count as missed."
    ),
    OfferEnding.SCHEDULED: gettext_noop(
        "The resident chose another time for the call. It does not count as missed."
    ),
    OfferEnding.UNANSWERED: gettext_noop("It closed without an answer. It does not count as missed."),
    OfferEnding.UNDELIVERED: gettext_noop(
        "Our messages about it did not reach you, so it does not count as missed. Check your contact "
        "information."
    ),
    OfferEnding.LEFT: gettext_noop("You took part no more. It does not count as missed."),
    OfferEnding.LAPSED: gettext_noop("The time for the passcode ran out. It does not count as missed."),
}
MISSED = gettext_noop("It closed without an answer, and counts as missed.")
CLOSED = gettext_noop("This offer is closed. There is nothing left for you to do.")
METHODS = {
    "phone": gettext_noop("Phone call"),
    "sms": gettext_noop("Text message"),
    "email": gettext_noop("Email"),
}
SCHEMES = {"phone": "tel", "sms": "sms", "email": "mailto"}
HAPPENED = {
    "accept": gettext_noop("You accepted the referral"),
    "attempt": gettext_noop("You tried to reach the resident"),
    "ask": gettext_noop("The desk asked you for news"),
    "complete": gettext_noop("You set the referral complete"),
    "change_contact": gettext_noop("The resident changed how to be reached"),
    "cancel": gettext_noop("The resident withdrew the request"),
}


def language() -> str:
    """Return the language of the page."""
    return get_language() or "en"


def said(refusal: Refusal) -> str:
    """Return what a refusal says."""
    words = gettext(refusal.message)
    return words % refusal.facts if refusal.facts else words


@dataclass(frozen=True, slots=True)
class OfferCard:
    """An offer as it is drawn: `title` is its kind in the pack's words, `ended` says why it is over."""

    row: OfferRow
    title: str
    description: str
    ended: str
    labels: tuple[tuple[str, str], ...]


def card(row: OfferRow, edition: ReferralsEdition) -> OfferCard:
    """Return an offer as it is drawn."""
    kind = next((one for one in edition.kinds if one.key == row.kind), None)
    names = {"program": gettext("Program"), "language": gettext("Language"), "area": gettext("Area")}
    return OfferCard(
        row=row,
        title=kind.title.in_language(language()) if kind else row.kind,
        description=kind.description.in_language(language()) if kind else "",
        ended="" if row.is_open else _ended(row),
        labels=tuple((names[name], words) for name, words in row.preview.items() if name in names),
    )


def _ended(row: OfferRow) -> str:
    if row.state == OfferState.MISSED:
        return gettext(MISSED)
    known = row.ending in {one.value for one in ENDED}
    return gettext(ENDED[OfferEnding(row.ending)]) if known else gettext(CLOSED)


@dataclass(frozen=True, slots=True)
class Resident:
    """The resident as a page shows them; `address` starts a call, a text message or a mail."""

    contact: Contact
    method: str
    address: str
    program: str
    language: str
    aids: tuple[str, ...]


def resident(contact: Contact, edition: ReferralsEdition, *, spoken: str) -> Resident:
    """Return the resident as a page shows them; `spoken` is their language in words."""
    labels = {choice.key: choice.label for choice in edition.form.aids}
    return Resident(
        contact=contact,
        method=gettext(METHODS[contact.method]),
        address=f"{SCHEMES[contact.method]}:{contact.address}",
        program=edition.form.programs[Program(contact.program)].in_language(language()),
        language=spoken,
        aids=tuple(labels[key].in_language(language()) if key in labels else key for key in contact.aids),
    )
