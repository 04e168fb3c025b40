"""Whom staff can offer a referral to by hand, and what speaks against the others; nothing is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from assistdesk.referrals.models import Referral, Registration
from assistdesk.referrals.rules.filters import ruled_out, standing_reasons
from assistdesk.referrals.rules.scoring import score
from assistdesk.referrals.rules.values import Candidate, Reason, miles_between
from assistdesk.referrals.services import candidates
from assistdesk.referrals.services.assigning import ANYBODY, OVERRULED
from assistdesk.referrals.services.candidates import Sought
from assistdesk.referrals.services.rulebook import rulebook, rulebook_of
from assistdesk.referrals.states import RegistrationStatus
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.refusals import FieldError, InvalidInput

SHOWN = 20


@dataclass(frozen=True, slots=True)
class HandRow:
    """One helper: `against` is what rules them out, `notes` what staff may know better. None: nobody knows.

    `score` is from 0 to 1, as the ladder would see it.
    """

    account_id: UUID
    name: str
    agency: str
    role: str
    languages: tuple[str, ...]
    is_on_duty: bool
    open_count: int
    most_open: int
    miles: float | None
    score: float
    against: tuple[Reason, ...]
    notes: tuple[Reason, ...]


def helpers(referral: Referral, *, name: str, at: datetime) -> list[HandRow]:
    """Return registered helpers by a part of their name, or the nearest where it is empty; seven queries.

    Those who can be asked come first, the best fitting before the others.
    """
    book = rulebook_of(referral)
    sought = candidates.sought(referral, book)
    if name:
        ids = _named(name, marketplace=referral.marketplace)
        found = candidates.candidates(ids, book, at=at)
    else:
        found = candidates.anybody_near(sought, most=SHOWN, at=at)
    accounts = Account.objects.select_related("agency").in_bulk([one.id for one in found])
    rows = [_row(one, accounts[one.id], sought, at=at) for one in found]
    return sorted(rows, key=lambda one: (bool(one.against), len(one.notes), -one.score))[:SHOWN]


def against_now(actor: Actor, *, marketplace: str, at: datetime) -> tuple[Reason, ...]:
    """Return what speaks against asking this helper anything at all now; four queries.

    Empty where nothing does, or the actor never registered.
    """
    if actor.account_id is None:
        return ()
    found = candidates.candidates([actor.account_id], rulebook(marketplace, at=at), at=at)
    return tuple(reason for one in found for reason in standing_reasons(one))


def helper_called(text: str, *, marketplace: str) -> UUID:
    """Return the account of a registered helper by username or id; one query.

    Raises:
        InvalidInput: the marketplace has none of that name.
    """
    try:
        who = Q(pk=UUID(text))
    except ValueError:
        who = Q(account__username=text.strip().lower().replace("\x00", ""))
    found = Registration.objects.filter(who, marketplace=marketplace).values_list("pk", flat=True).first()
    if found is None:
        raise InvalidInput([FieldError("to", "No registered helper is called so.")])
    return found


def _named(name: str, *, marketplace: str) -> Sequence[UUID]:
    registered = Registration.objects.filter(
        marketplace=marketplace,
        status__in=[RegistrationStatus.REGISTERED.value, RegistrationStatus.DEREGISTERED.value],
        account__name__icontains=name,
    )
    return list(registered.order_by("account__name", "pk").values_list("pk", flat=True)[:SHOWN])


def _row(one: Candidate, account: Account, sought: Sought, *, at: datetime) -> HandRow:
    reasons = ruled_out(sought.request, one, step=ANYBODY)
    spot = sought.request.spot
    speaks = sought.request.language in one.languages
    return HandRow(
        account_id=one.id,
        name=account.name,
        agency=account.agency.name if account.agency else "",
        role=one.role,
        languages=tuple(sorted(one.languages)),
        is_on_duty=one.is_on_duty,
        open_count=one.open_count,
        most_open=one.most_open,
        miles=miles_between(spot, one.spot) if spot is not None and one.spot is not None else None,
        score=score(sought.request, one, rules=sought.book.edition, at=at).total,
        against=tuple(reason for reason in reasons if reason not in OVERRULED),
        notes=(
            *(reason for reason in reasons if reason in OVERRULED),
            *(() if speaks else (Reason.WRONG_LANGUAGE,)),
        ),
    )
