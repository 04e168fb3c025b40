"""Whom incidents can be handed on to: the directory's agencies, its issuers, whoever has a mail address."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistdesk.shared.policy.schema import (
    Agency,
    Contact,
    Issuer,
    Pack,
    Phone,
    ReplyClock,
    WebAddress,
    Words,
)


class OutsideKind(StrEnum):
    """What an outside office is."""

    AGENCY = "agency"
    ISSUER = "issuer"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Outside:
    """An office that incidents can be handed on to.

    Without an `email` the desk can't write to it: staff reach it in their own way. `answers_within` is None
    where the pack says no time. `other_names` are what an issuer is called besides.
    """

    key: str
    kind: OutsideKind
    name: Words
    email: str | None
    phones: tuple[Phone, ...]
    web: WebAddress | None
    contact: Contact | None
    note: Words | None
    answers_within: ReplyClock | None
    other_names: tuple[str, ...] = ()


def outsides(pack: Pack) -> tuple[Outside, ...]:
    """Return everybody that incidents can be handed on to: agencies, issuers, then mailboxes.

    Of two with one key the first one counts. A contact that an agency names is that agency.
    """
    found: dict[str, Outside] = {}
    for one in (*_agencies(pack), *_issuers(pack), *_contacts(pack)):
        found.setdefault(one.key, one)
    return tuple(found.values())


def outside(pack: Pack, key: str) -> Outside | None:
    """Return the office called `key`, or None where the directory has no such office."""
    return next((one for one in outsides(pack) if one.key == key), None)


def _agencies(pack: Pack) -> Iterator[Outside]:
    for key, agency in pack.directory.agencies.items():
        yield _agency(key, agency, pack.directory.contacts.get(agency.contact or ""))


def _agency(key: str, agency: Agency, contact: Contact | None) -> Outside:
    return Outside(
        key=key,
        kind=OutsideKind.AGENCY,
        name=agency.name,
        email=contact.email if contact else None,
        phones=contact.phones if contact else (),
        web=contact.web if contact else None,
        contact=contact,
        note=agency.note,
        answers_within=_clock(agency.answers_within),
    )


def _issuers(pack: Pack) -> Iterator[Outside]:
    for key, issuer in pack.directory.issuers.items():
        yield _issuer(key, issuer, in_every_language=pack.identity.languages)


def _issuer(key: str, issuer: Issuer, *, in_every_language: tuple[str, ...]) -> Outside:
    return Outside(
        key=key,
        kind=OutsideKind.ISSUER,
        name=Words(root=dict.fromkeys(in_every_language, issuer.name)),
        email=issuer.email,
        phones=tuple(phone for plan in issuer.plans for phone in plan.phones),
        web=next((plan.web for plan in issuer.plans if plan.web), None),
        contact=None,
        note=next((plan.note for plan in issuer.plans if plan.note), None),
        answers_within=_clock(issuer.answers_within),
        other_names=issuer.also_called,
    )


def _contacts(pack: Pack) -> Iterator[Outside]:
    agencies = {agency.contact for agency in pack.directory.agencies.values()}
    for key, contact in pack.directory.contacts.items():
        if contact.email and key not in agencies:
            yield Outside(
                key=key,
                kind=OutsideKind.CONTACT,
                name=contact.name,
                email=contact.email,
                phones=contact.phones,
                web=contact.web,
                contact=contact,
                note=None,
                answers_within=None,
            )


def _clock(clock: ReplyClock) -> ReplyClock | None:
    return clock if clock.is_running else None
