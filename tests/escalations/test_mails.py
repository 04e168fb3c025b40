"""What the mails about an incident say, to whom, and in which language."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident, Post
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.actors import Actor
from tests.escalations import build

THURSDAY = datetime(2026, 5, 28, 11, 52, tzinfo=ZoneInfo("America/New_York"))


def mail_to(actor: Actor) -> Outgoing:
    """Return the one mail to a person."""
    return Outgoing.objects.get(to_account_id=actor.account_id)


@pytest.mark.rule("E-06")
def test_the_acknowledgement_names_number_person_and_promise(producer: Actor) -> None:
    ana = build.client(producer, person_id="174097", first_name="Xiomara", last_name="Quispe")

    incident = build.incident(producer, at=THURSDAY, consumers=[ana])

    mail = mail_to(producer)
    assert mail.subject == "Escalated Case: Enrollment. PID #: 174097"
    for said in (
        incident.number,
        "174097",
        "within 2 business days",
        "Monday, June 1, 2026, 5:00 PM EDT",
        "personally identifiable information",
    ):
        assert said in mail.body
    assert "Quispe" not in mail.body + mail.subject
    assert mail.body.count(incident.number) >= 1
    assert mail.state == "queued"


@pytest.mark.rule("E-06")
@pytest.mark.rule("M-04")
def test_the_acknowledgement_speaks_the_receivers_language(packs: None) -> None:
    helper = build.helper(language="es")

    build.incident(helper, at=THURSDAY)

    body = mail_to(helper).body
    assert "lunes, 1 de junio de 2026, 17:00 EDT" in body
    assert "en un plazo de 2 días hábiles" in body


@pytest.mark.rule("E-06")
def test_a_commission_mail_carries_the_number_alone(producer: Actor) -> None:
    clients = [build.client(producer) for _ in range(2)]

    incident = build.incident(producer, type="commission", consumers=clients)

    mail = mail_to(producer)
    assert incident.number in mail.body
    assert not any(one.person_id in mail.body + mail.subject for one in clients)


@pytest.mark.rule("E-06")
def test_one_consumer_of_a_type_for_several_is_named_too(producer: Actor) -> None:
    ana = build.client(producer, person_id="174097")

    build.incident(producer, type="commission", consumers=[ana])

    assert "174097" in mail_to(producer).body


@pytest.mark.rule("E-06")
def test_without_a_clock_nothing_is_promised(packs: None) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)

    build.incident(agent, type="dms")

    body = mail_to(agent).body
    assert "within" not in body
    assert "2027" not in body


@pytest.mark.rule("G-08")
def test_dire_need_goes_out_to_its_mailbox_with_its_subject_line(packs: None) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)

    incident = build.incident(
        agent, type="dire-need", fields={"concerns": "qhp"}, description="Surgery is tomorrow."
    )

    contact = build.pack(build.KENTUCKY).directory.contacts["dire-need"]
    mail = Outgoing.objects.get(to_address=contact.email)
    assert mail.subject == "Dire Need"
    for said in (incident.number, "Surgery is tomorrow.", "Qualified Health Plan (QHP)"):
        assert said in mail.body
    assert mail.priority > 0


@pytest.mark.rule("G-13")
def test_a_prescribed_subject_line_is_used(packs: None) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)

    build.incident(agent, type="834-transactions")

    assert set(Outgoing.objects.values_list("subject", flat=True)) == {"834 Transaction"}


@pytest.mark.rule("M-05")
def test_every_mail_stands_in_the_thread(packs: None) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)

    incident = build.incident(agent, type="dms")

    posts = Post.objects.filter(incident=incident).order_by("kind")
    assert [post.kind for post in posts] == ["acknowledgement", "team_notice"]
    assert {post.outgoing_id for post in posts} == set(Outgoing.objects.values_list("id", flat=True))


@pytest.mark.rule("P-04")
@pytest.mark.rule("P-08")
def test_an_incident_keeps_the_edition_it_was_decided_under(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer, at=THURSDAY)

    def no_clock(values: dict[str, object]) -> None:
        text = json.dumps(values["escalations"])
        text = text.replace('"clock": "2 business days"', '"clock": "9 calendar days"')
        text = text.replace('"mail_title": {"en": "Enrollment"', '"mail_title": {"en": "Changed"')
        values["escalations"] = json.loads(text)

    build.run(build.changed_pack(build.MARYLAND, no_clock))
    later = build.incident(producer, at=THURSDAY)
    services.reply(build.ref(incident), text="Done.", attachments=(), actor=caseworker, at=THURSDAY)

    assert (incident.clock_kind, incident.clock_amount) == ("business_days", 2)
    assert (later.clock_kind, later.clock_amount) == ("calendar_days", 9)
    answer = Outgoing.objects.get(template="escalation_reply")
    assert answer.subject.startswith("Escalated Case: Enrollment.")
    assert Incident.objects.get(pk=later.pk).pack_digest != incident.pack_digest
