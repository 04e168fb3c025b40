"""What can be done in case access; each function is one whole transaction."""

from assistdesk.consent.services.adding import add_access
from assistdesk.consent.services.answering import accept, by_link, check_match, decline, own
from assistdesk.consent.services.asking import ask, ways_after
from assistdesk.consent.services.confirming import confirm
from assistdesk.consent.services.ending import (
    cancel,
    expire_due,
    fail_undelivered,
    heard_of,
    heard_of_pages,
    leave,
    seen,
    step_away,
)
from assistdesk.consent.services.erasing import erase_due
from assistdesk.consent.services.exporting import Evidence
from assistdesk.consent.services.exporting import export as export_evidence
from assistdesk.consent.services.holding import lift_hold, put_hold
from assistdesk.consent.services.inspecting import ConsentOnRecord, read_record
from assistdesk.consent.services.noting import note_export, write_note
from assistdesk.consent.services.opening import open_in_emergency, review_opening
from assistdesk.consent.services.recording import (
    ClientFound,
    Heard,
    RecordedAssociation,
    client_found,
    find_client,
    record_association,
)
from assistdesk.consent.services.revoking import grant_by_link, revoke, revoke_by_link
from assistdesk.consent.services.rulebook import Rulebook, rulebook, rulebook_of, staff_rulebook
from assistdesk.consent.services.searching import NextStep, Searched, Wanted, next_steps, search
from assistdesk.consent.services.speaking import acknowledgements, record
from assistdesk.consent.services.texts import ReadAloud
from assistdesk.consent.services.viewing import OpenedCase, case_number_of, check_case, open_case

__all__ = [
    "ClientFound",
    "ConsentOnRecord",
    "Evidence",
    "Heard",
    "NextStep",
    "OpenedCase",
    "ReadAloud",
    "RecordedAssociation",
    "Rulebook",
    "Searched",
    "Wanted",
    "accept",
    "acknowledgements",
    "add_access",
    "ask",
    "by_link",
    "cancel",
    "case_number_of",
    "check_case",
    "check_match",
    "client_found",
    "confirm",
    "decline",
    "erase_due",
    "expire_due",
    "export_evidence",
    "fail_undelivered",
    "find_client",
    "grant_by_link",
    "heard_of",
    "heard_of_pages",
    "leave",
    "lift_hold",
    "next_steps",
    "note_export",
    "open_case",
    "open_in_emergency",
    "own",
    "put_hold",
    "read_record",
    "record",
    "record_association",
    "review_opening",
    "revoke",
    "revoke_by_link",
    "rulebook",
    "rulebook_of",
    "search",
    "seen",
    "staff_rulebook",
    "step_away",
    "ways_after",
    "write_note",
]
