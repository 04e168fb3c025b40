"""The staff's page of one referral: what happened, whom it was offered to, and why those."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from assistdesk.referrals.queries.explanations import Decided, Judged
from assistdesk.referrals.queries.staff import edition_of
from assistdesk.referrals.queries.whole import OfferRow, StaffReferral, Whole, whole
from assistdesk.referrals.rules.values import Term
from assistdesk.referrals.services import staff_contacts
from assistdesk.referrals.services.choosing_by_hand import HandRow
from assistdesk.referrals.services.values import Contact
from assistdesk.referrals.states import DecisionKind
from assistdesk.referrals.views import staff_words as words
from assistdesk.referrals.views.figure_rows import share
from assistdesk.referrals.views.staff_desk import StaffDesk
from assistdesk.shared.messaging.words import FAILURE_WORDS
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy.schema import ReferralsEdition

DELIVERY = {"waiting": "queued"}
"""What the part that says how far a message got calls the states that it knows by another name."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page of a referral shows besides the referral itself."""

    contact: Contact | None = field(default=None, repr=False)
    helpers: list[HandRow] | None = None
    name: str = ""
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class JudgedShown:
    """One helper of a decision in words: the terms of the score, or why not."""

    one: Judged
    score: str
    terms: list[tuple[str, str]]
    reasons: str


@dataclass(frozen=True, slots=True)
class DecidedShown:
    """One decision in words. `asked` are those who were, `passed` could have been, `out` not."""

    one: Decided
    title: str
    asked: list[JudgedShown]
    passed: list[JudgedShown]
    out: list[JudgedShown]
    counts: list[tuple[str, int]]


def staff_page(
    request: ActorRequest, desk: StaffDesk, reference: str, *, shown: Shown | None = None, status: int = 200
) -> HttpResponse:
    """Return the staff's page of a referral.

    Raises:
        ReferralNotFound: there is none, or it is another marketplace's.
    """
    found = whole(desk.actor, reference, pack=desk.pack)
    shown = shown or Shown()
    edition = edition_of(desk.pack, "", at=desk.at)
    answer = render(
        request,
        "referrals/staff_referral.html",
        {
            "pack": desk.pack,
            "desk": desk,
            "at": desk.at,
            "referral": found.referral,
            "facts": _facts(found.referral, desk, edition),
            "state": words.said(words.REFERRAL_STATES, found.referral.state),
            "history": _history(found, desk, edition),
            "offers": [_offer(one) for one in found.offers],
            "decisions": [decided_shown(one) for one in found.decisions],
            "terms": [words.said(words.TERMS, term.value) for term in Term],
            "shown": shown,
            "done": request.GET.get("done", ""),
            "helpers": [_helper(one, desk) for one in shown.helpers] if shown.helpers is not None else None,
        },
        status=status,
    )
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@allows(Permission.ASSIGN_REFERRALS)
def show_contact(request: ActorRequest, marketplace: str, reference: str) -> HttpResponse:
    """Show the resident's contact to staff who call themselves; it stands in the history who looked."""
    desk = StaffDesk.of(request, marketplace)
    contact = staff_contacts.show(reference, marketplace=marketplace, actor=desk.actor, at=desk.at)
    return staff_page(request, desk, reference, shown=Shown(contact=contact))


def _facts(one: StaffReferral, desk: StaffDesk, edition: ReferralsEdition) -> list[tuple[str, str]]:
    labels = {choice.key: choice.label for choice in edition.form.aids}
    aids = [labels[key].in_language(desk.language) if key in labels else key for key in one.aids]
    outcomes = {choice.key: choice.label for choice in edition.follow_up.outcomes}
    outcome = outcomes[one.outcome].in_language(desk.language) if one.outcome in outcomes else one.outcome
    facts = [
        (gettext("Program"), words.program_said(edition, one.program, language=desk.language)),
        (gettext("Language"), words.language_said(one.language, language=desk.language)),
        (gettext("Area"), words.area_said(one.zip_area, one.county)),
        (gettext("Wants a"), words.role_said(desk.pack, one.helper_type, language=desk.language)),
        (gettext("Aids needed"), ", ".join(aids)),
        (gettext("Accepted by"), one.helper),
        (gettext("Outcome"), outcome),
        (gettext("Promise broken"), words.said(words.BREACHES, one.breach_cause)),
    ]
    return [(label, value) for label, value in facts if value]


def _history(found: Whole, desk: StaffDesk, edition: ReferralsEdition) -> list[Mapping[str, object]]:
    results = {
        choice.key: choice.label.in_language(desk.language)
        for choice in (*edition.follow_up.attempt_results, *edition.follow_up.outcomes)
    }
    reasons = results | {key: gettext(text) for key, text in words.BREACHES.items()}
    return [
        {
            "at": one.at,
            "what": words.said(words.STEPS, one.what),
            "who": one.who,
            "reason": reasons.get(one.reason, ""),
        }
        for one in found.history
    ]


def _offer(one: OfferRow) -> Mapping[str, object]:
    return {
        "row": one,
        "state": words.said(words.OFFER_STATES, one.state),
        "ending": words.ending_said(one.state, one.ending),
        "delivery": DELIVERY.get(one.reach.state.value, one.reach.state.value),
        "failures": [gettext(FAILURE_WORDS[failure.value]) for failure in one.reach.failures],
    }


def _helper(one: HandRow, desk: StaffDesk) -> Mapping[str, object]:
    return {
        "row": one,
        "role": words.role_said(desk.pack, one.role, language=desk.language),
        "languages": ", ".join(words.language_said(code, language=desk.language) for code in one.languages),
        "miles": number_format(one.miles, 0) if one.miles is not None else "",
        "score": share(one.score),
        "against": words.reasons_said(tuple(reason.value for reason in one.against)),
        "notes": words.reasons_said(tuple(reason.value for reason in one.notes)),
    }


def decided_shown(one: Decided) -> DecidedShown:
    """Return a decision in words."""
    shown = [_judged(each) for each in one.judged]
    return DecidedShown(
        one=one,
        title=_title(one),
        asked=[each for each in shown if each.one.is_chosen],
        passed=[each for each in shown if not each.one.is_chosen and not each.one.reasons],
        out=[each for each in shown if each.one.reasons],
        counts=[(words.said(words.REASONS, key), count) for key, count in sorted(one.counts.items())],
    )


def _title(one: Decided) -> str:
    if one.kind == DecisionKind.BY_HAND:
        return gettext("By hand: %(name)s") % {"name": one.by}
    return gettext("Round %(round)s, step %(step)s of the ladder") % {"round": one.round, "step": one.step}


def _judged(each: Judged) -> JudgedShown:
    return JudgedShown(
        one=each,
        score=share(each.score),
        terms=terms_said(each.terms),
        reasons=words.reasons_said(each.reasons),
    )


def terms_said(terms: Mapping[str, float]) -> list[tuple[str, str]]:
    """Return what each term of a score is called and how good it is, in the order of the rules."""
    return [
        (words.said(words.TERMS, term.value), share(terms[term.value]))
        for term in Term
        if term.value in terms
    ]
