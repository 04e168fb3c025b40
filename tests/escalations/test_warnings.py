"""Nothing falls through: what nobody takes and what is not answered in time is told to the lead, once."""

from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident, IncidentClock
from assistdesk.escalations.queries import board as risks
from assistdesk.escalations.rules import warnings as rules
from assistdesk.escalations.services.warnings import warn_leads
from assistdesk.escalations.states import IncidentState
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging import steps as messaging
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.values import Message
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from tests.conftest import TEN_O_CLOCK, at_the_same_time
from tests.escalations import build

BALTIMORE = ZoneInfo("America/New_York")
TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
HALF = datetime(2027, 3, 3, 13, 30, tzinfo=BALTIMORE)  # 12.5 of 25 business hours since Tuesday at ten
DUE = datetime(2027, 3, 4, 17, tzinfo=BALTIMORE)


@pytest.fixture
def lead(packs: None) -> Actor:
    """Return the lead of the team that takes most incidents."""
    return build.staff(build.TEAM, role=Role.TEAM_LEAD)


def mails(to: Actor) -> list[Outgoing]:
    """Return the mails to somebody, the oldest first."""
    return list(Outgoing.objects.filter(to_account_id=to.account_id).order_by("queued_at", "id"))


def ask(incident: Incident, *, by: Actor, at: datetime) -> None:
    """Ask the helper, so that the clock stops."""
    services.transition(
        build.ref(incident), to=IncidentState.WAITING_ON_HELPER, reason="Which plan?", actor=by, at=at
    )


@pytest.mark.rule("E-16")
@pytest.mark.parametrize(
    ("at", "count"),
    [
        pytest.param(HALF - TICK, 0, id="one tick before half"),
        pytest.param(HALF, 1, id="at half of the business time"),
        pytest.param(DUE - TICK, 1, id="one tick before the due time"),
        pytest.param(DUE, 2, id="on the due time"),
    ],
)
def test_the_lead_is_told_at_half_and_at_the_end_of_the_clock(
    producer: Actor, lead: Actor, at: datetime, count: int
) -> None:
    build.incident(producer)

    assert risks.is_any_warning_due(at=at) is bool(count)
    assert warn_leads(at=at) == count
    assert len(mails(lead)) == min(count, 1)


@pytest.mark.rule("E-16")
def test_a_warning_names_the_incident_and_nobody(producer: Actor, lead: Actor) -> None:
    ana = build.client(producer, first_name="Xiomara", last_name="Quispe")
    incident = build.incident(producer, consumers=[ana], description="Xiomara Quispe has no card.")

    warn_leads(at=HALF)

    (mail,) = mails(lead)
    assert mail.subject == f"Needs attention: incident {incident.number}"
    assert "Nobody has taken it yet." in mail.body
    assert "Thursday, March 4, 2027, 5:00 PM EST" in mail.body
    assert f"/m/maryland/escalations/{incident.number}" in mail.body
    assert "Quispe" not in mail.body + mail.subject
    assert (mail.state, mail.decision) == ("queued", "pass")


@pytest.mark.rule("E-16")
def test_who_took_it_in_time_is_not_announced_at_half_but_at_the_end(
    producer: Actor, caseworker: Actor, lead: Actor
) -> None:
    incident = build.incident(producer)
    services.take(build.ref(incident), actor=caseworker, at=HALF - TICK)

    assert warn_leads(at=HALF) == 0
    assert warn_leads(at=DUE) == 1
    assert "It was not answered in time." in mails(lead)[0].body


@pytest.mark.rule("E-16")
def test_an_answer_in_time_leaves_nothing_to_tell(producer: Actor, caseworker: Actor, lead: Actor) -> None:
    incident = build.incident(producer)
    services.reply(build.ref(incident), text="Done.", attachments=(), actor=caseworker, at=DUE - TICK)

    assert warn_leads(at=DUE + 99 * HOUR) == 0
    assert mails(lead) == []


@pytest.mark.rule("E-16")
def test_each_is_told_once_however_often_the_desk_looks(producer: Actor, lead: Actor) -> None:
    build.incident(producer)

    told = [warn_leads(at=at) for at in (HALF, HALF, HALF + HOUR, DUE, DUE, DUE + HOUR)]

    assert told == [1, 0, 0, 1, 0, 0]
    assert len(mails(lead)) == 2
    assert Entry.objects.filter(action="escalations.team.warned").count() == 2


@pytest.mark.rule("E-16")
@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_tell_it_once() -> None:
    build.run_packs()
    lead, producer = build.staff(build.TEAM, role=Role.TEAM_LEAD), build.helper()
    for _ in range(3):
        build.incident(producer)

    outcomes = at_the_same_time(*[partial(warn_leads, at=HALF)] * 4)

    assert sorted(str(one) for one in outcomes) == ["0", "0", "0", "3"]
    assert len(mails(lead)) == 3


@pytest.mark.rule("E-16")
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_half_way_loses_nothing_and_doubles_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build.run_packs()
    lead, producer = build.staff(build.TEAM, role=Role.TEAM_LEAD), build.helper()
    for _ in range(3):
        build.incident(producer)
    queue, queued = messaging.queue, list[Outgoing]()

    def dies_at_the_second(message: Message, *, actor: Actor, at: datetime) -> Outgoing:
        if queued:
            raise KeyboardInterrupt
        queued.append(queue(message, actor=actor, at=at))
        return queued[0]

    monkeypatch.setattr(messaging, "queue", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        warn_leads(at=HALF)
    monkeypatch.undo()
    assert mails(lead) == []

    assert (warn_leads(at=HALF), warn_leads(at=HALF)) == (3, 0)
    assert len(mails(lead)) == 3


@pytest.mark.rule("E-16")
def test_many_at_once_make_one_mail_with_their_numbers(producer: Actor, lead: Actor) -> None:
    numbers = [build.incident(producer).number for _ in range(rules.MOST_SINGLE + 1)]

    assert warn_leads(at=HALF) == len(numbers)

    (mail,) = mails(lead)
    assert mail.subject == f"Needs attention: {len(numbers)} incidents"
    assert all(f"{number}: Nobody has taken it yet." in mail.body for number in numbers)
    assert "/m/maryland/board/" in mail.body
    assert (mail.state, mail.decision) == ("queued", "pass")


@pytest.mark.rule("E-16")
def test_a_flood_names_the_first_and_counts_the_rest(
    producer: Actor, lead: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_LISTED", 3)
    numbers = [build.incident(producer).number for _ in range(5)]

    warn_leads(at=HALF)

    (mail,) = mails(lead)
    assert [number in mail.body for number in numbers] == [True, True, True, False, False]
    assert "And 2 more." in mail.body


@pytest.mark.rule("E-16")
def test_as_many_as_are_told_singly_get_a_mail_each(producer: Actor, lead: Actor) -> None:
    for _ in range(rules.MOST_SINGLE):
        build.incident(producer)

    warn_leads(at=HALF)

    assert len(mails(lead)) == rules.MOST_SINGLE


@pytest.mark.rule("E-16")
def test_waiting_for_the_helper_moves_the_end_and_its_warning(
    producer: Actor, caseworker: Actor, lead: Actor
) -> None:
    incident = build.incident(producer)
    services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK)
    ask(incident, by=caseworker, at=DUE - HOUR)

    assert warn_leads(at=DUE + HOUR) == 0

    back = datetime(2027, 3, 5, 10, tzinfo=BALTIMORE)
    services.reply(build.ref(incident), text="The gold one.", attachments=(), actor=producer, at=back)
    assert warn_leads(at=back + HOUR - TICK) == 0
    assert warn_leads(at=back + HOUR) == 1


@pytest.mark.rule("E-16")
def test_waiting_too_long_for_the_helper_is_told(producer: Actor, caseworker: Actor, lead: Actor) -> None:
    incident = build.incident(producer)
    services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK)
    ask(incident, by=caseworker, at=TEN_O_CLOCK)
    five_days_on = datetime(2027, 3, 9, 17, tzinfo=BALTIMORE)

    assert warn_leads(at=five_days_on - TICK) == 0
    assert warn_leads(at=five_days_on) == 1
    assert "The helper has not answered for a long time." in mails(lead)[0].body


@pytest.mark.rule("E-16")
def test_a_type_without_a_clock_has_nothing_to_be_late_for(packs: None) -> None:
    build.staff("khbe", role=Role.TEAM_LEAD, marketplace=build.KENTUCKY)
    helper = build.helper(marketplace=build.KENTUCKY)
    incident = build.incident(helper)
    assert incident.clock_kind == "none"

    assert warn_leads(at=DUE + 999 * HOUR) == 0


@pytest.mark.rule("E-16")
def test_a_helper_who_asks_again_starts_a_clock_that_is_told_of_again(
    producer: Actor, caseworker: Actor, lead: Actor
) -> None:
    incident = build.incident(producer)
    warn_leads(at=DUE)
    services.reply(build.ref(incident), text="Done.", attachments=(), actor=caseworker, at=DUE + HOUR)
    services.reply(build.ref(incident), text="Not yet.", attachments=(), actor=producer, at=DUE + 2 * HOUR)
    before = len(mails(lead))

    assert warn_leads(at=DUE + 999 * HOUR) == 1
    assert len(mails(lead)) == before + 1


@pytest.mark.rule("E-16")
def test_the_look_for_warnings_reads_one_index_range(producer: Actor) -> None:
    build.incident(producer)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        late = IncidentClock.objects.to_warn(HALF).order_by("warn_at", "id").values("id")
        plan = late.explain()

    assert "escalations_clock_to_warn" in plan
    assert "Index Cond: (warn_at <=" in plan
    assert "Sort" not in plan
    assert "Filter" not in plan


@pytest.mark.rule("E-16")
def test_a_clock_from_before_is_worked_out_and_told(producer: Actor, lead: Actor) -> None:
    incident = build.incident(producer)
    uptake = IncidentClock.objects.filter(incident=incident, kind="uptake")
    uptake.update(due_at=None, warn_at=None)

    assert risks.is_any_warning_due(at=TEN_O_CLOCK)
    assert warn_leads(at=TEN_O_CLOCK) == 0

    assert uptake.get().due_at == HALF
    assert not risks.is_any_warning_due(at=HALF - TICK)
    assert warn_leads(at=HALF) == 1


@pytest.mark.rule("E-16")
def test_two_clocks_of_one_incident_that_passed_unseen_come_as_one_mail(producer: Actor, lead: Actor) -> None:
    build.incident(producer)

    assert warn_leads(at=DUE) == 2

    (mail,) = mails(lead)
    assert "Nobody has taken it yet. It was not answered in time." in mail.body


@pytest.mark.rule("E-16")
def test_a_digest_counts_incidents_and_not_their_clocks(producer: Actor, lead: Actor) -> None:
    numbers = [build.incident(producer).number for _ in range(rules.MOST_SINGLE + 1)]

    assert warn_leads(at=DUE) == 2 * len(numbers)

    (mail,) = mails(lead)
    assert mail.subject == f"Needs attention: {len(numbers)} incidents"
    assert all(mail.body.count(number) == 1 for number in numbers)
