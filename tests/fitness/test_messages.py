"""Every message that the desk can send has its words, in each language and for each channel."""

import re
from datetime import date
from pathlib import Path

import pytest

from assistdesk.shared.policy.rendering import render_message
from assistdesk.shared.policy.schema import ChannelName, Pack
from assistdesk.shared.policy.templates import SMS_LIMIT, TEMPLATE_RULES
from tests.desks import pack_in
from tests.fitness.sources import ROOT, python

PLACEHOLDER = re.compile(r"\{[^{}]*\}")
FILLED_IN = {"sign_off", "marketplace", "pii_reminder"}
QUEUED = re.compile(r"[\"']((?:escalation|pii|referral|offer|consent|sms)_[a-z_]+)[\"']")


def packs() -> list[Path]:
    """Return the folders of the packs that ship."""
    return sorted(file.parent for file in ROOT.glob("packs/*/pack.yaml"))


def wanted(pack: Pack) -> list[tuple[str, ChannelName]]:
    """Return the messages that a pack needs, with the channels that each goes by."""
    return [
        (key, channel)
        for key, rule in TEMPLATE_RULES.items()
        if rule.part is None or pack.has(rule.part)
        for channel in rule.channels
    ]


def rendered(pack: Pack, key: str, *, channel: ChannelName, day: date, language: str) -> tuple[str, str]:
    """Return subject and body of a message whose placeholders all hold the same short word."""
    values = dict.fromkeys(TEMPLATE_RULES[key].placeholders - FILLED_IN, "x1")
    found = render_message(pack, key, channel=channel, day=day, language=language, values=values)
    return found.subject, found.body


def days_of(pack: Pack) -> list[date]:
    """Return a day of each edition of the pack's messages."""
    return [edition.from_date or date(2026, 11, 21) for edition in pack.messages]


@pytest.mark.rule("M-04")
@pytest.mark.parametrize("folder", packs(), ids=lambda folder: folder.name)
def test_every_message_has_its_words_in_each_language_and_channel(folder: Path) -> None:
    pack = pack_in(folder)

    for day in days_of(pack):
        for key, channel in wanted(pack):
            texts = {
                language: rendered(pack, key, channel=channel, day=day, language=language)
                for language in pack.identity.languages
            }
            assert all(body.strip() for _, body in texts.values()), key
            assert not [text for pair in texts.values() for text in pair if PLACEHOLDER.search(text)], key
            assert len({body for _, body in texts.values()}) == len(texts), (
                f"{key} says the same in two languages"
            )


@pytest.mark.parametrize("folder", packs(), ids=lambda folder: folder.name)
def test_a_mail_has_a_subject_and_a_text_message_fits(folder: Path) -> None:
    pack = pack_in(folder)

    for key, channel in wanted(pack):
        for language in pack.identity.languages:
            subject, body = rendered(pack, key, channel=channel, day=days_of(pack)[0], language=language)
            assert bool(subject.strip()) is (channel is ChannelName.EMAIL), key
            assert channel is ChannelName.EMAIL or len(body) <= SMS_LIMIT, key


def test_every_message_that_the_code_names_has_a_rule() -> None:
    named = {
        (found, source.name)
        for source in python("assistdesk/escalations", "assistdesk/guide", "assistdesk/site")
        for found in QUEUED.findall(source.text)
    }

    assert named
    assert not {one for one in named if one[0] not in TEMPLATE_RULES}
