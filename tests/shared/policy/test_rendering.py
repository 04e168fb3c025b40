"""A text shows each reader what that reader may know, in the reader's language."""

import pytest

from assistdesk.shared.policy.rendering import render_message, render_words
from assistdesk.shared.policy.schema import Audience, ChannelName, Pack, Words
from assistdesk.shared.policy.schema.messages import Template
from assistdesk.shared.policy.schema.words import fill
from assistdesk.shared.policy.templates import TEMPLATE_PLACEHOLDERS, TEMPLATE_RULES
from tests.shared.policy.packs import TODAY, kentucky, maryland, starter

ALL = pytest.mark.parametrize(
    "pack", [kentucky(), maryland(), starter()], ids=["kentucky", "maryland", "starter"]
)
BOTH = pytest.mark.parametrize("language", ["en", "es"])
CALL = Words(
    {"en": "Call {contact:support-hotline.phone}.", "es": "Llame al {contact:support-hotline.phone}."}
)


@pytest.mark.rule("G-09")
def test_a_helper_reads_the_number_and_a_resident_only_the_name() -> None:
    helper = render_words(maryland(), CALL, language="en", audience=Audience.HELPER)
    resident = render_words(maryland(), CALL, language="es", audience=Audience.RESIDENT)

    assert helper == "Call 1-844-224-6761."
    assert resident == "Llame al Línea de Apoyo para Productores (Producer Support Hotline)."


@pytest.mark.rule("G-09")
@BOTH
def test_no_text_of_the_guide_shows_a_resident_what_is_for_helpers(language: str) -> None:
    guide = maryland().guide_on(TODAY)
    texts = [guide.introduction, guide.right_door, guide.pii_notice]
    for entry in guide.entries.values():
        texts += [entry.title, entry.description, *entry.notes, *(step.text for step in entry.steps)]

    shown = "\n".join(
        render_words(maryland(), words, language=language, audience=Audience.RESIDENT) for words in texts
    )

    assert "844" not in shown
    assert "mhbe.producers@maryland.gov" in shown


@pytest.mark.rule("G-09")
def test_a_message_to_residents_shows_the_name_alone_even_where_a_check_was_missed() -> None:
    edition = maryland().messages[0]
    messages = edition.messages | {"sms_help": Template(sms=CALL)}
    pack = maryland().model_copy(update={"messages": (edition.model_copy(update={"messages": messages}),)})

    message = render_message(pack, "sms_help", channel=ChannelName.SMS, day=TODAY, language="en", values={})

    assert message.body == "Call Producer Support Hotline."


def test_a_line_with_nothing_to_say_is_left_out() -> None:
    text = "Number {number}\nPerson {person}\nBy {day}, {hour}\nThe end"

    filled = fill(text, {"number": "1", "person": "", "day": "Monday", "hour": ""})

    assert filled == "Number 1\nBy Monday, \nThe end"


def test_what_is_filled_in_is_not_read_as_a_placeholder() -> None:
    filled = fill("{text} {number}", {"text": "{number} {contact:psl.phone}", "number": "7"})

    assert filled == "{number} {contact:psl.phone} 7"


@ALL
@BOTH
@pytest.mark.rule("M-04")
def test_every_message_is_whole_in_every_language_and_channel(pack: Pack, language: str) -> None:
    for key in pack.messages_on(TODAY).messages:
        values = {name: f"<{name}>" for name in TEMPLATE_PLACEHOLDERS[key]}
        for name in ("sign_off", "marketplace", "pii_reminder"):
            values.pop(name, None)
        for channel in TEMPLATE_RULES[key].channels:
            message = render_message(pack, key, channel=channel, day=TODAY, language=language, values=values)

            assert "{" not in message.subject + message.body
            assert bool(message.subject) is (channel is ChannelName.EMAIL)


@ALL
@BOTH
@pytest.mark.rule("E-06")
def test_every_mail_that_can_be_answered_asks_for_no_personal_information(pack: Pack, language: str) -> None:
    for key, rule in TEMPLATE_RULES.items():
        if not rule.answerable:
            continue
        values = dict.fromkeys(rule.placeholders - {"sign_off", "marketplace", "pii_reminder"}, "x")

        message = render_message(
            pack, key, channel=ChannelName.EMAIL, day=TODAY, language=language, values=values
        )

        assert "(PII)" in message.body


@pytest.mark.rule("E-06")
def test_an_acknowledgement_without_clock_or_single_consumer_promises_and_names_nothing() -> None:
    values = {"receiver_name": "Ana", "subject_line": "S", "incident_number": "200528-2866868", "link": "/x"}
    values |= {"type": "t", "team": "T", "person_id": "", "promise": "", "due_at": ""}

    body = render_message(
        maryland(), "escalation_received", channel=ChannelName.EMAIL, day=TODAY, language="en", values=values
    ).body

    assert "The assigned incident number is 200528-2866868." in body
    assert "expect a reply" not in body
    assert "Person ID" not in body


def test_a_channel_that_a_message_has_no_text_for_is_an_error() -> None:
    with pytest.raises(KeyError):
        render_message(
            maryland(), "escalation_reply", channel=ChannelName.SMS, day=TODAY, language="en", values={}
        )
