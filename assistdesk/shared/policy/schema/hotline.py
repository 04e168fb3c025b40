"""What a support representative asks and does on the helpers' hotline (`hotline/`)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from assistdesk.shared.policy.schema.base import Edition, FieldKey
from assistdesk.shared.policy.schema.references import ContactKey, TeamKey
from assistdesk.shared.policy.schema.values import Count
from assistdesk.shared.policy.schema.words import Words


class CallerDetail(StrEnum):
    """What a caller is known by."""

    NAME = "name"
    NPN = "npn"


class HotlineEdition(Edition):
    """The rules of a call.

    `unknown_npn` and `name_differs` tell the representative what to do about a caller who is not the one on
    record, `unverified` what holds for every caller as long as that is so.
    """

    contact: ContactKey
    consumers_per_call: Count
    verify_caller: Annotated[tuple[CallerDetail, ...], Field(min_length=1)]
    consumer_details: Annotated[tuple[FieldKey, ...], Field(min_length=1)]
    escalates_to: TeamKey
    greeting: Words
    unknown_npn: Words
    name_differs: Words
    unverified: Words
    ask_for: Annotated[tuple[Words, ...], Field(min_length=1)]
    read_number_out: Words
    keep_number: Words
    too_many_consumers: Words
    follow_up: Words
