"""What pages say to write instead of what the guard finds. English, to be translated."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext, gettext_noop

from assistdesk.shared.privacy import PersonalType

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


def instead_of(found: str) -> str:
    """Return what to write instead of something of a type, in the active language."""
    return gettext(INSTEAD.get(found, ANY_NUMBER))
