"""What is said of what the guard finds and takes out. English, to be translated."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.states import Decision
from assistdesk.shared.privacy import PersonalType

KIND_WORDS: Mapping[str, str] = MappingProxyType(
    {
        PersonalType.PERSON.value: gettext_noop("name of a person"),
        PersonalType.US_SSN.value: gettext_noop("Social Security number"),
        PersonalType.ITIN.value: gettext_noop("taxpayer number (ITIN)"),
        PersonalType.DOB.value: gettext_noop("date of birth"),
        PersonalType.PHONE.value: gettext_noop("phone number"),
        PersonalType.EMAIL.value: gettext_noop("email address"),
        PersonalType.ADDRESS.value: gettext_noop("postal address"),
        PersonalType.MEMBER_ID.value: gettext_noop("member or Medicaid number"),
        PersonalType.BANK_ACCOUNT.value: gettext_noop("bank account number"),
        PersonalType.BANK_ROUTING.value: gettext_noop("bank routing number"),
        PersonalType.CREDIT_CARD.value: gettext_noop("card number"),
        PersonalType.PASSPORT.value: gettext_noop("passport number"),
        PersonalType.DRIVER_LICENSE.value: gettext_noop("driver licence number"),
        PersonalType.ALIEN_NUMBER.value: gettext_noop("alien number"),
        PersonalType.IMMIGRATION_ID.value: gettext_noop("immigration document number"),
    }
)
REMOVED = re.compile(r"\[removed: ([A-Z_]+)\]")


def kind_words(found: str) -> str:
    """Return what something of a type is called, in the active language."""
    return gettext(KIND_WORDS[found]) if found in KIND_WORDS else found


def removed_words(text: str) -> str:
    """Return a text in which the tokens of what the guard removed say it in the active language."""
    return REMOVED.sub(lambda found: gettext("[removed: %(what)s]") % {"what": kind_words(found[1])}, text)


def words_of(row: Outgoing) -> tuple[str, str]:
    """Return subject and body of a message as its receiver reads them, in the message's language."""
    if row.decision != Decision.REDACT.value:
        return row.subject, row.body
    with translation.override(row.language):
        return removed_words(row.subject), removed_words(row.body)
