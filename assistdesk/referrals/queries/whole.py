"""A referral as staff read it: what happened, whom it was offered to, why. Who asked stands nowhere here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assistdesk.referrals.models import Attempt, Offer, Referral, Step
from assistdesk.referrals.queries.board import ZIP_SHOWN
from assistdesk.referrals.queries.explanations import Decided, decisions
from assistdesk.referrals.queries.staff import check_reads, edition_of
from assistdesk.referrals.refusals import ReferralNotFound
from assistdesk.referrals.rules.ladder import asking_steps
from assistdesk.referrals.states import ABOUT_OFFER, FREE_STATES, OPEN_STATES, OfferKind, ReferralState
from assistdesk.shared.messaging import queries as messages
from assistdesk.shared.messaging.queries import Reach
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import Pack

AT_ONCE = (
    "request", "cancel", "not_called", "offer_again", "release", "reject", "schedule", "open", "accept",
    "breach", "promise", "offer", "alert", "give_up",
)  # fmt: skip
"""In which order steps are taken that one change takes at the same moment; others come before them."""

TEMPLATES = {OfferKind.GENERAL: "offer_general", OfferKind.MASS: "offer_mass"}


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the history; `who` is empty for the desk and for the resident."""

    at: datetime
    what: str
    to_state: str
    reason: str
    who: str


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One helper's offer with its fate; `reach` says how far its messages got."""

    id: UUID
    helper: str
    agency: str
    kind: str
    by_hand: bool
    state: str
    ending: str
    round: int
    offered_at: datetime
    closes_at: datetime
    seen_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    reach: Reach


@dataclass(frozen=True, slots=True)
class StaffReferral:
    """A referral without what tells who asked. `helper` is who accepted, if anybody has."""

    id: UUID
    reference: str
    marketplace: str
    state: str
    program: str
    language: str
    zip_area: str
    county: str
    contact_method: str
    helper_type: str
    aids: tuple[str, ...]
    outcome: str
    breach_cause: str
    requested_at: datetime
    call_back_by: datetime | None
    window_from: datetime | None
    window_to: datetime | None
    accepted_at: datetime | None
    first_attempt_at: datetime | None
    alerted_at: datetime | None
    round: int
    steps: int
    all_steps: int
    helper: str

    @property
    def is_free(self) -> bool:
        """Whether it can be offered by hand: nobody has it for good."""
        return self.state in {state.value for state in FREE_STATES}

    @property
    def is_open(self) -> bool:
        """Whether it is at no end."""
        return self.state in {state.value for state in OPEN_STATES}

    @property
    def is_for_staff(self) -> bool:
        """Whether staff took over, and may call the resident themselves."""
        return is_for_staff(self.state, is_alerted=self.alerted_at is not None)


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything that staff read of one referral."""

    referral: StaffReferral
    history: Sequence[Happened]
    offers: Sequence[OfferRow]
    decisions: Sequence[Decided]
    attempts: Sequence[tuple[datetime, str, str]]


def is_for_staff(state: str, *, is_alerted: bool) -> bool:
    """Tell whether nobody took a referral and staff were told: then they may call the resident themselves."""
    return state == ReferralState.UNFILLED or (is_alerted and state in {one.value for one in FREE_STATES})


def row_of(actor: Actor, reference: str, *, marketplace: str | None = None) -> Referral:
    """Return the row of a referral that the actor reads as staff; one query.

    Raises:
        ReferralNotFound: there is none, or it is another marketplace's.
    """
    own = actor.marketplace or marketplace
    found = Referral.objects.filter(reference=reference).select_related("helper")
    found = found.filter(marketplace=own) if own else found
    referral = found.order_by("marketplace").first()
    if referral is None or (marketplace is not None and referral.marketplace != marketplace):
        raise ReferralNotFound
    check_reads(actor, marketplace=referral.marketplace)
    return referral


def whole(actor: Actor, reference: str, *, pack: Pack) -> Whole:
    """Return everything that staff read of a referral; nine queries.

    Raises:
        ReferralNotFound: there is none, or it is another marketplace's.
    """
    row = row_of(actor, reference, marketplace=pack.marketplace)
    return Whole(
        referral=_referral(row, pack),
        history=_history(row),
        offers=_offers(row),
        decisions=decisions(row, pack=pack),
        attempts=_attempts(row),
    )


def _referral(row: Referral, pack: Pack) -> StaffReferral:
    ladder = edition_of(pack, row.edition, at=row.requested_at).ladder
    return StaffReferral(
        id=row.id,
        reference=row.reference,
        marketplace=row.marketplace,
        state=row.state,
        program=row.program,
        language=row.language,
        zip_area=row.zip_code[:ZIP_SHOWN],
        county=row.county,
        contact_method=row.contact_method,
        helper_type=row.helper_type,
        aids=tuple(row.aids),
        outcome=row.outcome,
        breach_cause=row.breach_cause,
        requested_at=row.requested_at,
        call_back_by=row.call_back_by,
        window_from=row.window_from,
        window_to=row.window_to,
        accepted_at=row.accepted_at,
        first_attempt_at=row.first_attempt_at,
        alerted_at=row.alerted_at,
        round=row.round,
        steps=row.rung,
        all_steps=len(asking_steps(ladder)),
        helper=row.helper.name if row.helper else "",
    )


def _history(row: Referral) -> list[Happened]:
    steps = list(Step.objects.filter(referral=row).select_related("who").order_by("at", "id"))
    steps.sort(key=lambda one: (one.at, AT_ONCE.index(one.what) if one.what in AT_ONCE else -1))
    return [
        Happened(one.at, one.what, one.to_state, one.reason, one.who.name if one.who else "") for one in steps
    ]


def _offers(row: Referral) -> list[OfferRow]:
    offers = list(
        Offer.objects.filter(referral=row)
        .select_related("helper__agency", "decision")
        .order_by("offered_at", "place", "id")
    )
    reached: dict[UUID, Reach] = {}
    for kind, template in TEMPLATES.items():
        ids = [one.id for one in offers if one.kind == kind]
        reached |= messages.reach_of_things(ABOUT_OFFER, ids, template=template)
    return [_offer(one, reached[one.id]) for one in offers]


def _offer(one: Offer, reach: Reach) -> OfferRow:
    return OfferRow(
        id=one.id,
        helper=one.helper.name,
        agency=one.helper.agency.name if one.helper.agency else "",
        kind=one.kind,
        by_hand=one.decision.by_id is not None,
        state=one.state,
        ending=one.ending,
        round=one.round,
        offered_at=one.offered_at,
        closes_at=one.closes_at,
        seen_at=one.seen_at,
        answered_at=one.answered_at,
        ended_at=one.ended_at,
        reach=reach,
    )


def _attempts(row: Referral) -> list[tuple[datetime, str, str]]:
    """Return when each attempt to call was, its result and who made it."""
    attempts = Attempt.objects.filter(referral=row).select_related("helper").order_by("at", "id")
    return [(one.at, one.result, one.helper.name) for one in attempts]
