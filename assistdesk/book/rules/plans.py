"""What a plan of a quote and a policy of a client are made of, as forms, programs and files write them."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial

from assistdesk.book.rules import writing
from assistdesk.book.rules.collecting import Reading
from assistdesk.book.rules.writing import Choice, Unreadable
from assistdesk.book.states import Enrolment

PLAN_FIELDS = ("issuer", "plan", "kind", "premium", "deductible", "most_to_pay")
"""The fields of a plan in a quote, in the order of form and file."""

POLICY_FIELDS = (
    "person_id", "policy_number", "issuer", "plan", "kind", "premium", "starts_on", "ends_on", "status",
    "rfi_number", "rfi_asked", "rfi_due_on", "rfi_answered_on",
)  # fmt: skip
"""The columns of a list of policies."""

POLICY_NEEDED = ("person_id", "policy_number", "issuer", "plan", "kind", "premium", "starts_on", "status")
LONGEST_NAME, LONGEST_ISSUER, LONGEST_NUMBER, LONGEST_ASKED = 150, 60, 40, 500

STATUS_MESSAGE = "Write pending, enrolled, terminated or cancelled."
ENDS_MESSAGE = "Give the last day of coverage, not before the first."
WHOLE_REQUEST_MESSAGE = "Give number, text and last day of a request for information together."
STATUSES = tuple(Choice(one.value, frozenset({writing.called(one.value)})) for one in Enrolment)


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """The issuers and kinds of plans of a marketplace. Without issuers, any name is one."""

    issuers: tuple[Choice, ...]
    kinds: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class WrittenPlan:
    """One plan as it was read; amounts in dollars, the premium for a month, the others for a year."""

    issuer: str
    plan: str
    kind: str
    premium: Decimal
    deductible: Decimal | None
    most_to_pay: Decimal | None


@dataclass(frozen=True, slots=True)
class WrittenRequest:
    """One request for information; `due_on` is the last day, inclusive."""

    number: str
    asked: str
    due_on: date
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class WrittenPolicy:
    """One policy as a line of a file has it; `request` None where it names none."""

    person_id: str = field(repr=False)
    number: str
    issuer: str
    plan: str
    kind: str
    premium: Decimal
    starts_on: date
    ends_on: date | None
    enrolment: Enrolment
    request: WrittenRequest | None


def read_plan(written: dict[str, str], *, terms: PlanTerms) -> WrittenPlan:
    """Return a plan of a quote from its fields.

    Raises:
        InvalidInput: with every field that needs another look.
    """
    reading = Reading(written)
    reading.need("issuer", "plan", "kind", "premium")
    found = WrittenPlan(
        issuer=reading.get("issuer", partial(_issuer, terms=terms), otherwise=""),
        plan=reading.get("plan", partial(writing.words, longest=LONGEST_NAME), otherwise=""),
        kind=reading.get("kind", partial(writing.choice, of=terms.kinds), otherwise=""),
        premium=_amount(reading, "premium"),
        deductible=reading.get("deductible", writing.money, otherwise=None),
        most_to_pay=reading.get("most_to_pay", writing.money, otherwise=None),
    )
    reading.check()
    return found


def read_policy(written: dict[str, str], *, terms: PlanTerms) -> WrittenPolicy:
    """Return a policy from the fields of one line.

    Raises:
        InvalidInput: with every field that needs another look.
    """
    reading = Reading(written)
    reading.need(*POLICY_NEEDED)
    starts_on = reading.get("starts_on", writing.day, otherwise=None) or date.min
    ends_on = reading.get("ends_on", writing.day, otherwise=None)
    enrolment = _enrolment(reading)
    is_lasting = enrolment is not Enrolment.CANCELLED
    if (ends_on is None and enrolment is Enrolment.TERMINATED) or (
        ends_on is not None and ends_on < starts_on and is_lasting
    ):
        reading.wrong("ends_on", ENDS_MESSAGE)
    found = WrittenPolicy(
        person_id=writing.line(reading.text("person_id")),
        number=reading.get("policy_number", partial(writing.words, longest=LONGEST_NUMBER), otherwise=""),
        issuer=reading.get("issuer", partial(_issuer, terms=terms), otherwise=""),
        plan=reading.get("plan", partial(writing.words, longest=LONGEST_NAME), otherwise=""),
        kind=reading.get("kind", partial(writing.choice, of=terms.kinds), otherwise=""),
        premium=_amount(reading, "premium"),
        starts_on=starts_on,
        ends_on=ends_on,
        enrolment=enrolment,
        request=_request(reading),
    )
    reading.check()
    return found


def _request(reading: Reading) -> WrittenRequest | None:
    number = reading.get("rfi_number", partial(writing.words, longest=LONGEST_NUMBER), otherwise="")
    asked = reading.get("rfi_asked", partial(writing.words, longest=LONGEST_ASKED), otherwise="")
    due_on = reading.get("rfi_due_on", writing.day, otherwise=None)
    answered_on = reading.get("rfi_answered_on", writing.day, otherwise=None)
    given = [number, asked, due_on]
    if not any([*given, answered_on]):
        return None
    if not all(given) or due_on is None:
        reading.wrong("rfi_number", WHOLE_REQUEST_MESSAGE)
        return None
    return WrittenRequest(number, asked, due_on, answered_on)


def _enrolment(reading: Reading) -> Enrolment:
    try:
        return Enrolment(writing.choice(reading.text("status"), of=STATUSES) or Enrolment.PENDING)
    except Unreadable:
        reading.wrong("status", STATUS_MESSAGE)
        return Enrolment.PENDING


def _amount(reading: Reading, name: str) -> Decimal:
    return reading.get(name, writing.money, otherwise=None) or Decimal(0)


def _issuer(written: str, *, terms: PlanTerms) -> str:
    if terms.issuers:
        return writing.choice(written, of=terms.issuers)
    return writing.words(written, longest=LONGEST_ISSUER)
