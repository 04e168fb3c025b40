"""Several people at one incident: nobody answers over what they have not seen, and no word is lost."""

from collections.abc import Callable
from contextlib import nullcontext

import pytest
from django.db import transaction

from assistdesk.escalations import queries, services
from assistdesk.escalations.models import Incident, Post, between
from assistdesk.escalations.queries import history
from assistdesk.escalations.refusals import ChangedMeanwhile
from assistdesk.escalations.services.history import keep, record
from assistdesk.escalations.states import IncidentState
from assistdesk.shared.people.actors import Actor
from tests.conftest import TEN_O_CLOCK, at_the_same_time
from tests.escalations import build
from tests.escalations.reading import Ask, SignIn, text_of

Change = Callable[[Incident, Actor, Actor], None]


def note(incident: Incident, colleague: Actor, producer: Actor) -> None:
    """Let a colleague keep a note."""
    services.add_note(build.ref(incident), text="The carrier has it.", actor=colleague, at=TEN_O_CLOCK)


def answer(incident: Incident, colleague: Actor, producer: Actor) -> None:
    """Let a colleague answer."""
    services.reply(
        build.ref(incident), text="It went through.", attachments=(), actor=colleague, at=TEN_O_CLOCK
    )


def helper_writes(incident: Incident, colleague: Actor, producer: Actor) -> None:
    """Let the helper write."""
    services.reply(
        build.ref(incident), text="One thing more.", attachments=(), actor=producer, at=TEN_O_CLOCK
    )


def give(incident: Incident, colleague: Actor, producer: Actor) -> None:
    """Let a colleague take it."""
    services.assign(build.ref(incident), to="me", actor=colleague, at=TEN_O_CLOCK)


def nudge(incident: Incident, colleague: Actor, producer: Actor) -> None:
    """Let the desk remind an office."""
    _note_step(incident, "nudge", actor=Actor.system(incident.marketplace))


def take_back(incident: Incident, colleague: Actor, producer: Actor) -> None:
    """Let a colleague take it back from one office of several."""
    _note_step(incident, "take_back", actor=colleague)


def _note_step(incident: Incident, what: str, *, actor: Actor) -> None:
    with transaction.atomic():
        state = IncidentState(incident.state)
        record(incident, what, from_state=state, actor=actor, at=TEN_O_CLOCK, reason="An office")
        keep(incident, at=TEN_O_CLOCK)


CHANGES = [note, answer, helper_writes, give, nudge, take_back]


@pytest.mark.rule("E-15")
@pytest.mark.parametrize("change", CHANGES)
def test_nobody_answers_over_what_somebody_else_did(
    producer: Actor, caseworker: Actor, change: Change
) -> None:
    incident, colleague = build.incident(producer), build.staff(build.TEAM)
    change(incident, colleague, producer)
    before = Post.objects.count()

    with pytest.raises(ChangedMeanwhile) as refusal:
        services.reply(
            build.ref(incident), text="Mine.", attachments=(), actor=caseworker, at=TEN_O_CLOCK, seen=1
        )

    assert Post.objects.count() == before
    assert refusal.value.facts == {"version": Incident.objects.get().version}


@pytest.mark.rule("E-15")
@pytest.mark.parametrize("change", [answer, give])
def test_nobody_moves_on_over_what_somebody_else_did(
    producer: Actor, caseworker: Actor, change: Change
) -> None:
    incident, colleague = build.incident(producer), build.staff(build.TEAM)
    change(incident, colleague, producer)

    with pytest.raises(ChangedMeanwhile):
        services.transition(
            build.ref(incident),
            to=IncidentState.RESOLVED,
            reason="Done.",
            actor=caseworker,
            at=TEN_O_CLOCK,
            seen=1,
        )

    assert Incident.objects.get().state == "in_review"


@pytest.mark.parametrize(
    ("change", "stops"),
    [(note, False), (nudge, False), (take_back, False), (give, True), (answer, True)],
)
def test_a_helper_is_stopped_by_what_helpers_see_alone(
    producer: Actor, caseworker: Actor, *, change: Change, stops: bool
) -> None:
    incident = build.incident(producer)
    change(incident, caseworker, producer)

    with pytest.raises(ChangedMeanwhile) if stops else nullcontext():
        services.reply(
            build.ref(incident), text="Mine.", attachments=(), actor=producer, at=TEN_O_CLOCK, seen=1
        )


def test_own_changes_stop_nobody(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    for change in (give, note, answer):
        change(incident, caseworker, producer)

    services.reply(
        build.ref(incident), text="And this.", attachments=(), actor=caseworker, at=TEN_O_CLOCK, seen=1
    )

    assert Post.objects.filter(text="And this.").exists()


def test_a_note_is_never_refused(producer: Actor, caseworker: Actor, signed_in: SignIn) -> None:
    incident, colleague = build.incident(producer, at=build.EARLIER), build.staff(build.TEAM)
    answer(incident, colleague, producer)

    signed_in(caseworker).post(
        f"/m/maryland/escalations/{incident.number}/note", {"text": "Mine.", "version": "1"}
    )

    assert Post.objects.filter(kind="note", text="Mine.").exists()


@pytest.mark.parametrize("change", CHANGES)
def test_the_page_and_the_lock_agree_on_what_came_between(
    producer: Actor, caseworker: Actor, change: Change
) -> None:
    incident, colleague = build.incident(producer), build.staff(build.TEAM)
    change(incident, colleague, producer)

    for actor in (caseworker, colleague, producer):
        view = queries.incident(build.ref(incident), actor=actor, language="en")
        shown = {one.anchor for one in history.came_between(view, seen=1)}
        found = [f"step-{one.id}" for one in between.steps(incident, seen=1, actor=actor)]
        found += [f"message-{one.id}" for one in between.posts(incident, seen=1, actor=actor)]
        assert shown == set(found)


@pytest.mark.rule("E-15")
def test_the_second_gets_both_texts_and_can_send_after_all(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    incident, colleague = build.incident(producer, at=build.EARLIER), build.staff(build.TEAM)
    address = f"/m/maryland/escalations/{incident.number}"
    answer(incident, colleague, producer)
    browser = signed_in(caseworker)

    page = browser.post(f"{address}/reply", {"text": "My own words.", "version": "1"})
    now = Incident.objects.get().version
    browser.post(f"{address}/reply", {"text": "My own words.", "version": str(now)})

    assert page.status_code == 409
    words = text_of(page)
    part = words[words.index('class="between"') :]
    assert "It went through." in part[: part.index("</section>")]
    assert "My own words.</textarea>" in part
    assert f'name="version" value="{now}"' in part
    assert list(Post.objects.filter(text="My own words.").values_list("kind", flat=True)) == ["answer"]


def test_words_without_a_place_any_more_are_still_shown(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    incident, colleague = build.incident(producer, at=build.EARLIER), build.staff(build.TEAM)
    ref, at = build.ref(incident), build.EARLIER
    services.take(ref, actor=caseworker, at=at)
    services.transition(ref, to=IncidentState.RESOLVED, reason="Theirs.", actor=colleague, at=at)

    page = signed_in(caseworker).post(
        f"/m/maryland/escalations/{incident.number}/move",
        {"move": "wait_for_helper", "reason": "Which month was it?", "version": "2"},
    )

    assert page.status_code == 409
    assert "Which month was it?" in text_of(page)
    assert "Theirs." in text_of(page)


def test_two_who_assign_see_each_other(producer: Actor, caseworker: Actor, signed_in: SignIn) -> None:
    incident, colleague = build.incident(producer, at=build.EARLIER), build.staff(build.TEAM)
    note(incident, colleague, producer)
    address = f"/m/maryland/escalations/{incident.number}/assign"
    browser = signed_in(caseworker)

    browser.post(address, {"to": caseworker.username, "version": "1"})  # a note is no reason to ask
    give(incident, colleague, producer)
    page = browser.post(address, {"to": caseworker.username, "version": "2"})

    assert page.status_code == 409
    assert Incident.objects.get().assignee_id == colleague.account_id
    assert f'value="{caseworker.username}" selected' in text_of(page)


@pytest.mark.django_db(transaction=True)
@pytest.mark.rule("E-15")
@pytest.mark.parametrize("attempt", range(3))
def test_of_those_who_answer_at_once_one_is_first_and_nobody_is_overwritten(
    producer: Actor, attempt: int
) -> None:
    incident = build.incident(producer)
    team = [build.staff(build.TEAM) for _ in range(6)]

    outcomes = at_the_same_time(
        *[
            lambda one=one: services.reply(
                build.ref(incident), text="Mine.", attachments=(), actor=one, at=TEN_O_CLOCK, seen=1
            )
            for one in team
        ]
    )

    assert outcomes.count(None) == 1
    assert sum(isinstance(one, ChangedMeanwhile) for one in outcomes) == 5
    assert Post.objects.filter(kind="answer").count() == 1


@pytest.mark.rule("E-15")
@pytest.mark.parametrize("by_header", [True, False])
def test_a_program_says_what_it_looked_at(
    producer: Actor, caseworker: Actor, ask: Ask, *, by_header: bool
) -> None:
    incident, colleague = build.incident(producer, at=build.EARLIER), build.staff(build.TEAM)
    path = f"/escalations/{incident.number}"
    _, seen = ask(caseworker, path)
    answer(incident, colleague, producer)
    said = {} if by_header else {"version": seen["version"]}
    headers = {"If-Match": f'"{seen["version"]}"'} if by_header else {}

    status, problem = ask(caseworker, f"{path}/replies", {"text": "Mine.", **said}, **headers)
    again, _ = ask(caseworker, f"{path}/replies", {"text": "Mine.", "version": problem["version"]})
    without, _ = ask(caseworker, f"{path}/replies", {"text": "Mine too."})

    assert status == 409
    assert problem["type"] == "/problems/changed-meanwhile"
    assert problem["version"] == Incident.objects.get().version - 2
    assert (again, without) == (201, 201)


def test_a_header_that_is_no_version_is_refused(producer: Actor, caseworker: Actor, ask: Ask) -> None:
    incident = build.incident(producer, at=build.EARLIER)

    status, _ = ask(
        caseworker, f"/escalations/{incident.number}/assign", {"to": "me"}, **{"If-Match": '"abc"'}
    )

    assert status == 400
