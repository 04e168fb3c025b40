"""Lines of files put into the book: prospects of a helper, policies of a marketplace's clients."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from assistdesk.book.models import InformationRequest, Policy, Prospect
from assistdesk.book.rules.plans import WrittenPolicy
from assistdesk.book.rules.prospects import WrittenProspect
from assistdesk.book.services.prospects import TWICE_MESSAGE, likenesses_of, new_prospect
from assistdesk.book.states import ProspectState
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.audit.steps import Recorded
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account, Person
from assistdesk.shared.refusals import FieldError

BATCH = 1000
NOBODY_MESSAGE = "Nobody here has this Person ID."
OTHERS_MESSAGE = "This policy is somebody else's."


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that was not taken, by its number in the file, and why."""

    line: int
    error: FieldError


@dataclass(frozen=True, slots=True)
class Taken:
    """How many lines made something new, how many renewed what was there, and which were not taken."""

    made: int
    renewed: int
    refused: list[Refused]


@transaction.atomic(durable=True)
def import_prospects(lines: Iterable[tuple[int, WrittenProspect]], *, actor: Actor, at: datetime) -> Taken:
    """Add the prospects of a file, all in one; whom the actor has already, or named before, is refused."""
    assert actor.account_id is not None
    Account.objects.select_for_update(no_key=True).get(pk=actor.account_id)  # two files one after the other
    standing = Prospect.objects.of(actor).exclude(state=ProspectState.CONVERTED.value)
    known = set(standing.values_list("likeness", flat=True))
    rows, refused = list[Prospect](), list[Refused]()
    for number, written in lines:
        row = new_prospect(written, actor=actor, at=at)
        if not known.isdisjoint(likenesses_of(row)):
            refused.append(Refused(number, FieldError("last_name", TWICE_MESSAGE)))
            continue
        known.add(row.likeness)
        rows.append(row)
    Prospect.objects.bulk_create(rows, batch_size=BATCH)
    entries = [Recorded("book.prospect.added", one.id, actor, at, {"from_file": True}) for one in rows]
    if entries:
        audit.record_together(entries)
    return Taken(len(rows), 0, refused)


@transaction.atomic(durable=True)
def import_policies(
    lines: Sequence[tuple[int, WrittenPolicy]], *, marketplace: str, actor: Actor, at: datetime
) -> Taken:
    """Make the policies of some lines, or let them say what the lines say; with their requests.

    Of two lines with one policy number the later one counts, and the requests of both.
    """
    persons = _persons(lines, marketplace=marketplace)
    before = _policies(lines, marketplace=marketplace)
    refused = list[Refused]()
    rows = dict[str, Policy]()
    requests = dict[tuple[str, str], InformationRequest]()
    for number, written in lines:
        person = persons.get(written.person_id)
        row = rows.get(written.number) or before.get(written.number)
        if person is None:
            refused.append(Refused(number, FieldError("person_id", NOBODY_MESSAGE)))
            continue
        if row is not None and row.person_id != person.id:
            refused.append(Refused(number, FieldError("policy_number", OTHERS_MESSAGE)))
            continue
        row = row or Policy(marketplace=marketplace, number=written.number, person=person)
        _fill(row, written)
        rows[written.number] = row
        if written.request is not None:
            asked = written.request
            requests[written.number, asked.number] = InformationRequest(
                policy=row,
                number=asked.number,
                asked=asked.asked,
                due_on=asked.due_on,
                answered_on=asked.answered_on,
            )
    _write(rows.values(), requests.values())
    entries = [Recorded("book.policy.listed", one.id, actor, at, {}) for one in rows.values()]
    if entries:
        audit.record_together(entries)
    renewed = len(rows.keys() & before.keys())
    return Taken(len(rows) - renewed, renewed, refused)


def _persons(lines: Sequence[tuple[int, WrittenPolicy]], *, marketplace: str) -> dict[str, Person]:
    wanted = {one.person_id for _, one in lines}
    found = Person.objects.filter(marketplace=marketplace, person_id__in=wanted)
    return {one.person_id: one for one in found}


def _policies(lines: Sequence[tuple[int, WrittenPolicy]], *, marketplace: str) -> dict[str, Policy]:
    wanted = {one.number for _, one in lines}
    found = Policy.objects.filter(marketplace=marketplace, number__in=wanted).order_by("id")
    return {one.number: one for one in found.select_for_update()}


def _fill(row: Policy, written: WrittenPolicy) -> None:
    row.issuer, row.plan, row.kind, row.premium = written.issuer, written.plan, written.kind, written.premium
    row.starts_on, row.ends_on = written.starts_on, written.ends_on
    row.enrolment = written.enrolment.value


def _write(rows: Iterable[Policy], requests: Iterable[InformationRequest]) -> None:
    Policy.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["issuer", "plan", "kind", "premium", "starts_on", "ends_on", "enrolment"],
        batch_size=BATCH,
    )
    InformationRequest.objects.bulk_create(
        requests,
        update_conflicts=True,
        unique_fields=["policy", "number"],
        update_fields=["asked", "due_on", "answered_on"],
        batch_size=BATCH,
    )
