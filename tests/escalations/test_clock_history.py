"""Whatever happens to an incident, its stored clocks are what its history says."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident, IncidentClock
from assistdesk.escalations.queries.recount import differences, wrong_clocks
from assistdesk.escalations.states import IncidentState, Timed
from assistdesk.shared.calendar import Clock, ClockKind, Pause, due_with_pauses
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.business_time import business_calendar
from assistdesk.shared.refusals import Refusal
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build

TWO_DAYS = Clock(ClockKind.BUSINESS_DAYS, 2)
STATES = {
    "ask": IncidentState.WAITING_ON_HELPER,
    "resolve": IncidentState.RESOLVED,
    "close": IncidentState.CLOSED,
    "resume": IncidentState.IN_REVIEW,
}
ACTS = st.sampled_from(["take", "answer", "hear", *STATES])
GAPS = st.one_of(st.integers(1, 600), st.integers(1, 9 * 24 * 60))
HISTORIES = st.lists(st.tuples(ACTS, GAPS), min_size=1, max_size=8)


@dataclass
class Model:
    """The reply's clock in a few plain lines: what was promised since when, and when it stood still."""

    since: datetime
    replied: bool = False
    state: str = "new"
    pauses: list[Pause] = field(default_factory=list)

    def see(self, act: str, state: str, at: datetime) -> None:
        """Take in one act that was not refused, and where it left the incident."""
        if "waiting_on_helper" == state != self.state:
            self.pauses.append(Pause(at, None))
        if "waiting_on_helper" == self.state != state:
            self.pauses[-1] = Pause(self.pauses[-1].starts_at, at)
        if act == "hear" and self.replied:
            self.since, self.replied = at, False
        if act in ("answer", "resolve"):
            self.replied = True
        self.state = state

    @property
    def due_at(self) -> datetime | None:
        """When a reply is due, by the calendar that ships."""
        pack = build.pack(build.MARYLAND)
        calendar = business_calendar(pack.calendar_on(TEN_O_CLOCK.date()), language="en")
        return due_with_pauses(calendar, start=self.since, clock=TWO_DAYS, pauses=self.pauses).due_at


def do(act: str, incident: Incident, *, helper: Actor, colleague: Actor, at: datetime) -> bool:
    """Try one act; return whether the desk let it happen."""
    ref = build.ref(incident)
    try:
        if act == "take":
            services.take(ref, actor=colleague, at=at)
        elif act in STATES:
            services.transition(ref, to=STATES[act], reason="Because.", actor=colleague, at=at)
        else:
            actor = helper if act == "hear" else colleague
            services.reply(ref, text="Words.", attachments=(), actor=actor, at=at)
    except Refusal:
        return False
    return True


@pytest.mark.rule("E-08")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORIES)
@example(history=[("take", 1), ("ask", 1), ("resolve", 1)])
def test_stored_clocks_are_those_of_the_history(
    producer: Actor, caseworker: Actor, history: list[tuple[str, int]]
) -> None:
    incident, at = build.incident(producer), TEN_O_CLOCK
    model = Model(TEN_O_CLOCK)

    for act, gap in history:
        at += timedelta(minutes=gap)
        happened = do(act, incident, helper=producer, colleague=caseworker, at=at)
        incident = Incident.objects.get(pk=incident.pk)
        if happened:
            model.see(act, incident.state, at)
        assert list(differences(incident)) == []
        if not model.replied:
            assert incident.reply_due_at == incident.next_due_at == model.due_at


@pytest.mark.rule("E-08")
def test_a_due_time_that_is_not_the_historys_is_found(producer: Actor) -> None:
    incident = build.incident(producer)
    assert wrong_clocks(newest=5) == []

    IncidentClock.objects.filter(incident=incident, kind="reply").update(
        due_at=TEN_O_CLOCK + timedelta(days=1)
    )

    found = wrong_clocks(newest=5)
    assert len(found) == 2
    assert all(one.startswith(incident.number) for one in found)


@pytest.mark.rule("E-08")
def test_a_changed_pack_moves_no_figure_of_before(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    before = list(incident.clocks.order_by("id").values())

    def closed_for_a_week(values: dict[str, object]) -> None:
        for edition in values["calendar"]:  # type: ignore[attr-defined]  # plain values of a pack
            edition["holidays"] |= {f"2027-03-0{day}": {"en": "Storm", "es": "Tormenta"} for day in (3, 4, 5)}
        for edition in values["escalations"]:  # type: ignore[attr-defined]  # plain values of a pack
            edition["alerts"]["unassigned_after"] = 0.1

    build.run(build.changed_pack(build.MARYLAND, closed_for_a_week))
    later = build.incident(producer)
    services.add_note(build.ref(incident), text="Seen.", actor=caseworker, at=TEN_O_CLOCK)

    assert list(incident.clocks.order_by("id").values()) == before
    assert later.reply_due_at is not None
    assert incident.reply_due_at is not None
    assert later.reply_due_at > incident.reply_due_at
    assert wrong_clocks(newest=5) == []


@pytest.mark.rule("E-08")
def test_each_kind_runs_once_at_a_time_and_every_run_is_kept(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    for n in range(2):
        at = TEN_O_CLOCK + timedelta(hours=2 * n)
        services.reply(build.ref(incident), text="Done.", attachments=(), actor=caseworker, at=at)
        services.reply(
            build.ref(incident),
            text="No.",
            attachments=(),
            actor=producer,
            at=at + timedelta(hours=1),
        )

    runs = incident.clocks.filter(kind=Timed.REPLY.value).order_by("id")

    assert [run.met_at is not None for run in runs] == [True, True, False]
    assert runs.running().count() == 1


@pytest.mark.rule("E-08")
def test_without_a_source_no_resolution_is_promised(producer: Actor) -> None:
    assert not build.incident(producer).clocks.filter(kind="resolution").exists()


@pytest.mark.rule("E-08")
def test_an_aim_for_the_resolution_counts_in_the_queue_and_ends_with_it(caseworker: Actor) -> None:
    def aims(values: dict[str, object]) -> None:
        for edition in values["escalations"]:  # type: ignore[attr-defined]  # plain values of a pack
            edition["types"]["consumer-enrollment"]["resolution_clock"] = "5 business days"

    build.run(build.changed_pack(build.MARYLAND, aims))
    producer = build.helper()
    incident = build.incident(producer)
    resolution = incident.clocks.get(kind="resolution")
    assert incident.next_due_at == incident.reply_due_at

    services.reply(build.ref(incident), text="Soon.", attachments=(), actor=caseworker, at=TEN_O_CLOCK)
    answered = Incident.objects.get(pk=incident.pk)
    assert answered.next_due_at == resolution.due_at

    services.transition(
        build.ref(incident), to=IncidentState.RESOLVED, reason="Done.", actor=caseworker, at=TEN_O_CLOCK
    )
    resolution.refresh_from_db()
    assert resolution.met_at == TEN_O_CLOCK
    assert Incident.objects.get(pk=incident.pk).next_due_at is None
