"""What lists of the book show, one row a thing: plain values, with the names of people and issuers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from assistdesk.book.models import InformationRequest, Policy, Prospect, Quote, QuotePlan
from assistdesk.book.rules import policies
from assistdesk.book.rules.days import Days
from assistdesk.book.states import PROSPECT, QUOTE, Enrolment, PolicyShown, ProspectState, QuoteState
from assistdesk.shared.people.models import AccessGrant, CaseMember, Person
from assistdesk.shared.policy.schema import Pack


@dataclass(frozen=True, slots=True)
class ClientRow:
    """A client, present or past. Of past ones no more is told than the name and since when until when.

    `until` None: until it is taken back. `case_number` is empty where they have no case yet.
    """

    person_id: str
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    carrier: str
    case_number: str
    is_current: bool
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class RequestRow:
    """What the exchange asks to know; `standing` None where it is answered, or due later than in a week."""

    number: str
    asked: str
    due_on: date
    answered_on: date | None
    standing: PolicyShown | None


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A policy of a client on a day."""

    id: UUID
    number: str
    person_id: str
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    issuer: str
    issuer_name: str
    plan: str
    kind: str
    premium: Decimal
    starts_on: date
    ends_on: date | None
    enrolment: Enrolment
    standing: PolicyShown
    requests: tuple[RequestRow, ...]


@dataclass(frozen=True, slots=True)
class ProspectRow:
    """A prospect; `moves` are those that can be made now, `person_id` the client they became."""

    id: UUID
    state: ProspectState
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    date_of_birth: date | None = field(repr=False)
    sex: str = field(repr=False)
    language: str
    email: str = field(repr=False)
    phone: str = field(repr=False)
    zip_code: str = field(repr=False)
    note: str = field(repr=False)
    added_at: datetime
    moved_at: datetime
    person_id: str
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan of a quote."""

    id: UUID
    issuer: str
    issuer_name: str
    plan: str
    kind: str
    premium: Decimal
    deductible: Decimal | None
    most_to_pay: Decimal | None
    is_chosen: bool
    is_cheapest: bool


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quote with its plans, the lowest premium first. `person_id` is empty while it is for a prospect."""

    id: UUID
    state: QuoteState
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    person_id: str
    prospect_id: UUID | None
    starts_on: date
    made_at: datetime
    moved_at: datetime
    plans: tuple[PlanRow, ...]
    moves: tuple[str, ...]


def client_rows(grants: Iterable[AccessGrant], *, at: datetime) -> list[ClientRow]:
    """Return clients by their grants, whose persons were read with them; one query."""
    grants = list(grants)
    members = CaseMember.objects.filter(person_id__in=[one.person_id for one in grants])
    cases = dict(members.order_by("case__case_number").values_list("person_id", "case__case_number"))
    return [_client(one, case_number=cases.get(one.person_id, ""), at=at) for one in grants]


def _client(grant: AccessGrant, *, case_number: str, at: datetime) -> ClientRow:
    person = grant.person
    is_current = grant.ends_at is None or grant.ends_at > at
    return ClientRow(
        person_id=person.person_id,
        first_name=person.first_name,
        last_name=person.last_name,
        carrier=person.carrier if is_current else "",
        case_number=case_number if is_current else "",
        is_current=is_current,
        since=grant.starts_at,
        until=grant.ends_at,
    )


def policy_row(policy: Policy, *, pack: Pack, days: Days) -> PolicyRow:
    """Return a policy whose person and requests were read with it."""
    enrolment = Enrolment(policy.enrolment)
    asked = sorted(policy.information_requests.all(), key=lambda one: (one.due_on, one.number))
    return PolicyRow(
        id=policy.id,
        number=policy.number,
        person_id=policy.person.person_id,
        first_name=policy.person.first_name,
        last_name=policy.person.last_name,
        issuer=policy.issuer,
        issuer_name=issuer_name(pack, policy.issuer),
        plan=policy.plan,
        kind=policy.kind,
        premium=policy.premium,
        starts_on=policy.starts_on,
        ends_on=policy.ends_on,
        enrolment=enrolment,
        standing=policies.standing(
            enrolment=enrolment, starts_on=policy.starts_on, ends_on=policy.ends_on, today=days.today
        ),
        requests=tuple(_request(one, days) for one in asked),
    )


def _request(one: InformationRequest, days: Days) -> RequestRow:
    standing = policies.request_standing(due_on=one.due_on, answered_on=one.answered_on, days=days)
    return RequestRow(one.number, one.asked, one.due_on, one.answered_on, standing)


def prospect_row(prospect: Prospect) -> ProspectRow:
    """Return a prospect whose person was read with it."""
    state = ProspectState(prospect.state)
    return ProspectRow(
        id=prospect.id,
        state=state,
        first_name=prospect.first_name,
        last_name=prospect.last_name,
        date_of_birth=prospect.date_of_birth,
        sex=prospect.sex,
        language=prospect.language,
        email=prospect.email,
        phone=prospect.phone,
        zip_code=prospect.zip_code,
        note=prospect.note,
        added_at=prospect.added_at,
        moved_at=prospect.moved_at,
        person_id=prospect.person.person_id if prospect.person else "",
        moves=tuple(PROSPECT.actions_from(state)),
    )


def quote_row(quote: Quote, *, pack: Pack) -> QuoteRow:
    """Return a quote whose person, prospect and plans were read with it."""
    state = QuoteState(quote.state)
    whom = _whom(quote)
    plans = sorted(quote.plans.all(), key=lambda one: (one.premium, one.issuer, one.plan))
    return QuoteRow(
        id=quote.id,
        state=state,
        first_name=whom.first_name,
        last_name=whom.last_name,
        person_id=quote.person.person_id if quote.person else "",
        prospect_id=quote.prospect_id,
        starts_on=quote.starts_on,
        made_at=quote.made_at,
        moved_at=quote.moved_at,
        plans=tuple(_plan(one, quote, pack=pack, least=plans[0].premium) for one in plans),
        moves=tuple(QUOTE.actions_from(state)),
    )


def _whom(quote: Quote) -> Person | Prospect:
    whom = quote.person or quote.prospect
    assert whom is not None  # the table sees to it
    return whom


def _plan(one: QuotePlan, quote: Quote, *, pack: Pack, least: Decimal) -> PlanRow:
    return PlanRow(
        id=one.id,
        issuer=one.issuer,
        issuer_name=issuer_name(pack, one.issuer),
        plan=one.plan,
        kind=one.kind,
        premium=one.premium,
        deductible=one.deductible,
        most_to_pay=one.most_to_pay,
        is_chosen=one.id == quote.chosen_id,
        is_cheapest=one.premium == least,
    )


def issuer_name(pack: Pack, issuer: str) -> str:
    """Return what an issuer is called: its name in the directory, or as it was written."""
    listed = pack.directory.issuers.get(issuer)
    return listed.name if listed else issuer
