"""What somebody types is kept until it is sent, for them alone, and does not come back once it is sent."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from assistdesk.escalations import queries, services
from assistdesk.escalations.models import Draft, Incident
from assistdesk.escalations.refusals import DraftNewerElsewhere, IncidentNotFound
from assistdesk.escalations.rules import LONGEST_TEXT
from assistdesk.escalations.rules.together import DRAFTS_KEPT, TRACES_KEPT, DraftFate, KeptDraft, draft_fate
from assistdesk.escalations.services import SavedDraft, Typed
from assistdesk.escalations.states import IncidentState
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import InvalidInput, NotThere
from tests.conftest import TEN_O_CLOCK, at_the_same_time
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of

ONE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)
TICK = timedelta(microseconds=1)


def save(
    incident: Incident, text: str, *, by: Actor, box: str = "reply", writing: uuid.UUID = ONE, seen: int = 0
) -> SavedDraft:
    """Keep words in a box."""
    typed = Typed(box, text, writing, seen, incident.version)
    return services.save_draft(build.ref(incident), typed, actor=by, at=TEN_O_CLOCK)


def kept(incident: Incident, *, of: Actor, box: str = "reply") -> str:
    """Return the words that are kept for somebody."""
    row = queries.drafts(incident, actor=of).get(box)
    return row.text if row else ""


@pytest.mark.parametrize(
    ("before", "seen", "fate"),
    [
        pytest.param(None, 0, DraftFate.KEEP, id="the first words"),
        pytest.param(KeptDraft(ONE, 3, is_sent=False), 1, DraftFate.KEEP, id="the same page goes on"),
        pytest.param(KeptDraft(ONE, 3, is_sent=True), 3, DraftFate.SENT_BEFORE, id="a save that is late"),
        pytest.param(KeptDraft(OTHER, 3, is_sent=False), 3, DraftFate.KEEP, id="another page goes on"),
        pytest.param(KeptDraft(OTHER, 3, is_sent=False), 2, DraftFate.NEWER_ELSEWHERE, id="two windows"),
        pytest.param(KeptDraft(OTHER, 3, is_sent=True), 2, DraftFate.KEEP, id="what was sent is no obstacle"),
    ],
)
def test_what_becomes_of_words_that_are_typed(before: KeptDraft | None, seen: int, fate: DraftFate) -> None:
    assert draft_fate(before, writing=ONE, seen=seen) is fate


@pytest.mark.rule("E-15")
def test_a_draft_is_kept_for_its_writer_alone(producer: Actor, caseworker: Actor) -> None:
    incident, colleague = build.incident(producer), build.staff(build.TEAM)

    save(incident, "We are on", by=caseworker)
    saved = save(incident, "We are on it.", by=caseworker, seen=1)

    assert saved == SavedDraft(2, was_sent=False)
    assert kept(incident, of=caseworker) == "We are on it."
    assert kept(incident, of=colleague) == ""
    assert kept(incident, of=producer) == ""


@pytest.mark.rule("E-15")
def test_a_draft_is_in_the_box_when_its_writer_comes_back_in_another_browser(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    incident = build.incident(producer)
    address = f"/m/maryland/escalations/{incident.number}"
    sent = {"box": "reply", "text": "Half a sen", "writing": str(ONE), "seen": "0", "version": "1"}

    answer = signed_in(caseworker).post(f"{address}/draft", sent)
    words = text_of(signed_in(caseworker).get(address))

    assert answer.json()["revision"] == 1
    assert "Half a sen</textarea>" in words
    assert "Your draft:" in words
    assert "Half a sen" not in text_of(signed_in(build.staff(build.TEAM)).get(address))


@pytest.mark.parametrize("box", ["reply", "note", "wait_for_helper"])
def test_words_that_were_sent_are_no_draft_any_more(producer: Actor, caseworker: Actor, box: str) -> None:
    incident = build.incident(producer)
    ref, at = build.ref(incident), TEN_O_CLOCK
    services.take(ref, actor=caseworker, at=at)
    save(incident, "Which month?", by=caseworker, box=box)

    if box == "reply":
        services.reply(ref, text="Which month?", attachments=(), actor=caseworker, at=at)
    elif box == "note":
        services.add_note(ref, text="Which month?", actor=caseworker, at=at)
    else:
        waiting = IncidentState.WAITING_ON_HELPER
        services.transition(ref, to=waiting, reason="Which month?", actor=caseworker, at=at)

    assert kept(incident, of=caseworker, box=box) == ""
    assert save(incident, "Which month?", by=caseworker, box=box).was_sent, "a save that arrives late"
    assert kept(incident, of=caseworker, box=box) == ""


def test_a_refused_reply_keeps_its_draft(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    save(incident, "Words", by=caseworker)

    with pytest.raises(InvalidInput):
        services.reply(build.ref(incident), text=" ", attachments=(), actor=caseworker, at=TEN_O_CLOCK)

    assert kept(incident, of=caseworker) == "Words"


def test_words_of_another_window_are_not_overwritten(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    save(incident, "From the first window", by=caseworker, writing=ONE)

    with pytest.raises(DraftNewerElsewhere):
        save(incident, "From the second", by=caseworker, writing=OTHER, seen=0)

    assert kept(incident, of=caseworker) == "From the first window"


def test_a_draft_is_dropped_by_a_button_without_scripts(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    incident = build.incident(producer)
    save(incident, "Never mind", by=caseworker)

    page = signed_in(caseworker).post(
        f"/m/maryland/escalations/{incident.number}/draft/drop", {"box": "reply", "text": "x"}, follow=True
    )

    assert page.status_code == 200
    assert kept(incident, of=caseworker) == ""


def test_a_draft_of_what_is_not_there_is_refused(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)

    with pytest.raises(IncidentNotFound):
        save(incident, "x", by=build.helper())
    with pytest.raises(NotThere):
        save(incident, "x", by=caseworker, box="elsewhere")
    with pytest.raises(InvalidInput):
        save(incident, "x" * (LONGEST_TEXT + 1), by=caseworker)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("name", ["writing", "seen", "version"])
def test_a_draft_that_says_nothing_of_its_page_is_refused(
    producer: Actor, caseworker: Actor, signed_in: SignIn, name: str
) -> None:
    incident = build.incident(producer)
    sent = {"box": "reply", "text": "x", "writing": str(ONE), "seen": "0", "version": "1", name: "-"}

    answer = signed_in(caseworker).post(f"/m/maryland/escalations/{incident.number}/draft", sent)

    assert answer.status_code == 400


@pytest.mark.parametrize("after", [DRAFTS_KEPT, DRAFTS_KEPT + TICK])
def test_drafts_are_forgotten_after_their_time(producer: Actor, caseworker: Actor, after: timedelta) -> None:
    save(build.incident(producer), "Old words", by=caseworker)

    services.forget_drafts(at=TEN_O_CLOCK + after)

    assert Draft.objects.exists() is (after == DRAFTS_KEPT)


@pytest.mark.parametrize("after", [TRACES_KEPT, TRACES_KEPT + TICK])
def test_traces_of_what_was_sent_are_forgotten_after_a_day(
    producer: Actor, caseworker: Actor, after: timedelta
) -> None:
    incident = build.incident(producer)
    save(incident, "Words", by=caseworker)
    services.drop_draft(build.ref(incident), box="reply", actor=caseworker, at=TEN_O_CLOCK)

    services.forget_drafts(at=TEN_O_CLOCK + after)

    assert Draft.objects.exists() is (after == TRACES_KEPT)


@pytest.mark.django_db(transaction=True)
def test_saves_that_arrive_together_keep_one_draft(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)

    outcomes = at_the_same_time(
        *[lambda number=number: save(incident, f"Words {number}", by=caseworker) for number in range(6)]
    )

    assert all(isinstance(one, SavedDraft) for one in outcomes), outcomes
    assert Draft.objects.get().revision == 6


def test_a_stranger_saves_nothing(producer: Actor) -> None:
    incident = build.incident(producer)
    sent = {"box": "reply", "text": "x", "writing": str(ONE), "seen": "0", "version": "1"}

    Client().post(f"/m/maryland/escalations/{incident.number}/draft", sent)

    assert not Draft.objects.exists()
