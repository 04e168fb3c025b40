"""The frame of a helper's pages: My Account and Help, and the tabs, in the marketplace's own words."""

from dataclasses import dataclass

from django.utils.translation import get_language

from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy.schema import Pack
from assistdesk.site.navigation import Door, address


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame: what the marketplace calls it, its tabs, and the links beside them."""

    title: str
    tabs: list[Door]
    links: list[Door]


def frame_of(actor: Actor, *, pack: Pack | None, path: str) -> Frame | None:
    """Return the frame of `actor` on the page at `path`; None for who is no helper of the marketplace."""
    if pack is None or not pack.dashboard or not actor.is_helper or not actor.serves(pack.marketplace):
        return None
    board, language = pack.dashboard[-1], get_language() or actor.language
    tabs = [(one.title.in_language(language), _tab(one.key, actor, pack)) for one in board.tabs]
    links = [(one.title.in_language(language), _link(one.key, actor, pack)) for one in board.frame_links]
    here = _here([place for _, place in (*tabs, *links)], path)
    return Frame(
        title=board.title.in_language(language),
        tabs=[Door(words, place, place == here) for words, place in tabs if place],
        links=[Door(words, place, place == here) for words, place in links if place],
    )


def _here(places: list[str], path: str) -> str:
    fitting = [place for place in places if place and (path == place or path.startswith(f"{place}/"))]
    return max(fitting, key=len, default="")


def _tab(key: str, actor: Actor, pack: Pack) -> str:
    """Return where a tab leads, or "" where this actor has no such page."""
    tabs = {
        "overview": (Permission.OWN_HOME, "site:home", ()),
        "book_of_business": (_book(actor), "book:overview", (pack.marketplace,)),
        "my_quotes": (Permission.KEEP_BOOK, "book:list", (pack.marketplace, "quotes")),
        "my_delegates": (Permission.MANAGE_DELEGATES, "book:delegates", (pack.marketplace,)),
        "messages": (Permission.OWN_ACCOUNT, "site:my_messages", ()),
        "settings": (Permission.OWN_ACCOUNT, "site:my_settings", ()),
    }
    if key not in tabs:
        return ""
    permission, name, arguments = tabs[key]
    return address(name, *arguments) if actor.may(permission) else ""


def _book(actor: Actor) -> Permission:
    """Return what opens the book: the lists of clients, or else prospects and quotes."""
    return Permission.READ_CLIENTS if actor.may(Permission.READ_CLIENTS) else Permission.KEEP_BOOK


def _link(key: str, actor: Actor, pack: Pack) -> str:
    if key == "my_account" and actor.may(Permission.OWN_ACCOUNT):
        return address("site:my_account")
    return address("guide:entries", pack.marketplace) if key == "help" else ""
