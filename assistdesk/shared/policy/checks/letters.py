"""Messages: each one that is needed is there, in its channels, with the placeholders that it can have."""

from collections.abc import Iterator

from assistdesk.shared.policy.checks.draft import Draft
from assistdesk.shared.policy.documents import Document
from assistdesk.shared.policy.problems import Path, Problem
from assistdesk.shared.policy.schema.directory import Audience
from assistdesk.shared.policy.schema.identity import PartName
from assistdesk.shared.policy.schema.messages import ChannelName, MessagesEdition, Template
from assistdesk.shared.policy.schema.references import nearest
from assistdesk.shared.policy.schema.words import CONTACT, PLACEHOLDER, Words
from assistdesk.shared.policy.templates import SMS_LIMIT, TEMPLATE_RULES, TemplateRule

ROOM = {"link": 60, "sign_off": 40}
ROOM_OTHERWISE = 16
"""Characters that a placeholder is counted with, when the length of a text message is checked."""


def letter_faults(draft: Draft) -> Iterator[Problem]:
    """Yield what is wrong with the messages."""
    for document, edition in draft.read(PartName.MESSAGES, MessagesEdition):
        yield from _missing(draft, document, edition)
        for key, template in edition.messages.items():
            yield from _template_faults(draft, document, key, template)


def _missing(draft: Draft, document: Document, edition: MessagesEdition) -> Iterator[Problem]:
    for key, rule in TEMPLATE_RULES.items():
        if key not in edition.messages and (rule.part is None or rule.part in draft.present):
            yield document.problem(("messages",), f"the message '{key}' is missing", "add it")


def _template_faults(draft: Draft, document: Document, key: str, template: Template) -> Iterator[Problem]:
    rule = TEMPLATE_RULES[key]
    path: Path = ("messages", key)
    for channel, text in ((ChannelName.EMAIL, template.email), (ChannelName.SMS, template.sms)):
        if (channel in rule.channels) is (text is None):
            said = "is missing" if text is None else "is never sent"
            advice = "add it" if text is None else "leave it out"
            yield document.problem(path, f"the text for '{channel.value}' {said}", advice)
    for place, words in _texts(path, template):
        yield from _placeholder_faults(draft, document, place, words, rule)
    if rule.answerable and template.email and "pii_reminder" not in template.email.body.placeholders():
        said = "the mail can be answered, and does not say to leave out personal information"
        yield document.problem((*path, "email", "body"), said, "name {pii_reminder}")
    if template.sms:
        yield from _length_faults(document, (*path, "sms"), template.sms)


def _texts(path: Path, template: Template) -> Iterator[tuple[Path, Words]]:
    if template.email:
        yield (*path, "email", "subject"), template.email.subject
        yield (*path, "email", "body"), template.email.body
    if template.sms:
        yield (*path, "sms"), template.sms


def _placeholder_faults(
    draft: Draft, document: Document, path: Path, words: Words, rule: TemplateRule
) -> Iterator[Problem]:
    for name in sorted(words.placeholders()):
        if not CONTACT.match(name) and name not in rule.placeholders:
            said = f"nothing is filled in for '{{{name}}}'"
            yield document.problem(path, said, nearest(name, rule.placeholders))
    if rule.audience is not Audience.RESIDENT:
        return
    for key in words.contacts():
        if key in draft.names.helpers_only:
            said = f"a message to residents names '{key}', which is for helpers only"
            yield document.problem(path, said, "name a contact that residents may know")


def _length_faults(document: Document, path: Path, words: Words) -> Iterator[Problem]:
    for code, text in words.root.items():
        filled = PLACEHOLDER.sub(lambda found: "x" * ROOM.get(found[1], ROOM_OTHERWISE), text)
        if len(filled) > SMS_LIMIT:
            said = f"the text message comes to {len(filled)} characters"
            yield document.problem((*path, code), said, f"keep it within {SMS_LIMIT}")
