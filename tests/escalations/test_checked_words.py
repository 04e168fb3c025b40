"""What the guard would do to words is said before: while they are typed, or once they are sent."""

import pytest
from django.test import Client

from assistdesk.escalations.models import Incident, Post
from assistdesk.shared.people.actors import Actor
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.rule("V-04")]
WORDS = "Her SSN is 900-12-3456, please look."
CHECK = "/check-words"


def address(incident: Incident) -> str:
    """Return where replies to an incident are sent."""
    return f"/m/maryland/escalations/{incident.number}/reply"


@pytest.fixture
def incident(producer: Actor) -> Incident:
    """Return an incident."""
    return build.incident(producer)


def test_what_would_be_taken_out_is_said_with_why_and_what_to_write_instead(
    producer: Actor, signed_in: SignIn
) -> None:
    said = text_of(signed_in(producer).post(CHECK, {"text": WORDS}))

    assert "this would be taken out" in said
    assert "900-12-3456" in said
    assert "Social Security number" in said
    assert "use the Person ID" in said
    assert "Her SSN is [removed: Social Security number], please look." in said


def test_nothing_is_said_of_words_that_go_out_as_they_are(producer: Actor, signed_in: SignIn) -> None:
    said = text_of(signed_in(producer).post(CHECK, {"text": "The invoice never came."}))

    assert "taken out" not in said
    assert "held" not in said


def test_nobody_asks_without_having_signed_in(db: None) -> None:
    answer = Client().post(CHECK, {"text": WORDS})

    assert answer.status_code != 200
    assert "900-12-3456" not in answer.content.decode().partition("<main")[0]


def test_without_scripts_the_same_is_said_once_the_words_are_sent_and_nothing_is_lost(
    incident: Incident, caseworker: Actor, signed_in: SignIn
) -> None:
    browser = signed_in(caseworker)

    first = browser.post(address(incident), {"text": WORDS, "check": "1"})
    shown = text_of(first)
    seen = first.content.decode().partition('name="seen_words" value="')[2].partition('"')[0]
    before = Post.objects.filter(text=WORDS).count()
    changed = browser.post(address(incident), {"text": f"{WORDS} Now.", "check": "1", "seen_words": seen})
    again = browser.post(address(incident), {"text": WORDS, "check": "1", "seen_words": seen})

    assert (first.status_code, before, changed.status_code, again.status_code) == (422, 0, 422, 302)
    assert "this would be taken out" in shown
    assert f">\n{WORDS}</textarea>" in first.content.decode()
    assert Post.objects.filter(text=WORDS).count() == 1


@pytest.mark.parametrize("path", ["", "/hand-on?contact=dcbs"])
def test_each_page_on_which_words_are_written_is_watched(
    agent: Actor, clerk: Actor, signed_in: SignIn, path: str
) -> None:
    incident = build.incident(agent, type="dms", at=build.EARLIER)

    page = signed_in(clerk).get(f"/m/{build.KENTUCKY}/escalations/{incident.number}{path}").content.decode()

    assert f'data-check-address="{CHECK}"' in page
    assert "site/checking" in page
