"""The doors of the navigation: for each actor, in the marketplace of the page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext

from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy.schema import Pack, PartName


@dataclass(frozen=True, slots=True)
class Door:
    """One link of the navigation; `is_here` where it leads to the page on show."""

    label: str
    address: str
    is_here: bool = False


def doors(actor: Actor, *, pack: Pack | None, path: str) -> list[Door]:
    """Return the links that `actor` can follow, those of a marketplace only where there is one."""
    found = [(label, address) for label, address in _links(actor, pack) if address]
    places = [(place, address) for _, address in found for place in _places(address, pack)]
    fitting = [one for one in places if path.startswith(one[0])]
    here = max(fitting, key=lambda one: len(one[0]))[1] if fitting else ""
    return [Door(label, address, address == here) for label, address in found]


def _places(door: str, pack: Pack | None) -> list[str]:
    """Return how the addresses behind a door begin; the tab of referrals has all that is set there."""
    if pack is None or door != address("referrals:on_demand", pack.marketplace):
        return [door]
    root = address("referrals:manager", pack.marketplace)
    return [f"{root}/{page}" for page in ("register", "registration", "leave", "contact", "availability")]


def _links(actor: Actor, pack: Pack | None) -> Iterator[tuple[str, str]]:
    has_tabs = pack is not None and bool(pack.dashboard) and actor.is_helper  # the first tab is the home
    if actor.may(Permission.OWN_HOME) and not (has_tabs and pack and actor.serves(pack.marketplace)):
        yield gettext("Home"), address("site:home")
    if pack is None:
        return
    marketplace = pack.marketplace
    yield from _public_links(actor, pack)
    if not actor.serves(marketplace):
        return
    if pack.has(PartName.ESCALATIONS):
        if actor.may(Permission.ESCALATE):
            yield gettext("Escalate"), address("escalations:search", marketplace)
            yield gettext("My escalations"), address("escalations:mine", marketplace)
        yield from _staff_links(actor, pack)
    if pack.has(PartName.REFERRALS):
        yield from _referral_links(actor, pack)
    if pack.has(PartName.CONSENT):
        yield from _consent_links(actor, pack)


def _consent_links(actor: Actor, pack: Pack) -> Iterator[tuple[str, str]]:
    edition, language = pack.consent[-1], get_language() or actor.language
    if actor.may(Permission.REQUEST_CASE_ACCESS):
        yield edition.words.quick_link.in_language(language), address("consent:search", pack.marketplace)
    if actor.may(Permission.OPEN_CASES):
        yield gettext("Case access"), address("consent:staff", pack.marketplace)
    if actor.may(Permission.OWN_ACCESS):
        yield edition.association.tile.in_language(language), address("consent:own", pack.marketplace)


def _referral_links(actor: Actor, pack: Pack) -> Iterator[tuple[str, str]]:
    if takes_referrals(actor, pack):
        yield gettext("Quick Updates"), address("referrals:manager", pack.marketplace)
        tab = pack.referrals[-1].registration.tab
        words = tab.in_language(get_language() or actor.language)
        yield words, address("referrals:on_demand", pack.marketplace)
    if actor.may(Permission.SEE_REFERRALS):
        yield gettext("Referrals"), address("referrals:board", pack.marketplace)


def _public_links(actor: Actor, pack: Pack) -> Iterator[tuple[str, str]]:
    yield gettext("Guide"), address("guide:entries", pack.marketplace)
    if pack.directory.issuers:
        yield gettext("Insurers"), address("guide:issuers", pack.marketplace)
    if pack.has(PartName.REFERRALS) and not (actor.is_helper or actor.is_staff):
        yield gettext("Call back"), address("referrals:ask", pack.marketplace)


def takes_referrals(actor: Actor, pack: Pack | None) -> bool:
    """Tell whether people like `actor` take on-demand referrals of a marketplace."""
    if pack is None or not pack.has(PartName.REFERRALS) or not actor.serves(pack.marketplace):
        return False
    return actor.may(Permission.TAKE_REFERRALS)


def own_page(actor: Actor, pack: Pack | None) -> str:
    """Return the address of what the desk knows of the actor, or "" where it has no such page."""
    if pack is None or not takes_referrals(actor, pack):
        return ""
    return address("referrals:my_information", pack.marketplace)


def _staff_links(actor: Actor, pack: Pack) -> Iterator[tuple[str, str]]:
    marketplace = pack.marketplace
    if actor.may(Permission.ANSWER_HOTLINE) and pack.has(PartName.HOTLINE):
        yield gettext("Calls"), address("escalations:hotline", marketplace)
    if actor.may(Permission.WORK_INCIDENTS):
        for team in (one for one in actor.teams if one in pack.directory.teams):
            name = pack.directory.teams[team].name.in_language(get_language() or actor.language)
            yield name, address("escalations:queue", marketplace, team)
    if actor.may(Permission.SEE_REPORTS):
        yield gettext("Reports"), address("escalations:reports", marketplace)
    if actor.may(Permission.ANNOUNCE):
        yield gettext("Announcements"), address("site:announcements", marketplace)
    if actor.may(Permission.MANAGE_DESK) and pack.has(PartName.REFERRALS):
        yield gettext("Try rules"), address("referrals:try_rules", marketplace)


def address(name: str, *arguments: str) -> str:
    """Return the address of a named page, or "" where this desk has no such page."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
