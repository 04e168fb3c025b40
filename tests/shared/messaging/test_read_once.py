"""Messages in which nobody typed a word, and that differ in links and receivers alone, are read once."""

from dataclasses import dataclass, field, replace

import pytest
from django.db import transaction

from assistdesk.shared import clock
from assistdesk.shared.messaging.mailings import Letter, queue_together
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.states import OutgoingState
from assistdesk.shared.messaging.values import Message
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.shared.privacy import (
    POST,
    DecisionPolicy,
    Directory,
    MessageVerdict,
    Parties,
    TextGuard,
)
from tests.shared.messaging import build, texting

pytestmark = [pytest.mark.django_db, pytest.mark.rule("V-01")]
OFFER = {"program": "Medicaid", "language": "English", "area": "Clark County", "closes_at": "4:15 p.m."}


@dataclass(slots=True)
class Reading:
    """The real guard, which remembers what it was shown."""

    read: list[str] = field(default_factory=list)

    def inspect_message(
        self, subject: str, body: str, *, directory: Directory, parties: Parties, policy: DecisionPolicy
    ) -> MessageVerdict:
        self.read.append(body)
        return TextGuard().inspect_message(subject, body, directory=directory, parties=parties, policy=policy)


@pytest.fixture
def guard(monkeypatch: pytest.MonkeyPatch) -> Reading:
    """Return the guard that stands at the door."""
    mine = Reading()
    monkeypatch.setattr(POST, "guard", mine)
    return mine


def offer(place: int, *, name: str = "", **values: str) -> Message:
    """Return an offer to one of several helpers, with a link of its own."""
    to = replace(texting.recipient(email=f"kim{place}@example.com"), name=name or f"Kim {chr(65 + place)}")
    given = OFFER | {"link": f"https://desk.example/r/{place}"} | values
    return texting.kentucky_message("offer_mass", to=to, values=given, channel=ChannelName.EMAIL)


def queue(*messages: Message) -> None:
    """Queue them together."""
    with transaction.atomic():
        letters = [Letter(one, [ChannelName.EMAIL]) for one in messages]
        queue_together(letters, actor=build.CASEWORKER, at=clock.now())


def test_of_many_alike_one_is_read_and_all_go_out_as_they_are(guard: Reading) -> None:
    queue(*[offer(place) for place in range(20)])
    queue(offer(20))

    assert len(guard.read) == 1
    bodies = set(Outgoing.objects.filter(state=OutgoingState.QUEUED.value).values_list("body", flat=True))
    assert len(bodies) == 21
    assert all("https://desk.example/r/" in body for body in bodies)


def test_what_says_something_else_is_read(guard: Reading) -> None:
    queue(offer(1), offer(2, area="Bath County"), offer(3, program="Dental"))

    assert len(guard.read) == 3


def test_offers_that_differ_in_when_they_close_are_read_once(guard: Reading) -> None:
    queue(offer(1), offer(2, closes_at="4:16 p.m."))

    assert len(guard.read) == 1


def test_words_that_somebody_typed_are_read_each_time(guard: Reading) -> None:
    for _ in range(2):
        build.queued(values={"text": "Please look again."})

    assert len(guard.read) == 2


def test_what_the_guard_found_something_in_is_read_each_time(guard: Reading) -> None:
    queue(*[offer(place, area="SSN 900-12-3456") for place in range(3)])

    assert len(guard.read) == 3
    assert not Outgoing.objects.filter(body__contains="900-12-3456", state=OutgoingState.QUEUED.value)


def test_a_name_that_holds_a_number_is_read(guard: Reading) -> None:
    queue(offer(1), offer(2, name="Kim 900-12-3456"))

    assert len(guard.read) == 2


def test_another_guard_reads_for_itself(guard: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    queue(offer(1))
    other = Reading()
    monkeypatch.setattr(POST, "guard", other)
    queue(offer(2))

    assert (len(guard.read), len(other.read)) == (1, 1)


def asked(place: int, *, helper: str = "", npn: str = "8472951", answer_by: str = "4:15:09 PM") -> Message:
    """Return the question of one of several helpers to a client, with its own moment."""
    given = {
        "helper_name": helper or f"Pat {chr(65 + place)}",
        "agency": f"Agency {chr(65 + place)}",
        "npn": npn,
        "answer_by": answer_by,
        "link": f"https://desk.example/c/{place}",
    }
    to = texting.recipient(email=f"kim{place}@example.com")
    return texting.kentucky_message("consent_request", to=to, values=given, channel=ChannelName.EMAIL)


def test_questions_that_differ_in_the_helper_who_asks_are_read_once(guard: Reading) -> None:
    queue(asked(1), asked(2, npn="-"), asked(3, answer_by="4:16:31 PM"))

    assert len(guard.read) == 1


@pytest.mark.parametrize(
    "typed", [{"helper": "Pat 900-12-3456"}, {"npn": "900-12-3456"}, {"npn": "x@example.com"}]
)
def test_a_helper_or_number_that_is_none_is_read(guard: Reading, typed: dict[str, str]) -> None:
    queue(asked(1), asked(2, **typed))

    assert len(guard.read) == 2
