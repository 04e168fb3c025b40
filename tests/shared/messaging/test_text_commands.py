"""STOP and its kin, START and HELP by text message: obeyed at once, answered once, in the right language."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client
from pytest_django import Settings

from assistdesk.shared import clock
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging import queries, services
from assistdesk.shared.messaging.models import Incoming, OptOut, Outgoing
from assistdesk.shared.messaging.providers import open_provider
from assistdesk.shared.messaging.services import delivery
from assistdesk.shared.messaging.states import Failure, IncomingState, OutgoingState, Unmatched
from assistdesk.shared.messaging.texts import BadNumber, Keyword, checked_number, command_of, e164
from assistdesk.shared.messaging.values import About, InboundText
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.shared.refusals import InvalidInput
from tests.conftest import at_the_same_time
from tests.shared.messaging import build
from tests.shared.messaging.texting import KIND, PHONE, door, recipient, texted, use
from tests.twilio_server import NUMBER, TwilioServer

pytestmark = [pytest.mark.django_db, pytest.mark.rule("M-03")]
STOPS = [
    "STOP", "QUIT", "END", "CANCEL", "UNSUBSCRIBE", "REVOKE", "OPT OUT", "OPTOUT", "STOPALL", "ALTO", "PARAR",
]  # fmt: skip


@pytest.fixture(autouse=True)
def desk(demo_desk: None) -> None:
    """Have both marketplaces run."""


@pytest.fixture
def twilio(settings: Settings) -> Iterator[TwilioServer]:
    """Return a Twilio that the desk uses."""
    with TwilioServer() as server:
        use(server, settings)
        yield server


def say(text: str, *, sender: str = PHONE, **more: str) -> None:
    """Text the desk."""
    services.receive_text(InboundText(sender, NUMBER, text, **more), at=clock.now())  # type: ignore[arg-type]  # the reference


def answers() -> list[tuple[str, str]]:
    """Return template and language of what the desk answered, oldest first."""
    rows = Outgoing.objects.filter(template__startswith="sms_").order_by("queued_at", "id")
    return [(row.template, row.language) for row in rows]


@pytest.mark.parametrize(
    "word", [*STOPS, "stop", "Stop.", " stop! ", "«Stop»", "STOP please", "Álto", "opt-out"]
)
def test_every_word_that_ends_texts_ends_them(word: str) -> None:
    say(word)
    row = texted()

    assert queries.wants_no_texts(PHONE)
    assert (row.state, row.failure) == (OutgoingState.FAILED, Failure.OPTED_OUT)
    assert [template for template, _ in answers()] == ["sms_stopped"]
    [fate] = queries.fate_of(About(KIND, row.about_id))
    assert "STOP" in fate.failure_words


@pytest.mark.parametrize(
    "text",
    ["please call me", "cancel my plan on Friday", "end of month?", "stop by tomorrow", "", "👍", "no"],
)
def test_a_sentence_is_no_command(text: str) -> None:
    say(text)

    assert command_of(text) is None
    assert answers() == []
    row = Incoming.objects.get()
    assert (row.state, row.why_unmatched) == (IncomingState.UNMATCHED, Unmatched.BY_TEXT)


@pytest.mark.parametrize("word", ["START", "unstop", "Iniciar"])
def test_start_brings_texts_back(word: str) -> None:
    say("STOP")
    say(word)

    row = texted()

    assert not queries.wants_no_texts(PHONE)
    assert row.state == OutgoingState.QUEUED
    assert [template for template, _ in answers()] == ["sms_stopped", "sms_started"]
    assert OptOut.objects.get().ended_at is not None


@pytest.mark.parametrize("word", ["HELP", "info", "Ayuda"])
def test_help_is_given_even_after_stop(word: str) -> None:
    say("STOP")
    say(word)

    services.deliver_due()

    assert [row.state for row in Outgoing.objects.all()] == [OutgoingState.SENT] * 2
    assert command_of(word) is not None
    assert {template for template, _ in answers()} == {"sms_stopped", "sms_help"}


def test_a_second_stop_is_obeyed_and_not_answered_again() -> None:
    say("STOP")
    say("STOP")
    say("START")
    say("STOP")

    assert [template for template, _ in answers()] == ["sms_stopped", "sms_started", "sms_stopped"]
    assert OptOut.objects.count() == 2


@pytest.mark.parametrize(
    ("word", "own", "language"),
    [
        ("STOP", "es", "es"),
        ("STOP", "en", "en"),
        ("ALTO", "en", "es"),
        ("PARAR", "es", "es"),
        ("HELP", "es", "es"),
    ],
)
def test_the_answer_is_in_the_receivers_language(word: str, own: str, language: str) -> None:
    texted(to=recipient(language=own))

    say(word)

    assert [spoken for _, spoken in answers()] == [language]


def test_a_stranger_is_answered_too() -> None:
    say("HELP", sender="(859) 555-0177")

    assert Outgoing.objects.get().to_address == "+18595550177"


def test_the_answer_is_the_marketplaces_that_wrote_last() -> None:
    texted()

    say("STOP")

    assert Outgoing.objects.get(template="sms_stopped").marketplace == "kentucky"
    assert Incoming.objects.get().state == IncomingState.NOTED


def test_texts_that_wait_are_stopped_and_those_being_sent_are_looked_at_again() -> None:
    claimed = texted()
    waiting, other = texted(), texted(to=recipient(phone="502-555-0155"))
    row = delivery.claim(ChannelName.SMS)
    assert row is not None
    assert row.id == claimed.id

    say("STOP")
    with open_provider(ChannelName.SMS) as provider:
        assert delivery.send(row, provider) is False
    services.deliver_due()

    states = dict(Outgoing.objects.filter(template="offer_passcode").values_list("id", "failure"))
    assert states == {claimed.id: "opted_out", waiting.id: "opted_out", other.id: ""}


def test_the_number_is_in_no_audit_entry_and_sealed_in_its_row(at: datetime) -> None:
    say("STOP")

    row = OptOut.objects.get()
    assert PHONE[1:].encode() not in bytes(row.sealed)
    assert PHONE[1:] not in row.number_hash
    entries = Entry.objects.filter(action__startswith="messaging.")
    assert "messaging.number.stopped" in {entry.action for entry in entries}
    assert not [entry for entry in entries if PHONE[-7:] in f"{entry.facts}{entry.subject}"]


def test_mail_goes_on_after_stop() -> None:
    say("STOP")

    row = build.queued(to=build.recipient(phone=PHONE), at=clock.now())

    assert row.state == OutgoingState.QUEUED


def test_a_stop_that_is_brought_twice_is_one(twilio: TwilioServer) -> None:
    for _ in range(3):
        assert twilio.text_in(door("incoming"), sender=PHONE, text="STOP", sid="SM" + "2" * 32) == 200

    services.deliver_due()

    assert len(twilio.to(PHONE)) == 1
    assert Incoming.objects.count() == OptOut.objects.count() == 1


@pytest.mark.parametrize("is_by_service", [True, False])
def test_what_the_provider_answered_by_itself_is_not_answered_again(
    twilio: TwilioServer, settings: Settings, *, is_by_service: bool
) -> None:
    more = {"OptOutType": "STOP"} if is_by_service else {}
    if not is_by_service:
        own = twilio.account
        settings.SMS = type(own)(
            own.address, own.account, own.secret, own.number, "", 1000, answers_commands=False
        )

    twilio.text_in(door("incoming"), sender=PHONE, text="STOP", **more)

    assert answers() == []
    assert OptOut.objects.filter(ended_at__isnull=True).exists()


@pytest.mark.django_db(transaction=True)
def test_stops_at_the_same_time_are_one() -> None:
    outcomes = at_the_same_time(*[lambda: say("STOP")] * 6)

    assert outcomes == [None] * 6
    assert OptOut.objects.count() == 1
    assert [template for template, _ in answers()] == ["sms_stopped"]


def test_the_demo_knocks_at_the_same_door(client: Client) -> None:
    told = {"channel": "sms", "from": "502-555-0123", "to": NUMBER, "text": "Alto"}

    answer = client.post("/api/v1/demo/inbound", told, content_type="application/json")

    assert answer.status_code == 200
    assert answers() == [("sms_stopped", "es")]
    assert texted().failure == Failure.OPTED_OUT


@pytest.mark.rule("M-02")
def test_the_demo_can_break_the_channel_and_mend_it(client: Client) -> None:
    fault = {"channel": "sms", "mode": "fail"}
    client.post("/api/v1/demo/faults", fault, content_type="application/json")
    row = texted()

    services.deliver_due()
    row.refresh_from_db()
    assert (row.state, row.failure) == (OutgoingState.QUEUED, Failure.UNREACHABLE)
    client.post("/api/v1/demo/faults", fault | {"mode": "ok"}, content_type="application/json")
    client.post("/api/v1/demo/clock", {"advance_seconds": 10}, content_type="application/json")
    services.deliver_due()

    row.refresh_from_db()
    assert row.state == OutgoingState.SENT
    sent = client.get("/api/v1/demo/messages?channel=sms&to=502-555-0123").json()["items"]
    assert [one["to"] for one in sent] == [PHONE]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("502-555-0123", PHONE),
        ("(502) 555-0123", PHONE),
        ("1 502 555 0123", PHONE),
        ("+1.502.555.0123", PHONE),
        ("+49 176 12345678", "+4917612345678"),
    ],
)
def test_numbers_are_read_as_people_write_them(written: str, number: str) -> None:
    assert e164(written) == checked_number(written, field="phone") == number


@pytest.mark.parametrize("written", ["", "555-0100", "911", "call me", "502-555-0123 x4", "+1 502 555 012"])
def test_what_is_no_number_is_refused_in_words(written: str) -> None:
    with pytest.raises(BadNumber):
        e164(written)
    with pytest.raises(InvalidInput) as refused:
        checked_number(written, field="phone")

    assert refused.value.errors[0].field == "phone"
    assert "502-555-0123" in refused.value.errors[0].message


def test_a_text_to_no_number_fails_in_words() -> None:
    row = texted(to=recipient(phone="555-0100"))

    assert (row.state, row.failure) == (OutgoingState.FAILED, Failure.BAD_ADDRESS)


def test_the_words_are_those_we_mean() -> None:
    assert {command_of(word) and command_of(word).keyword for word in STOPS} == {Keyword.STOP}  # type: ignore[union-attr]  # all are commands
