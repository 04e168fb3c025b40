"""Notes of a helper on a case: for who is associated, as long as they are."""

import uuid
from datetime import datetime

from django.db import transaction

from assistdesk.consent.models import CaseNote
from assistdesk.consent.services.viewing import check_case
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Case
from assistdesk.shared.refusals import FieldError, InvalidInput, NotAuthorized

LONGEST_NOTE = 4000
EMPTY_MESSAGE = "Write what you want to remember."
LONG_MESSAGE = "Make it shorter: at most 4,000 characters."


@transaction.atomic(durable=True)
def write_note(case_number: str, text: str, *, marketplace: str, actor: Actor, at: datetime) -> CaseNote:
    """Keep a note of a helper on a case that they may see.

    Raises:
        NotAuthorized: the actor is no helper in person.
        CaseNotFound: there is no such case, or the helper is not associated with it now.
        InvalidInput: the note is empty or too long.
    """
    if actor.account_id is None or not actor.is_helper or actor.delegate is not None:
        raise NotAuthorized
    check_case(case_number, actor=actor, at=at, marketplace=marketplace)
    said = text.replace("\r\n", "\n").strip()
    if not said or len(said) > LONGEST_NOTE:
        raise InvalidInput([FieldError("text", LONG_MESSAGE if said else EMPTY_MESSAGE)])
    case = Case.objects.get(marketplace=marketplace, case_number=case_number)
    made = CaseNote.objects.create(
        id=uuid.uuid4(),
        marketplace=marketplace,
        case=case,
        account_id=actor.account_id,
        text=said,
        at=at,
    )
    facts: dict[str, object] = {"case_number": case_number}
    audit.record(action="consent.case_note.written", subject=made.id, actor=actor, at=at, facts=facts)
    return made


@transaction.atomic(durable=True)
def note_export(rows: int, *, marketplace: str, actor: Actor, at: datetime) -> None:
    """Write down that the actor took a copy of that many of their notes out of the desk."""
    facts: dict[str, object] = {"rows": rows}
    audit.record(action="consent.case_notes.exported", subject=marketplace, actor=actor, at=at, facts=facts)
