"""What pages say of what the guard finds, and what to write instead. English, to be translated."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext, gettext_noop

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
INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        PersonalType.PERSON.value: gettext_noop("Write “the client”, and give the Person ID or case number."),
        PersonalType.DOB.value: gettext_noop("Leave the date out: the incident knows its client."),
        PersonalType.PHONE.value: gettext_noop("Leave it out, or say that the number is on the case."),
        PersonalType.EMAIL.value: gettext_noop("Leave it out, or say that the address is on the case."),
        PersonalType.ADDRESS.value: gettext_noop("Name the county, or say that the address is on the case."),
    }
)
ANY_NUMBER = gettext_noop("Leave it out: use the Person ID, case number or incident number instead.")


REMOVED = re.compile(r"\[removed: ([A-Z_]+)\]")


def removed_words(text: str) -> str:
    """Return a text in which the tokens of what the guard removed say it in the active language."""
    return REMOVED.sub(lambda found: gettext("[removed: %(what)s]") % {"what": kind_words(found[1])}, text)


def kind_words(found: str) -> str:
    """Return what something of a type is called, in the active language."""
    return gettext(KIND_WORDS[found]) if found in KIND_WORDS else found


def instead_of(found: str) -> str:
    """Return what to write instead of something of a type, in the active language."""
    return gettext(INSTEAD.get(found, ANY_NUMBER))
