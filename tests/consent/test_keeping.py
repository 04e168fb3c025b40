"""Records of a consent are kept for ten years after it was over, and then erased; a hold wins."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from assistdesk.consent import services
from assistdesk.consent.models import Association, ConsentRequest, Erasure, Hold, Record
from assistdesk.consent.refusals import RecordErased
from assistdesk.consent.rules import keeping, verifier
from assistdesk.shared import clock
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from tests.consent.playing import Helper, Resident, Somebody, Time

pytestmark = pytest.mark.rule("C-12", "S-07")
KEEP = timedelta(days=3660)
TICK = timedelta(microseconds=1)
TEN = datetime(2027, 3, 2, 15, tzinfo=UTC)
REASON = "Subpoena in the matter 27-CV-104, asked for by counsel."


@pytest.mark.parametrize(("after", "is_due"), [(-TICK, False), (timedelta(0), True), (TICK, True)])
@pytest.mark.parametrize("is_held", [False, True])
def test_the_rule_begins_exactly_when_the_time_is_over(
    after: timedelta, *, is_due: bool, is_held: bool
) -> None:
    found = keeping.is_due(closed_at=TEN, keep=KEEP, is_held=is_held, at=TEN + KEEP + after)

    assert found is (is_due and not is_held)
    assert not keeping.is_due(closed_at=None, keep=KEEP, is_held=is_held, at=TEN + KEEP + after)


@pytest.fixture
def auditor(desk_time: Time) -> Actor:
    """Return who puts holds."""
    return people.actor_of(Account.objects.get(username="auditor"))


@pytest.fixture
def declined(agent: Helper, rosa: Resident) -> ConsentRequest:
    """Return a request that came to nothing."""
    agent.asks(rosa.record)
    rosa.answers("decline")
    return ConsentRequest.objects.get()


def confirmed(agent: Helper, rosa: Resident) -> Any:
    """Let a client give access."""
    asked = agent.asks(rosa.record)
    rosa.answers("accept")
    agent.does(asked, "confirm", {"from_on_demand": False})
    return asked


def later(moment: datetime) -> datetime:
    """Let the desk's clock show a moment years later, and return it."""
    clock.advance(moment + timedelta(seconds=30) - clock.now())
    return moment


def ended(request: ConsentRequest) -> datetime:
    """Return when a request was over."""
    assert request.ended_at is not None
    return request.ended_at


@pytest.mark.django_db
def test_it_is_erased_when_it_is_due_and_not_a_tick_before(declined: ConsentRequest) -> None:
    due = later(ended(declined) + KEEP)
    before = list(Record.objects.order_by("number").values_list("digest", "previous"))

    assert services.erase_due(at=due - TICK) == 0
    assert Record.objects.exclude(facts={}).count() == 2
    assert services.erase_due(at=due) == 1
    assert services.erase_due(at=due + TICK) == 0

    assert not Record.objects.exclude(facts={}).exists()
    assert list(Record.objects.order_by("number").values_list("digest", "previous")) == before
    declined.refresh_from_db()
    assert (declined.text, declined.erased_at) == ("", due)
    assert Erasure.objects.get().records == 2
    assert Entry.objects.filter(action="consent.record.erased", subject=str(declined.id)).count() == 1
    with pytest.raises(RecordErased):
        services.export_evidence(declined.id, actor=Actor.system(None), at=due)


@pytest.mark.django_db
def test_what_stands_is_kept_and_its_time_runs_from_the_end_of_access(
    agent: Helper, rosa: Resident, desk_time: Time
) -> None:
    confirmed(agent, rosa)
    association = Association.objects.select_related("grant").get()
    clock.advance(2 * KEEP)
    assert services.erase_due(at=clock.now()) == 0
    (row,) = rosa.gets("/me/access")["items"]
    rosa.posts(f"/me/access/{row['id']}/revoke")
    association.grant.refresh_from_db()
    assert association.grant.ends_at is not None

    due = later(association.grant.ends_at + KEEP)

    assert services.erase_due(at=due - TICK) == 0
    assert services.erase_due(at=due) == 1
    assert not Record.objects.exclude(facts={}).exists()


@pytest.mark.django_db
def test_a_hold_wins_until_it_is_lifted(declined: ConsentRequest, auditor: Actor) -> None:
    services.put_hold(declined.id, reason=REASON, actor=auditor, at=clock.now())
    services.put_hold(declined.id, reason=REASON, actor=auditor, at=clock.now())
    assert Hold.objects.count() == 1
    due = later(ended(declined) + KEEP)
    assert services.erase_due(at=due) == 0

    services.lift_hold(declined.id, reason="The matter is closed.", actor=auditor, at=clock.now())

    assert services.erase_due(at=due) == 1
    found = Entry.objects.filter(subject=str(declined.id), action__startswith="consent.record.")
    actions = [one.action.rpartition(".")[2] for one in found.order_by("id")]
    assert actions == ["held", "released", "erased"]
    with pytest.raises(RecordErased):
        services.put_hold(declined.id, reason=REASON, actor=auditor, at=clock.now())


@pytest.mark.django_db
def test_the_door_in_the_database_is_narrow(declined: ConsentRequest) -> None:
    first = Record.objects.order_by("number")[0]
    at = clock.now()
    changes: list[dict[str, object]] = [
        {"facts": {}, "erased_at": at},
        {"facts": {"text": "other"}},
        {"at": at},
        {"erased_at": at},
    ]
    for change in changes:
        _refused(first, **change)
    Erasure.objects.create(
        thread=first.thread, marketplace="kentucky", due_at=at + KEEP, erased_at=at + KEEP, records=2
    )
    _refused(first, facts={}, erased_at=at)
    later(at + KEEP)

    _refused(first, facts={"text": "other"}, erased_at=at)
    _refused(first, facts={}, erased_at=at, digest=verifier.START)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM consent_record")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM consent_erasure")
    Record.objects.filter(pk=first.pk).update(facts={}, erased_at=at)
    _refused(first, erased_at=None)


def _refused(record: Record, **changes: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Record.objects.filter(pk=record.pk).update(**changes)


@pytest.mark.django_db
def test_on_pages_a_reading_is_written_down_and_a_hold_is_put(
    agent: Helper, rosa: Resident, desk_time: Time
) -> None:
    asked = confirmed(agent, rosa)
    staff = Somebody("khbe-lead")
    place = f"/m/kentucky/case-access/records/{asked['auth_req_id']}"

    page = staff.browser.get(place).content.decode()

    assert "It stands: its records are kept." in page
    assert "Casey Tolliver" in page
    assert Entry.objects.filter(action="consent.record.read").count() == 1
    assert staff.browser.post(f"{place}/hold", {"reason": "?"}).status_code == 422
    assert staff.browser.post(f"{place}/hold", {"reason": REASON}).status_code == 302
    assert REASON in staff.browser.get(place).content.decode()
    assert (
        staff.browser.post(f"{place}/hold", {"reason": "It is over now.", "act": "lift"}).status_code == 302
    )
    assert not Hold.objects.standing().exists()
    assert Somebody("psl").browser.get(place).status_code == 403
    assert Somebody("lead").browser.get(place).status_code == 404
