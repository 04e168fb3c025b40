"""Whom a marketplace's messages may name: everybody its pack publishes."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import lru_cache

from assistdesk.shared import places
from assistdesk.shared.policy.schema import Pack, PartName, Words
from assistdesk.shared.privacy.names.lists import fold, is_ordinary
from assistdesk.shared.privacy.names.phrases import words_of
from assistdesk.shared.privacy.parties import Directory, emails, phones


def directory_of(pack: Pack) -> Directory:
    """Return the pack's contacts, issuers, teams and offices in the shape that the guard wants."""
    return _made(_Keyed(pack))


def together(directories: Iterable[Directory]) -> Directory:
    """Return one directory with what stands in any of several."""
    known = tuple(directories)
    parts = {
        part.name: frozenset[str]().union(*(getattr(one, part.name) for one in known))
        for part in fields(Directory)
    }
    return Directory(**parts)


class _Keyed:
    """A pack that can be remembered by: two that say the same are the same."""

    __slots__ = ("pack",)

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def __hash__(self) -> int:
        return hash(self.pack.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and other.pack.digest == self.pack.digest


@lru_cache(maxsize=16)
def _made(keyed: _Keyed) -> Directory:
    pack = keyed.pack
    addresses = emails(_addresses(pack))
    return Directory(
        phones=phones(_phones(pack)),
        emails=addresses,
        domains=frozenset(address.partition("@")[2] for address in addresses),
        names=frozenset(_names(pack)),
        brands=frozenset(_brands(pack)),
        counties=frozenset(map(fold, places.counties_of(pack.identity.state or ""))),
        allowed_labels=frozenset(_labels(pack)),
    )


def _phones(pack: Pack) -> Iterator[str]:
    for contact in pack.directory.contacts.values():
        yield from (phone.number for phone in contact.phones)
    for _, _, plan in pack.directory.issuer_plans(None):
        yield from (phone.number for phone in plan.phones)


def _addresses(pack: Pack) -> Iterator[str]:
    for contact in pack.directory.contacts.values():
        yield from contact.emails
    yield from (issuer.email for issuer in pack.directory.issuers.values() if issuer.email)


def _names(pack: Pack) -> Iterator[str]:
    directory, identity = pack.directory, pack.identity
    for words in (identity.name, identity.short_name, identity.organisation):
        yield from words.root.values()
    for contact in directory.contacts.values():
        yield from contact.name.root.values()
    for team in directory.teams.values():
        yield from (*team.name.root.values(), *team.public_label.root.values())
    for agency in directory.agencies.values():
        yield from agency.name.root.values()
    for issuer in directory.issuers.values():
        yield from (issuer.name, *issuer.also_called)
    for sites in directory.issuer_sites:
        yield from (site.name for site in sites.sites)


def _brands(pack: Pack) -> Iterator[str]:
    """Yield the first word of each issuer's names, by which people call it for short."""
    for issuer in pack.directory.issuers.values():
        for name in (issuer.name, *issuer.also_called):
            first, *_ = words_of(name)
            if not is_ordinary(first):
                yield first


def _labels(pack: Pack) -> Iterator[str]:
    """Yield what forms call the numbers that they ask for: none of these is personal."""
    for edition in pack.escalations if pack.has(PartName.ESCALATIONS) else ():
        for kind in edition.types.values():
            for field in kind.fields:
                if field.key.endswith("_number"):
                    yield from _texts(field.label)


def _texts(words: Words) -> Iterator[str]:
    yield from words.root.values()
