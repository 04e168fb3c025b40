"""What an office answers joins the incident for staff, and ends the waiting for that office."""

from datetime import datetime

import pytest

from assistdesk.escalations import queries, services
from assistdesk.escalations.models import Handoff, Incident, Post
from assistdesk.escalations.refusals import WithThemAlready
from assistdesk.escalations.states import IncidentState, Timed
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.senders import FREE_MAIL
from assistdesk.shared.people.actors import Actor
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.offices import (
    DCBS,
    FIVE_DAYS,
    FRANKFORT,
    HOUR,
    ISSUER,
    KOG,
    answer,
    domain,
    fresh,
    hand_on,
)

FREE = min(FREE_MAIL)


@pytest.fixture
def incident(agent: Actor) -> Incident:
    """Return an incident of a team that hands incidents on."""
    return build.incident(agent, type="dms")


@pytest.mark.rule("E-14")
def test_the_answer_comes_back_once_for_staff_and_ends_the_waiting(
    incident: Incident, agent: Actor, clerk: Actor
) -> None:
    hand_on(incident, DCBS, by=clerk)
    mail = Outgoing.objects.get(template="escalation_handed_on")

    answer(mail, at=TEN_O_CLOCK + HOUR)

    back = fresh(incident)
    assert back.state == IncidentState.IN_REVIEW
    handoff = Handoff.objects.get()
    assert (handoff.answered_at, handoff.next_nudge_at) == (TEN_O_CLOCK + HOUR, None)
    seen = queries.incident(build.ref(incident), actor=clerk, language="en").messages[-1]
    assert (seen.kind, seen.text) == ("from_agency", "We fixed it.")
    assert seen.author == "Department for Community Based Services (DCBS)"
    assert not seen.is_from_other


@pytest.mark.rule("E-14")
def test_a_helper_sees_that_an_office_answered_and_not_what(
    incident: Incident, agent: Actor, clerk: Actor
) -> None:
    hand_on(incident, DCBS, by=clerk, text="Between us.")
    answer(Outgoing.objects.get(template="escalation_handed_on"), at=TEN_O_CLOCK + HOUR)

    view = queries.incident(build.ref(incident), actor=agent, language="en")

    shown = [one for one in view.messages if one.kind in ("handed_on", "from_agency")]
    assert [one.office for one in shown] == ["Department for Community Based Services (DCBS)"] * 2
    assert not any(one.text or one.subject or one.delivery for one in shown)
    assert not any(step.move in ("nudge", "take_back", "assign") for step in view.timeline)


@pytest.mark.rule("E-14")
def test_a_helper_who_searches_is_shown_nothing_of_what_an_office_said(agent: Actor, clerk: Actor) -> None:
    incident = build.incident(agent, type="dms", description="A card")
    services.reply(build.ref(incident), text="An umbrella.", attachments=(), actor=agent, at=TEN_O_CLOCK)
    hand_on(incident, DCBS, by=clerk, text="Where is it?")
    mail = Outgoing.objects.get(template="escalation_handed_on")
    answer(mail, text="The card is under the umbrella.", at=TEN_O_CLOCK + HOUR)

    def shown_to(actor: Actor) -> str:
        asked = queries.ListAsked(words="card umbrella", marketplace=build.KENTUCKY)
        row = queries.search(actor, asked, language="en", cursor=None, limit=9).items[0]
        return "".join(one.text for one in row.excerpt)

    assert shown_to(agent) == "A card"
    assert shown_to(clerk) == "The card is under the umbrella."


@pytest.mark.rule("E-14")
def test_a_colleague_at_the_offices_own_domain_answers_for_it(incident: Incident, clerk: Actor) -> None:
    hand_on(incident, DCBS, by=clerk)
    mail = Outgoing.objects.get(template="escalation_handed_on")

    answer(mail, sender=f"jo.field@{domain(DCBS).upper()}", at=TEN_O_CLOCK + HOUR)

    assert Handoff.objects.get().answered_at is not None
    seen = queries.incident(build.ref(incident), actor=clerk, language="en").messages[-1]
    assert seen.is_from_other


@pytest.mark.rule("E-14", "E-10")
@pytest.mark.parametrize("sender", ["jo@{own}.example.com", "jo@mail.{own}", f"jo@{FREE}", "{own}", "@"])
def test_a_stranger_answers_for_nobody(incident: Incident, clerk: Actor, sender: str) -> None:
    hand_on(incident, DCBS, by=clerk)

    answer(
        Outgoing.objects.get(template="escalation_handed_on"),
        sender=sender.format(own=domain(DCBS)),
        at=TEN_O_CLOCK + HOUR,
    )

    assert Handoff.objects.get().answered_at is None
    assert not Post.objects.filter(kind="from_agency").exists()


@pytest.mark.rule("E-14")
def test_a_shared_mail_provider_makes_nobody_a_colleague(incident: Incident, clerk: Actor) -> None:
    hand_on(incident, DCBS, by=clerk)
    Outgoing.objects.filter(template="escalation_handed_on").update(to_address=f"office@{FREE}")
    mail = Outgoing.objects.get(template="escalation_handed_on")

    answer(mail, sender=f"other@{FREE}", at=TEN_O_CLOCK + HOUR)

    assert not Post.objects.filter(kind="from_agency").exists()


@pytest.mark.rule("E-14")
def test_two_offices_at_once_are_both_waited_for(incident: Incident, clerk: Actor) -> None:
    hand_on(incident, DCBS, by=clerk)
    hand_on(incident, ISSUER, by=clerk)
    with pytest.raises(WithThemAlready):
        hand_on(incident, DCBS, by=clerk)

    answer(Outgoing.objects.get(template="escalation_handed_on"), at=TEN_O_CLOCK + HOUR)

    assert fresh(incident).state == IncidentState.WITH_AGENCY
    assert [one.office for one in Handoff.objects.waiting()] == [ISSUER]


@pytest.mark.rule("E-14")
def test_of_two_offices_at_one_domain_only_a_named_mail_tells_which_answers(
    incident: Incident, clerk: Actor
) -> None:
    first, second = hand_on(incident, DCBS, by=clerk), hand_on(incident, KOG, by=clerk)
    mails = Outgoing.objects.filter(template="escalation_handed_on")
    mails.update(attempts=1)
    to_kog = mails.get(to_address__startswith="KOG")

    answer(to_kog, sender=f"jo.field@{domain(KOG)}", at=TEN_O_CLOCK + HOUR)
    assert Handoff.objects.waiting().count() == 2

    answer(to_kog, sender=f"jo.field@{domain(KOG)}", named=to_kog.message_id, at=TEN_O_CLOCK + 2 * HOUR)
    assert list(Handoff.objects.waiting()) == [first]
    assert Handoff.objects.get(pk=second.pk).answered_at == TEN_O_CLOCK + 2 * HOUR


def clocks_of(incident: Incident) -> list[tuple[str, bool, bool]]:
    """Return whose time runs or ran: the office, whether it answered, whether the waiting was ended."""
    rows = incident.clocks.filter(kind=Timed.AGENCY.value).order_by("id")
    return [(row.whom, row.met_at is not None, row.stopped_at is not None) for row in rows]


@pytest.mark.rule("E-14")
def test_the_agencys_clock_is_that_of_whoever_has_to_answer_first(incident: Incident, clerk: Actor) -> None:
    hand_on(incident, DCBS, by=clerk)
    hand_on(incident, KOG, by=clerk)
    assert clocks_of(incident) == [(DCBS, False, True), (KOG, False, False)]
    assert fresh(incident).other_due_at == datetime(2027, 3, 4, 17, tzinfo=FRANKFORT)

    answer(Outgoing.objects.get(to_address__startswith="KOG"), at=TEN_O_CLOCK + HOUR)

    assert clocks_of(incident)[1:] == [(KOG, True, False), (DCBS, False, False)]
    running = incident.clocks.running().get(kind=Timed.AGENCY.value)
    assert (running.started_at, running.due_at) == (TEN_O_CLOCK, FIVE_DAYS)


@pytest.mark.rule("E-14")
def test_resolving_ends_the_agencys_clock_unmet(incident: Incident, clerk: Actor) -> None:
    hand_on(incident, DCBS, by=clerk)

    services.transition(
        build.ref(incident), to=IncidentState.RESOLVED, reason="Done.", actor=clerk, at=TEN_O_CLOCK
    )

    assert clocks_of(incident) == [(DCBS, False, True)]


@pytest.mark.rule("E-14")
def test_what_an_office_answers_after_the_end_opens_the_incident_again(
    incident: Incident, clerk: Actor
) -> None:
    hand_on(incident, DCBS, by=clerk)
    ref = build.ref(incident)
    services.transition(ref, to=IncidentState.RESOLVED, reason="Done.", actor=clerk, at=TEN_O_CLOCK)
    assert not Handoff.objects.waiting().exists()

    answer(Outgoing.objects.get(template="escalation_handed_on"), at=TEN_O_CLOCK + HOUR)

    assert fresh(incident).state == IncidentState.IN_REVIEW
    assert Post.objects.filter(kind="from_agency").count() == 1


@pytest.mark.rule("E-14")
def test_after_an_offices_answer_the_helper_is_owed_one_again(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    ref = build.ref(incident)
    services.reply(ref, text="We ask.", attachments=(), actor=caseworker, at=TEN_O_CLOCK)
    hand_on(incident, "training-support", by=caseworker)
    assert fresh(incident).next_due_at is None

    answer(Outgoing.objects.get(template="escalation_handed_on"), at=TEN_O_CLOCK + HOUR)

    assert fresh(incident).next_due_at == datetime(2027, 3, 4, 17, tzinfo=FRANKFORT)
