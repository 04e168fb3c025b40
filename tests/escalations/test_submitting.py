"""A submission becomes one incident: numbered, routed, timed, acknowledged, audited; or nothing at all."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoAssertNumQueries

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident, Post, Step
from assistdesk.escalations.refusals import FormSentBefore, NotAuthorizedToEscalate
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import InvalidInput, NotThere
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build

BALTIMORE = ZoneInfo("America/New_York")
QUERIES = 20  # with the two that begin and end a savepoint in tests, a transaction in earnest
QUERIES_OF_A_MAIL = 7  # where the team has a mailbox: two are for what is known of the consumers


@pytest.mark.rule("E-05")
@pytest.mark.rule("E-07")
@pytest.mark.rule("E-08")
def test_a_submission_gets_a_number_a_team_and_a_due_time(producer: Actor) -> None:
    consumer = build.client(producer)

    made = services.submit(build.new(producer, consumers=[consumer]), actor=producer, at=TEN_O_CLOCK)

    assert made.number == "270302-2866868"
    assert made.team == build.TEAM
    assert made.state == "new"
    assert made.person_id == consumer.person_id
    assert made.reply_due_at == datetime(2027, 3, 4, 17, tzinfo=BALTIMORE)


@pytest.mark.rule("E-08")
def test_the_worked_example_of_the_guide_is_due_on_monday_at_closing_time(producer: Actor) -> None:
    opened = datetime(2026, 5, 28, 11, 52, tzinfo=BALTIMORE)  # a Thursday, as in the guide's example
    consumer = build.client(producer)

    made = services.submit(build.new(producer, consumers=[consumer]), actor=producer, at=opened)

    assert made.reply_due_at == datetime(2026, 6, 1, 17, tzinfo=BALTIMORE)


@pytest.mark.rule("E-09")
def test_commission_goes_to_another_team_and_takes_several_consumers(producer: Actor) -> None:
    consumers = [build.client(producer) for _ in range(3)]

    made = services.submit(
        build.new(producer, consumers=consumers, type="commission"), actor=producer, at=TEN_O_CLOCK
    )

    assert made.team == build.OPERATIONS
    assert made.person_id is None
    incident = Incident.objects.get(number=made.number)
    links = incident.consumer_links.order_by("place")
    assert [link.person_id for link in links] == [one.id for one in consumers]


@pytest.mark.rule("E-09")
@pytest.mark.parametrize(
    ("kind", "fields", "team"),
    [
        ("dms", {}, "khbe"),
        ("dire-need", {"concerns": "qhp"}, "dire-need"),
        ("834-transactions", {}, "khbe"),
        ("retroactive-coverage", {"reason": "A gap of two months."}, "dfs-medicaid"),
        ("waiver", {"waiver_question": "services"}, "waiver-helpdesk"),
        ("waiver", {"waiver_question": "medicaid"}, "dfs-medicaid"),
        ("waiver", {}, "dfs-medicaid"),
    ],
)
def test_an_entry_names_its_team(packs: None, kind: str, fields: dict[str, str], team: str) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)

    made = services.submit(build.new(agent, type=kind, fields=fields), actor=agent, at=TEN_O_CLOCK)

    assert made.team == team


@pytest.mark.rule("E-08")
@pytest.mark.rule("G-08")
def test_dire_need_is_urgent_and_due_after_24_hours_on_the_clock(packs: None) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)
    saturday = datetime(2027, 3, 6, 23, 30, tzinfo=UTC)

    made = services.submit(
        build.new(agent, type="dire-need", fields={"concerns": "medicaid"}), actor=agent, at=saturday
    )

    assert made.reply_due_at == saturday + timedelta(hours=24)
    assert Incident.objects.get(number=made.number).urgent


@pytest.mark.rule("E-06")
def test_a_type_without_a_clock_promises_nothing(packs: None) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)

    made = services.submit(build.new(agent, type="dms"), actor=agent, at=TEN_O_CLOCK)

    assert made.reply_due_at is None
    assert Incident.objects.get(number=made.number).clock_started_at is None


@pytest.mark.rule("G-07")
def test_what_a_message_must_contain_is_asked_for(packs: None) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)

    with pytest.raises(InvalidInput) as refused:
        services.submit(
            build.new(agent, type="self-service-portal", description=""), actor=agent, at=TEN_O_CLOCK
        )

    named = [error.field for error in refused.value.errors]
    assert named == ["fields.psl_ticket_number", "fields.case_number", "description", "attachments"]
    assert not Incident.objects.exists()


@pytest.mark.rule("E-17")
def test_the_same_submission_twice_makes_one_incident(producer: Actor) -> None:
    new = build.new(producer)

    first = services.submit(new, actor=producer, at=TEN_O_CLOCK)
    second = services.submit(new, actor=producer, at=TEN_O_CLOCK + timedelta(minutes=5))

    assert (first.is_new, second.is_new) == (True, False)
    assert first.number == second.number
    assert Incident.objects.count() == Post.objects.count() == 1


@pytest.mark.rule("E-17")
def test_a_form_that_comes_back_with_other_words_is_refused(producer: Actor) -> None:
    consumer = build.client(producer)
    services.submit(
        build.new(producer, consumers=[consumer], submission_key="k"), actor=producer, at=TEN_O_CLOCK
    )

    with pytest.raises(FormSentBefore):
        services.submit(
            build.new(producer, consumers=[consumer], submission_key="k", description="Other words"),
            actor=producer,
            at=TEN_O_CLOCK,
        )

    assert Incident.objects.count() == 1


@pytest.mark.rule("E-17")
def test_two_helpers_may_use_the_same_key(producer: Actor) -> None:
    other = build.helper()

    services.submit(build.new(producer, submission_key="k"), actor=producer, at=TEN_O_CLOCK)
    services.submit(build.new(other, submission_key="k"), actor=other, at=TEN_O_CLOCK)

    assert Incident.objects.count() == 2


@pytest.mark.rule("E-13")
def test_a_lapsed_helper_is_told_whom_to_write_to_and_nothing_is_kept(packs: None) -> None:
    lapsed = build.helper(authorized_until=date(2027, 3, 1))

    with pytest.raises(NotAuthorizedToEscalate) as refused:
        services.submit(build.new(lapsed), actor=lapsed, at=TEN_O_CLOCK)

    directory = build.pack(build.MARYLAND).directory
    assert refused.value.facts["write_to"] == directory.contacts["producer-operations"].email
    assert not Incident.objects.exists()
    assert not Outgoing.objects.exists()


@pytest.mark.rule("E-13")
@pytest.mark.parametrize(
    ("at", "may"),
    [
        pytest.param(datetime(2027, 3, 2, 23, 59, 59, tzinfo=BALTIMORE), True, id="the last second there"),
        pytest.param(datetime(2027, 3, 3, 0, 0, tzinfo=BALTIMORE), False, id="the next day there"),
    ],
)
def test_the_last_day_is_a_day_of_the_marketplace(packs: None, at: datetime, *, may: bool) -> None:
    producer = build.helper(authorized_until=date(2027, 3, 2))
    new = build.new(producer)

    try:
        services.submit(new, actor=producer, at=at)
    except NotAuthorizedToEscalate:
        assert not may
    else:
        assert may


def test_only_own_clients_can_be_escalated(producer: Actor) -> None:
    of_another = build.client(build.helper())

    with pytest.raises(NotThere):
        services.submit(build.new(producer, consumers=[of_another]), actor=producer, at=TEN_O_CLOCK)

    assert not Incident.objects.exists()


def test_a_helper_files_nothing_in_another_marketplace(producer: Actor) -> None:
    with pytest.raises(NotThere):
        services.submit(
            build.new(producer, marketplace=build.KENTUCKY, type="dms"), actor=producer, at=TEN_O_CLOCK
        )


@pytest.mark.rule("E-01")
@pytest.mark.parametrize("kind", ["unheard-of", "", "dms"])
def test_only_types_of_the_pack_can_be_filed(producer: Actor, kind: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        services.submit(build.new(producer, type=kind), actor=producer, at=TEN_O_CLOCK)

    assert [error.field for error in refused.value.errors] == ["type"]


@pytest.mark.rule("E-18")
def test_files_belong_to_the_incident_and_only_the_own_ones(producer: Actor) -> None:
    own, foreign = build.attachment(producer), build.attachment(build.helper())

    incident = build.incident(producer, attachments=(own,))
    with pytest.raises(InvalidInput):
        services.submit(build.new(producer, attachments=(foreign,)), actor=producer, at=TEN_O_CLOCK)

    assert Attachment.objects.get(pk=own).subject_id == incident.id
    assert Incident.objects.count() == 1


@pytest.mark.rule("G-02")
def test_the_materials_that_were_ticked_are_kept(packs: None) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)
    key, _ = build.pack(build.KENTUCKY).guide_on(date(2027, 3, 2)).materials_of("dms")[0]

    incident = build.incident(agent, type="dms", checked=(key,))

    assert incident.checked == [key]


def test_what_happened_is_in_the_history_and_the_audit_log(producer: Actor) -> None:
    incident = build.incident(producer)

    step = Step.objects.get(incident=incident)
    assert (step.move, step.from_state, step.to_state) == ("submit", "", "new")
    assert step.actor_id == producer.account_id
    entry = Entry.objects.get(subject=str(incident.id), action="escalations.incident.submit")
    assert entry.facts == {"number": incident.number, "state": "new"}


@pytest.mark.rule("E-05")
def test_a_submission_asks_the_database_a_fixed_small_number_of_times(
    producer: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one, *several = [build.client(producer) for _ in range(6)]
    build.incident(producer, consumers=[build.client(producer)])  # the pack is read once a process

    with django_assert_num_queries(QUERIES):
        services.submit(build.new(producer, consumers=[one]), actor=producer, at=TEN_O_CLOCK)
    with django_assert_num_queries(QUERIES + QUERIES_OF_A_MAIL):
        services.submit(
            build.new(producer, consumers=several, type="commission"), actor=producer, at=TEN_O_CLOCK
        )


def test_what_comes_with_an_incident_is_of_its_first_version(producer: Actor) -> None:
    incident = build.incident(producer, consumers=[build.client(producer)])

    assert incident.steps.get().version == 1
    assert [post.version for post in incident.posts.all()] == [1]
