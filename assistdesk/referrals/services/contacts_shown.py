"""Showing the resident to the one who accepted: the only place that reads it out."""

from assistdesk.referrals.models import Referral
from assistdesk.referrals.services.rulebook import Rulebook
from assistdesk.referrals.services.values import Contact


def contact(referral: Referral, book: Rulebook) -> Contact:
    """Return the resident as the helper who accepted sees them. Who may, the caller has made sure of."""
    labels = {choice.key: choice.label for choice in book.edition.form.aids}
    language = book.pack.identity.language
    return Contact(
        reference=referral.reference,
        name=referral.name,
        method=referral.contact_method,
        address=referral.contact,
        language=referral.language,
        program=referral.program,
        aids=tuple(labels[key].in_language(language) if key in labels else key for key in referral.aids),
        area=referral.zip_code or referral.county,
    )
