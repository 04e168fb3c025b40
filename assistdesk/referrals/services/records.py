"""Steps that keep what is known of a helper beside the offers it follows from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from assistdesk.referrals.models import Offer, Registration
from assistdesk.referrals.rules.misses import Answer, after
from assistdesk.referrals.rules.scoring import Ending, record_after
from assistdesk.referrals.rules.values import Record
from assistdesk.referrals.services import duty_roll, notices
from assistdesk.referrals.services.notices import Addressee
from assistdesk.referrals.services.rulebook import Rulebook
from assistdesk.referrals.states import OfferEnding, RegistrationStatus
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.audit.steps import Recorded
from assistdesk.shared.messaging.values import Recipient
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import ChannelName

ENDINGS = {
    OfferEnding.ACCEPTED: Ending.ACCEPTED,
    OfferEnding.REJECTED: Ending.REJECTED,
    OfferEnding.UNANSWERED: Ending.LAPSED,
    OfferEnding.UNDELIVERED: Ending.UNDELIVERED,
}

_OFFERED = """
    WITH asked AS (
        SELECT account_id FROM referrals_registration
        WHERE account_id = ANY(ARRAY(SELECT unnest(%s::uuid[])))
        ORDER BY account_id FOR UPDATE
    )
    UPDATE referrals_registration AS r SET last_offer_at = %s
    FROM asked JOIN people_account AS account ON account.id = asked.account_id
    WHERE r.account_id = asked.account_id
    RETURNING r.account_id, account.name, r.email, r.phone, account.language, r.channels,
        r.email_verified_at IS NOT NULL, r.phone_verified_at IS NOT NULL
"""
_KEEP = """
    UPDATE referrals_registration SET record_accepted = kept.accepted, record_asked = kept.asked,
        record_at = kept.as_of, consecutive_misses = kept.misses, status = kept.status,
        ended_at = kept.ended_at
    FROM unnest(%s::uuid[], %s::float8[], %s::float8[], %s::timestamptz[], %s::int[], %s::text[],
        %s::timestamptz[]) AS kept (account_id, accepted, asked, as_of, misses, status, ended_at)
    WHERE referrals_registration.account_id = kept.account_id
"""


def locked(account_ids: list[UUID]) -> dict[UUID, Registration]:
    """Return the registrations of several helpers, locked in the order of their ids."""
    found = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("account")
        .filter(pk__in=account_ids)
        .order_by("pk")
    )
    return {one.account_id: one for one in found}


def offered(account_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, Addressee]:
    """Note that helpers are offered something now, and return how each is reached; one statement.

    It locks their registrations in the order of ids.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OFFERED, [sorted(set(account_ids)), at])
        return {row[0]: _addressee(row) for row in cursor.fetchall()}


def _addressee(row: tuple[Any, ...]) -> Addressee:
    account_id, name, email, phone, language, channels, is_mail_verified, is_phone_verified = row
    verified = {ChannelName.EMAIL: is_mail_verified, ChannelName.SMS: is_phone_verified}
    return notices.addressee(
        Recipient(name, email, phone, language, account_id=account_id),
        verified=[channel for channel, is_so in verified.items() if is_so],
        switched_on=channels,
    )


def keep(registrations: Iterable[Registration]) -> None:
    """Keep what `remember` and `count` changed of locked registrations, in one statement."""
    rows = list(registrations)
    columns: list[Any] = [
        [one.account_id for one in rows],
        [one.record_accepted for one in rows],
        [one.record_asked for one in rows],
        [one.record_at for one in rows],
        [one.consecutive_misses for one in rows],
        [one.status for one in rows],
        [one.ended_at for one in rows],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, columns)


def remember(
    registration: Registration, one: Offer, ending: OfferEnding, book: Rulebook, *, at: datetime
) -> None:
    """Let the record of how a helper answers hold one more offer; the caller saves the registration."""
    window = one.closes_at - one.offered_at
    kept = record_after(
        Record(registration.record_accepted, registration.record_asked, registration.record_at),
        ENDINGS.get(ending, Ending.WITHDRAWN),
        open_for=max(timedelta(0), min(window, at - one.offered_at)),
        window=window,
        weights=book.edition.scoring,
        at=at,
    )
    registration.record_accepted = kept.accepted
    registration.record_asked = kept.asked
    registration.record_at = kept.as_of


@dataclass(frozen=True, slots=True)
class News:
    """What a helper is told of misses: a warning, or that the registration ended. `misses` is their count."""

    registration: Registration
    template: str
    misses: int
    book: Rulebook


def count(registration: Registration, answer: Answer, book: Rulebook, *, at: datetime) -> News | None:
    """Count an answer or a miss; return the warning or the end that it brings, which `tell` tells.

    The caller saves.
    """
    standing = after(registration.consecutive_misses, answer, rules=book.edition.misses)
    registration.consecutive_misses = standing.count
    if standing.is_deregistered and registration.status == RegistrationStatus.REGISTERED.value:
        registration.status = RegistrationStatus.DEREGISTERED.value
        registration.ended_at = at
        duty_roll.refresh(registration, at=at)
        return News(registration, "deregistered", standing.count, book)
    return News(registration, "miss_warning", standing.count, book) if standing.is_warned else None


def tell(news: Sequence[News], *, at: datetime) -> None:
    """Tell helpers of their misses, and record it; as many statements for one as for many."""
    notices.misses([(one.registration, one.template, one.misses, one.book) for one in news], at=at)
    audit.record_together(
        [
            Recorded(
                f"referrals.registration.{'warn' if one.template == 'miss_warning' else 'deregister'}",
                one.registration.account_id,
                Actor.system(one.registration.marketplace),
                at,
                {"misses": one.misses},
            )
            for one in news
        ]
    )


def has_room(registration: Registration) -> bool:
    """Tell whether a helper may have one more open referral."""
    return registration.open_count < registration.most_open


def took(registration: Registration) -> None:
    """Count one more open referral and one more accept; the caller saves."""
    registration.open_count += 1
    registration.accepts += 1
    duty_roll.tell_free(registration)


def let_go(account_id: UUID) -> None:
    """Count one open referral less."""
    registration = locked([account_id]).get(account_id)
    if registration is not None and registration.open_count:
        registration.open_count -= 1
        registration.save(update_fields=["open_count"])
        duty_roll.tell_free(registration)
