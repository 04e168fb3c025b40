"""The referrals that a helper has: lists, and what happened to one."""

from dataclasses import dataclass
from datetime import datetime

from assistdesk.referrals.models import Attempt, Referral, Registration, Step
from assistdesk.referrals.models.previews import area, edition_in, language_name
from assistdesk.referrals.models.referrals import CALL
from assistdesk.referrals.states import ReferralState
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import Pack, ReferralsEdition
from assistdesk.shared.policy.schema.referrals import Program

FOR_HELPERS = frozenset({"accept", "attempt", "ask", "complete", "change_contact", "cancel"})
"""What a helper reads in the history of a referral: what came since they have it, not who else was asked."""


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One referral that the helper has or had, without the resident.

    `is_written`: the resident wants to be written to, not called. `call_by` is by when the first attempt is
    promised; `outcome` is in words, empty before the end.
    """

    reference: str
    marketplace: str
    program: str
    language: str
    area: str
    is_written: bool
    accepted_at: datetime | None
    call_by: datetime | None
    first_attempt_at: datetime | None
    ended_at: datetime | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened; `what` is its name, `detail` the pack's words for a result or an outcome."""

    what: str
    at: datetime
    detail: str


def in_progress(actor: Actor, *, pack: Pack, language: str) -> list[OwnRow]:
    """Return what the actor accepted and has not completed, the longest waiting first; one query."""
    found = Referral.objects.filter(helper_id=actor.account_id, state=ReferralState.IN_PROGRESS.value)
    rows = found.filter(marketplace=pack.marketplace).order_by("accepted_at", "id")
    return [_row(one, pack=pack, language=language) for one in rows]


def completed(actor: Actor, *, pack: Pack, language: str, limit: int) -> list[OwnRow]:
    """Return what the actor completed last, the newest first; one query."""
    found = Referral.objects.filter(helper_id=actor.account_id, state=ReferralState.COMPLETE.value)
    rows = found.filter(marketplace=pack.marketplace).order_by("-accepted_at", "-id")[:limit]
    return [_row(one, pack=pack, language=language) for one in rows]


def in_progress_count(actor: Actor) -> int:
    """Return how many referrals the actor has."""
    found = Referral.objects.filter(helper_id=actor.account_id, state=ReferralState.IN_PROGRESS.value)
    return found.count()


def registration_of(actor: Actor) -> Registration | None:
    """Return how the actor takes part; None for one who never did."""
    return Registration.objects.filter(pk=actor.account_id).first() if actor.account_id else None


def edition_of(referral: Referral, *, pack: Pack) -> ReferralsEdition:
    """Return the edition that a referral came under; the last one where the pack has it no more."""
    return edition_in(pack, referral) or pack.referrals[-1]


def _row(one: Referral, *, pack: Pack, language: str) -> OwnRow:
    edition = edition_of(one, pack=pack)
    outcomes = {choice.key: choice.label for choice in edition.follow_up.outcomes}
    return OwnRow(
        reference=one.reference,
        marketplace=one.marketplace,
        program=edition.form.programs[Program(one.program)].in_language(language),
        language=language_name(one.language, language=language),
        area=area(one, language=language),
        is_written=one.contact_method != CALL,
        accepted_at=one.accepted_at,
        call_by=one.call_back_by,
        first_attempt_at=one.first_attempt_at,
        ended_at=one.ended_at,
        outcome=outcomes[one.outcome].in_language(language) if one.outcome in outcomes else "",
    )


def history(referral: Referral, edition: ReferralsEdition, *, language: str) -> list[Happened]:
    """Return what happened since the helper accepted, the newest first; one query."""
    labels = {
        choice.key: choice.label
        for choice in (*edition.follow_up.attempt_results, *edition.follow_up.outcomes)
    }
    steps = Step.objects.filter(referral=referral, what__in=sorted(FOR_HELPERS))
    if referral.accepted_at is not None:
        steps = steps.filter(at__gte=referral.accepted_at)
    return [
        Happened(one.what, one.at, labels[one.reason].in_language(language) if one.reason in labels else "")
        for one in steps.order_by("-at", "-id")
    ]


def attempts(referral: Referral) -> list[Attempt]:
    """Return the attempts of the helper who has a referral, the oldest first; one query."""
    return list(Attempt.objects.filter(referral=referral, helper_id=referral.helper_id).order_by("at", "id"))
