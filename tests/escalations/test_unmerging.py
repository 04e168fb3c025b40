"""A merge that was a mistake is undone as if it had never been; merges that meet wait for each other."""

from datetime import timedelta
from functools import partial

import pytest

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident, IncidentClock, Merge
from assistdesk.escalations.refusals import (
    IncidentMerged,
    IncidentNotFound,
    MergeCircle,
    NotMerged,
)
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.states import IncidentState
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.actors import Actor
from tests.conftest import TEN_O_CLOCK, at_the_same_time
from tests.escalations import build
from tests.escalations.merges import LATER, MUCH_LATER, merge, say, texts


def standing(incident: Incident) -> dict[str, object]:
    """Return where an incident and its clocks stand."""
    names: tuple[str, ...] = (
        "state",
        "merged_into_id",
        "closed_at",
        "resolved_at",
        "reply_due_at",
        "other_due_at",
    )
    names = (*names, "paused_at", "replied_at", "first_replied_at", "assignee_id")
    clocks = IncidentClock.objects.filter(incident=incident).order_by("id")
    fields = ("kind", "started_at", "due_at", "paused_at", "warned_at", "met_at", "stopped_at")
    return {**{name: getattr(incident, name) for name in names}, "clocks": list(clocks.values(*fields))}


@pytest.mark.rule("E-12")
@pytest.mark.parametrize("state", ["new", "in_review", "waiting_on_helper", "with_agency", "resolved"])
def test_undone_everything_is_as_it_was(producer: Actor, caseworker: Actor, state: str) -> None:
    one, head = build.incident(producer), build.incident(producer)
    if state != "new":
        services.take(build.ref(one), actor=caseworker, at=TEN_O_CLOCK)
    if state not in ("new", "in_review"):
        services.transition(build.ref(one), to=IncidentState(state), reason="So.", actor=caseworker, at=LATER)
    one.refresh_from_db()
    before = standing(one)

    merge(one, head, actor=caseworker, at=LATER + timedelta(minutes=5))
    services.unmerge(build.ref(one), actor=caseworker, at=MUCH_LATER)

    one.refresh_from_db()
    assert standing(one) == before
    assert Outgoing.objects.filter(template="escalation_unmerged").count() == 1
    assert "escalations.incident.unmerge" in Entry.objects.values_list("action", flat=True)
    assert Merge.objects.get().undone_by_id == build.id_of(caseworker)


@pytest.mark.rule("E-12")
def test_a_pause_goes_on_through_a_merge_that_was_undone(producer: Actor, caseworker: Actor) -> None:
    one, other = build.incident(producer), build.incident(producer)
    for incident in (one, other):
        services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK)
        services.transition(
            build.ref(incident),
            to=IncidentState.WAITING_ON_HELPER,
            reason="Which?",
            actor=caseworker,
            at=TEN_O_CLOCK,
        )
    head = build.incident(producer)
    merge(one, head, actor=caseworker)
    services.unmerge(build.ref(one), actor=caseworker, at=MUCH_LATER)

    for incident in (one, other):
        say(incident, "This one.", by=producer, at=MUCH_LATER)
        incident.refresh_from_db()

    assert one.reply_due_at is not None
    assert one.reply_due_at == other.reply_due_at


@pytest.mark.rule("E-12")
def test_undoing_part_of_a_chain_takes_what_was_merged_before_along(
    producer: Actor, caseworker: Actor
) -> None:
    a, b, c, d = (build.incident(producer) for _ in range(4))
    merge(a, b, actor=caseworker)
    merge(d, c, actor=caseworker)
    merge(b, c, actor=caseworker)

    services.unmerge(build.ref(b), actor=caseworker, at=MUCH_LATER)

    into = {one.number: one.merged_into_id for one in Incident.objects.all()}
    assert into == {a.number: b.id, b.number: None, c.number: None, d.number: c.id}


@pytest.mark.rule("E-12")
def test_what_a_helper_said_meanwhile_counts_when_it_is_undone(producer: Actor, caseworker: Actor) -> None:
    one, head = build.incident(producer), build.incident(producer)
    services.take(build.ref(one), actor=caseworker, at=TEN_O_CLOCK)
    waiting = IncidentState.WAITING_ON_HELPER
    services.transition(build.ref(one), to=waiting, reason="Which?", actor=caseworker, at=TEN_O_CLOCK)
    merge(one, head, actor=caseworker)
    say(one, "This one.", by=producer, at=LATER + timedelta(minutes=1))

    services.unmerge(build.ref(one), actor=caseworker, at=MUCH_LATER)

    one.refresh_from_db()
    assert one.state == "in_review"


@pytest.mark.rule("E-12")
def test_only_a_merge_can_be_undone(producer: Actor, caseworker: Actor) -> None:
    one = build.incident(producer)

    with pytest.raises(NotMerged):
        services.unmerge(build.ref(one), actor=caseworker, at=LATER)
    with pytest.raises(IncidentNotFound):
        services.unmerge(IncidentRef("270101-0000001"), actor=caseworker, at=LATER)


@pytest.mark.rule("E-12")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_of_merges_that_cross_one_stands(attempt: int, packs: None) -> None:
    producer, caseworker = build.helper(), build.staff(build.TEAM)
    a, b, c = (build.incident(producer) for _ in range(3))
    pairs = [(a, b), (b, a), (b, c), (c, a)]

    outcomes = at_the_same_time(
        *[
            partial(services.merge, build.ref(one), into=into.number, actor=caseworker, at=LATER)
            for one, into in pairs
        ],
        partial(say, a, "Meanwhile.", by=producer),
        partial(say, b, "Meanwhile.", by=producer),
    )

    refused = [one for one in outcomes if isinstance(one, Exception)]
    assert all(isinstance(one, MergeCircle | IncidentMerged) for one in refused), outcomes
    assert outcomes[4:] == [None, None]
    into = dict(Incident.objects.values_list("id", "merged_into"))
    heads = [pk for pk, head in into.items() if head is None]
    assert len(heads) == 1
    assert {head for head in into.values() if head} == set(heads)


@pytest.mark.rule("E-12")
@pytest.mark.django_db(transaction=True)
def test_undoing_and_answering_at_once_wait_for_each_other(packs: None) -> None:
    producer, caseworker = build.helper(), build.staff(build.TEAM)
    a, b = build.incident(producer), build.incident(producer)
    merge(a, b, actor=caseworker)

    outcomes = at_the_same_time(
        partial(services.unmerge, build.ref(a), actor=caseworker, at=MUCH_LATER),
        *[partial(say, one, "Meanwhile.", by=producer) for one in (a, b, a, b)],
    )

    assert outcomes == [None] * 5
    assert texts(a, by=producer) == ["Meanwhile."] * 2
