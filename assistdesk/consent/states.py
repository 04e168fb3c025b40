"""Where a request for a client's consent stands, and which moves there are.

The words are those of OpenID Connect CIBA where it has one.
"""

from enum import StrEnum

from assistdesk.shared.states import Move, MoveTable

ABOUT_REQUEST = "consent.request"
"""What messages to a client about one request are said to be about."""

ABOUT_ASSOCIATION = "consent.association"
"""What messages about an association are said to be about; its id is the grant's."""

ABOUT_OPENING = "consent.opening"
"""What messages about a case that was opened in an emergency are said to be about."""


class RequestState(StrEnum):
    """Where one question to one client stands.

    `approved`: the client said yes, and the helper has not pressed Ok yet, so nothing is granted. `expired`
    has a reason besides. `failed`: it could not be delivered.
    """

    PENDING = "pending"
    APPROVED = "approved"
    DENIED = "denied"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    FAILED = "failed"
    CONFIRMED = "confirmed"


_PENDING = frozenset({RequestState.PENDING})
_APPROVED = frozenset({RequestState.APPROVED})

REQUEST = MoveTable(
    start=RequestState.PENDING,
    moves=[
        Move("accept", _PENDING, RequestState.APPROVED),
        Move("decline", _PENDING, RequestState.DENIED),
        Move("expire", _PENDING | _APPROVED, RequestState.EXPIRED),
        Move("leave", _PENDING, RequestState.EXPIRED),
        Move("cancel", _PENDING | _APPROVED, RequestState.CANCELLED),
        Move("fail", _PENDING, RequestState.FAILED),
        Move("record", _PENDING, RequestState.APPROVED),
        Move("confirm", _APPROVED, RequestState.CONFIRMED),
    ],
)
"""All moves of a request. `record` is a yes by voice, which the helper writes down after reading aloud."""

OPEN_STATES = _PENDING | _APPROVED
"""States that are no end."""


class Ending(StrEnum):
    """Why a request expired. `unconfirmed`: the client said yes, and the helper never pressed Ok."""

    NO_RESPONSE = "no_response"
    LEFT = "left"
    UNCONFIRMED = "unconfirmed"


class RequestMethod(StrEnum):
    """How a client is asked."""

    ELECTRONIC = "electronic"
    VERBAL = "verbal"


class SpokenWhy(StrEnum):
    """Why a client may be asked by voice."""

    FAILED = "failed"
    NOT_ELECTRONIC = "not_electronic"
    NO_RESPONSE = "no_response"


class Answer(StrEnum):
    """What a client answers."""

    ACCEPT = "accept"
    DECLINE = "decline"


class AnsweredBy(StrEnum):
    """How an answer came: by the link of the message, signed in, or by voice to the helper."""

    LINK = "link"
    SIGNED_IN = "signed_in"
    VOICE = "voice"


class Result(StrEnum):
    """What a search tells. Unknown, ambiguous and out of reach are one answer."""

    ASSOCIATED = "associated"
    CONSENT_NEEDED = "consent_needed"
    NO_MATCH = "no_match"


class Step(StrEnum):
    """What the record of a consent keeps, one entry each."""

    ASKED = "asked"
    ANSWERED = "answered"
    ENDED = "ended"
    CONFIRMED = "confirmed"
    REVOKED = "revoked"
