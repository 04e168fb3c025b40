"""What a stretch of text can be: a consumer's personal value, or one that anybody may see."""

from enum import Enum, StrEnum

from assistdesk.shared.policy.schema.personal import PersonalType

__all__ = ["AllowedType", "Kind", "PersonalType", "name_plainly"]


class AllowedType(StrEnum):
    """A value that looks personal and is not: these claim their place before others can.

    Source: rule V-03.
    """

    INCIDENT_NO = "INCIDENT_NO"
    TICKET = "TICKET"
    CASE_NO = "CASE_NO"
    PERSON_ID = "PERSON_ID"
    APP_ID = "APP_ID"
    NPN = "NPN"
    REFERENCE = "REFERENCE"
    EVENT_DATE = "EVENT_DATE"
    AMOUNT = "AMOUNT"
    KNOWN_PHONE = "KNOWN_PHONE"
    KNOWN_EMAIL = "KNOWN_EMAIL"
    KNOWN_NAME = "KNOWN_NAME"
    """A name of the marketplace's own directory."""
    PARTY_NAME = "PARTY_NAME"
    """Somebody whom the message is between, or who helps consumers."""
    PLAN = "PLAN"
    ORGANIZATION = "ORGANIZATION"
    PLACE = "PLACE"
    URL = "URL"


Kind = PersonalType | AllowedType


def name_plainly(kinds: type[Enum]) -> None:
    """Make the members of an enum plain attributes of it.

    Python 3.11 calls a function at each mention of one, which takes ten times as long; 3.12 does as here.
    """
    for one in kinds:
        type.__setattr__(kinds, one.name, one)


name_plainly(PersonalType)
name_plainly(AllowedType)
