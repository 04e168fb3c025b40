"""An answer joins what it answers, whatever its subject says; anything else reaches staff and is not lost."""

import uuid
from collections.abc import Callable
from datetime import datetime

import pytest

from assistdesk.shared.messaging import addresses, queries, services
from assistdesk.shared.messaging.mails import history
from assistdesk.shared.messaging.models import Incoming, Outgoing
from assistdesk.shared.messaging.states import IncomingState, Unmatched
from assistdesk.shared.messaging.values import About, Inbound
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.shared.refusals import NotThere
from tests.conftest import at_the_same_time
from tests.shared.messaging import build
from tests.shared.messaging.conftest import TAKE_REPLY

pytestmark = pytest.mark.django_db
Jobs = Callable[[str], list[dict[str, object]]]


@pytest.fixture
def sent() -> Outgoing:
    """Return a message that went out and can be answered."""
    row = build.queued()
    services.deliver_due()
    row.refresh_from_db()
    return row


def tray_reasons() -> list[str]:
    """Return why each message in the tray is there."""
    return [row.why for row in queries.tray()]


@pytest.mark.rule("E-10")
def test_an_answer_to_the_reply_address_joins_its_thing(
    sent: Outgoing, jobs_queued: Jobs, at: datetime
) -> None:
    received = services.receive(build.reply(sent, subject="lunch?", in_reply_to=""), at=at)

    assert received.about == About(sent.about_kind, sent.about_id)
    assert jobs_queued(TAKE_REPLY) == [{"incoming_id": str(received.incoming_id)}]
    joined = queries.incoming(received.incoming_id)
    assert joined.answers == sent.id
    assert joined.own_text == "Thank you. One more question."


@pytest.mark.rule("E-10")
@pytest.mark.parametrize("change", [str.upper, lambda address: f"Desk <{address}>", lambda a: f" {a} "])
def test_mail_programs_may_write_the_address_as_they_like(
    sent: Outgoing, at: datetime, change: Callable[[str], str]
) -> None:
    received = services.receive(
        build.reply(
            sent,
            in_reply_to="",
            to=("other@example.com", change(sent.from_address)),
            sender=sent.to_address.upper(),
        ),
        at=at,
    )

    assert received.about is not None


@pytest.mark.rule("E-10")
@pytest.mark.parametrize("header", ["in_reply_to", "references"])
def test_an_answer_to_another_address_is_told_by_its_headers(
    sent: Outgoing, at: datetime, header: str
) -> None:
    headers = {"in_reply_to": "", "references": ""} | {header: f"<x@mail.example.com>\r\n {sent.message_id}"}

    received = services.receive(build.reply(sent, to=("desk@example.org",), **headers), at=at)

    assert received.about == About(sent.about_kind, sent.about_id)


@pytest.mark.rule("E-10")
def test_a_strangers_mail_is_not_joined(sent: Outgoing, jobs_queued: Jobs, at: datetime) -> None:
    received = services.receive(build.reply(sent, sender="eve@example.com"), at=at)

    assert received.about is None
    assert jobs_queued(TAKE_REPLY) == []
    [row] = queries.tray()
    assert (row.why, row.about) == (Unmatched.STRANGER, About(sent.about_kind, sent.about_id))
    assert row.marketplace == sent.marketplace
    assert queries.fate_of(About(sent.about_kind, sent.about_id))[-1].direction == "out"


@pytest.mark.rule("E-10")
def test_somebody_to_whom_nothing_has_gone_yet_is_a_stranger(at: datetime) -> None:
    waiting = build.queued()

    assert services.receive(build.reply(waiting), at=at).about is None


@pytest.mark.rule("E-10")
@pytest.mark.parametrize(
    "address",
    ["desk@localhost", "reply+x@localhost", "reply+{id}.aaaaaaaaaaaaaaaa@localhost", "", "not an address"],
)
def test_a_mail_that_names_nothing_of_ours_lies_in_the_tray(at: datetime, address: str) -> None:
    name = "a" * 26
    mail = Inbound(
        ChannelName.EMAIL, "who@example.com", (address.format(id=name),), "Hello", "Text", "<a@b>", "<c@d>"
    )

    received = services.receive(mail, at=at)

    assert received.about is None
    assert tray_reasons() == [Unmatched.NO_TRACE]


@pytest.mark.rule("E-10")
def test_a_signed_address_of_another_kind_is_worth_nothing_here(sent: Outgoing) -> None:
    forged = addresses.reply_address(kind="other.thing", thing_id=sent.about_id)

    assert addresses.thing_of_reply_address(forged, kinds=[build.KIND]) is None


@pytest.mark.rule("E-10")
def test_the_same_mail_twice_is_one(sent: Outgoing, jobs_queued: Jobs, at: datetime) -> None:
    mail = build.reply(sent)

    first = services.receive(mail, at=at)
    second = services.receive(mail, at=at)

    assert (first.is_new, second.is_new) == (True, False)
    assert first.incoming_id == second.incoming_id
    assert first.about == second.about
    assert len(jobs_queued(TAKE_REPLY)) == 1


@pytest.mark.rule("E-10")
@pytest.mark.django_db(transaction=True)
def test_the_same_mail_through_many_doors_at_once_is_one(
    sent: Outgoing, jobs_queued: Jobs, at: datetime
) -> None:
    mail = build.reply(sent)

    outcomes = at_the_same_time(*[lambda: services.receive(mail, at=at)] * 6)

    assert len({getattr(outcome, "incoming_id", outcome) for outcome in outcomes}) == 1
    assert len(jobs_queued(TAKE_REPLY)) == 1


@pytest.mark.rule("E-10")
def test_mails_without_an_id_are_told_apart_by_what_they_say(sent: Outgoing, at: datetime) -> None:
    services.receive(build.reply(sent, message_id="", text="In May."), at=at)
    services.receive(build.reply(sent, message_id=" ", text="In May."), at=at)
    services.receive(build.reply(sent, message_id="", text="In June."), at=at)

    assert sorted(Incoming.objects.values_list("text", flat=True)) == ["In June.", "In May."]


def test_what_a_machine_wrote_waits_for_a_look(sent: Outgoing, jobs_queued: Jobs, at: datetime) -> None:
    services.receive(build.reply(sent, is_automatic=True), at=at)

    assert tray_reasons() == [Unmatched.AUTOMATIC]
    assert jobs_queued(TAKE_REPLY) == []


@pytest.mark.parametrize("text", ["NUL \x00 in it", "half \ud83d", "x" * 300_000, ""])
def test_nothing_that_is_written_is_lost_or_breaks(sent: Outgoing, at: datetime, text: str) -> None:
    received = services.receive(
        build.reply(sent, text=text, subject=text[:5000], message_id=f"<{text[:900]}@x>"), at=at
    )

    assert Incoming.objects.get(id=received.incoming_id).state == IncomingState.MATCHED


def test_a_message_that_joined_nothing_is_no_reply(at: datetime) -> None:
    received = services.receive(build.reply(build.queued(), sender="eve@example.com"), at=at)

    for incoming_id in (received.incoming_id, uuid.uuid4()):
        with pytest.raises(NotThere):
            queries.incoming(incoming_id)


QUOTED = "> There is an answer to incident 1.\n> Please check."


@pytest.mark.parametrize(
    "text",
    [
        f"My words.\n\nOn Tue, Mar 2, 2027 at 10:00 AM Desk <reply@example.org> wrote:\n{QUOTED}",
        f"My words.\n\nOn Tue, Mar 2, 2027 at 10:00 AM Case Reply <\nreply@example.org> wrote:\n\n{QUOTED}",
        f"My words.\n\nEl mar, 2 mar 2027 a las 10:00, Desk (<reply@example.org>) escribió:\n{QUOTED}",
        "My words.\n\n-----Original Message-----\nFrom: Desk\nThere is an answer",
        "My words.\n________________________________\nFrom: Desk <reply@example.org>\nSent: Tuesday",
        "My words.\n\nFrom: Desk <reply@example.org>\nSent: Tuesday\nThere is an answer",
        f"{QUOTED}\nMy words.",
        "My words.",
    ],
)
def test_a_replys_own_words_are_told_from_what_it_quotes(text: str) -> None:
    assert history.split(text).own == "My words."


def test_a_reply_that_only_quotes_is_shown_whole() -> None:
    assert history.split(QUOTED).own == QUOTED
