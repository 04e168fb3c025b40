"""Many incidents at once: seen before it is done, each for itself, and once however often it is sent."""

import re
import uuid

import pytest

from assistdesk.escalations import queries, services
from assistdesk.escalations.models import BulkItem, BulkRun, Incident, Post
from assistdesk.escalations.refusals import MoveNotPossible, NotYourTeam
from assistdesk.escalations.rules.bulk import MOVES, Effect, Work, effect
from assistdesk.escalations.services import NewBulk
from assistdesk.escalations.states import INCIDENT, BulkAction, IncidentState, PostKind
from assistdesk.escalations.tasks import work_bulk
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import InvalidInput, NotThere
from tests.conftest import TEN_O_CLOCK, at_the_same_time
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of

pytestmark = pytest.mark.rule("E-15")

BULK = f"/m/maryland/queue/{build.TEAM}/bulk"
NOTE = Work(BulkAction.NOTE, text="Umbrella")


def new(work: Work, *incidents: Incident, key: uuid.UUID | None = None) -> NewBulk:
    """Return work on incidents as they stand."""
    rows = Incident.objects.filter(id__in=[one.id for one in incidents]).order_by("id")
    picks = tuple((one.id, one.version) for one in rows)
    return NewBulk(key or uuid.uuid4(), build.MARYLAND, build.TEAM, work, picks)


def outcomes(new_bulk: NewBulk, *, actor: Actor) -> dict[str, str]:
    """Start and do the work; return what became of each incident, by number."""
    started = services.start_bulk(new_bulk, actor=actor, at=TEN_O_CLOCK)
    services.work_bulk(started.id, at=TEN_O_CLOCK)
    return {one.number: one.outcome for one in queries.bulk_run(started.id, actor=actor).items}


@pytest.mark.django_db
def test_each_is_done_for_itself(producer: Actor, caseworker: Actor) -> None:
    colleague = build.staff(build.TEAM)
    fresh, taken, done = (build.incident(producer) for _ in range(3))
    services.take(build.ref(taken), actor=colleague, at=TEN_O_CLOCK)
    services.take(build.ref(done), actor=colleague, at=TEN_O_CLOCK)
    services.transition(
        build.ref(done), to=IncidentState.RESOLVED, reason="Done.", actor=colleague, at=TEN_O_CLOCK
    )
    work = Work(BulkAction.MOVE, "resolve", "Paid: {incident_number}, {helper_name}.")

    found = outcomes(new(work, fresh, taken, done), actor=caseworker)

    assert found == {fresh.number: "refused", taken.number: "done", done.number: "refused"}
    assert Incident.objects.get(pk=taken.id).state == IncidentState.RESOLVED
    said = Post.objects.get(incident=taken, kind=PostKind.RESOLUTION.value)
    assert said.text == f"Paid: {taken.number}, Pat Producer."
    assert Incident.objects.get(pk=fresh.id).state == IncidentState.NEW
    assert BulkItem.objects.get(incident=fresh).refusal == MoveNotPossible.code
    assert Entry.objects.filter(action="escalations.bulk.started").count() == 1


@pytest.mark.django_db
def test_every_kind_of_work_is_done(producer: Actor, caseworker: Actor) -> None:
    colleague = build.staff(build.TEAM)
    incident = build.incident(producer)

    for work in (
        Work(BulkAction.ASSIGN, str(colleague.account_id)),
        NOTE,
        Work(BulkAction.REPLY, text="About {type}: {unknown}"),
        Work(BulkAction.MOVE, "wait_for_helper", "Which plan?"),
    ):
        assert outcomes(new(work, incident), actor=caseworker) == {incident.number: "done"}

    incident.refresh_from_db()
    assert (incident.assignee_id, incident.state) == (colleague.account_id, "waiting_on_helper")
    texts = set(incident.posts.values_list("kind", "text"))
    assert (PostKind.NOTE.value, "Umbrella") in texts
    assert (PostKind.ANSWER.value, "About Consumer Enrollment Issue: {unknown}") in texts
    assert (PostKind.QUESTION.value, "Which plan?") in texts


@pytest.mark.django_db
def test_what_somebody_changed_meanwhile_is_left(producer: Actor, caseworker: Actor) -> None:
    incident, other = build.incident(producer), build.incident(producer)
    chosen = new(NOTE, incident, other)
    services.take(build.ref(incident), actor=build.staff(build.TEAM), at=TEN_O_CLOCK)

    assert outcomes(chosen, actor=caseworker) == {incident.number: "changed", other.number: "done"}
    assert not Post.objects.filter(incident=incident, kind=PostKind.NOTE.value).exists()


@pytest.mark.django_db
def test_what_is_so_already_is_not_done_again(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK)
    work = Work(BulkAction.ASSIGN, str(caseworker.account_id))
    before = Incident.objects.get(pk=incident.id).version

    assert outcomes(new(work, incident), actor=caseworker) == {incident.number: "unchanged"}
    assert Incident.objects.get(pk=incident.id).version == before


@pytest.mark.django_db
def test_sent_twice_it_is_done_once(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    chosen = new(NOTE, incident)

    first = outcomes(chosen, actor=caseworker)

    assert outcomes(chosen, actor=caseworker) == first
    assert Post.objects.filter(kind=PostKind.NOTE.value).count() == 1
    with pytest.raises(NotThere):
        services.start_bulk(chosen, actor=build.staff(build.TEAM), at=TEN_O_CLOCK)


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_each_once(producer: Actor, caseworker: Actor) -> None:
    made = [build.incident(producer) for _ in range(6)]
    started = services.start_bulk(new(NOTE, *made), actor=caseworker, at=TEN_O_CLOCK)

    failures = at_the_same_time(*[lambda: services.work_bulk(started.id, at=TEN_O_CLOCK)] * 3)

    assert failures == [None] * 3
    assert Post.objects.filter(kind=PostKind.NOTE.value).count() == 6
    assert BulkRun.objects.get().finished_at == TEN_O_CLOCK


@pytest.mark.django_db
def test_many_are_left_to_a_worker(producer: Actor, caseworker: Actor) -> None:
    made = [build.incident(producer) for _ in range(26)]

    started = services.start_bulk(new(NOTE, *made), actor=caseworker, at=TEN_O_CLOCK)
    assert started.is_queued
    assert queries.bulk_run(started.id, actor=caseworker).waiting == 26
    work_bulk(str(started.id))

    run = queries.bulk_run(started.id, actor=caseworker)
    assert (run.done, run.waiting, run.finished_at is not None) == (26, 0, True)


@pytest.mark.django_db
def test_only_the_own_teams_incidents_are_touched(producer: Actor, caseworker: Actor) -> None:
    others = build.incident(producer, type="commission")

    assert outcomes(new(NOTE, others), actor=caseworker) == {}
    with pytest.raises(NotYourTeam):
        services.start_bulk(new(NOTE, others), actor=build.staff(build.OPERATIONS), at=TEN_O_CLOCK)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "work",
    [
        Work(BulkAction.NOTE, text=" "),
        Work(BulkAction.MOVE, "hand_on", "Why"),
        Work(BulkAction.MOVE, "resolve"),
        Work(BulkAction.ASSIGN, "nobody"),
    ],
)
def test_work_that_says_too_little_is_not_started(producer: Actor, caseworker: Actor, work: Work) -> None:
    with pytest.raises(InvalidInput):
        services.start_bulk(new(work, build.incident(producer)), actor=caseworker, at=TEN_O_CLOCK)

    assert not BulkRun.objects.exists()


@pytest.mark.parametrize("state", list(IncidentState))
@pytest.mark.parametrize("move", MOVES)
def test_the_forecast_of_a_move_is_the_tables(move: str, state: IncidentState) -> None:
    work = Work(BulkAction.MOVE, move, "Why")

    assert (effect(work, state=state, assignee_id=None) is Effect.DONE) is INCIDENT.can(move, state)


@pytest.mark.django_db
def test_the_page_says_what_will_happen_then_does_it(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    fresh, taken = (build.incident(producer, at=build.EARLIER) for _ in range(2))
    services.take(build.ref(taken), actor=caseworker, at=build.EARLIER)
    browser = signed_in(caseworker)
    picked = re.findall(
        r'name="picked" value="([^"]+)"', text_of(browser.get(f"/m/maryland/queue/{build.TEAM}"))
    )
    assert len(picked) == 2

    sent = {"picked": picked, "action": "move:resolve", "text": "Dear {helper_name}"}
    page = text_of(browser.post(BULK, sent))

    assert "Can't be done from where it stands" in page
    assert "Do it: 1 incident<" in page
    assert "Dear Pat Producer" in page
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    done = text_of(browser.post(BULK, {**sent, "key": key[1], "step": "run"}, follow=True))
    assert "1 incident done." in done
    assert "1 left as it was" in done
    assert "can&#x27;t go there from where it stands" in done
    assert Incident.objects.get(pk=taken.id).state == IncidentState.RESOLVED
    assert Incident.objects.get(pk=fresh.id).state == IncidentState.NEW


@pytest.mark.django_db
def test_all_that_a_view_holds_can_be_chosen(producer: Actor, caseworker: Actor, signed_in: SignIn) -> None:
    made = [build.incident(producer, description="Umbrella", at=build.EARLIER) for _ in range(27)]
    build.incident(producer, at=build.EARLIER)

    page = text_of(
        signed_in(caseworker).post(BULK, {"all": "1", "action": "note", "text": "x", "words": "umbrella"})
    )

    assert page.count('name="picked"') == len(made)


@pytest.mark.django_db
def test_a_form_without_words_is_asked_for_again(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    incident = build.incident(producer, at=build.EARLIER)
    sent = {
        "picked": f"{incident.id}:{incident.version}",
        "action": "note",
        "text": " ",
        "step": "run",
        "key": str(uuid.uuid4()),
    }

    page = signed_in(caseworker).post(BULK, sent)

    assert page.status_code == 422
    assert "Write something here." in text_of(page)
