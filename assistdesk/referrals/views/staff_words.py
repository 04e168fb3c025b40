"""What staff read of a referral's facts: reasons, terms, endings and steps in the language of the page."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext, gettext_noop

from assistdesk.referrals.queries import language_name
from assistdesk.referrals.rules.values import Reason, Term
from assistdesk.referrals.states import BreachCause, OfferEnding, OfferState, ReferralState
from assistdesk.shared.policy.schema import Pack, ReferralsEdition
from assistdesk.shared.policy.schema.identity import RoleName
from assistdesk.shared.policy.schema.referrals import Program

Words = Mapping[str, str]

REASONS: Words = MappingProxyType(
    {
        Reason.NOT_REGISTERED.value: gettext_noop("Not registered"),
        Reason.DEREGISTERED.value: gettext_noop("De-registered after missed referrals"),
        Reason.MISSING_LICENSE.value: gettext_noop("License not active"),
        Reason.MISSING_CERTIFICATION.value: gettext_noop("Certification not complete"),
        Reason.MISSING_CONTACT.value: gettext_noop("Contact information not on file"),
        Reason.NOT_ACTIVE.value: gettext_noop("Not active"),
        Reason.PAUSED.value: gettext_noop("Paused"),
        Reason.OFF_DUTY.value: gettext_noop("Off duty"),
        Reason.FULL.value: gettext_noop("Has as many as their limit allows"),
        Reason.WRONG_PROGRAM.value: gettext_noop("Does not help with this program"),
        Reason.WRONG_TYPE.value: gettext_noop("Not the type of helper asked for"),
        Reason.WRONG_LANGUAGE.value: gettext_noop("Does not speak the language"),
        Reason.TOO_FAR.value: gettext_noop("Too far away"),
        Reason.ASKED_BEFORE.value: gettext_noop("Asked before"),
        "fitting": gettext_noop("Could be asked"),
    }
)
TERMS: Words = MappingProxyType(
    {
        Term.ACCEPTANCE.value: gettext_noop("Likely to accept"),
        Term.PROXIMITY.value: gettext_noop("Close by"),
        Term.REST.value: gettext_noop("Time since the last offer"),
        Term.LANGUAGE.value: gettext_noop("Speaks the language"),
        Term.MISSED_REFERRALS.value: gettext_noop("Missed referrals"),
    }
)
OFFER_STATES: Words = MappingProxyType(
    {
        OfferState.OFFERED.value: gettext_noop("Waits for an answer"),
        OfferState.ACCEPTED.value: gettext_noop("Accepted"),
        OfferState.REJECTED.value: gettext_noop("Rejected"),
        OfferState.MISSED.value: gettext_noop("Missed"),
        OfferState.WITHDRAWN.value: gettext_noop("Withdrawn"),
    }
)
ENDINGS: Words = MappingProxyType(
    {
        OfferEnding.UNANSWERED.value: gettext_noop("no answer in time; no miss"),
        OfferEnding.UNDELIVERED.value: gettext_noop("no message arrived; no miss"),
        OfferEnding.TAKEN.value: gettext_noop("somebody else took it; no miss"),
        OfferEnding.CANCELLED.value: gettext_noop("the resident cancelled; no miss"),
        OfferEnding.SCHEDULED.value: gettext_noop("the resident chose a time; no miss"),
        OfferEnding.LAPSED.value: gettext_noop("Accept was pressed and not confirmed; no miss"),
        OfferEnding.LEFT.value: gettext_noop("the helper takes part no more; no miss"),
    }
)
REFERRAL_STATES: Words = MappingProxyType(
    {
        ReferralState.PENDING.value: gettext_noop("Pending"),
        ReferralState.HELD.value: gettext_noop("Being accepted"),
        ReferralState.IN_PROGRESS.value: gettext_noop("In progress"),
        ReferralState.COMPLETE.value: gettext_noop("Complete"),
        ReferralState.CANCELLED.value: gettext_noop("Cancelled"),
        ReferralState.UNFILLED.value: gettext_noop("Nobody took it"),
        ReferralState.SCHEDULED.value: gettext_noop("Call back scheduled"),
    }
)
BREACHES: Words = MappingProxyType(
    {
        BreachCause.NO_COVERAGE.value: gettext_noop("nobody was there to be asked"),
        BreachCause.NO_ANSWER.value: gettext_noop("nobody answered in time"),
        BreachCause.DECLINED.value: gettext_noop("everybody who was asked rejected it"),
        BreachCause.NOT_CALLED.value: gettext_noop("it was accepted and nobody called"),
    }
)
STEPS: Words = MappingProxyType(
    {
        "request": gettext_noop("The resident asked for a call back"),
        "promise": gettext_noop("A call back was promised"),
        "offer": gettext_noop("Offered to helpers"),
        "reject": gettext_noop("A helper rejected it"),
        "leave": gettext_noop("A helper who was asked takes part no more"),
        "hold": gettext_noop("A helper pressed Accept and has to confirm"),
        "release": gettext_noop("It was not confirmed in time and is free again"),
        "accept": gettext_noop("Accepted"),
        "attempt": gettext_noop("Tried to reach the resident"),
        "complete": gettext_noop("Complete"),
        "ask": gettext_noop("The helper was asked for news"),
        "offer_again": gettext_noop("No news: it is offered again"),
        "not_called": gettext_noop("The resident says that nobody called"),
        "alert": gettext_noop("Staff were told that nobody took it"),
        "breach": gettext_noop("The promise was broken"),
        "give_up": gettext_noop("Nobody took it: staff take over"),
        "schedule": gettext_noop("The resident chose a time for the call"),
        "reschedule": gettext_noop("The resident chose another time for the call"),
        "open": gettext_noop("The chosen time has come"),
        "change_contact": gettext_noop("The resident changed how to be reached"),
        "cancel": gettext_noop("The resident cancelled"),
        "show_contact": gettext_noop("The resident's contact was shown to staff"),
    }
)


def ending_said(state: str, ending: str) -> str:
    """Return why an offer is over where its state doesn't say; empty where it does."""
    return said(ENDINGS, ending) if state == OfferState.WITHDRAWN and ending in ENDINGS else ""


def said(words: Words, key: str) -> str:
    """Return what a key is called in the language of the page; the key itself where nothing is known."""
    return gettext(words[key]) if key in words else key


def reasons_said(keys: tuple[str, ...]) -> str:
    """Return several reasons in one line."""
    return ", ".join(said(REASONS, key) for key in keys)


def area_said(zip_area: str, county: str) -> str:
    """Return an area: "ZIP codes 402…, Jefferson County"; one of both, or nothing, where that is known."""
    parts = []
    if zip_area:
        parts.append(gettext("ZIP codes %(digits)s…") % {"digits": zip_area})
    if county:
        parts.append(gettext("%(county)s County") % {"county": county})
    return ", ".join(parts)


def program_said(edition: ReferralsEdition, key: str, *, language: str) -> str:
    """Return what a programme is called."""
    words = edition.form.programs.get(Program(key)) if key in set(Program) else None
    return words.in_language(language) if words else key


def role_said(pack: Pack, role: str, *, language: str) -> str:
    """Return what the marketplace calls somebody of a role; empty for no role."""
    words = pack.identity.roles.get(RoleName(role)) if role in set(RoleName) else None
    return words.singular.in_language(language) if words else role


def language_said(code: str, *, language: str) -> str:
    """Return what a language is called."""
    return language_name(code, language=language)
