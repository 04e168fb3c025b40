"""Whatever happens in whatever order, the desk and a small model of it agree."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from assistdesk.consent import services
from assistdesk.consent.models import ConsentRequest
from assistdesk.consent.services import Wanted
from assistdesk.consent.states import AnsweredBy, RequestMethod
from assistdesk.shared import clock
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import AccessGrant, Person
from assistdesk.shared.refusals import Refusal
from tests.consent.model import OPEN, Model
from tests.consent.playing import KEYS
from tests.consent.test_races import agent, check_invariants, rosa

__all__ = ["agent"]

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.rule("C-05", "C-06", "C-07", "C-08", "C-15", "C-17", "C-21"),
]
WAITS = st.sampled_from([1, 4, 5, 7, 11, 12, 30, 78, 90, 1_800, 43_200, 86_400])
STOPPED = """
    CREATE OR REPLACE FUNCTION desk_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
        SELECT timestamptz '2027-03-02 15:00Z' + coalesce((SELECT ahead FROM desk_clock), interval '0')
    $$
"""
RUNNING = STOPPED.replace("timestamptz '2027-03-02 15:00Z'", "clock_timestamp()")


@contextmanager
def stopped_clock() -> Iterator[None]:
    """Let the desk's clock go on only when it is moved."""
    with connection.cursor() as cursor:
        cursor.execute(STOPPED)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(RUNNING)


class AnyOrder(RuleBasedStateMachine):
    """One helper, one client and time, each doing what they can at any moment."""

    helper: Actor
    client: Person

    def __init__(self) -> None:
        super().__init__()
        clock.advance(timedelta(days=2))  # what the example before left counts no more
        AccessGrant.objects.filter(person=self.client).update(ends_at=clock.now())
        self.model = Model()
        self.made: list[ConsentRequest] = []

    def teardown(self) -> None:
        """End what is open."""
        for one in self.made:
            with suppress(Refusal):
                services.cancel(one.id, actor=self.helper, at=clock.now())

    def _last(self) -> ConsentRequest | None:
        return next(reversed(self.made), None)

    @initialize()
    def begin(self) -> None:
        """Begin with a request, so that no example is about nothing."""
        self.ask_by(RequestMethod.ELECTRONIC)

    @rule(method=st.sampled_from(list(RequestMethod)))
    def ask(self, method: RequestMethod) -> None:
        """Ask in one of the ways."""
        self.ask_by(method)

    def ask_by(self, method: RequestMethod) -> None:
        """Search and ask, a moment later than whatever was before."""
        self.wait_for(1)
        one, at = self.client, clock.now()
        wanted = Wanted(one.first_name, one.last_name, one.sex, one.date_of_birth)
        found = services.search(wanted, actor=self.helper, marketplace="kentucky", at=at)
        made = _may(lambda: services.ask(found.search_id, method=method, actor=self.helper, at=at))
        messaging.deliver_due()
        assert (made is not None) is self.model.ask(method.value), (made, self.model)
        if isinstance(made, ConsentRequest) and made.id not in {each.id for each in self.made}:
            self.made.append(made)

    @rule(seconds=WAITS)
    def wait(self, seconds: int) -> None:
        """Let time pass with nobody at work."""
        self.wait_for(seconds)

    def wait_for(self, seconds: int) -> None:
        """Let time pass, in the desk and in the model."""
        clock.advance(timedelta(seconds=seconds))
        self.model.now += seconds

    @rule()
    def work(self) -> None:
        """Let the sweeper run."""
        services.expire_due(at=clock.now())
        self.model.settle()

    @rule(state=st.sampled_from(["approved", "denied"]))
    def answer(self, state: str) -> None:
        """Let the client answer, by link or by voice."""
        one = self._last()
        if one is None or (one.method == "verbal" and state == "denied"):
            return
        at = clock.now()
        if one.method == "verbal":
            done = _may(lambda: services.record(one.id, KEYS, actor=self.helper, at=at))
        else:
            make = services.accept if state == "approved" else services.decline
            done = _may(lambda: make(one.id, by=AnsweredBy.LINK, actor=Actor.anonymous(), at=at))
        assert (done is not None) is self.model.answer(state), (done, self.model)

    @rule(
        state=st.sampled_from(["approved", "denied"]),
        seconds=WAITS,
        method=st.sampled_from(list(RequestMethod)),
    )
    def ask_after(self, state: str, seconds: int, method: RequestMethod) -> None:
        """Let the client answer, and the helper ask again some time later."""
        self.answer(state)
        self.wait_for(seconds)
        self.ask_by(method)

    @rule(what=st.sampled_from(["look", "away", "left", "cancelled", "confirm"]))
    def act(self, what: str) -> None:
        """Let the helper do something about the newest request."""
        one, at = self._last(), clock.now()
        if one is None:
            return
        visits = self.model.last.visits if self.model.last else 0
        does: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
            "look": (lambda: services.seen(one.id, is_visit=True, actor=self.helper, at=at), self.model.look),
            "away": (
                lambda: services.step_away(one.id, visit=visits, actor=self.helper, at=at),
                self.model.step_away,
            ),
            "left": (
                lambda: services.leave(one.id, actor=self.helper, at=at),
                lambda: self.model.end("left"),
            ),
            "cancelled": (
                lambda: services.cancel(one.id, actor=self.helper, at=at),
                lambda: self.model.end("cancelled"),
            ),
            "confirm": (
                lambda: services.confirm(one.id, from_on_demand=False, actor=self.helper, at=at),
                self.model.confirm,
            ),
        }
        real, modelled = does[what]
        _may(real)
        modelled()

    @invariant()
    def both_agree(self) -> None:
        """Each request stands where the model says, or is over and nobody has written it down yet."""
        overdue = set(ConsentRequest.objects.overdue().values_list("id", flat=True))
        for row, one in zip(self.made, self.model.asked, strict=True):
            row.refresh_from_db()
            is_over = one.state in OPEN and self.model.now >= one.deadline()
            assert (row.state, row.ending, row.id in overdue) == (one.state, one.ending, is_over), one
        standing = AccessGrant.objects.filter(person=self.client, ends_at__isnull=True)
        assert standing.exists() is self.model.granted


def _may(call: Callable[[], object]) -> object:
    """Return what a call returns, or None where it is refused."""
    try:
        return call()
    except Refusal:
        return None


def test_whatever_happens_the_desk_and_its_model_agree(agent: Actor) -> None:
    AnyOrder.helper, AnyOrder.client = agent, rosa()

    with stopped_clock():
        run_state_machine_as_test(
            AnyOrder, settings=settings(max_examples=12, stateful_step_count=15, deadline=None)
        )
    check_invariants()
