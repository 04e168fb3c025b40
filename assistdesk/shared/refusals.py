"""How the product says no: for a reason, with a stable code, in a sentence that helps."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Kind(StrEnum):
    """What sort of no it is. Only the site knows which HTTP status each becomes."""

    MALFORMED = "malformed"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    WRONG_METHOD = "wrong_method"
    CONFLICT = "conflict"
    GONE = "gone"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    INVALID = "invalid"
    TOO_MANY = "too_many"
    UNAVAILABLE = "unavailable"


class Refusal(Exception):
    """The request was understood and is refused for a reason that a person can act on.

    One subclass a reason. `code` is for programs and logs and never changes once released; `problem`
    is the last part of the problem type's address where it is not made from the code. `message` is
    for people, in English; the site translates it, with `facts` filled into its `%(name)s`. `facts`
    may hold identifiers, times and counts, never anything that tells who a person is.
    """

    kind: ClassVar[Kind]
    code: ClassVar[str]
    message: ClassVar[str]
    problem: ClassVar[str | None] = None

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts

    @classmethod
    def slug(cls) -> str:
        """Return the name of this problem in its address: `offer-closed` of `/problems/offer-closed`."""
        return cls.problem or "-".join(cls.code.split(".")[1:]).replace("_", "-")


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field. `message` is in English, with `%(name)s` for each of `facts`."""

    field: str
    message: str
    facts: tuple[tuple[str, object], ...] = ()


class InvalidInput(Refusal):
    """What was sent is understood, and some fields of it can't be used."""

    kind = Kind.INVALID
    code = "input.invalid"
    problem = "invalid-input"
    message = "Some fields need another look."

    def __init__(self, errors: Sequence[FieldError], **facts: object) -> None:
        super().__init__(**facts)
        self.errors = tuple(errors)


class MalformedRequest(Refusal):
    """The request can't be read at all."""

    kind = Kind.MALFORMED
    code = "input.malformed"
    problem = "malformed-request"
    message = "The request could not be read. Check its form and try again."


class SignInRequired(Refusal):
    """Nobody is signed in, and somebody has to be."""

    kind = Kind.UNAUTHENTICATED
    code = "people.sign_in.required"
    problem = "sign-in-required"
    message = "Sign in first, or send a valid token."


class NotAuthorized(Refusal):
    """The person signed in may not do this."""

    kind = Kind.FORBIDDEN
    code = "people.permission.missing"
    problem = "not-authorized"
    message = "Your account is not set up for this. Ask the administrator of your marketplace's desk."


class NotThere(Refusal):
    """There is no such thing, or none that this person may know of: the answer is the same."""

    kind = Kind.NOT_FOUND
    code = "desk.thing.not_there"
    problem = "not-found"
    message = "There is nothing here, or nothing that you may see."
