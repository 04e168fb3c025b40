"""Tags of a helper's frame: its tabs, and what the marketplace calls each part of it."""

from django import template
from django.http import HttpRequest
from django.utils.html import urlize
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy.schema import Audience, Contact, Pack, Words
from assistdesk.shared.policy.schema.identity import RoleName
from assistdesk.site import navigation, tabs

register = template.Library()


@register.simple_tag(takes_context=True)
def portal_frame(context: template.Context) -> tabs.Frame | None:
    """Return the frame of the page's actor, or None where they have none."""
    request: HttpRequest | None = context.get("request")
    if request is None or "actor" not in context:
        return None
    return tabs.frame_of(context["actor"], pack=context.get("pack") or None, path=request.path)


@register.simple_tag
def frame_word(pack: Pack | None, key: str) -> str:
    """Return what a marketplace calls a link of its frame, or "" where it has none."""
    return _said(pack.dashboard[-1].frame_link(key)) if pack and pack.dashboard else ""


@register.simple_tag
def tab_word(pack: Pack | None, key: str) -> str:
    """Return what a marketplace calls a tab of its frame, or "" where it has none."""
    return _said(pack.dashboard[-1].tab(key)) if pack and pack.dashboard else ""


@register.simple_tag
def board_word(pack: Pack | None, key: str) -> str:
    """Return what a marketplace calls a count of announcements, or "" where it has none."""
    return _said(pack.dashboard[-1].announcement(key)) if pack and pack.dashboard else ""


@register.simple_tag
def footer_word(pack: Pack, key: str) -> str:
    """Return what a marketplace calls a link below a helper's pages, or "" where it has none."""
    return _said(pack.dashboard[-1].footer_link(key)) if pack.dashboard else ""


@register.simple_tag
def role_word(pack: Pack, actor: Actor) -> str:
    """Return what a marketplace calls people of the actor's role, or "" where it has no word for it."""
    names = {role.value for role in RoleName}
    if actor.role.value not in names:
        return ""
    return pack.identity.roles[RoleName(actor.role.value)].singular.in_language(_language())


@register.simple_tag(takes_context=True)
def permits(context: template.Context, permission: str) -> bool:
    """Return whether the actor of the page may do what `permission` names."""
    actor = context.get("actor")
    return actor is not None and actor.may(Permission(permission))


@register.simple_tag(takes_context=True)
def takes_referrals(context: template.Context, pack: Pack | None) -> bool:
    """Return whether the actor of the page takes on-demand referrals of a marketplace."""
    actor = context.get("actor")
    return actor is not None and navigation.takes_referrals(actor, pack or None)


@register.simple_tag
def portal_contacts(pack: Pack) -> list[Contact]:
    """Return the phone and the web site that stand below a helper's pages."""
    board = pack.dashboard[-1]
    keys = dict.fromkeys(key for key in (board.phone, board.site) if key)
    return [pack.contact(key, audience=Audience.HELPER) for key in keys]


@register.filter
def urlize_plain(text: str) -> SafeString:
    """Return a text of ours with its addresses as links; everything else in it is escaped."""
    return SafeString(urlize(text, nofollow=True, autoescape=True))


def _said(words: Words | None) -> str:
    return words.in_language(_language()) if words else ""


def _language() -> str:
    return get_language() or "en"
