"""Turns a pack's texts into what one reader sees: contacts filled in, for those who may know them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistdesk.shared.policy.schema.directory import Audience
from assistdesk.shared.policy.schema.messages import ChannelName
from assistdesk.shared.policy.schema.pack import Pack
from assistdesk.shared.policy.schema.words import CONTACT, PLACEHOLDER, Words, fill
from assistdesk.shared.policy.templates import TEMPLATE_RULES


@dataclass(frozen=True, slots=True)
class RenderedMessage:
    """A message ready for the guard. A text message has no subject."""

    subject: str
    body: str


def contact_value(pack: Pack, name: str, *, language: str, audience: Audience) -> str | None:
    """Return what the placeholder `name` (`contact:KEY.phone`) stands for; None for another placeholder.

    Where the reader may not know the value, or the contact has none, it is the contact's name.
    """
    found = CONTACT.match(name)
    if found is None:
        return None
    contact = pack.contact(found["contact"], audience=audience)
    return contact.shown(found["what"]) or contact.name.in_language(language)


def render_words(
    pack: Pack, words: Words, *, language: str, audience: Audience, values: Mapping[str, str] | None = None
) -> str:
    """Return `words` in `language` as `audience` may read it, with `values` for the other placeholders."""
    text = words.in_language(language)
    contacts = {
        name: value
        for name in PLACEHOLDER.findall(text)
        if (value := contact_value(pack, name, language=language, audience=audience)) is not None
    }
    return fill(text, {**contacts, **(values or {})})


def render_message(
    pack: Pack, key: str, *, channel: ChannelName, day: date, language: str, values: Mapping[str, str]
) -> RenderedMessage:
    """Return the message `key` as in force on `day`.

    `values` are the placeholders of `TEMPLATE_RULES[key]`; `sign_off`, `marketplace` and `pii_reminder` are
    filled in here. A line all of whose values are empty is left out.

    Raises:
        NoEditionInForce: the pack has no messages for the day.
        KeyError: the pack has no such message, or not for this channel.
    """
    edition = pack.messages_on(day)
    audience = TEMPLATE_RULES[key].audience

    def rendered(words: Words) -> str:
        common = {
            "sign_off": render_words(pack, edition.sign_off, language=language, audience=audience),
            "marketplace": pack.identity.short_name.in_language(language),
            "pii_reminder": render_words(pack, edition.pii_reminder, language=language, audience=audience),
        }
        return render_words(pack, words, language=language, audience=audience, values={**common, **values})

    template = edition.messages[key]
    if channel is ChannelName.SMS and template.sms is not None:
        return RenderedMessage(subject="", body=rendered(template.sms))
    if channel is ChannelName.EMAIL and template.email is not None:
        return RenderedMessage(subject=rendered(template.email.subject), body=rendered(template.email.body))
    raise KeyError(f"{key} has no text for {channel.value}")
