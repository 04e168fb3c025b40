"""An incident is well readable: the newest is visible, notes look unlike replies, the history is whole."""

import pytest

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident
from assistdesk.shared.people.actors import Actor
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of


def page_of(incident: Incident) -> str:
    """Return the address of an incident's page."""
    return f"/m/{incident.marketplace}/escalations/{incident.number}"


@pytest.mark.rule("E-15")
def test_a_long_thread_shows_the_newest_and_folds_the_rest(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    incident = build.incident(producer, at=build.EARLIER)
    for number in range(12):
        services.add_note(build.ref(incident), text=f"Note {number}.", actor=caseworker, at=build.EARLIER)

    words = text_of(signed_in(caseworker).get(page_of(incident)))

    folded = words[words.index('id="earlier"') : words.index("</details>", words.index("Note 3."))]
    assert "Note 3." in folded
    assert "Note 11." not in folded
    assert words.count('id="latest"') == 1


@pytest.mark.rule("E-15")
def test_the_history_is_whole_and_can_be_narrowed(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    incident, colleague = build.incident(producer, at=build.EARLIER), build.staff(build.TEAM)
    ref = build.ref(incident)
    services.take(ref, actor=caseworker, at=build.EARLIER)
    services.add_note(ref, text="Between us.", actor=colleague, at=build.EARLIER)
    browser, address = signed_in(caseworker), page_of(incident)

    def shown(asked: str) -> str:
        words = text_of(browser.get(f"{address}{asked}"))
        return words[words.index('id="history"') :]

    assert {"Escalated", "Taken into review", "Assigned", "Internal note"} <= {
        name for name in ("Escalated", "Taken into review", "Assigned", "Internal note") if name in shown("")
    }
    assert "Internal note" not in shown("?history=moves")
    assert "Escalated" not in shown("?history=notes")
    assert "Taken into review" in shown("?by=3") or "Taken into review" in shown("?by=2")
    assert "Nothing of that kind." in shown("?history=notes&by=1")
    for nonsense in ("?history=x", "?by=99", "?by=-1", "?by=%C2%B2"):
        assert "Escalated" in shown(nonsense)


def test_a_note_looks_unlike_a_reply(producer: Actor, caseworker: Actor, signed_in: SignIn) -> None:
    incident = build.incident(producer, at=build.EARLIER)
    services.add_note(build.ref(incident), text="Between us.", actor=caseworker, at=build.EARLIER)
    services.reply(build.ref(incident), text="For you.", attachments=(), actor=caseworker, at=build.EARLIER)

    words = text_of(signed_in(caseworker).get(page_of(incident)))

    assert words.count("thread__one--note") == 1
    assert "Helpers never see this" in words
    assert "Not sent to anybody." in words
    assert words.index("Reply to ") < words.index("Note for colleagues")
