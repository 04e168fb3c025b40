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


UNKNOWN_NPN = Words(
    {
        "en": "Nobody here is known by this NPN. Ask for its digits again, one by one.",
        "es": "Aquí no se conoce a nadie con este NPN. Pida otra vez sus dígitos, uno por uno.",
    }
)
NAME_DIFFERS = Words(
    {
        "en": "The name does not go with this NPN. Ask for it by letters; do not say the one on record.",
        "es": "El nombre no corresponde a este NPN. Pida que lo deletree y no diga el nombre registrado.",
    }
)
UNVERIFIED = Words(
    {
        "en": "Until the caller is verified, say nothing about any consumer and escalate nothing.",
        "es": "Hasta verificar a quien llama, no diga nada de ningún consumidor ni escale nada.",
    }
)


class HotlineEdition(Edition):
    """The rules of a call.

    `unknown_npn` and `name_differs` tell the representative what to do about a caller who is not the one on
    record, `unverified` what holds for every caller as long as that is so. A pack that was loaded before
    they could be said has them in general words.
    """

    contact: ContactKey
    consumers_per_call: Count
    verify_caller: Annotated[tuple[CallerDetail, ...], Field(min_length=1)]
    consumer_details: Annotated[tuple[FieldKey, ...], Field(min_length=1)]
    escalates_to: TeamKey
    greeting: Words
    unknown_npn: Words = UNKNOWN_NPN
    name_differs: Words = NAME_DIFFERS
    unverified: Words = UNVERIFIED
    ask_for: Annotated[tuple[Words, ...], Field(min_length=1)]
    read_number_out: Words
    keep_number: Words
    too_many_consumers: Words
    follow_up: Words
