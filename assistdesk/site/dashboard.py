"""A helper's dashboard: quick links, announcements, issuers' sites, reports, and counts that open lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from assistdesk.book import queries as book
from assistdesk.book.queries import Counts
from assistdesk.book.rules.days import days_of
from assistdesk.book.states import BookList
from assistdesk.shared.announcements import queries as announcements
from assistdesk.shared.announcements.queries import AnnouncementRow, Unread
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy.schema import Pack, Words
from assistdesk.shared.policy.schema.dashboard import (
    CountedList,
    DashboardEdition,
    Destination,
    Labelled,
    QuickLink,
)
from assistdesk.shared.policy.schema.directory import IssuerSites, ListedSite
from assistdesk.site.navigation import address

SHOWN = 3
PAGES: Mapping[Destination, tuple[Permission, str]] = MappingProxyType(
    {
        Destination.REQUEST_CASE_ACCESS: (Permission.REQUEST_CASE_ACCESS, "consent:search"),
        Destination.ESCALATE: (Permission.ESCALATE, "escalations:search"),
        Destination.GUIDE: (Permission.READ_GUIDE, "guide:entries"),
    }
)
"""The pages of the desk that quick links lead to, and who may open them."""

LISTS: Mapping[BookList, Permission] = MappingProxyType(
    {
        BookList.CLIENTS: Permission.READ_CLIENTS,
        BookList.POLICIES: Permission.READ_CLIENTS,
        BookList.PROSPECTS: Permission.KEEP_BOOK,
        BookList.QUOTES: Permission.KEEP_BOOK,
    }
)
"""Who may see each list of a book, and so its counts."""

WORDS: Mapping[BookList, str] = MappingProxyType({name: name.name.lower() for name in BookList})
"""The word that stands for each list in its address."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One count and the list that it opens; no address where there is no such page."""

    words: Words
    number: int
    address: str


@dataclass(frozen=True, slots=True)
class Box:
    """The counts of one list."""

    key: str
    title: Words
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class Link:
    """A quick link. `leaves`: it leads out of this desk; `is_first`: what agents come for most."""

    words: Words
    address: str
    leaves: bool = False
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """One issuer's web site; no address where no document gives one."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What a dashboard shows besides what a home has anyway."""

    edition: DashboardEdition
    links: list[Link] = field(default_factory=list)
    unread: Unread | None = None
    announced: list[AnnouncementRow] = field(default_factory=list)
    sites_title: Words | None = None
    sites: list[Site] = field(default_factory=list)
    reports: list[tuple[Words, str]] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    warning: Words | None = None


def dashboard_of(actor: Actor, pack: Pack, *, language: str, at: datetime) -> Dashboard:
    """Return the dashboard of a helper of a marketplace that has one; three queries, whatever there is.

    Raises:
        PartLeftOut, NoEditionInForce: the marketplace has none today.
    """
    today = at.astimezone(ZoneInfo(pack.identity.zone)).date()
    edition = pack.dashboard_on(today)
    reads = actor.may(Permission.OWN_ACCOUNT)
    lists = pack.directory.issuer_sites
    return Dashboard(
        edition=edition,
        links=list(_links(actor, pack, edition)),
        unread=announcements.unread(actor, at=at) if reads else None,
        announced=announcements.showing(actor, at=at, language=language, limit=SHOWN) if reads else [],
        sites_title=lists[0].title if lists else None,
        sites=list(_sites(pack, lists)),
        reports=list(_reports(actor, pack, edition.reports)),
        boxes=list(_boxes(actor, pack, edition.lists, at=at)),
        warning=warning_of(actor, pack, at=at),
    )


def _links(actor: Actor, pack: Pack, edition: DashboardEdition) -> Iterator[Link]:
    for one in edition.quick_links:
        if one.leads_to in PAGES:
            permission, page = PAGES[one.leads_to]
            if actor.may(permission):
                is_first = one.leads_to is Destination.REQUEST_CASE_ACCESS
                yield Link(one.title, address(page, pack.marketplace), is_first=is_first)
        elif one.web is not None:
            yield Link(one.title, one.web.url, leaves=True)
        else:
            yield Link(one.title, address("site:quick_link", pack.marketplace, one.key))


def _sites(pack: Pack, lists: tuple[IssuerSites, ...]) -> Iterator[Site]:
    """Yield each site of any of the lists once, in their order."""
    seen: set[str] = set()
    for one in (site for part in lists for site in part.sites):
        if one.name not in seen:
            seen.add(one.name)
            yield Site(one.name, _site_address(pack, one))


def _site_address(pack: Pack, one: ListedSite) -> str:
    if one.web is not None:
        return one.web.url
    plans = pack.directory.issuers[one.issuer].plans if one.issuer else ()
    return next((plan.web.url for plan in plans if plan.web), "")


def _reports(actor: Actor, pack: Pack, reports: tuple[Labelled, ...]) -> Iterator[tuple[Words, str]]:
    pages = {
        "case_notes": (Permission.SEE_CASES, "consent:notes"),
        "prospect_template": (Permission.KEEP_BOOK, "book:prospect_template"),
    }
    for one in reports:
        permission, name = pages.get(one.key, (Permission.OWN_HOME, ""))
        place = address(name, pack.marketplace) if name and actor.may(permission) else ""
        if place:
            yield one.title, place


def _boxes(actor: Actor, pack: Pack, lists: tuple[CountedList, ...], *, at: datetime) -> Iterator[Box]:
    names = {name.value for name in BookList}
    wanted = [one for one in lists if one.key in names and actor.may(LISTS[BookList(one.key)])]
    counted = book.counts(actor, days=days_of(at, zone=pack.identity.zone)) if wanted else {}
    for one in wanted:
        name = BookList(one.key)
        yield Box(one.key, one.title, [_figure(pack, name, count, counted) for count in one.counts])


def _figure(pack: Pack, name: BookList, count: Labelled, counted: Counts) -> Figure:
    place = address("book:list", pack.marketplace, WORDS[name])
    asked = f"{place}?{urlencode({'show': count.key})}" if place else ""
    return Figure(count.title, counted[name].get(count.key, 0), asked)


def explained(pack: Pack, key: str, *, at: datetime) -> QuickLink | None:
    """Return the quick link `key` that leads to no page of its own; None where there is none."""
    today = at.astimezone(ZoneInfo(pack.identity.zone)).date()
    found = pack.dashboard_on(today).link(key)
    return found if found is not None and found.note is not None else None


def first_link(actor: Actor, pack: Pack, *, at: datetime) -> Link | None:
    """Return the link that agents come for most, where this one has it."""
    today = at.astimezone(ZoneInfo(pack.identity.zone)).date()
    return next((one for one in _links(actor, pack, pack.dashboard_on(today)) if one.is_first), None)


def warning_of(actor: Actor, pack: Pack, *, at: datetime) -> Words | None:
    """Return why a client is not to be associated by a prospect or a new application, to who keeps a book."""
    if not pack.consent or not actor.may(Permission.KEEP_BOOK):
        return None
    today = at.astimezone(ZoneInfo(pack.identity.zone)).date()
    return pack.consent_on(today).association.prospect_warning
