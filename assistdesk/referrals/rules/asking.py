"""What a resident may ask: each field checked, with what to do where it can't be used."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from assistdesk.referrals.rules import addresses
from assistdesk.referrals.rules.filters import is_of_type
from assistdesk.shared.refusals import FieldError

LONGEST_NAME = 100
NO_CONTACT_MESSAGE = "Give a phone number or an email address."
NOT_HELPED_MESSAGE = "These helpers do not help with what you need. Choose others, or whoever is there first."


class Choice(Protocol):
    """One of the choices of a form."""

    @property
    def key(self) -> str:
        """Its name."""


class Form(Protocol):
    """What the marketplace's form offers."""

    @property
    def contact_methods(self) -> Sequence[str]:
        """How a resident can be reached."""

    @property
    def programs(self) -> Collection[str]:
        """What a resident can want help with."""

    @property
    def helper_types(self) -> Sequence[str]:
        """Who can be asked for."""

    @property
    def aids(self) -> Sequence[Choice]:
        """What can be needed besides."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a resident typed and chose."""

    name: str = field(repr=False)
    contact_method: str
    contact: str = field(repr=False)
    language: str
    program: str
    helper_type: str = ""
    aids: Sequence[str] = ()


def errors(
    asked: Asked, *, form: Form, languages: Collection[str], helps_with: Mapping[Any, Collection[str]]
) -> list[FieldError]:
    """Return what needs another look, in the order of the form; empty where all is well.

    `helps_with` is the programs that helpers of each role help with.
    """
    found: list[FieldError] = []
    if not asked.name.strip():
        found.append(FieldError("name", "Tell us your name."))
    elif len(asked.name.strip()) > LONGEST_NAME or not asked.name.strip().isprintable():
        found.append(FieldError("name", "Use at most 100 letters."))
    found += way_errors(asked.contact, method=asked.contact_method, methods=form.contact_methods)
    if asked.language not in languages:
        found.append(FieldError("language", "Choose one of the languages offered."))
    if asked.program not in form.programs:
        found.append(FieldError("program", "Choose what you need help with."))
    if asked.helper_type and asked.helper_type not in form.helper_types:
        found.append(FieldError("helper_type", "Choose one of those offered."))
    elif asked.program in not_helped(asked.helper_type, programs=form.programs, helps_with=helps_with):
        found.append(FieldError("helper_type", NOT_HELPED_MESSAGE))
    known = {one.key for one in form.aids}
    if any(one not in known for one in asked.aids):
        found.append(FieldError("aids", "Choose among those offered."))
    return found


def not_helped(
    helper_type: str, *, programs: Collection[str], helps_with: Mapping[Any, Collection[str]]
) -> tuple[str, ...]:
    """Return the programs with which no helper of a type helps; none where no type is asked for."""
    if not helper_type:
        return ()
    helped = {
        one for role, known in helps_with.items() if is_of_type(role, asked=helper_type) for one in known
    }
    return tuple(one for one in programs if one not in helped)


def way_errors(contact: str, *, method: str, methods: Collection[str]) -> list[FieldError]:
    """Return what is wrong with how somebody wants to be reached; empty where it can be used."""
    if method not in methods:
        missing = [] if contact.strip() else [FieldError("contact", NO_CONTACT_MESSAGE)]
        return [FieldError("contact_method", "Choose how we reach you."), *missing]
    return contact_errors(contact, method=method)


def contact_errors(contact: str, *, method: str) -> list[FieldError]:
    """Return what is wrong with a phone number or an e-mail address; empty where it can be used."""
    if contact_of(contact, method=method):
        return []
    said = addresses.EMAIL_MESSAGE if method == addresses.EMAIL else addresses.PHONE_MESSAGE
    return [FieldError("contact", said)]


def contact_of(contact: str, *, method: str) -> str:
    """Return a contact as it is kept: an e-mail address, or a number as +15025550100; "" where it is none."""
    if method == addresses.EMAIL:
        return addresses.email_address(contact) or ""
    return addresses.phone_number(contact) or ""
