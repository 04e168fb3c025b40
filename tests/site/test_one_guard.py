"""One guard stands everywhere: at the door out, beside what is typed, over files, and in the API."""

from collections.abc import Callable

import pytest

from assistdesk.shared import clock
from assistdesk.shared.files import screening as files
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.messaging import checking, screening
from assistdesk.shared.messaging.values import Recipient
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.rendering import RenderedMessage
from assistdesk.shared.privacy import POST, Directory
from assistdesk.shared.privacy.known import NOTHING_KNOWN
from assistdesk.site import inspection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_desk"), pytest.mark.rule("V-07")]
CLEAN = "Thank you."
SYSTEM = Actor.system("maryland")


class Broken:
    """A guard out of order."""

    def inspect_message(self, *_: object, **__: object) -> None:
        """Fail."""
        raise RuntimeError


def at_the_door() -> str:
    """Return what the door out decides."""
    words = RenderedMessage(subject="", body=CLEAN)
    to = Recipient("", "someone@example.com", "", "en")
    shown = screening.Shown(words, policy.running("maryland"), to, SYSTEM)
    return screening.rule_on(shown).decision.value


def of_a_file() -> str:
    """Return what is decided of the text of a file."""
    row = Attachment(name="a.txt")
    files.screen(row, CLEAN, pack=policy.running("maryland"), at=clock.now())
    return {"held": "hold", "done": "pass"}[row.screening]


EVERYWHERE: list[Callable[[], str]] = [
    at_the_door,
    lambda: checking.check(CLEAN, known=NOTHING_KNOWN, actor=SYSTEM, at=clock.now()).decision.value,
    of_a_file,
    lambda: files.opinion(CLEAN, pack=policy.running("maryland"), at=clock.now()).decision.value,
    lambda: inspection.inspect(CLEAN, standard=inspection.Standard(Directory())).verdict.decision.value,
]


@pytest.mark.parametrize("decide", EVERYWHERE)
def test_a_guard_that_fails_holds_wherever_it_stands(
    decide: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert decide() == "pass"

    monkeypatch.setattr(POST, "guard", Broken())

    assert decide() == "hold"
