"""Staff sort what joined nothing, and decide on what the guard holds; all of it is written down."""

import uuid
from datetime import timedelta

import pytest

from assistdesk.escalations.models import Incident, Post
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.messaging.models import Incoming, Outgoing
from assistdesk.shared.messaging.states import IncomingState, OutgoingState
from assistdesk.shared.messaging.values import RawMail
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of
from tools.mail_corpus import writing

LATER = TEN_O_CLOCK + timedelta(hours=1)
TRAY = "/m/maryland/mail/"
HELD = "/m/maryland/held/"


def stray(incident: Incident, *, sender: str = "eve@example.net", text: str = "About my case.") -> Incoming:
    """Return a mail in the tray that names an incident."""
    mail = Outgoing.objects.filter(about_id=incident.id).latest("queued_at")
    headers = {
        "From": sender,
        "To": mail.from_address,
        "Subject": "A question",
        "Message-ID": f"<{uuid.uuid4()}@x>",
    }
    raw = RawMail("smtp", sender, (mail.from_address,), writing.mail(headers, text))
    [arrival_id] = messaging.keep_mails([raw], at=LATER)
    return Incoming.objects.get(pk=messaging.read_arrival(arrival_id, at=LATER).incoming_id)


@pytest.fixture
def incident(producer: Actor) -> Incident:
    """Return an incident."""
    return build.incident(producer)


@pytest.mark.rule("E-10")
def test_a_strangers_mail_is_shown_to_staff_and_joined_as_a_note(
    incident: Incident, caseworker: Actor, signed_in: SignIn
) -> None:
    mail = stray(incident)
    browser = signed_in(caseworker)

    assert "A question" in browser.get(TRAY).content.decode()
    page = browser.get(f"{TRAY}{mail.id}").content.decode()
    assert "About my case." in page
    assert f'value="{incident.number}"' in page
    assert not Entry.objects.filter(action="messaging.mail.read").exists()
    assert "About my case." in browser.post(f"{TRAY}{mail.id}/as-it-came").content.decode()
    answer = browser.post(f"{TRAY}{mail.id}/join", {"number": incident.number})

    assert answer.status_code == 302
    post = Post.objects.get(incoming=mail)
    assert (post.kind, post.text) == ("note", "eve@example.net: About my case.")
    mail.refresh_from_db()
    assert (mail.state, mail.decided_by_id) == (IncomingState.MATCHED, caseworker.account_id)
    assert Entry.objects.filter(action="messaging.mail.read", subject=str(mail.id)).exists()
    assert Entry.objects.filter(action="messaging.mail.matched", subject=str(mail.id)).exists()
    assert "A question" not in browser.get(TRAY).content.decode()


def test_a_mail_from_the_helpers_own_address_counts_as_their_answer(
    incident: Incident, producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    mail = stray(incident, sender=producer.email)  # nothing was sent yet, so it joined nothing by itself

    signed_in(caseworker).post(f"{TRAY}{mail.id}/join", {"number": incident.number})

    assert Post.objects.get(incoming=mail).kind == "from_helper"


def test_a_wrong_number_is_said_and_nothing_happens(
    incident: Incident, caseworker: Actor, signed_in: SignIn
) -> None:
    mail = stray(incident)

    answer = signed_in(caseworker).post(f"{TRAY}{mail.id}/join", {"number": "000000-0000000"})

    assert answer.status_code == 422
    assert "There is no incident of that number" in answer.content.decode()
    mail.refresh_from_db()
    assert mail.state == IncomingState.UNMATCHED


@pytest.mark.parametrize(
    ("reason", "status", "state"), [("Advertising.", 302, "dismissed"), (" ", 422, "unmatched")]
)
def test_a_mail_is_put_away_for_a_reason_only(
    incident: Incident, caseworker: Actor, signed_in: SignIn, reason: str, status: int, state: str
) -> None:
    mail = stray(incident)

    answer = signed_in(caseworker).post(f"{TRAY}{mail.id}/dismiss", {"reason": reason})

    mail.refresh_from_db()
    assert (answer.status_code, mail.state) == (status, state)
    assert Entry.objects.filter(action="messaging.mail.dismissed").exists() is (state == "dismissed")


def test_what_a_colleague_has_sorted_is_not_sorted_again(
    incident: Incident, caseworker: Actor, signed_in: SignIn
) -> None:
    mail = stray(incident)
    browser = signed_in(caseworker)
    browser.post(f"{TRAY}{mail.id}/dismiss", {"reason": "Advertising."})

    assert browser.post(f"{TRAY}{mail.id}/join", {"number": incident.number}).status_code == 409
    assert not Post.objects.filter(incoming=mail).exists()


@pytest.mark.rule("S-05")
def test_another_marketplaces_staff_sees_nothing_of_it(incident: Incident, signed_in: SignIn) -> None:
    mail = stray(incident)
    elsewhere = signed_in(build.staff("khbe", marketplace=build.KENTUCKY))

    assert elsewhere.get(TRAY).status_code == 404
    assert elsewhere.get(f"/m/kentucky/mail/{mail.id}").status_code == 404
    assert "A question" not in elsewhere.get("/m/kentucky/mail/").content.decode()


def test_mail_that_is_nobodys_is_given_to_a_marketplace_by_who_serves_all(
    packs: None, caseworker: Actor, signed_in: SignIn
) -> None:
    raw = RawMail(
        "smtp", "x@example.net", ("desk@localhost",), b"From: x@example.net\r\nSubject: Hello\r\n\r\nHi\r\n"
    )
    [arrival_id] = messaging.keep_mails([raw], at=LATER)
    mail_id = messaging.read_arrival(arrival_id, at=LATER).incoming_id
    admin = signed_in(build.staff(role=Role.EXCHANGE_ADMIN, marketplace=""))

    assert signed_in(caseworker).get(f"{TRAY}{mail_id}").status_code == 404
    assert "Hello" in admin.get(f"{TRAY}?unknown=1").content.decode()
    counted = 'unknown=1">Mail of which nobody knows whose it is</a> <b>1</b>'
    assert all(counted in admin.get(page).content.decode() for page in ("/home", TRAY))
    assert not any(counted in signed_in(caseworker).get(page).content.decode() for page in ("/home", TRAY))
    admin.post(f"{TRAY}{mail_id}/pass-on", {"to": "maryland"})

    assert signed_in(caseworker).get(f"{TRAY}{mail_id}").status_code == 200


@pytest.fixture
def held(incident: Incident) -> Outgoing:
    """Return a message that the guard holds."""
    row = Outgoing.objects.filter(about_id=incident.id).latest("queued_at")
    Outgoing.objects.filter(pk=row.pk).update(
        state=OutgoingState.HELD.value,
        decision="hold",
        body="SSN 900-12-3456.",
        findings=[{"part": "body", "type": "ssn", "start": 4, "end": 15}],
    )
    return row


@pytest.mark.rule("V-08")
@pytest.mark.parametrize(("decision", "state"), [("release", "queued"), ("drop", "failed")])
def test_a_lead_releases_or_drops_a_held_message_for_a_reason(
    held: Outgoing, signed_in: SignIn, decision: str, state: str
) -> None:
    browser = signed_in(build.staff(build.TEAM, role=Role.TEAM_LEAD))

    assert "<mark>900-12-3456</mark>" in browser.get(HELD).content.decode()
    wrong = browser.post(f"{HELD}{held.id}", {"decision": decision, "reason": ""})
    right = browser.post(f"{HELD}{held.id}", {"decision": decision, "reason": "It is a sample."})

    held.refresh_from_db()
    assert (wrong.status_code, right.status_code, held.state) == (422, 302, state)
    assert "It is a sample." in (held.release_reason, held.drop_reason)


@pytest.mark.rule("V-08")
@pytest.mark.parametrize("decision", [{}, {"decision": ""}, {"decision": "realease"}])
def test_what_is_no_decision_drops_nothing(
    held: Outgoing, signed_in: SignIn, decision: dict[str, str]
) -> None:
    browser = signed_in(build.staff(build.TEAM, role=Role.TEAM_LEAD))

    answer = browser.post(f"{HELD}{held.id}", {**decision, "reason": "It is a sample."})

    held.refresh_from_db()
    assert (answer.status_code, held.state) == (400, "held")


def test_a_caseworker_decides_on_no_held_message(
    held: Outgoing, caseworker: Actor, signed_in: SignIn
) -> None:
    assert signed_in(caseworker).get(HELD).status_code == 403


@pytest.mark.rule("E-10")
def test_the_home_leads_to_what_waits(incident: Incident, held: Outgoing, signed_in: SignIn) -> None:
    stray(incident)

    home = signed_in(build.staff(build.TEAM, role=Role.TEAM_LEAD)).get("/home").content.decode()

    assert f'href="{TRAY}">Mail to sort</a> <b>1</b>' in home
    assert f'href="{HELD}">Held messages</a> <b>1</b>' in home


@pytest.mark.rule("V-08")
def test_held_messages_are_narrowed_to_what_was_found(held: Outgoing, signed_in: SignIn) -> None:
    found = [{"part": "body", "type": "US_SSN", "start": 4, "end": 15}]
    Outgoing.objects.filter(id=held.id).update(findings=found)
    browser = signed_in(build.staff(build.TEAM, role=Role.TEAM_LEAD))

    with_ssn = text_of(browser.get(HELD, {"found": "US_SSN"}))
    with_card = text_of(browser.get(HELD, {"found": "CREDIT_CARD"}))

    assert "Social Security number (1)" in with_ssn
    assert "No message is held for that." in with_card


@pytest.mark.rule("V-08")
def test_a_held_file_is_released_or_read_again_by_right_and_for_a_reason(
    incident: Incident, caseworker: Actor, signed_in: SignIn
) -> None:
    subject = {"subject_kind": "escalations.incident", "subject_id": incident.id, "linked_at": TEN_O_CLOCK}
    values = {"marketplace": "maryland", "size": 5, "kind": "png", "content_type": "image/png"}
    first, second = (
        Attachment.objects.create(
            name=f"{name}.png",
            storage_name=name,
            digest=name,
            made_at=TEN_O_CLOCK,
            **values,
            **subject,
            screening="held",
            held_why="unread",
        )
        for name in ("first", "second")
    )
    browser = signed_in(build.staff(build.TEAM, role=Role.TEAM_LEAD))
    assert "first.png" in text_of(browser.get(HELD))

    refused = signed_in(caseworker).post(f"{HELD}files/{first.id}", {"decision": "release", "reason": "No."})
    wrong = browser.post(f"{HELD}files/{first.id}", {"decision": "release", "reason": " "})
    browser.post(f"{HELD}files/{first.id}", {"decision": "release", "reason": "A blank page."})
    browser.post(f"{HELD}files/{second.id}", {"decision": "retry"})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (refused.status_code, wrong.status_code) == (403, 422)
    assert (first.screening, first.release_reason) == ("done", "A blank page.")
    assert (second.screening, second.due_at is not None) == ("pending", True)
    assert "first.png" not in text_of(browser.get(HELD))
    assert (
        Entry.objects.filter(action__in=["files.attachment.released", "files.attachment.retried"]).count()
        == 2
    )
