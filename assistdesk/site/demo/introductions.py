"""The demo's sign-ins as the sign-in page offers them: by marketplace, each with name and role."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import Pack, RoleName
from assistdesk.site.demo.script import DemoAccount, script


@dataclass(frozen=True, slots=True)
class Introduction:
    """One sign-in; `who` is the role in the words of the marketplace."""

    username: str
    name: str
    who: str


@dataclass(frozen=True, slots=True)
class Company:
    """Those who sign in to one marketplace, or to every one."""

    title: str
    people: tuple[Introduction, ...]


def companies(*, language: str) -> list[Company]:
    """Return the sign-ins of every marketplace that runs, then of those who serve them all."""
    packs = policy.marketplaces()
    found = [(one.identity.name.in_language(language), one.marketplace, [one]) for one in packs]
    found.append((gettext("Every marketplace"), "", packs))
    return [
        Company(title, tuple(_people(marketplace, known, language=language)))
        for title, marketplace, known in found
        if known
    ]


def _people(marketplace: str, packs: Sequence[Pack], *, language: str) -> Iterator[Introduction]:
    for account in script().accounts:
        if account.marketplace == marketplace:
            yield Introduction(account.username, account.name, _who(account, packs, language=language))


def _who(account: DemoAccount, packs: Sequence[Pack], *, language: str) -> str:
    role = RoleName(account.role.value)
    named = [pack.identity.roles[role] for pack in packs if role in pack.identity.roles]
    return named[0].singular.in_language(language) if named else ""
