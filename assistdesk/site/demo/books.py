"""The demo's books: policies, prospects and quotes of its agents, the same each time they are made."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction

from assistdesk.book.models import InformationRequest, Policy, Prospect, Quote, QuotePlan
from assistdesk.book.states import Enrolment, QuoteState
from assistdesk.shared.people import identities
from assistdesk.shared.people.identities import Known
from assistdesk.shared.people.models import AccessGrant, Account, Person
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import Pack
from assistdesk.site.demo.people import NAMESPACE
from assistdesk.site.demo.script import Book, script

A_DAY = timedelta(days=1)
PLANS = ("Bronze Basic", "Silver Standard", "Gold Standard", "Silver Plus", "Dental Family")
KIND = "QHP"
PRICES = (Decimal("284.10"), Decimal("371.65"), Decimal("449.90"))
QUOTE_STATES = (*[QuoteState.IN_PROGRESS] * 5, QuoteState.SUBMITTED)
"""Five quotes in progress and one submitted. Source: picture of the dashboard, with its counts."""


@transaction.atomic(durable=True)
def fill(*, at: datetime) -> None:
    """Fill the books of the demo's agents where they are empty."""
    for username, book in script().books.items():
        account = Account.objects.get(username=username)
        if Prospect.objects.filter(helper=account).exists():
            continue
        pack = policy.running(account.marketplace)
        today = at.astimezone(ZoneInfo(pack.identity.zone)).date()
        grants = AccessGrant.objects.filter(account=account, ends_at__isnull=True).select_related("person")
        persons = [one.person for one in grants.order_by("person__person_id")]
        _policies(persons, pack=pack, today=today)
        prospects = _prospects(account, book, at=at)
        _quotes(account, prospects, pack=pack, today=today, at=at)


def _policies(persons: Sequence[Person], *, pack: Pack, today: date) -> None:
    """Give each client a policy: most are active; some wait, some ended, some have something to answer."""
    rows, asked = list[Policy](), list[InformationRequest]()
    for place, person in enumerate(persons):
        began = today - A_DAY * (30 + 11 * place)
        enrolment, starts_on, ends_on = Enrolment.ENROLLED, began, None
        if place % 9 == 4:
            enrolment, starts_on = Enrolment.PENDING, today + A_DAY * 20
        elif place % 9 == 6:
            enrolment, ends_on = Enrolment.TERMINATED, today - A_DAY * (1 + place)
        elif place % 9 == 7:
            ends_on = today + A_DAY * 4
        row = Policy(
            id=_key("policy", person.person_id),
            marketplace=pack.marketplace,
            number=f"{pack.marketplace[:2].upper()}-{700_000 + int(person.person_id) % 100_000}",
            person=person,
            issuer=_issuer(pack, person.carrier),
            plan=PLANS[place % 4],
            kind=KIND,
            premium=PRICES[place % 3] + place,
            starts_on=starts_on,
            ends_on=ends_on,
            enrolment=enrolment.value,
        )
        rows.append(row)
        if place % 6 == 1:
            due_on = today + A_DAY * (5 if place % 12 == 1 else -4)
            asked.append(_asked(row, due_on))
    Policy.objects.bulk_create(rows, ignore_conflicts=True)
    InformationRequest.objects.bulk_create(asked, ignore_conflicts=True)


def _asked(row: Policy, due_on: date) -> InformationRequest:
    return InformationRequest(
        id=_key("asked", row.number),
        policy=row,
        number=f"R-{row.number[-6:]}",
        asked="Proof of income: the last two pay stubs",
        due_on=due_on,
    )


def _prospects(account: Account, book: Book, *, at: datetime) -> list[Prospect]:
    rows = []
    for place, one in enumerate(book.prospects):
        added_at = at - A_DAY * (2 + 5 * place)
        row = Prospect(
            id=_key("prospect", account.username, place),
            marketplace=account.marketplace,
            helper=account,
            first_name=one.first,
            last_name=one.last,
            date_of_birth=one.born,
            sex=one.sex,
            phone=one.phone,
            email=one.email,
            added_at=added_at,
            moved_at=added_at,
        )
        known = Known(first_name=row.first_name, last_name=row.last_name, date_of_birth=row.date_of_birth)
        row.likeness = identities.likeness(known, marketplace=row.marketplace)
        rows.append(row)
    return Prospect.objects.bulk_create(rows)


def _quotes(
    account: Account, prospects: Sequence[Prospect], *, pack: Pack, today: date, at: datetime
) -> None:
    quotes, plans = list[Quote](), list[QuotePlan]()
    issuers = list(pack.directory.issuers)
    for place, state in enumerate(QUOTE_STATES):
        made_at = at - A_DAY * (place + 1)
        quote = Quote(
            id=_key("quote", account.username, place),
            marketplace=account.marketplace,
            helper=account,
            state=state.value,
            prospect=prospects[place % len(prospects)],
            starts_on=(today.replace(day=1) + A_DAY * 40).replace(day=1),
            made_at=made_at,
            moved_at=made_at,
        )
        quotes.append(quote)
        plans += [_plan(quote, issuers, place + step) for step in range(2 + place % 2)]
    Quote.objects.bulk_create(quotes)
    QuotePlan.objects.bulk_create(plans)


def _plan(quote: Quote, issuers: Sequence[str], place: int) -> QuotePlan:
    return QuotePlan(
        id=_key("plan", quote.id, place),
        quote=quote,
        issuer=issuers[place % len(issuers)],
        plan=PLANS[place % 4],
        kind=KIND,
        premium=PRICES[place % 3] + 7 * place,
        deductible=Decimal(500 + 750 * (place % 3)),
        most_to_pay=Decimal(6500 + 500 * (place % 4)),
    )


def _issuer(pack: Pack, name: str) -> str:
    found = (key for key, one in pack.directory.issuers.items() if name in (one.name, *one.also_called))
    return next(found, name[:60])


def _key(*parts: object) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, "/".join(["book", *(str(part) for part in parts)]))
