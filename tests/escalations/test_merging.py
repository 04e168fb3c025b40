"""Two incidents about one issue become one; nothing is lost, and nobody learns of another."""

import pytest

from assistdesk.escalations import queries, services
from assistdesk.escalations.models import Incident, Merge, Step
from assistdesk.escalations.refusals import (
    IncidentMerged,
    IncidentNotFound,
    MergeCircle,
    MoveNotPossible,
    NotYourTeam,
)
from assistdesk.escalations.states import IncidentState
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import InvalidInput
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.merges import LATER, merge, say, seen, texts


@pytest.mark.rule("E-12")
def test_the_merged_one_is_closed_and_both_histories_say_so(producer: Actor, caseworker: Actor) -> None:
    one, head = build.incident(producer), build.incident(producer)

    merge(one, head, actor=caseworker)

    assert (one.state, one.merged_into_id, one.closed_at) == ("closed", head.id, LATER)
    assert head.state == "new"
    assert Step.objects.filter(incident=one, move="merge", reason=head.number).exists()
    assert Step.objects.filter(incident=head, move="absorb", reason=one.number).exists()
    actions = Entry.objects.values_list("action", flat=True)
    assert {"escalations.incident.merge", "escalations.incident.absorb"} <= set(actions)


@pytest.mark.rule("E-12")
def test_files_words_and_consumers_are_read_with_the_one_that_goes_on(
    producer: Actor, caseworker: Actor
) -> None:
    one = build.incident(producer, attachments=(build.attachment(producer, name="one.pdf"),))
    head = build.incident(producer)
    say(one, "Said before.", by=producer)

    merge(one, head, actor=caseworker)
    say(one, "Said after.", by=producer)

    for actor in (producer, caseworker):
        view = seen(head, by=actor)
        assert [row.name for row in view.attachments] == ["one.pdf"]
        assert set(texts(head, by=actor)) == {"Said before.", "Said after."}
        assert len(view.consumers) == 2
        assert [row.number for row in view.merged] == [one.number]
        assert view.merged_into is None
        assert seen(one, by=actor).merged_into == head.number


@pytest.mark.rule("E-12")
def test_another_helper_goes_on_under_the_new_number_and_learns_nothing(caseworker: Actor) -> None:
    first, second = build.helper(), build.helper()
    one = build.incident(first, description="Words of the first.")
    head = build.incident(second, description="Words of the second.")
    services.take(build.ref(head), actor=caseworker, at=TEN_O_CLOCK)

    merge(one, head, actor=caseworker)
    say(head, "Only for the second's incident.", by=second)
    under_new = seen(head, by=first)

    assert (under_new.incident.number, under_new.incident.state) == (head.number, "in_review")
    assert under_new.incident.reply_due_at == head.reply_due_at
    assert under_new.incident.description == "Words of the first."
    assert under_new.incident.filed_by_id == build.id_of(first)
    assert [row.person_id for row in under_new.consumers] == [one.consumers.get().person_id]
    assert texts(head, by=first) == []
    assert [row.number for row in seen(head, by=second).merged] == []
    assert "Words of the first." not in str(seen(head, by=second))


@pytest.mark.rule("E-12")
def test_each_helper_is_answered_and_each_answer_reaches_the_team(caseworker: Actor) -> None:
    first, second = build.helper(), build.helper()
    one, head = build.incident(first), build.incident(second)
    merge(one, head, actor=caseworker)

    say(head, "It is fixed.", by=caseworker)
    say(replace_number(one, head), "Not for me.", by=first)
    say(head, "For me it is.", by=second)

    assert set(texts(head, by=first)) == {"It is fixed.", "Not for me."}
    assert set(texts(head, by=second)) == {"It is fixed.", "For me it is."}
    assert {"Not for me.", "For me it is."} <= set(texts(head, by=caseworker))
    mails = Outgoing.objects.filter(template="escalation_reply")
    assert {mail.to_account_id for mail in mails} == {build.id_of(first), build.id_of(second)}
    assert all(head.number in mail.body for mail in mails)
    assert not any(one.number in mail.body for mail in mails)


def replace_number(one: Incident, head: Incident) -> Incident:
    """Return an incident as its helper names it after the merge."""
    return Incident(number=head.number, marketplace=one.marketplace)


@pytest.mark.rule("E-12")
def test_a_helpers_words_let_the_one_that_goes_on_go_on(producer: Actor, caseworker: Actor) -> None:
    one, head = build.incident(producer), build.incident(producer)
    merge(one, head, actor=caseworker)
    services.take(build.ref(head), actor=caseworker, at=LATER)
    waiting = IncidentState.WAITING_ON_HELPER
    services.transition(build.ref(head), to=waiting, reason="Which year?", actor=caseworker, at=LATER)

    say(one, "2027.", by=producer)

    head.refresh_from_db()
    one.refresh_from_db()
    assert (head.state, one.state) == ("in_review", "closed")
    assert head.reply_due_at is not None


@pytest.mark.rule("E-12")
def test_its_helper_is_told_by_mail_which_number_to_use(caseworker: Actor) -> None:
    first, second = build.helper(language="es"), build.helper()
    one, head = build.incident(first), build.incident(second)

    merge(one, head, actor=caseworker)

    mail = Outgoing.objects.get(template="escalation_merged")
    assert mail.to_account_id == build.id_of(first)
    assert mail.language == "es"
    assert one.number in mail.body
    assert f"/escalations/{head.number}" in mail.body


@pytest.mark.rule("E-12")
def test_staff_work_on_the_one_that_goes_on_alone(producer: Actor, caseworker: Actor) -> None:
    one, head = build.incident(producer), build.incident(producer)
    merge(one, head, actor=caseworker)

    with pytest.raises(IncidentMerged):
        services.take(build.ref(one), actor=caseworker, at=LATER)
    with pytest.raises(IncidentMerged):
        say(one, "Hello.", by=caseworker)
    with pytest.raises(IncidentMerged) as refused:
        services.add_note(build.ref(one), text="Hm.", actor=caseworker, at=LATER)
    assert refused.value.facts == {"merged_into": head.number}


@pytest.mark.rule("E-12")
def test_chains_end_at_the_one_that_goes_on(producer: Actor, caseworker: Actor) -> None:
    a, b, c = (build.incident(producer) for _ in range(3))

    merge(a, b, actor=caseworker)
    merge(b, c, actor=caseworker)
    a.refresh_from_db()

    assert (a.merged_into_id, b.merged_into_id) == (c.id, c.id)
    assert {row.number for row in seen(c, by=caseworker).merged} == {a.number, b.number}


@pytest.mark.rule("E-12")
def test_to_merge_into_a_merged_one_is_to_merge_into_the_one_that_goes_on(
    producer: Actor, caseworker: Actor
) -> None:
    a, b, c = (build.incident(producer) for _ in range(3))
    merge(b, c, actor=caseworker)

    merge(a, b, actor=caseworker)

    assert a.merged_into_id == c.id


@pytest.mark.rule("E-12")
def test_circles_and_second_merges_are_refused(producer: Actor, caseworker: Actor) -> None:
    a, b, c = (build.incident(producer) for _ in range(3))
    merge(a, b, actor=caseworker)

    for one, into in ((a, a), (b, a), (a, b), (b, b)):
        with pytest.raises(MergeCircle):
            merge(one, into, actor=caseworker)
    with pytest.raises(IncidentMerged):
        merge(a, c, actor=caseworker)
    assert Merge.objects.count() == 1


@pytest.mark.rule("E-12")
def test_only_into_an_open_one_and_only_what_is_not_closed(producer: Actor, caseworker: Actor) -> None:
    one, head = build.incident(producer), build.incident(producer)
    Incident.objects.filter(pk=head.pk).update(state="resolved")
    with pytest.raises(InvalidInput):
        merge(one, head, actor=caseworker)

    merge(head, one, actor=caseworker)
    assert head.merged_into_id == one.id

    Incident.objects.filter(pk=one.pk).update(state="closed")
    other = build.incident(producer)
    with pytest.raises(MoveNotPossible):
        merge(one, other, actor=caseworker)


@pytest.mark.rule("E-12")
def test_only_the_team_of_both_merges_and_no_number_is_guessed(producer: Actor, caseworker: Actor) -> None:
    one, head = build.incident(producer), build.incident(producer)
    foreign = build.incident(producer, type="commission")
    both = build.staff(build.TEAM, build.OPERATIONS)
    hotline = build.staff()

    with pytest.raises(InvalidInput) as refused:
        merge(one, foreign, actor=caseworker)
    assert [error.field for error in refused.value.errors] == ["into"]
    with pytest.raises(IncidentNotFound):
        merge(one, head, actor=hotline)
    with pytest.raises(NotYourTeam):
        merge(one, head, actor=build.staff(role=Role.EXCHANGE_ADMIN))
    merge(one, foreign, actor=both)


@pytest.mark.rule("E-12")
def test_a_merged_incident_is_in_the_way_as_long_as_the_one_that_goes_on(
    producer: Actor, caseworker: Actor
) -> None:
    one, head = build.incident(producer), build.incident(producer)
    merge(one, head, actor=caseworker)
    asked = tuple(one.consumers.values_list("person_id", flat=True))

    found = queries.open_like(
        producer, marketplace=build.MARYLAND, kind="consumer-enrollment", person_ids=asked
    )

    assert [row.number for row in found] == [head.number]
