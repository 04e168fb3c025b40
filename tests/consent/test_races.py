"""What happens at once leaves one truth: exactly one answer counts, and none after the end."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

import pytest
from pytest_django import Settings

from assistdesk.consent import services
from assistdesk.consent.models import Association, ConsentRequest, Record
from assistdesk.consent.refusals import AlreadyAnswered, ConsentDeclined, LinkExpired, NotPossible
from assistdesk.consent.rules import verifier
from assistdesk.consent.services import Rulebook, Wanted, ending, history
from assistdesk.consent.services.ways import Asked
from assistdesk.consent.states import AnsweredBy, RequestMethod
from assistdesk.shared import clock
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import AccessGrant, Account, Person
from assistdesk.shared.policy import services as policy
from assistdesk.site.demo import people as demo
from tests.conftest import at_the_same_time
from tests.desks import pack_in

pytestmark = pytest.mark.django_db(transaction=True)
NOBODY = Actor.anonymous()
RACES = 6


@pytest.fixture
def agent(transactional_db: None, settings: Settings) -> Iterator[Actor]:
    """Return an agent of a desk whose rows other connections see."""
    settings.DEMO, settings.DEMO_LIMITS = True, False
    at = clock.now()
    policy.run_pack(pack_in(settings.PACKS_DIR / "kentucky"), actor=Actor.system(None), at=at)
    demo.make(at=at)
    yield actor("agent")
    clock.set_right()


def actor(username: str) -> Actor:
    """Return somebody of the demo."""
    return people.actor_of(Account.objects.get(username=username))


def rosa() -> Person:
    """Return the client."""
    return Person.objects.get(marketplace="kentucky", first_name="Rosa", last_name="Delgado", sex="female")


def search_of(helper: Actor) -> services.Searched:
    """Let a helper search for the client."""
    one = rosa()
    wanted = Wanted(one.first_name, one.last_name, one.sex, one.date_of_birth)
    return services.search(wanted, actor=helper, marketplace="kentucky", at=clock.now())


def asked(helper: Actor) -> ConsentRequest:
    """Let a helper ask the client anew, and the message be sent."""
    ConsentRequest.objects.filter(state__in=["denied", "expired", "cancelled", "failed"]).update(
        started_at=clock.now() - 2 * services.rulebook("kentucky", at=clock.now()).asking.window
    )
    found = search_of(helper)
    made = services.ask(found.search_id, method=RequestMethod.ELECTRONIC, actor=helper, at=clock.now())
    messaging.deliver_due()
    return made


def accepting(request: ConsentRequest) -> object:
    """Let the client accept."""
    return services.accept(request.id, by=AnsweredBy.LINK, actor=NOBODY, at=clock.now())


def declining(request: ConsentRequest) -> object:
    """Let the client decline, on another device."""
    return services.decline(request.id, by=AnsweredBy.SIGNED_IN, actor=NOBODY, at=clock.now())


def check_invariants() -> None:
    """Check what is true whatever happened."""
    for one in ConsentRequest.objects.all():
        assert one.answered_at is None or one.answered_at < one.expires_at
        assert one.state != "confirmed" or one.answered_by
    for grant in AccessGrant.objects.filter(person=rosa()):
        association = Association.objects.get(grant=grant)
        assert association.request is not None
        assert association.request.state == "confirmed"
    previous = verifier.START
    for number, entry in enumerate(Record.objects.order_by("number"), start=1):
        assert (entry.number, entry.previous) == (number, previous)
        assert entry.digest == verifier.linked(previous, history.said(entry))
        previous = entry.digest


@pytest.mark.rule("C-17", "C-12")
def test_accept_and_decline_from_two_devices(agent: Actor) -> None:
    for _ in range(RACES):
        request = asked(agent)

        outcomes = at_the_same_time(partial(accepting, request), partial(declining, request))

        refused = [one for one in outcomes if isinstance(one, Exception)]
        assert [type(one) for one in refused] == [AlreadyAnswered]
        request.refresh_from_db()
        assert request.state == ("approved" if refused[0] is outcomes[1] else "denied")
        if request.state == "approved":
            services.cancel(request.id, actor=agent, at=clock.now())
    check_invariants()


@pytest.mark.rule("C-15")
def test_accept_and_expiry_at_once(agent: Actor) -> None:
    for ahead in (-5, -2, 0, 2, 5, 20):
        request = asked(agent)
        moment = clock.now().timestamp() + 0.03 + ahead / 1000
        end = clock.now().fromtimestamp(moment, tz=request.expires_at.tzinfo)
        ConsentRequest.objects.filter(pk=request.pk).update(expires_at=end, lease_at=end)

        def wait_and_accept(request: ConsentRequest = request, end: object = end) -> object:
            while clock.now() < end:  # type: ignore[operator]  # a moment
                continue
            return accepting(request)

        outcomes = at_the_same_time(
            wait_and_accept, partial(accepting, request), lambda: services.expire_due(at=clock.now())
        )
        services.expire_due(at=clock.now())

        request.refresh_from_db()
        taken = [one for one in outcomes[:2] if isinstance(one, ConsentRequest)]
        assert request.state == ("approved" if taken else "expired"), outcomes
        assert all(isinstance(one, ConsentRequest | LinkExpired) for one in outcomes[:2]), outcomes
        if taken:
            services.cancel(request.id, actor=agent, at=clock.now())
    check_invariants()


@pytest.mark.rule("C-06")
def test_accept_and_leaving_at_once(agent: Actor) -> None:
    for _ in range(RACES):
        request = asked(agent)

        outcomes = at_the_same_time(
            partial(accepting, request),
            partial(services.leave, request.id, actor=agent, at=clock.now()),
        )

        request.refresh_from_db()
        assert not isinstance(outcomes[1], Exception), outcomes
        if isinstance(outcomes[0], LinkExpired):
            assert (request.state, request.ending) == ("expired", "left")
        else:
            assert request.state == "approved"
            services.cancel(request.id, actor=agent, at=clock.now())
    check_invariants()


@pytest.mark.rule("C-07")
def test_ok_pressed_twice_and_cancelled_at_once(agent: Actor) -> None:
    request = asked(agent)
    accepting(request)

    confirming = partial(services.confirm, request.id, from_on_demand=False, actor=agent, at=clock.now())
    outcomes = at_the_same_time(
        confirming, confirming, partial(services.cancel, request.id, actor=agent, at=clock.now())
    )

    request.refresh_from_db()
    granted = AccessGrant.objects.filter(person=rosa()).count()
    assert granted == (1 if request.state == "confirmed" else 0)
    assert all(isinstance(one, str | NotPossible | ConsentRequest) for one in outcomes), outcomes
    check_invariants()


@pytest.mark.rule("C-05", "C-21")
def test_asking_many_times_at_once_asks_once_and_the_cap_holds(agent: Actor) -> None:
    helpers = [agent, actor("agent2"), actor("kynector")]
    searches = [(one, search_of(one).search_id) for one in helpers for _ in range(3)]
    calls = [
        partial(services.ask, place, method=RequestMethod.ELECTRONIC, actor=one, at=clock.now())
        for one, place in searches
    ]

    outcomes = at_the_same_time(*calls)

    assert not [one for one in outcomes if isinstance(one, Exception)], outcomes
    assert ConsentRequest.objects.count() == len(helpers)
    check_invariants()


@pytest.mark.rule("C-13")
def test_one_client_on_two_devices_gives_access_once(agent: Actor) -> None:
    client = actor("resident")
    give = partial(services.add_access, npn="9513027", email="", actor=client, at=clock.now())

    assert at_the_same_time(*[give] * RACES) == [None] * RACES

    assert AccessGrant.objects.filter(account__username=agent.username, person=rosa()).count() == 1
    assert Association.objects.filter(grant__person=rosa()).count() == 1


@pytest.mark.rule("C-05")
def test_who_asks_again_while_the_client_declines_is_told_so(
    agent: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = asked(agent)
    look = ending.settled_between

    def look_and_then_the_client_declines(*args: UUID, book: Rulebook, at: datetime) -> Asked:
        """Return what was asked, of which the answer comes a moment later."""
        found = look(*args, book=book, at=at)
        ConsentRequest.objects.filter(pk=request.pk).update(state="denied", ended_at=at)
        return found

    monkeypatch.setattr(ending, "settled_between", look_and_then_the_client_declines)

    with pytest.raises(ConsentDeclined):
        services.ask(request.search_id, method=RequestMethod.ELECTRONIC, actor=agent, at=clock.now())
