"""One door out: nothing can send past the guard, and without the guard nothing can be sent."""

import ast
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import transaction

from assistdesk.shared.messaging import alike, steps
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.screening import NoGuard
from assistdesk.shared.messaging.states import Decision
from assistdesk.shared.messaging.values import About, Message, Recipient
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.loader import load_folder
from assistdesk.shared.policy.schema import ChannelName, Pack
from assistdesk.shared.policy.templates import TEMPLATE_RULES
from assistdesk.shared.privacy import POST
from tests.conftest import TEN_O_CLOCK
from tests.fitness.sources import Source, python

MESSAGING = "assistdesk/shared/messaging/"
PROVIDERS = f"{MESSAGING}providers/"
PROVIDERS_MODULE = "assistdesk.shared.messaging.providers"
SENDERS = (
    "smtplib",
    "aiosmtplib",
    "django.core.mail",
    "http.client",
    "httpx",
    "requests",
    "urllib.request",
    "urllib3",
    "aiohttp",
    "twilio",
    "telnetlib",
    "ftplib",
)
ALLOWED = {
    # file: why it may speak to the network without the door
    "assistdesk/site/supervisor.py": "asks its own web process whether it is ready",
}


def imports_of(source: Source) -> Iterator[str]:
    """Yield every module that a file imports, with the names taken from it: `a`, `a.b`.

    A text that is the argument of a call counts too: it may be a module that is imported by its name.
    """
    for node in ast.walk(ast.parse(source.text)):
        if isinstance(node, ast.Call):
            yield from (str(given.value) for given in node.args if isinstance(given, ast.Constant))
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_below(name: str, module: str) -> bool:
    """Return whether `name` is `module` or something in it."""
    return name == module or name.startswith(f"{module}.")


def sending_imports(source: Source) -> list[str]:
    """Return what a file imports that can send."""
    return [name for name in imports_of(source) if any(is_below(name, sender) for sender in SENDERS)]


def rows_made(source: Source, model: str) -> int:
    """Return how often a file makes rows of a table by its manager: `MODEL.objects.create` and its kin."""
    found = (
        ast.unparse(node.func) for node in ast.walk(ast.parse(source.text)) if isinstance(node, ast.Call)
    )
    return sum(1 for call in found if call.startswith(f"{model}.objects.") and "create" in call)


def copies(source: Source) -> bool:
    """Tell whether a file adds rows together."""
    return "copying.add(" in source.text


def constructions(source: Source, name: str) -> int:
    """Return how often a file calls something by `name`."""
    calls = [node.func for node in ast.walk(ast.parse(source.text)) if isinstance(node, ast.Call)]
    return sum(1 for call in calls if (getattr(call, "id", None) or getattr(call, "attr", None)) == name)


@pytest.mark.rule("M-01")
def test_nothing_but_providers_can_send() -> None:
    found = {
        source.name: names
        for source in python("assistdesk")
        if not source.name.startswith(PROVIDERS) and source.name not in ALLOWED
        if (names := sending_imports(source))
    }

    assert not found


@pytest.mark.rule("M-01")
@pytest.mark.parametrize(
    "line",
    [
        "import smtplib",
        "from django.core import mail",
        "from django.core.mail import send_mail",
        "import urllib.request as x",
        "def f():\n    from httpx import post",
        "importlib.import_module('smtplib')",
    ],
)
def test_an_import_that_can_send_is_found(line: str) -> None:
    assert sending_imports(Source("x.py", line))


def test_every_exception_is_still_needed() -> None:
    providers = {f"{PROVIDERS}smtp.py", f"{PROVIDERS}twilio.py"}
    senders = {source.name for source in python("assistdesk") if sending_imports(source)}

    assert ALLOWED.keys() == senders - providers


@pytest.mark.rule("M-01")
def test_providers_are_reached_by_messaging_alone() -> None:
    found = {
        source.name
        for source in python("assistdesk")
        if not source.name.startswith(MESSAGING)
        if any(is_below(name, PROVIDERS_MODULE) for name in imports_of(source))
    }

    assert not found


@pytest.mark.rule("M-01")
def test_what_may_leave_is_made_in_one_place() -> None:
    made = [source.name for source in python("assistdesk") for _ in range(constructions(source, "Cleared"))]

    assert made == [f"{MESSAGING}clearance.py"]


@pytest.mark.rule("M-01")
def test_what_is_put_out_is_made_in_one_place() -> None:
    made = [source.name for source in python("assistdesk") for _ in range(constructions(source, "Outgoing"))]

    assert made == [f"{MESSAGING}steps.py"]


@pytest.mark.rule("M-01")
def test_no_row_of_the_outbox_is_made_past_the_door() -> None:
    """Rows are kept together in one place, which can't make any: it gets them from the door."""
    kept = [source.name for source in python("assistdesk") if rows_made(source, "Outgoing")]
    copied = [one.name for one in python("assistdesk") if one.name.startswith(MESSAGING) and copies(one)]

    assert kept == []
    assert copied == [f"{MESSAGING}mailings.py"]


def test_a_second_place_is_found() -> None:
    assert rows_made(Source("x.py", "Outgoing.objects.bulk_create([])"), "Outgoing") == 1
    assert constructions(Source("x.py", "y = clearance.Cleared(id=1)\nCleared(2)"), "Cleared") == 2


VALUES = {
    "incident_number": "270302-2866868",
    "person_id": "174097",
    "type": "Enrollment",
    "subject_line": "Escalated Case: Enrollment. PID #: 174097",
    "team": "Escalated Cases",
    "promise": "within 2 business days",
    "due_at": "Thursday, March 4, 2027, 5 p.m. (EST)",
    "warning": "Nobody has taken it yet.",
    "count": "52",
    "numbers": "\n".join(f"270302-{2866868 + place}: It was not answered in time." for place in range(50)),
    "more": "And 2 more.",
    "text": "The enrollment of case 402538817 went through on 03/01/2027. Please check ticket 1234567.",
    "details": "PSL ticket number: 1234567\nCase number: 402538817",
    "agency": "Example Insurance Agency",
    "handed_on_at": "Tuesday, March 2, 2027, 10 a.m. (EST)",
    "new_number": "270301-2866800",
    "reference": "R-7Q4K",
    "call_back_by": "10:30 a.m.",
    "window_from": "10:30 a.m.",
    "window_to": "11 a.m.",
    "helper_name": "Pat Producer",
    "staff_name": "Chris Vale",
    "until": "11:00 a.m.",
    "how": "on a call with you, the Agent and our staff",
    "license": "NPN 17654321",
    "area": "Franklin County",
    "language": "English",
    "program": "Medicaid",
    "closes_at": "10:15 a.m.",
    "passcode": "482913",
    "minutes": "10",
    "misses": "2",
    "most_misses": "3",
    "npn": "17654321",
    "answer_by": "10:01:30 a.m.",
    "case_number": "402538817",
    "link": "https://desk.example.org/m/x/escalations/270302-2866868",
}
"""Values as they really come: numbers, dates and addresses that look personal and are not."""


@dataclass(frozen=True, slots=True)
class Case:
    """One text that goes out: a template of a pack, in a channel and a language."""

    marketplace: str
    template: str
    channel: ChannelName
    language: str

    def __str__(self) -> str:
        return f"{self.marketplace}-{self.template}-{self.channel.value}-{self.language}"


@lru_cache
def pack(marketplace: str) -> Pack:
    """Return one of the packs that ship."""
    return load_folder(settings.PACKS_DIR / marketplace)


def cases() -> Iterator[Case]:
    """Yield every text of every pack that ships, as in force at ten o'clock."""
    for folder in sorted(settings.PACKS_DIR.iterdir()):
        if not (folder / "pack.yaml").exists():
            continue
        day = TEN_O_CLOCK.astimezone(ZoneInfo(pack(folder.name).identity.zone)).date()
        for key, template in pack(folder.name).messages_on(day).messages.items():
            for channel, text in ((ChannelName.EMAIL, template.email), (ChannelName.SMS, template.sms)):
                if text is not None:
                    for language in pack(folder.name).identity.languages:
                        yield Case(folder.name, key, channel, language)


EVERY_TEXT = list(cases())


def queued(case: Case) -> Outgoing:
    """Return the row of one text, filled with real values."""
    known = TEMPLATE_RULES[case.template].placeholders - alike.FILLED_IN - {"receiver_name"}
    missing = known - set(VALUES)
    assert not missing, f"give {missing} a real value here"
    message = Message(
        pack=pack(case.marketplace),
        template=case.template,
        to=Recipient("Robin Roe", "robin@example.com", "502-555-0123", case.language),
        about=About("tests.thing", uuid.uuid4()),
        values={name: VALUES[name] for name in known},
        channel=case.channel,
    )
    with transaction.atomic():
        return steps.queue(message, actor=Actor.system(case.marketplace), at=TEN_O_CLOCK)


def test_every_pack_that_ships_is_tried() -> None:
    assert len({case.marketplace for case in EVERY_TEXT}) >= 2
    assert {case.language for case in EVERY_TEXT} == {"en", "es"}


@pytest.mark.django_db
@pytest.mark.rule("M-01", "M-04")
@pytest.mark.parametrize("case", EVERY_TEXT, ids=str)
def test_every_text_passes_the_guard_with_real_values(case: Case) -> None:
    row = queued(case)

    assert (row.decision, row.findings) == (Decision.PASS, [])
    assert row.language == case.language
    assert "{" not in row.subject + row.body
    assert "[removed" not in row.subject + row.body


@pytest.mark.django_db
@pytest.mark.rule("M-01")
@pytest.mark.parametrize("case", EVERY_TEXT, ids=str)
def test_no_text_goes_out_without_the_guard(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(POST, "guard", None)

    with pytest.raises(NoGuard):
        queued(case)

    assert not Outgoing.objects.exists()
