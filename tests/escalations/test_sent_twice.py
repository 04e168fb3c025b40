"""The same form sent twice, by a double click or by going back, does what it does once."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assistdesk.escalations import services
from assistdesk.escalations.models import Call, Incident, Post, SentForm, Step
from assistdesk.escalations.services import NewCall
from assistdesk.escalations.services.forms import KEPT
from assistdesk.escalations.states import IncidentState, PostKind
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.actors import Actor
from tests.conftest import TEN_O_CLOCK, at_the_same_time
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of

pytestmark = pytest.mark.rule("E-15")

WRITING = "0b0f2a58-3c36-4c4c-8a4e-0c8a8d6f6a10"
ANOTHER = "7a1f2a58-3c36-4c4c-8a4e-0c8a8d6f6a11"
QUEUE = f"/m/maryland/queue/{build.TEAM}"

Act = Callable[[Incident, Actor, Actor], None]


def page_of(incident: Incident) -> str:
    """Return the address of an incident's page."""
    return f"/m/{incident.marketplace}/escalations/{incident.number}"


def twice(browser: Client, address: str, **form: object) -> tuple[str, str]:
    """Send a form twice; return where both answers led."""
    first, second = (browser.post(address, {"writing": WRITING, **form}) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    return first.headers["Location"], second.headers["Location"]


@pytest.mark.parametrize("is_colleague", [True, False])
def test_a_reply_that_is_sent_twice_is_one_reply_and_one_mail(
    producer: Actor, caseworker: Actor, signed_in: SignIn, *, is_colleague: bool
) -> None:
    incident = build.incident(producer)
    browser = signed_in(caseworker if is_colleague else producer)

    first, second = twice(browser, f"{page_of(incident)}/reply", text="It went through.", version="1")

    assert first == second
    assert Post.objects.filter(text="It went through.").count() == 1
    assert Outgoing.objects.filter(template="escalation_reply").count() == int(is_colleague)


def test_the_same_file_sent_twice_without_scripts_is_there_once(producer: Actor, signed_in: SignIn) -> None:
    incident = build.incident(producer)
    browser = signed_in(producer)

    for _ in range(2):
        letter = SimpleUploadedFile("letter.txt", b"Dear all", content_type="text/plain")
        form = {"writing": WRITING, "text": "See the letter.", "documents": letter}
        assert browser.post(f"{page_of(incident)}/reply", form).status_code == 302

    assert Post.objects.filter(text="See the letter.").count() == 1
    assert text_of(browser.get(page_of(incident))).count("letter.txt</") == 1


def test_other_words_in_the_same_form_are_another_reply(producer: Actor, signed_in: SignIn) -> None:
    incident = build.incident(producer)
    browser = signed_in(producer)

    for text in ("One thing more.", "And another."):
        browser.post(f"{page_of(incident)}/reply", {"writing": WRITING, "text": text})
    browser.post(f"{page_of(incident)}/reply", {"writing": ANOTHER, "text": "And another."})

    assert Post.objects.filter(kind=PostKind.FROM_HELPER).count() == 3


def test_a_note_that_is_sent_twice_is_one_note(producer: Actor, caseworker: Actor, signed_in: SignIn) -> None:
    incident = build.incident(producer)

    first, second = twice(signed_in(caseworker), f"{page_of(incident)}/note", text="The carrier has it.")

    assert first == second
    assert Post.objects.filter(kind=PostKind.NOTE).count() == 1


def test_a_move_that_is_sent_twice_is_one_move_and_one_mail(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    incident = build.incident(producer)
    services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK)
    form = {"move": "wait_for_helper", "reason": "Which plan?"}

    first, second = twice(signed_in(caseworker), f"{page_of(incident)}/move", **form)

    assert first == second
    assert Step.objects.filter(move="wait_for_helper").count() == 1
    assert Outgoing.objects.filter(template="escalation_waiting").count() == 1


def test_taking_the_next_twice_takes_one(producer: Actor, caseworker: Actor, signed_in: SignIn) -> None:
    build.incident(producer)
    build.incident(producer)
    browser = signed_in(caseworker)

    first, second = twice(browser, f"{QUEUE}/next")
    other = browser.post(f"{QUEUE}/next", {"writing": ANOTHER}).headers["Location"]

    assert first == second
    assert other != first
    assert 'name="writing"' in text_of(browser.get(QUEUE))


def test_a_colleague_with_the_same_key_takes_another_one(producer: Actor, caseworker: Actor) -> None:
    build.incident(producer)
    build.incident(producer)
    colleague = build.staff(build.TEAM)

    taken = {
        services.take_next(
            marketplace=build.MARYLAND, team=build.TEAM, actor=one, at=TEN_O_CLOCK, key=WRITING
        ).number
        for one in (caseworker, colleague)
    }

    assert len(taken) == 2


def test_a_call_that_is_logged_twice_is_one_call(agent: Actor, signed_in: SignIn) -> None:
    browser = signed_in(agent)
    address = f"/m/{build.KENTUCKY}/calls/new"
    form = {"entry": "aptc-missing-months", "ticket_number": "SRI-10", "note": "They called back."}

    first, second = twice(browser, address, **form)
    browser.post(address, {**form, "writing": WRITING, "ticket_number": "SRI-11"})

    assert first == second
    assert sorted(Call.objects.values_list("ticket_number", flat=True)) == ["SRI-10", "SRI-11"]
    assert Entry.objects.filter(action="escalations.call.logged").count() == 2
    assert 'name="writing"' in text_of(browser.get(address))


def test_what_was_sent_is_remembered_for_a_day(producer: Actor, caseworker: Actor) -> None:
    build.incident(producer)
    services.take_next(
        marketplace=build.MARYLAND, team=build.TEAM, actor=caseworker, at=TEN_O_CLOCK, key=WRITING
    )

    services.forget_forms(at=TEN_O_CLOCK + KEPT)
    kept = SentForm.objects.count()
    services.forget_forms(at=TEN_O_CLOCK + KEPT.resolution + KEPT)

    assert (kept, SentForm.objects.count()) == (1, 0)


def answer(incident: Incident, caseworker: Actor, producer: Actor) -> None:
    """Send a colleague's reply."""
    services.reply(
        build.ref(incident), text="Done.", attachments=(), actor=caseworker, at=TEN_O_CLOCK, key=WRITING
    )


def say(incident: Incident, caseworker: Actor, producer: Actor) -> None:
    """Send a helper's reply."""
    services.reply(
        build.ref(incident), text="Thanks.", attachments=(), actor=producer, at=TEN_O_CLOCK, key=WRITING
    )


def note(incident: Incident, caseworker: Actor, producer: Actor) -> None:
    """Send a note."""
    services.add_note(build.ref(incident), text="Odd.", actor=caseworker, at=TEN_O_CLOCK, key=WRITING)


def ask(incident: Incident, caseworker: Actor, producer: Actor) -> None:
    """Ask the helper."""
    services.transition(
        build.ref(incident),
        to=IncidentState.WAITING_ON_HELPER,
        reason="Which plan?",
        actor=caseworker,
        at=TEN_O_CLOCK,
        key=WRITING,
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", [answer, say, note, ask])
def test_two_that_come_at_once_are_one(producer: Actor, caseworker: Actor, act: Act) -> None:
    incident = build.incident(producer)
    services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK)
    before = Post.objects.count()

    outcomes = at_the_same_time(*[lambda: act(incident, caseworker, producer)] * 4)

    assert outcomes == [None] * 4
    assert Post.objects.count() == before + 1


@pytest.mark.django_db(transaction=True)
def test_taking_the_next_at_once_under_one_key_takes_one(producer: Actor, caseworker: Actor) -> None:
    for _ in range(4):
        build.incident(producer)

    def take() -> str:
        ref = services.take_next(
            marketplace=build.MARYLAND, team=build.TEAM, actor=caseworker, at=TEN_O_CLOCK, key=WRITING
        )
        return ref.number

    outcomes = at_the_same_time(*[take] * 4)

    assert len(set(map(str, outcomes))) == 1
    assert Incident.objects.filter(assignee__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_call_logged_at_once_is_one(agent: Actor) -> None:
    call = NewCall(build.KENTUCKY, "aptc-missing-months", "SRI-10", key=str(uuid4()))

    outcomes = at_the_same_time(*[lambda: services.log_call(call, actor=agent, at=TEN_O_CLOCK)] * 4)

    assert len(set(outcomes)) == 1
    assert Call.objects.count() == Entry.objects.filter(action="escalations.call.logged").count() == 1
