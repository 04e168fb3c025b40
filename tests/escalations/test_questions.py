"""Who sees which incidents, in which order, and at what cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistdesk.escalations import queries, services
from assistdesk.escalations.models import Incident
from assistdesk.escalations.queries import ListAsked, QueueView, Sort
from assistdesk.escalations.refusals import IncidentNotFound
from assistdesk.escalations.rules import IncidentRef
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import InvalidInput, NotThere
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build

ALL = ListAsked()


def numbers(actor: Actor, asked: ListAsked = ALL) -> set[str]:
    """Return the numbers of the incidents that an actor's list shows."""
    return {row.number for row in queries.incidents(actor, asked, language="en", cursor=None).items}


def queue(actor: Actor, team: str = build.TEAM, *, marketplace: str = build.MARYLAND) -> list[str]:
    """Return the numbers in a team's queue, in their order."""
    found, cursor = [], None
    view = QueueView(ListAsked(marketplace=marketplace, team=team), Sort.TIME_LEFT)
    while True:
        page = queries.team_queue(actor, view, language="en", cursor=cursor, limit=2)
        found += [row.number for row in page.items]
        cursor = page.next
        if cursor is None:
            return found


@pytest.mark.rule("E-19")
def test_a_helper_sees_the_own_incidents_alone(producer: Actor) -> None:
    own, other = build.incident(producer), build.incident(build.helper())

    assert numbers(producer) == {own.number}
    with pytest.raises(IncidentNotFound):
        queries.incident(build.ref(other), actor=producer, language="en")


@pytest.mark.rule("E-19")
def test_an_agencys_admin_sees_those_of_the_agency(packs: None) -> None:
    agency = build.agency()
    member, admin = build.helper(agency=agency), build.helper(agency=agency, role=Role.AGENCY_ADMIN)
    colleague = build.helper(agency=agency)
    incident = build.incident(member)
    build.incident(build.helper(agency=build.agency("Another")))

    assert numbers(admin) == {incident.number}
    assert numbers(colleague) == set()


@pytest.mark.rule("E-19")
@pytest.mark.parametrize(
    ("role", "teams", "sees"),
    [
        (Role.CASEWORKER, [build.TEAM], {"enrollment"}),
        (Role.TEAM_LEAD, [build.OPERATIONS], {"commission"}),
        (Role.CASEWORKER, [build.TEAM, build.OPERATIONS], {"enrollment", "commission"}),
        (Role.CASEWORKER, [], set()),
        (Role.SUPPORT_REPRESENTATIVE, ["support-hotline"], {"enrollment", "commission"}),
        (Role.AUDITOR, [], {"enrollment", "commission"}),
        (Role.RESIDENT, [], set()),
    ],
)
def test_staff_see_their_teams_incidents(
    producer: Actor, role: Role, teams: list[str], sees: set[str]
) -> None:
    made = {
        "enrollment": build.incident(producer).number,
        "commission": build.incident(producer, type="commission").number,
    }

    seen = numbers(build.staff(*teams, role=role))

    assert seen == {made[name] for name in sees}


@pytest.mark.rule("E-19")
def test_nobody_sees_another_marketplaces_incidents(producer: Actor) -> None:
    build.incident(producer)

    for role in (Role.CASEWORKER, Role.AUDITOR, Role.EXCHANGE_ADMIN):
        assert numbers(build.staff("khbe", build.TEAM, role=role, marketplace=build.KENTUCKY)) == set()
    assert len(numbers(build.staff(role=Role.EXCHANGE_ADMIN, marketplace=""))) == 1


def test_who_serves_every_marketplace_says_which_where_a_number_is_in_two(producer: Actor) -> None:
    there = build.helper(marketplace=build.KENTUCKY)
    here = build.incident(producer)
    Incident.objects.filter(pk=build.incident(there).pk).update(number=here.number)
    admin = build.staff(role=Role.EXCHANGE_ADMIN, marketplace="")

    with pytest.raises(InvalidInput):
        queries.incident(IncidentRef(here.number), actor=admin, language="en")
    view = queries.incident(IncidentRef(here.number, build.MARYLAND), actor=admin, language="en")

    assert view.incident.pk == here.pk


@pytest.mark.rule("E-08")
@pytest.mark.rule("G-08")
def test_the_queue_has_the_urgent_on_top_then_what_is_due_first(producer: Actor, caseworker: Actor) -> None:
    late = build.incident(producer, at=TEN_O_CLOCK + timedelta(days=2))
    soon = build.incident(producer, at=TEN_O_CLOCK)
    answered = build.incident(producer, at=TEN_O_CLOCK)
    urgent = build.incident(producer, at=TEN_O_CLOCK + timedelta(days=3))
    urgent_sooner = build.incident(producer, at=TEN_O_CLOCK + timedelta(days=1))
    Incident.objects.filter(pk__in=[urgent.pk, urgent_sooner.pk]).update(urgent=True)
    services.reply(build.ref(answered), text="Done.", attachments=(), actor=caseworker, at=TEN_O_CLOCK)

    order = queue(caseworker)

    assert order == [one.number for one in (urgent_sooner, urgent, soon, late, answered)]


def test_the_queue_has_what_nothing_is_due_for_in_the_order_in_which_it_came(packs: None) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)
    hours = [3, 1, 4, 1, 0, 2]
    made = [build.incident(agent, type="dms", at=TEN_O_CLOCK + timedelta(hours=each)) for each in hours]
    staff = build.staff("khbe", marketplace=build.KENTUCKY)

    order = queue(staff, "khbe", marketplace=build.KENTUCKY)

    assert order == [one.number for one in sorted(made, key=lambda one: (one.opened_at, one.id))]


@pytest.mark.rule("E-19")
def test_a_queue_that_is_not_ones_own_is_not_there(producer: Actor, caseworker: Actor) -> None:
    for actor, team in ((caseworker, build.OPERATIONS), (caseworker, "unheard-of"), (producer, build.TEAM)):
        with pytest.raises(NotThere):
            queue(actor, team)


def test_lists_page_without_a_gap_or_a_double(producer: Actor) -> None:
    made = [build.incident(producer, at=TEN_O_CLOCK + timedelta(minutes=n // 2)).number for n in range(5)]

    found, cursor = [], None
    for _ in range(3):
        page = queries.incidents(producer, ALL, language="en", cursor=cursor, limit=2)
        found += [row.number for row in page.items]
        cursor = page.next

    assert cursor is None
    assert sorted(found) == sorted(made)


@pytest.mark.parametrize("cursor", ["nonsense", "WyJhIiwiYiJd", "WyIyMDI3LTAxLTAxVDAwOjAwOjAwIiwgIngiXQ"])
def test_a_cursor_that_is_none_is_refused(producer: Actor, cursor: str) -> None:
    with pytest.raises(InvalidInput):
        queries.incidents(producer, ALL, language="en", cursor=cursor)


@pytest.mark.rule("E-15")
def test_a_list_is_narrowed_to_a_status_a_team_and_words(producer: Actor, caseworker: Actor) -> None:
    one = build.incident(producer, description="The card never came.")
    two = build.incident(producer, type="commission", description="Nothing was paid.")
    services.take(build.ref(one), actor=caseworker, at=TEN_O_CLOCK)

    assert numbers(producer, ListAsked(status="in_review")) == {one.number}
    assert numbers(producer, ListAsked(status="open")) == {one.number, two.number}
    assert numbers(producer, ListAsked(team=build.OPERATIONS)) == {two.number}
    assert numbers(producer, ListAsked(words="CARD never")) == {one.number}
    assert numbers(producer, ListAsked(words=two.number)) == {two.number}
    assert numbers(caseworker, ListAsked(assigned="me")) == {one.number}
    with pytest.raises(InvalidInput):
        numbers(producer, ListAsked(status="lost"))


def test_the_cost_of_a_list_does_not_grow_with_its_rows(producer: Actor, caseworker: Actor) -> None:
    counts = []
    view = QueueView(ListAsked(marketplace=build.MARYLAND, team=build.TEAM), Sort.TIME_LEFT)
    for _ in range(3):
        build.incident(producer)
        with CaptureQueriesContext(connection) as asked:
            queries.team_queue(caseworker, view, language="en", cursor=None)
            numbers(producer)
        counts.append(len(asked))

    assert set(counts) == {5}


def test_the_cost_of_an_incident_does_not_grow_with_its_history(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            queries.incident(build.ref(incident), actor=caseworker, language="en")
        counts.append(len(asked))
        services.reply(build.ref(incident), text="And?", attachments=(), actor=producer, at=TEN_O_CLOCK)
        services.reply(build.ref(incident), text="So.", attachments=(), actor=caseworker, at=TEN_O_CLOCK)

    assert set(counts) == {12}


@pytest.mark.rule("E-15")
def test_helpers_never_see_notes_nor_who_is_assigned(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK)
    services.add_note(build.ref(incident), text="Between us.", actor=caseworker, at=TEN_O_CLOCK)

    theirs = queries.incident(build.ref(incident), actor=producer, language="en")
    ours = queries.incident(build.ref(incident), actor=caseworker, language="en")

    assert "Between us." not in [one.text for one in theirs.messages]
    assert "Between us." in [one.text for one in ours.messages]
    assert [step.move for step in theirs.timeline] == ["submit", "take"]
    assert caseworker.name not in [step.actor for step in theirs.timeline]
    assert theirs.moves == []
    assert ours.moves == ["wait_for_helper", "hand_on", "resolve"]


@pytest.mark.rule("M-05")
def test_the_fate_of_each_mail_is_on_the_incident(producer: Actor) -> None:
    incident = build.incident(producer)

    view = queries.incident(build.ref(incident), actor=producer, language="en")

    (mail,) = view.messages
    assert mail.delivery is not None
    assert (mail.kind, mail.delivery.state) == ("acknowledgement", "queued")


@pytest.mark.rule("E-08")
def test_why_an_answer_is_due_then_is_told_day_by_day(producer: Actor) -> None:
    incident = build.incident(producer)

    view = queries.incident(build.ref(incident), actor=producer, language="en")

    assert [(day.on.day, day.reason.value) for day in view.days] == [
        (2, "received"),
        (3, "counted"),
        (4, "counted"),
    ]


def test_a_team_is_summed_up_for_its_home(producer: Actor, caseworker: Actor) -> None:
    first, second = build.incident(producer), build.incident(producer)
    Incident.objects.filter(pk=second.pk).update(urgent=True)
    services.take(build.ref(first), actor=caseworker, at=TEN_O_CLOCK)

    (summary,) = queries.team_summaries(caseworker, language="en", at=TEN_O_CLOCK + timedelta(days=9))

    assert (summary.open, summary.unassigned, summary.overdue, summary.urgent) == (2, 1, 2, 1)
    assert summary.team_name == "Escalated Cases Team"
