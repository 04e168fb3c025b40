"""An answer that is owed stays owed when its incident is merged: no clock disappears silently."""

from datetime import timedelta

import pytest

from assistdesk.escalations import queries, services
from assistdesk.escalations.models import Incident, IncidentClock
from assistdesk.escalations.states import IncidentState, Timed
from assistdesk.shared.people.actors import Actor
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.merges import LATER, MUCH_LATER, merge, say
from tests.escalations.reading import SignIn, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.rule("E-12")]

DAY = timedelta(days=1)
PATH = "/m/maryland/escalations"


def reply_clock(incident: Incident) -> IncidentClock:
    """Return the newest run of an incident's reply clock."""
    found = IncidentClock.objects.filter(incident=incident, kind=Timed.REPLY.value)
    return found.order_by("-id")[0]


def due(incident: Incident) -> tuple[object, object]:
    """Return when a reply and the next thing of an incident are due."""
    incident.refresh_from_db()
    return incident.reply_due_at, incident.next_due_at


def test_the_one_that_goes_on_is_due_no_later_than_what_was_owed(producer: Actor, caseworker: Actor) -> None:
    older, newer = build.incident(producer, at=TEN_O_CLOCK - DAY), build.incident(producer)
    owed, own = due(older)[0], due(newer)[0]

    merge(older, newer, actor=caseworker)

    assert owed != own
    assert due(newer) == (owed, owed)
    assert reply_clock(older).stopped_at is None


def test_a_later_promise_changes_nothing(producer: Actor, caseworker: Actor) -> None:
    older, newer = build.incident(producer, at=TEN_O_CLOCK - DAY), build.incident(producer)
    own = due(older)

    merge(newer, older, actor=caseworker)

    assert due(older) == own


def test_what_was_answered_already_is_due_again_for_the_one_who_waits(
    producer: Actor, caseworker: Actor
) -> None:
    older, newer = build.incident(producer), build.incident(producer)
    say(older, "Done.", by=caseworker, at=TEN_O_CLOCK)
    owed = due(newer)[0]

    merge(newer, older, actor=caseworker)
    waiting = due(older)[1]
    say(older, "For both.", by=caseworker, at=LATER)

    assert waiting == owed
    assert due(older)[1] is None
    assert reply_clock(newer).met_at == LATER


def test_its_lead_is_told_when_nobody_answers(producer: Actor, caseworker: Actor) -> None:
    older, newer = build.incident(producer), build.incident(producer)
    say(older, "Done.", by=caseworker, at=TEN_O_CLOCK)

    merge(newer, older, actor=caseworker)

    assert reply_clock(newer) in IncidentClock.objects.to_warn(MUCH_LATER + 30 * DAY)


def test_a_question_to_both_stops_both_clocks(producer: Actor, caseworker: Actor) -> None:
    older, newer = build.incident(producer, at=TEN_O_CLOCK - DAY), build.incident(producer)
    services.take(build.ref(newer), actor=caseworker, at=TEN_O_CLOCK)
    merge(older, newer, actor=caseworker)

    services.transition(
        build.ref(newer),
        to=IncidentState.WAITING_ON_HELPER,
        reason="Which plan?",
        actor=caseworker,
        at=LATER + timedelta(minutes=5),
    )

    assert reply_clock(older).paused_at == LATER + timedelta(minutes=5)
    assert due(newer) == (None, None)


def test_a_question_of_before_does_not_stop_it(producer: Actor, caseworker: Actor) -> None:
    older, newer = build.incident(producer, at=TEN_O_CLOCK - DAY), build.incident(producer)
    services.take(build.ref(newer), actor=caseworker, at=TEN_O_CLOCK)
    services.transition(
        build.ref(newer),
        to=IncidentState.WAITING_ON_HELPER,
        reason="Which plan?",
        actor=caseworker,
        at=TEN_O_CLOCK,
    )
    owed = due(older)[0]

    merge(older, newer, actor=caseworker)

    assert due(newer) == (owed, owed)


def test_closed_unanswered_nothing_runs_any_more(producer: Actor, caseworker: Actor) -> None:
    older, newer = build.incident(producer, at=TEN_O_CLOCK - DAY), build.incident(producer)
    merge(older, newer, actor=caseworker)
    services.take(build.ref(newer), actor=caseworker, at=LATER)

    services.transition(
        build.ref(newer), to=IncidentState.RESOLVED, reason="Done.", actor=caseworker, at=LATER
    )

    assert not IncidentClock.objects.running().filter(kind=Timed.REPLY.value).exists()
    assert reply_clock(older).met_at == LATER


def test_what_was_answered_meanwhile_stays_answered_when_it_is_undone(
    producer: Actor, caseworker: Actor
) -> None:
    older, newer = build.incident(producer, at=TEN_O_CLOCK - DAY), build.incident(producer)
    merge(older, newer, actor=caseworker)
    say(newer, "For both.", by=caseworker, at=LATER)

    services.unmerge(build.ref(older), actor=caseworker, at=LATER + DAY)

    older.refresh_from_db()
    assert (older.replied_at, older.first_replied_at) == (LATER, LATER)
    assert older.next_due_at is None


def test_undone_unanswered_both_are_due_as_before(producer: Actor, caseworker: Actor) -> None:
    older, newer = build.incident(producer, at=TEN_O_CLOCK - DAY), build.incident(producer)
    before = due(older), due(newer)
    merge(older, newer, actor=caseworker)

    services.unmerge(build.ref(older), actor=caseworker, at=LATER)

    assert (due(older), due(newer)) == before


def test_by_way_of_another_it_is_owed_still(producer: Actor, caseworker: Actor) -> None:
    first, second, third = (build.incident(producer, at=TEN_O_CLOCK - days * DAY) for days in (2, 1, 0))
    owed = due(first)[0]
    merge(first, second, actor=caseworker)
    merge(second, third, actor=caseworker, at=LATER)

    assert due(third)[1] == owed


def test_lists_say_where_a_merged_one_went(producer: Actor, caseworker: Actor, signed_in: SignIn) -> None:
    one, head = build.incident(producer), build.incident(producer)
    merge(one, head, actor=caseworker)

    mine = text_of(signed_in(producer).get("/m/maryland/escalations/"))
    closed = text_of(signed_in(caseworker).get(f"/m/maryland/queue/{build.TEAM}?status=closed"))
    page = text_of(signed_in(caseworker).get(f"{PATH}/{head.number}"))

    for shown in (mine, closed):
        assert f"Merged into {head.number}" in shown
        assert '<span class="desk-state desk-state--good">Closed' not in shown
    assert "Its helper still waits for an answer" in page
    row = queries.incident(build.ref(head), actor=caseworker, language="en").merged[0]
    assert row.owed_until == reply_clock(one).due_at


def test_who_merges_is_told_what_differs_and_what_stays_owed(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    client, other = build.client(producer), build.client(producer, person_id="174099")
    one = build.incident(producer, consumers=[client])
    same = build.incident(producer, consumers=[client], duplicate_reason="Again.")
    different = build.incident(producer, consumers=[other], type="termination")
    browser = signed_in(caseworker)

    alike = text_of(browser.get(f"{PATH}/{one.number}/merge?into={same.number}"))
    unlike = text_of(browser.get(f"{PATH}/{one.number}/merge?into={different.number}"))
    say(one, "Done.", by=caseworker)
    answered = text_of(browser.get(f"{PATH}/{one.number}/merge?into={same.number}"))

    assert "these differ" not in alike
    assert "An answer is still owed to whoever filed" in alike
    assert "They are about different consumers." in unlike
    assert "They are of different types." in unlike
    assert f"The clocks of {one.number} end" in answered
