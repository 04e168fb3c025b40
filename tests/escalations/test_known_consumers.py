"""In words about an incident the guard finds what the desk knows of its consumers; it asks once a message."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistdesk.book.models import Policy
from assistdesk.escalations import services
from assistdesk.escalations.models import Incident
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people import identities
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Person
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.merges import merge
from tests.escalations.reading import SignIn, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.rule("V-01", "V-02")]
SSN = "900123456"


@pytest.fixture
def consumer(producer: Actor) -> Person:
    """Return a consumer of whom much is known."""
    one = build.client(producer, first_name="Xiomara", last_name="Quispe", phone="+13015550142")
    identities.put([one], ssns={one.id: SSN})
    Policy.objects.create(
        marketplace="maryland",
        number="MD-77 1234",
        person=one,
        issuer="carefirst",
        plan="Plan",
        kind="QHP",
        premium=1,
        starts_on=date(2026, 1, 1),
        enrolment="confirmed",
    )
    return one


@pytest.fixture
def incident(producer: Actor, consumer: Person) -> Incident:
    """Return an incident about them."""
    return build.incident(producer, consumers=[consumer])


def sent(incident: Incident, words: str, *, by: Actor) -> Outgoing:
    """Return the mail that tells the helper these words."""
    services.reply(build.ref(incident), text=words, attachments=(), actor=by, at=TEN_O_CLOCK)
    return Outgoing.objects.get(template="escalation_reply")


def test_a_name_in_small_letters_holds_the_message(incident: Incident, caseworker: Actor) -> None:
    mail = sent(incident, "the coverage of quispe ended", by=caseworker)

    assert (mail.state, [one["type"] for one in mail.findings]) == ("held", ["PERSON"])


@pytest.mark.parametrize(
    ("words", "removed"),
    [
        ("case number 900123456", "US_SSN"),
        ("ticket 301 555 0142", "PHONE"),
        ("the letter names md771234", "MEMBER_ID"),
    ],
)
def test_numbers_are_taken_out_whatever_the_words_call_them(
    incident: Incident, caseworker: Actor, words: str, removed: str
) -> None:
    mail = sent(incident, words, by=caseworker)

    assert mail.state == "queued"
    assert f"[removed: {removed}]" in mail.body


def test_the_same_words_about_somebody_else_go_out(producer: Actor, caseworker: Actor) -> None:
    mail = sent(build.incident(producer), "the coverage of quispe ended", by=caseworker)

    assert (mail.state, mail.findings) == ("queued", [])


def test_a_consumer_of_an_incident_that_was_merged_is_known_too(
    producer: Actor, consumer: Person, incident: Incident, caseworker: Actor
) -> None:
    head = build.incident(producer)
    merge(incident, head, actor=caseworker, at=TEN_O_CLOCK)

    assert sent(head, "the coverage of quispe ended", by=caseworker).state == "held"


def test_messages_in_which_nobody_typed_ask_for_nobody(producer: Actor, consumer: Person) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        build.incident(producer, consumers=[consumer])

    assert not [one for one in asked.captured_queries if "book_policy" in str(one["sql"])]


@pytest.mark.rule("V-04")
def test_who_may_see_the_incident_is_told_while_they_type(
    incident: Incident, caseworker: Actor, packs: None, signed_in: SignIn
) -> None:
    about = {"about_kind": "escalations.incident", "about_id": str(incident.id)}
    words = {"text": "the coverage of quispe ended, case number 900123456"}
    stranger = build.helper()

    said = text_of(signed_in(caseworker).post("/check-words", words | about))
    page = signed_in(caseworker).get(f"/m/maryland/escalations/{incident.number}").content.decode()
    strangers = text_of(signed_in(stranger).post("/check-words", words | about))

    assert "[removed: name of a person]" in said
    assert "[removed: Social Security number]" not in said  # nobody finds a number out by typing
    assert f'data-check-about-id="{incident.id}"' in page
    assert "[removed" not in strangers


@pytest.mark.rule("V-04")
def test_a_helper_who_describes_is_told_of_their_own_client_alone(
    producer: Actor, consumer: Person, signed_in: SignIn
) -> None:
    about = {"about_kind": "people.clients", "about_id": consumer.person_id}
    words = {"text": "the coverage of quispe ended"}

    own = text_of(signed_in(producer).post("/check-words", words | about))
    others = text_of(signed_in(build.helper()).post("/check-words", words | about))

    assert "[removed: name of a person]" in own
    assert "[removed" not in others
