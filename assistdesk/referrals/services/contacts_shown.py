"""Showing the resident to the one who accepted: the only place that reads it out, and it writes that down."""

from datetime import datetime

from assistdesk.referrals.models import Referral
from assistdesk.referrals.services.values import Contact
from assistdesk.shared import transactions
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor


def contact(referral: Referral, *, actor: Actor, at: datetime) -> Contact:
    """Return the resident as the helper who accepted sees them, and write into the audit log who looked.

    That it is the one who accepted, the caller has made sure of.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    audit.record(
        action="referrals.referral.read_contact",
        subject=referral.id,
        actor=actor,
        at=at,
        facts={"reference": referral.reference},
    )
    return Contact(
        reference=referral.reference,
        name=referral.name,
        method=referral.contact_method,
        address=referral.contact,
        language=referral.language,
        program=referral.program,
        aids=tuple(referral.aids),
        zip_code=referral.zip_code,
        county=referral.county,
    )
