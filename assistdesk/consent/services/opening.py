"""Opening a case in an emergency: for a typed reason, an hour at most, and reviewed by a lead afterwards."""

import uuid
from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.consent.models import CaseOpening
from assistdesk.consent.models.openings import REASON_LENGTH
from assistdesk.consent.models.topics import reviewers_topic
from assistdesk.consent.refusals import CaseNotFound, OpeningNotFound, OwnOpening
from assistdesk.consent.services import history, staff_notices
from assistdesk.consent.services.rulebook import Rulebook, rulebook
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.live import steps as live
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Case
from assistdesk.shared.refusals import FieldError, InvalidInput, NotAuthorized, NotThere

SHORTEST_REASON = 10
REASON_MESSAGE = "Say in a sentence why you have to see this case now."


@transaction.atomic(durable=True)
def open_in_emergency(
    case_number: str, *, marketplace: str, reason: str, actor: Actor, at: datetime
) -> CaseOpening:
    """Let the actor see a case for a while, and tell those who review it; while one stands it is returned.

    Raises:
        NotThere: the actor belongs to another marketplace.
        NotAuthorized: the actor's role opens no case in an emergency there.
        InvalidInput: the reason says nothing.
        CaseNotFound: there is no such case.
    """
    book = _book(actor, marketplace, at=at)
    said = " ".join(reason.split())
    if len(said) < SHORTEST_REASON:
        raise InvalidInput([FieldError("reason", REASON_MESSAGE)])
    cases = Case.objects.select_for_update(no_key=True)
    case = cases.filter(marketplace=marketplace, case_number=case_number).first()
    if case is None or actor.account_id is None:
        raise CaseNotFound
    standing = CaseOpening.objects.standing().filter(case=case, account_id=actor.account_id).first()
    if standing is not None:
        return standing
    made = CaseOpening.objects.create(
        id=uuid.uuid4(),
        marketplace=marketplace,
        case=case,
        account_id=actor.account_id,
        role=actor.role.value,
        reason=said[:REASON_LENGTH],
        opened_at=at,
        ends_at=at + book.edition.staff.emergency_lasts,
    )
    facts: dict[str, object] = {"case_number": case.case_number, "until": made.ends_at.isoformat()}
    audit.record(action="consent.case.opened", subject=made.id, actor=actor, at=at, facts=facts)
    _tell(made, at=at)
    staff_notices.opened(made, book=book, actor=actor, at=at)
    return made


@transaction.atomic(durable=True)
def review_opening(opening_id: UUID, *, remark: str, actor: Actor, at: datetime) -> CaseOpening:
    """Mark an opening as reviewed; a second time changes nothing.

    Raises:
        OpeningNotFound: there is none in the actor's marketplace.
        NotAuthorized: the actor's role reviews none there.
        OwnOpening: the actor opened the case.
    """
    rows = CaseOpening.objects.select_for_update(of=("self",), no_key=True)
    found = rows.filter(pk=opening_id).first()
    if found is None or not actor.serves(found.marketplace):
        raise OpeningNotFound
    if found.account_id == actor.account_id:
        raise OwnOpening
    if found.reviewed_at is not None:
        return found
    found.reviewed_at, found.reviewed_by_id = at, actor.account_id
    found.remark = " ".join(remark.split())[:REASON_LENGTH]
    found.save(update_fields=["reviewed_at", "reviewed_by", "remark"])
    audit.record(action="consent.case.opening_reviewed", subject=found.id, actor=actor, at=at)
    _tell(found, at=at)
    return found


def _book(actor: Actor, marketplace: str, *, at: datetime) -> Rulebook:
    if not actor.serves(marketplace):
        raise NotThere
    book = rulebook(marketplace, at=at)
    if actor.role not in {one.value for one in book.edition.staff.emergency_roles}:
        raise NotAuthorized
    return book


def _tell(opening: CaseOpening, *, at: datetime) -> None:
    topics = {reviewers_topic(opening.marketplace)}
    live.changed(history.OPENINGS, thing=str(opening.id), to=topics, at=at)
