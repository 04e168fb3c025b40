"""What a pack says that is its own: keys, names, addresses, numbers, holidays, whole sentences."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from assistdesk.shared.policy.schema import Pack

SHORTEST_SENTENCE = 4
TOKEN = re.compile(r"[^\W_][\w.'\u2019-]*[^\W_]|\w")
ACRONYM = re.compile(r"^(?=.*[A-Z].*[A-Z])[A-Z0-9&.-]{2,}s?$|^\d+[A-Z-]+\w*$")


class Kind(StrEnum):
    """How a word of a pack is looked for."""

    KEY = "key"  # as a whole text in the code
    WORD = "word"  # as a whole word anywhere, capitals or not
    ACRONYM = "acronym"  # as a whole word anywhere, in capitals
    NUMBER = "number"  # as digits, whatever stands between them


@dataclass(frozen=True, slots=True, order=True)
class PackWord:
    """Something that a pack says, and how it would be found elsewhere."""

    kind: Kind
    text: str


def words_of(pack: Pack) -> set[PackWord]:
    """Return all that is this pack's own."""
    content = pack.model_dump(mode="json")
    found = {PackWord(Kind.KEY, key) for key in _keys(content)}
    found |= {PackWord(Kind.WORD, name) for name in [*_names(pack), *_proper_words(pack)]}
    texts = list(_texts(content))
    found |= {PackWord(Kind.WORD, text) for text in texts if len(text.split()) >= SHORTEST_SENTENCE}
    found |= {
        PackWord(Kind.ACRONYM, token)
        for text in texts
        for token in TOKEN.findall(text)
        if ACRONYM.match(token)
    }
    found |= {PackWord(Kind.WORD, address) for address in _addresses(pack)}
    found |= {PackWord(Kind.NUMBER, phone.number[-10:]) for phone in _phones(pack)}
    return found


def _keys(content: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names that the pack gives to things of its own: teams, contacts, entries, types, fields."""
    directory = content["directory"]
    yield content["identity"]["key"]
    for part in ("contacts", "teams", "agencies", "issuers"):
        yield from directory[part]
    for edition in content["guide"]:
        yield from edition["entries"]
        yield from edition["materials"]
    for edition in content["escalations"]:
        yield from edition["types"]
        for kind in edition["types"].values():
            yield from (field["key"] for field in kind["fields"])
            yield from (choice["key"] for field in kind["fields"] for choice in field["choices"])


def _names(pack: Pack) -> Iterator[str]:
    """Yield what things are called, in every language."""
    identity, directory = pack.identity, pack.directory
    named = [identity.name, identity.short_name, identity.organisation]
    named += [words for role in identity.roles.values() for words in (role.singular, role.plural)]
    named += [
        one.name
        for part in (directory.contacts, directory.teams, directory.agencies)
        for one in part.values()
    ]
    for guide in pack.guide:
        named += [entry.title for entry in guide.entries.values()]
        named += [material.title for material in guide.materials.values()]
    for escalations in pack.escalations:
        named += [words for kind in escalations.types.values() for words in (kind.title, kind.mail_title)]
    for calendar in pack.calendar:
        named += calendar.holidays.values()
        yield from (_day(day) for day in calendar.holidays)
    yield from (name for words in named for name in words.root.values())
    yield identity.look.logo_text
    yield from (issuer.name for issuer in directory.issuers.values())


def _proper_words(pack: Pack) -> Iterator[str]:
    """Yield the single words of the names of marketplace, roles, agencies and issuers."""
    identity, directory = pack.identity, pack.directory
    names = [identity.look.logo_text, *(issuer.name for issuer in directory.issuers.values())]
    for words in (identity.name, identity.short_name, identity.organisation):
        names += words.root.values()
    names += [name for agency in directory.agencies.values() for name in agency.name.root.values()]
    names += [role.singular.in_language(identity.language) for role in identity.roles.values()]
    yield from (token for name in names for token in TOKEN.findall(name) if len(token) > 1)


def _addresses(pack: Pack) -> Iterator[str]:
    for contact in pack.directory.contacts.values():
        yield from contact.emails
        yield from (mail.partition("@")[2] for mail in contact.emails)
        if contact.web:
            yield contact.web.shown
    for _, _, plan in pack.directory.issuer_plans(None):
        if plan.web:
            yield plan.web.shown


def _phones(pack: Pack) -> Iterator[Any]:
    for contact in pack.directory.contacts.values():
        yield from contact.phones
    for _, _, plan in pack.directory.issuer_plans(None):
        yield from plan.phones


def _texts(content: object) -> Iterator[str]:
    """Yield every text that people read: what stands under a language's code."""
    if isinstance(content, dict):
        for key, value in content.items():
            if isinstance(value, str) and re.fullmatch(r"[a-z]{2,3}", str(key)):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from _texts(value)


def _day(day: date) -> str:
    return day.isoformat()
