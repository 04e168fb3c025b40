"""Tags and filters of every page: moments, words of packs, phone numbers, the frame's own parts."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import phonenumbers
from babel.lists import format_list
from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from assistdesk.shared import clock
from assistdesk.shared.messaging import removals
from assistdesk.shared.messaging.checking import check
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy.rendering import render_words
from assistdesk.shared.policy.schema import Audience, Contact, Pack, Words
from assistdesk.shared.policy.schema.identity import RoleName
from assistdesk.site import guard_words, moments
from assistdesk.site import navigation as doors
from assistdesk.site.checking import known_about

register = template.Library()


def _language() -> str:
    return get_language() or "en"


@register.filter
def in_language(words: Words | None, language: str) -> str:
    """Return `words` in `language`; for texts without placeholders (`said_to` fills those in)."""
    return words.in_language(language) if words else ""


@register.filter
def finding_words(found: str) -> str:
    """Return what something is called that the privacy guard found."""
    return removals.kind_words(found)


@register.filter
def removed_words(text: str) -> str:
    """Return a text in which what the privacy guard removed is named in the reader's language."""
    return removals.removed_words(text)


@register.filter
def instead_of(found: str) -> str:
    """Return what to write instead of something that the privacy guard found."""
    return guard_words.instead_of(found)


@register.inclusion_tag("site/parts/checking.html", takes_context=True)
def checking(
    context: template.Context, field: BoundField, about_kind: str = "", about_id: object = ""
) -> dict[str, object]:
    """Show below a field what the privacy guard says of its words, while they are typed and once sent.

    The words are about the thing of a kind with an id, whose consumers the guard then knows.
    """
    request, actor = context["request"], context["actor"]
    text = request.POST.get(field.html_name, "") if request.POST.get("check") else ""
    checked = None
    if text:
        at = clock.now()
        known = known_about(about_kind, str(about_id), actor=actor, at=at)
        checked = check(text, known=known, actor=actor, at=at)
    return {
        "field_id": field.id_for_label,
        "about_kind": about_kind,
        "about_id": about_id,
        "checked": checked,
    }


@register.simple_tag(takes_context=True)
def said_to(context: template.Context, words: Words | None, pack: Pack) -> str:
    """Return a pack's text as the actor of the page may read it, its contacts filled in."""
    if words is None:
        return ""
    actor = context.get("actor")
    knows = (
        actor is not None and actor.may(Permission.READ_HELPER_CONTACTS) and actor.serves(pack.marketplace)
    )
    audience = Audience.HELPER if knows else Audience.RESIDENT
    return render_words(pack, words, language=_language(), audience=audience)


@register.filter
def in_zone(moment: datetime | None, zone: str) -> SafeString | str:
    """Return `moment` as "Monday, June 1, 5:00 p.m. EDT" in `zone`."""
    if moment is None:
        return ""
    return _time(moment, moments.said(moment, zone=zone, language=_language()))


@register.filter
def in_zone_with_year(moment: datetime | None, zone: str) -> SafeString | str:
    """Return `moment` as "Monday, June 1, 2026, 5:00 p.m. EDT" in `zone`."""
    if moment is None:
        return ""
    return _time(moment, moments.said(moment, zone=zone, language=_language(), with_year=True))


@register.filter
def in_zone_short(moment: datetime | None, zone: str) -> SafeString | str:
    """Return `moment` as "Jun 1, 5:00 p.m." in `zone`, for tables."""
    if moment is None:
        return ""
    return _time(moment, moments.said_short(moment, zone=zone, language=_language()))


@register.filter
def last_day(moment: datetime, zone: str) -> str:
    """Return the last day in `zone` before `moment`, with its weekday: for what ends at midnight."""
    before = moment.astimezone(ZoneInfo(zone)) - timedelta(microseconds=1)
    return moments.said_day(before.date(), language=_language())


@register.simple_tag
def day_of(moment: datetime, zone: str) -> str:
    """Return the day of a moment in `zone`, with its weekday."""
    return moments.said_day(moment.astimezone(ZoneInfo(zone)).date(), language=_language())


@register.simple_tag
def from_to(start: datetime, end: datetime, zone: str) -> SafeString:
    """Return two hours of a day as "9:00 a.m. to 11:00 a.m. EDT", in `zone`."""
    return format_html(
        '<time datetime="{}">{}</time>',
        start.isoformat(),
        moments.said_between(start, end, zone=zone, language=_language()),
    )


@register.simple_tag
def time_left(due_at: datetime | None, at: datetime) -> SafeString | str:
    """Return how long it is from `at` to `due_at`: "in 3 h 20 min", "40 min late"."""
    if due_at is None:
        return ""
    left = moments.time_left(due_at, at=at)
    return format_html('<span class="desk-left desk-left--{}">{}</span>', left.urgency, left.words)


@register.filter
def on_day(day: date) -> str:
    """Return a day with its weekday: "Friday, May 29", "viernes, 29 de mayo"."""
    return moments.said_day(day, language=_language())


@register.filter
def in_hours(span: timedelta) -> str:
    """Return a span of working time as "27 h 5 min", since a day of it is not 24 hours; rounded down."""
    return moments.said_hours(span)


@register.filter
def phone(number: str) -> str:
    """Return a number as people here write it: "410-555-0100"; what is no number stays as it is."""
    try:
        parsed = phonenumbers.parse(number, "US")
    except phonenumbers.NumberParseException:
        return number
    national = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    return national.replace("(", "").replace(") ", "-")


@register.simple_tag
def accent_address(pack: Pack) -> str:
    """Return the address of a marketplace's colours; it changes with the pack."""
    return f"{reverse('site:accent', args=[pack.marketplace])}?v={pack.digest[:12]}"


@register.simple_tag
def public_contacts(pack: Pack) -> list[Contact]:
    """Return the contacts of a marketplace that every page names: its phone and its web site."""
    keys = dict.fromkeys(key for key in (pack.identity.phone, pack.identity.site) if key)
    return [pack.contact(key, audience=Audience.RESIDENT) for key in keys]


@register.simple_tag
def resident_phones(pack: Pack) -> list[Contact]:
    """Return the contacts of the directory that residents can call."""
    seen = (one.as_seen_by(Audience.RESIDENT) for one in pack.directory.contacts.values())
    return [one for one in seen if one.phones and (not one.used_by or RoleName.RESIDENT in one.used_by)]


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> list[doors.Door]:
    """Return the links of the page's navigation, for the actor in the marketplace of the page."""
    request: HttpRequest | None = context.get("request")
    if request is None or "actor" not in context:
        return []
    return doors.doors(context["actor"], pack=context.get("pack") or None, path=request.path)


@register.simple_tag(takes_context=True)
def own_page(context: template.Context) -> str:
    """Return the address of the page about the actor themselves, or "" where there is none."""
    actor, pack = context.get("actor"), context.get("pack") or None
    return doors.own_page(actor, pack) if actor is not None else ""


@register.filter
def widget_class(field: BoundField) -> str:
    """Return the USWDS class of a form field's widget."""
    return {
        "textarea": "usa-textarea",
        "select": "usa-select",
        "checkbox": "usa-checkbox__input",
        "clearablefile": "usa-file-input",
        "file": "usa-file-input",
    }.get(field.widget_type, "usa-input")


@register.filter
def drawn(field: BoundField) -> SafeString:
    """Return a form field's widget with the class of its kind, marked where it has an error."""
    classes = f"{widget_class(field)}{' usa-input--error' if field.errors else ''}"
    own = field.field.widget.attrs.get("class", "")
    return SafeString(field.as_widget(attrs={"class": f"{classes} {own}".strip()}))


def _time(moment: datetime, words: str) -> SafeString:
    return format_html('<time class="desk-moment" datetime="{}">{}</time>', moment.isoformat(), words)


@register.filter
def choice_class(kind: str) -> str:
    """Return the USWDS class of a choice of this kind, radio or checkbox."""
    return "usa-radio" if kind == "radio" else "usa-checkbox"


@register.filter
def first_id(field: BoundField) -> str:
    """Return the id of the element that gets the focus when a field is to be mended."""
    return f"{field.auto_id}_0" if field.use_fieldset else str(field.auto_id)


@register.simple_tag
def page_link(name: str, *arguments: str) -> str:
    """Return the address of a named page, or "" where this desk has no such page."""
    return doors.address(name, *arguments)


@register.filter
def helper_words(pack: Pack) -> str:
    """Return what a marketplace calls its helpers, as a list in words: "agents, navigators and ..."."""
    names = [pack.identity.roles[role].plural.in_language(_language()) for role in pack.identity.helper_roles]
    return format_list(names, locale=_language())
