"""Where a request stands, as its resident sees it: nothing that tells a stranger with the link who asked."""

from dataclasses import dataclass, field
from datetime import datetime

from assistdesk.referrals.models import Attempt, Duty, Referral
from assistdesk.referrals.models.referrals import CALL
from assistdesk.referrals.rules import standing as rules
from assistdesk.referrals.rules.standing import Stage
from assistdesk.referrals.states import REFERRAL, ReferralState
from assistdesk.shared.people.models import Agency, Helper
from assistdesk.shared.policy.schema import Pack, ReferralsEdition
from assistdesk.shared.policy.schema.identity import RoleName
from assistdesk.shared.policy.schema.referrals import Program

DIGITS_SHOWN = 4
STEPS = {
    Stage.SCHEDULED: 2,
    Stage.FOUND: 2,
    Stage.OVERDUE: 2,
    Stage.TRIED: 2,
    Stage.REACHED: 3,
    Stage.COMPLETE: 3,
}
"""How many steps of the line are done; one, that the request came in, where nothing is said."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The helper who calls; `agency` and `license` are empty where there is none."""

    name: str
    role: str
    agency: str
    license: str


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt to reach the resident, and its result in the marketplace's words."""

    at: datetime
    result: str
    label: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One request at one moment. `contact` is masked; `outcome` is empty before the end."""

    reference: str
    state: ReferralState
    stage: Stage
    steps_done: int
    program: str
    contact_method: str
    contact: str = field(repr=False)
    requested_at: datetime
    call_back_by: datetime | None
    window_from: datetime | None
    window_to: datetime | None
    caller: Caller | None
    attempts: tuple[Tried, ...]
    outcome: str
    can_change: bool
    can_cancel: bool
    can_say_not_called: bool
    can_choose: bool

    @property
    def is_written(self) -> bool:
        """Whether the resident wants to be written to, and not called."""
        return self.contact_method != CALL


def standing(
    referral: Referral, *, pack: Pack, edition: ReferralsEdition, language: str, at: datetime
) -> Standing:
    """Return where a request stands; two queries where somebody has it, none before."""
    state = ReferralState(referral.state)
    attempts = _attempts(referral, edition, language=language)
    facts = rules.Facts(
        state=state,
        is_promised=referral.round_started_at is not None,
        call_back_by=referral.call_back_by,
        is_alerted=referral.alerted_at is not None,
        results=tuple(one.result for one in attempts),
    )
    stage = rules.stage(facts, at=at)
    outcomes = {one.key: one.label.in_language(language) for one in edition.follow_up.outcomes}
    is_scheduled = state is ReferralState.SCHEDULED
    return Standing(
        reference=referral.reference,
        state=state,
        stage=stage,
        steps_done=STEPS.get(stage, 1),
        program=edition.form.programs[Program(referral.program)].in_language(language),
        contact_method=referral.contact_method,
        contact=masked(referral.contact, method=referral.contact_method),
        requested_at=referral.requested_at,
        call_back_by=referral.call_back_by,
        window_from=referral.window_from if is_scheduled else None,
        window_to=referral.window_to if is_scheduled else None,
        caller=_caller(referral, pack, language=language),
        attempts=attempts,
        outcome=outcomes.get(referral.outcome, ""),
        can_change=referral.ended_at is None,
        can_cancel=REFERRAL.can("cancel", state),
        can_say_not_called=REFERRAL.can("not_called", state),
        can_choose=is_scheduled or REFERRAL.can("schedule", state),
    )


def masked(contact: str, *, method: str) -> str:
    """Return enough of a contact for its owner to know it: last digits, or first letter and domain."""
    if method == "email":
        name, _, domain = contact.rpartition("@")
        return f"{name[:1]}…@{domain}"
    return f"…{contact[-DIGITS_SHOWN:]}"


def is_anybody_there(marketplace: str, *, at: datetime) -> bool:
    """Tell whether any helper of a marketplace is on duty and free, whatever they can help with."""
    return Duty.objects.filter(
        marketplace=marketplace, on_from__lte=at, on_until__gt=at, is_free=True
    ).exists()


def _attempts(referral: Referral, edition: ReferralsEdition, *, language: str) -> tuple[Tried, ...]:
    """Return the attempts of the helper who has the request, since they have it."""
    if referral.helper_id is None or referral.accepted_at is None:
        return ()
    labels = {one.key: one.label.in_language(language) for one in edition.follow_up.attempt_results}
    found = Attempt.objects.filter(
        referral=referral, helper_id=referral.helper_id, at__gte=referral.accepted_at
    )
    return tuple(
        Tried(one.at, one.result, labels.get(one.result, one.result)) for one in found.order_by("at")
    )


def _caller(referral: Referral, pack: Pack, *, language: str) -> Caller | None:
    account = referral.helper
    if account is None:
        return None
    agency: Agency | None = account.agency
    known = Helper.objects.filter(pk=account.pk).first()
    words = pack.identity.roles.get(RoleName(account.role))
    return Caller(
        name=account.name,
        role=words.singular.in_language(language) if words else "",
        agency=agency.name if agency else "",
        license=(known.license_number or known.npn) if known else "",
    )
