"""A message is written with its cause, in the receiver's language, and seen by the guard first."""

import uuid
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging import couriers, steps
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.states import Decision, OutgoingState
from assistdesk.shared.messaging.values import About
from assistdesk.shared.privacy import POST, Directory, Parties
from assistdesk.shared.transactions import NoTransaction
from tests.conftest import TEN_O_CLOCK, at_the_same_time
from tests.shared.messaging import build

pytestmark = pytest.mark.django_db
Jobs = Callable[[str], list[dict[str, object]]]


class BrokenGuard:
    """A guard that fails."""

    def inspect_message(
        self, subject: str, body: str, *, directory: Directory, parties: Parties, policy: object
    ) -> object:
        """Fail."""
        raise RuntimeError("no model")


@pytest.mark.rule("M-01")
def test_a_message_waits_in_the_outbox_with_its_delivery_and_its_audit_entry(jobs_queued: Jobs) -> None:
    row = build.queued()

    kept = Outgoing.objects.get()
    assert kept.id == row.id
    assert (kept.state, kept.decision, kept.findings) == (OutgoingState.QUEUED, Decision.PASS, [])
    assert kept.edition == build.pack().messages[0].edition
    assert jobs_queued(couriers.DELIVER) == [{}]
    assert Entry.objects.filter(action="messaging.message.queued", subject=str(row.id)).count() == 1


@pytest.mark.rule("M-01")
def test_a_message_whose_cause_is_undone_was_never_queued(jobs_queued: Jobs) -> None:
    with transaction.atomic():
        steps.queue(build.message(), actor=build.CASEWORKER, at=TEN_O_CLOCK)
        transaction.set_rollback(True)

    assert not Outgoing.objects.exists()
    assert not Entry.objects.exists()
    assert jobs_queued(couriers.DELIVER) == []


@pytest.mark.rule("M-01")
@pytest.mark.django_db(transaction=True)
def test_a_message_needs_its_causes_transaction(at: datetime) -> None:
    with pytest.raises(NoTransaction):
        steps.queue(build.message(), actor=build.CASEWORKER, at=at)


@pytest.mark.rule("M-04")
@pytest.mark.parametrize(
    ("language", "written", "words"),
    [
        ("en", "en", "There is an answer"),
        ("es", "es", "Hay una respuesta"),
        ("fr", "en", "There is an answer"),
    ],
)
def test_the_receivers_language_decides(language: str, written: str, words: str) -> None:
    row = build.queued(to=build.recipient(language=language))

    assert row.language == written
    assert words in row.body


def test_every_answerable_mail_asks_for_no_personal_information() -> None:
    row = build.queued(to=build.recipient(language="es"))

    assert build.pack().messages[0].pii_reminder.in_language("es") in row.body


@pytest.mark.rule("M-01")
def test_what_is_personal_leaves_the_message(at: datetime) -> None:
    row = build.queued(values={"text": "His SSN is 900-12-3456, call 410-555-0199."})

    assert row.decision == Decision.REDACT
    assert row.state == OutgoingState.QUEUED
    assert "900-12-3456" not in row.body
    assert "0199" not in row.body
    assert {one["type"] for one in row.findings} == {"US_SSN", "PHONE"}
    assert "900" not in str(row.findings)


@pytest.mark.rule("M-01")
def test_what_is_personal_leaves_the_subject_too() -> None:
    row = build.queued(values={"subject_line": "Escalated: SSN 900-12-3456"})

    assert "900-12-3456" not in row.subject
    assert row.findings[0]["part"] == "subject"


def test_the_receivers_own_address_and_the_directory_may_be_named() -> None:
    public = next(contact.email for contact in build.pack().directory.contacts.values() if contact.email)

    row = build.queued(values={"text": f"We wrote to pat@example.com, as {public} asked."})

    assert row.decision == Decision.PASS


@pytest.mark.rule("M-01")
def test_a_guard_that_fails_holds_the_message(
    monkeypatch: pytest.MonkeyPatch, jobs_queued: Jobs, at: datetime
) -> None:
    monkeypatch.setattr(POST, "guard", BrokenGuard())

    row = build.queued()

    assert (row.state, row.decision) == (OutgoingState.HELD, Decision.HOLD)
    assert jobs_queued(couriers.DELIVER) == []
    assert Entry.objects.get(subject=str(row.id)).action == "messaging.message.held"


@pytest.mark.rule("M-01")
@pytest.mark.parametrize("state", [OutgoingState.QUEUED, OutgoingState.SENT, OutgoingState.SENDING])
def test_the_database_lets_no_held_message_leave(
    monkeypatch: pytest.MonkeyPatch, state: OutgoingState
) -> None:
    monkeypatch.setattr(POST, "guard", BrokenGuard())
    row = build.queued()
    row.state, row.sent_at, row.claim, row.claimed_at = (
        state.value,
        row.queued_at,
        uuid.uuid4(),
        row.queued_at,
    )

    with pytest.raises(IntegrityError, match="messaging_outgoing_decided"), transaction.atomic():
        row.save()


@pytest.mark.rule("M-05")
def test_a_receiver_without_an_address_gives_a_row_that_says_so(jobs_queued: Jobs) -> None:
    row = build.queued(to=build.recipient(email=""))

    assert (row.state, row.failure) == (OutgoingState.FAILED, "no_address")
    assert jobs_queued(couriers.DELIVER) == []


@pytest.mark.rule("M-05")
@pytest.mark.parametrize(
    "address",
    [
        "nobody",
        "a@example.com, b@example.com",
        "Pat <pat@example.com>",
        "p@t@example.com",
        "a b@example.com",
        "@example.com",
        "ñ@example.com",
        f"{'a' * 65}@example.com",
        f"a@{'b' * 300}.example.com",
        "a@example.com\nBcc: b@example.com",
    ],
)
def test_an_address_that_is_none_gives_a_row_that_says_so(address: str) -> None:
    row = build.queued(to=build.recipient(email=address))

    assert (row.state, row.failure) == (OutgoingState.FAILED, "bad_address")


@pytest.mark.parametrize(
    "address", ["o'brien+desk@mail.example.com", "a.b@bücher.example", f"{'a' * 64}@example.com"]
)
def test_an_unusual_address_is_one_too(address: str) -> None:
    assert build.queued(to=build.recipient(email=address)).state == OutgoingState.QUEUED


@pytest.mark.rule("M-01")
def test_one_occasion_makes_one_message() -> None:
    first = build.queued(dedupe_key="received:1")
    second = build.queued(dedupe_key="received:1", values={"text": "Again."})

    assert second.id == first.id
    assert Outgoing.objects.count() == 1


@pytest.mark.rule("M-01")
@pytest.mark.django_db(transaction=True)
def test_one_occasion_makes_one_message_whoever_is_first() -> None:
    rows = at_the_same_time(*[lambda: build.queued(dedupe_key="received:1")] * 6)

    assert len({row.id for row in rows if isinstance(row, Outgoing)}) == 1
    assert Outgoing.objects.count() == 1


def test_a_value_that_the_template_does_not_know_is_a_mistake(at: datetime) -> None:
    with pytest.raises(steps.UnknownPlaceholder, match="promise"):
        build.queued(values={"promise": "soon"})


@pytest.mark.rule("M-01")
def test_line_breaks_in_values_stay_out_of_the_headers() -> None:
    row = build.queued(
        to=build.recipient(name="Pat\r\nBcc: eve@example.com", email="pat@example.com\n"),
        values={"subject_line": "Case\r\nBcc: eve@example.com\r\n\r\nHello\x00\u2028x"},
    )

    for text in (row.subject, row.to_name, row.to_address, row.from_name):
        assert text.isprintable(), repr(text)


@pytest.mark.parametrize("text", ["NUL \x00", "half \ud800", "bell \x07 and \x85", "Mac\rend", "DOS\r\nend"])
def test_nothing_that_somebody_types_breaks_the_outbox(text: str) -> None:
    row = build.queued(values={"text": text}, to=build.recipient(name=text))

    assert all(sign.isprintable() or sign == "\n" for sign in row.body)


def test_mails_about_one_thing_to_one_reader_are_one_thread() -> None:
    about = About(build.KIND, uuid.uuid4())

    first = build.queued(about=about)
    second = build.queued(about=about)
    to_another = build.queued(about=about, to=build.recipient(email="other@example.com"))

    assert first.answers == ""
    assert second.answers == first.message_id
    assert to_another.answers == ""
