"""What the guard decides on a finding is the marketplace's, by channel; the desk's own if it says none."""

import json
import uuid
from datetime import datetime
from functools import lru_cache

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from assistdesk.shared.messaging import checking
from assistdesk.shared.messaging import steps as messaging
from assistdesk.shared.messaging.values import About, Message, Recipient
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy import services as policy
from assistdesk.shared.policy.schema import ChannelName, Pack
from assistdesk.shared.policy.schema.base import KEPT
from assistdesk.shared.policy.schema.guarding import MAY_PASS
from assistdesk.shared.privacy import PersonalType, policies
from assistdesk.shared.privacy.known import NOTHING_KNOWN
from assistdesk.site.cli.inspect import command as inspect
from assistdesk.site.file_inspection import inspect_file
from assistdesk.site.inspection import standard_of
from tests.conftest import TEN_O_CLOCK
from tests.desks import pack_in
from tests.fitness.sources import ROOT
from tests.shared.files import screens

pytestmark = [pytest.mark.django_db, pytest.mark.rule("V-01")]
NAME, PHONE, SSN = "The client Jane Doe called.", "Call 502-555-0134.", "SSN 412-55-7713."
LENIENT = {"email": {"PERSON": "redact", "PHONE": "pass"}, "sms": {"PHONE": "hold"}, "file": {"DOB": "hold"}}


@lru_cache
def pack(*, is_lenient: bool) -> Pack:
    """Return a pack that says what ships, or one that decides otherwise."""
    values = json.loads(pack_in(ROOT / "packs" / "kentucky").model_dump_json())
    if is_lenient:
        for edition in values["messages"]:
            edition["guard"] = LENIENT
    return Pack.model_validate_json(json.dumps(values))


@pytest.fixture
def running(db: None) -> None:
    """Let the lenient pack run."""
    policy.run_pack(pack(is_lenient=True), actor=Actor.system(None), at=TEN_O_CLOCK)


def sent(text: str, *, is_lenient: bool, channel: ChannelName = ChannelName.EMAIL) -> tuple[str, str]:
    """Return what was decided on words, and the words that may go."""
    is_text = channel is ChannelName.SMS
    message = Message(
        pack=pack(is_lenient=is_lenient),
        template="offer_taken" if is_text else "escalation_reply",
        to=Recipient("Pat Producer", "pat@example.com", "+15025550142", "en"),
        about=About("tests.thing", uuid.uuid4()),
        values={"reference": text} if is_text else {"text": text, "incident_number": "200528-2866868"},
        channel=channel,
    )
    ruling = messaging.preview(message, actor=Actor.system("kentucky"), at=TEN_O_CLOCK)
    return ruling.decision.value, ruling.words.body


@pytest.mark.parametrize(
    ("text", "shipped", "lenient"),
    [
        (NAME, "hold", "redact"),
        (PHONE, "redact", "pass"),
        (SSN, "redact", "redact"),
        (NAME + SSN, "hold", "redact"),
    ],
)
def test_two_marketplaces_decide_differently_on_the_same_mail(text: str, shipped: str, lenient: str) -> None:
    assert sent(text, is_lenient=False)[0] == shipped
    assert sent(text, is_lenient=True)[0] == lenient


def test_what_may_pass_stands_in_the_mail_and_the_rest_does_not() -> None:
    _, body = sent(f"{PHONE} {SSN}", is_lenient=True)

    assert "502-555-0134" in body
    assert "412-55" not in body


def test_a_text_message_is_decided_on_by_its_own_rules() -> None:
    assert sent(PHONE, is_lenient=False, channel=ChannelName.SMS)[0] == "redact"
    assert sent(PHONE, is_lenient=True, channel=ChannelName.SMS)[0] == "hold"


def test_what_is_said_while_typing_is_what_the_door_will_do(running: None, at: datetime) -> None:
    agent = Actor(uuid.uuid4(), "kentucky", Role.AGENT, name="Pat Producer", email="pat@example.com")

    said = {
        text: checking.check(text, known=NOTHING_KNOWN, actor=agent, at=at).decision.value
        for text in (NAME, PHONE, SSN)
    }

    assert said == {NAME: "redact", PHONE: "pass", SSN: "redact"}


@pytest.mark.rule("V-09")
def test_the_command_decides_as_the_marketplace_that_runs_here(running: None) -> None:
    def decided(text: str, *options: str) -> str:
        said = CliRunner().invoke(inspect, ["-", "--json", *options], input=text)
        return str(json.loads(said.stdout)["decision"])

    own = ("-m", "kentucky")

    assert (decided(NAME), decided(NAME, *own)) == ("hold", "redact")
    assert (decided(PHONE), decided(PHONE, *own)) == ("redact", "pass")
    assert decided(PHONE, *own, "--channel", "sms") == "hold"


@pytest.mark.rule("V-09")
def test_a_file_is_held_by_the_command_where_the_marketplace_does_so(at: datetime) -> None:
    standards = [
        standard_of(pack(is_lenient=is_lenient), channel=ChannelName.EMAIL, at=at)
        for is_lenient in (False, True)
    ]

    found = [inspect_file(screens.screenshot(), standard=one) for one in standards]

    assert [one.decision.value for one in found] == ["redact", "hold"]
    assert [one.copy is None for one in found] == [False, True]


def test_files_have_rules_of_their_own(at: datetime) -> None:
    lenient = policies.for_files(pack(is_lenient=True), at=at)
    shipped = policies.for_files(pack(is_lenient=False), at=at)

    assert set(PersonalType) - lenient.redacts - lenient.passes == {PersonalType.DOB}
    assert shipped.redacts == set(PersonalType)


@pytest.mark.parametrize("kind", sorted(set(PersonalType) - MAY_PASS))
@pytest.mark.parametrize("channel", ["email", "sms", "file"])
def test_no_pack_lets_a_number_of_somebodys_pass(kind: PersonalType, channel: str) -> None:
    values = json.loads(pack_in(ROOT / "packs" / "kentucky").model_dump_json())
    values["messages"][0]["guard"] = {channel: {kind.value: "pass"}}

    with pytest.raises(ValidationError, match=f"a pack never lets {kind.value} pass"):
        Pack.model_validate_json(json.dumps(values))
    with pytest.raises(ValidationError):
        Pack.model_validate_json(json.dumps(values), context=KEPT)


def test_a_pack_of_before_decides_as_the_desk_itself(at: datetime) -> None:
    values = json.loads(pack_in(ROOT / "packs" / "kentucky").model_dump_json())
    for edition in values["messages"]:
        del edition["guard"]

    kept = Pack.model_validate_json(json.dumps(values), context=KEPT)

    assert policies.for_mail(kept, at=at) == policies.for_mail(pack(is_lenient=False), at=at)
    assert policies.for_files(kept, at=at) == policies.for_files(pack(is_lenient=False), at=at)
