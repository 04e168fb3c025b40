"""The pages of incidents, queues and calls, as helpers and staff meet them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistdesk.escalations import services
from assistdesk.escalations.models import Call, Incident, Post
from assistdesk.escalations.states import IncidentState
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of


def page_of(incident: Incident) -> str:
    """Return the address of an incident's page."""
    return f"/m/{incident.marketplace}/escalations/{incident.number}"


@pytest.mark.rule("E-19")
def test_a_helper_lists_and_reads_the_own_incidents(producer: Actor, signed_in: SignIn) -> None:
    own, other = build.incident(producer), build.incident(build.helper())
    browser = signed_in(producer)

    listed = text_of(browser.get("/m/maryland/escalations/"))
    whole = text_of(browser.get(page_of(own)))

    assert own.number in listed
    assert other.number not in listed
    for shown in (own.number, own.description, "Consumer Enrollment Issue", "Automatic email"):
        assert shown in whole
    assert browser.get(page_of(other)).status_code == 404


def test_a_list_without_a_row_says_so(producer: Actor, signed_in: SignIn) -> None:
    assert "No incidents here." in text_of(signed_in(producer).get("/m/maryland/escalations/?status=closed"))


def test_a_helper_replies_on_the_page(producer: Actor, signed_in: SignIn) -> None:
    incident = build.incident(producer, at=build.EARLIER)
    upload = SimpleUploadedFile("bill.pdf", build.PDF, content_type="application/pdf")

    page = signed_in(producer).post(
        f"{page_of(incident)}/reply", {"text": "One thing more.", "documents": [upload]}, follow=True
    )

    assert "One thing more." in text_of(page)
    assert "bill.pdf" in text_of(page)


def test_an_empty_reply_is_asked_for_again_and_keeps_its_file(producer: Actor, signed_in: SignIn) -> None:
    incident = build.incident(producer)
    upload = SimpleUploadedFile("bill.pdf", build.PDF, content_type="application/pdf")
    browser = signed_in(producer)

    page = browser.post(f"{page_of(incident)}/reply", {"text": " ", "documents": [upload]})
    file = Attachment.objects.get()
    browser.post(f"{page_of(incident)}/reply", {"text": "Here.", "attachments": [str(file.id)]})

    assert page.status_code == 422
    assert "Write something here." in text_of(page)
    assert f'name="attachments" value="{file.id}"' in text_of(page)
    assert Attachment.objects.get().subject_id == incident.id


@pytest.mark.rule("E-08")
@pytest.mark.rule("G-08")
def test_a_queue_shows_time_left_and_what_is_urgent(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    later = build.incident(producer, at=build.EARLIER + timedelta(days=2))
    soon = build.incident(producer, at=build.EARLIER)
    urgent = build.incident(producer, at=build.EARLIER + timedelta(days=4))
    Incident.objects.filter(pk=urgent.pk).update(urgent=True)

    words = text_of(signed_in(caseworker).get(f"/m/maryland/queue/{build.TEAM}"))

    places = [words.index(f">{one.number}<") for one in (urgent, soon, later)]
    assert places == sorted(places)
    assert "Urgent" in words
    assert "late" in words


@pytest.mark.rule("E-19")
def test_a_queue_of_another_team_is_not_there(caseworker: Actor, signed_in: SignIn) -> None:
    browser = signed_in(caseworker)

    assert browser.get(f"/m/maryland/queue/{build.OPERATIONS}").status_code == 404
    assert browser.get("/m/maryland/queue/unheard-of").status_code == 404
    assert browser.get("/m/kentucky/queue/khbe").status_code == 404


def test_a_caseworker_takes_answers_and_resolves(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    incident = build.incident(producer, at=build.EARLIER)
    browser = signed_in(caseworker)

    browser.post(f"{page_of(incident)}/take")
    browser.post(f"{page_of(incident)}/reply", {"text": "It went through."})
    browser.post(f"{page_of(incident)}/note", {"text": "Called the carrier."})
    page = browser.post(f"{page_of(incident)}/move", {"move": "resolve", "reason": "Done."}, follow=True)

    assert Incident.objects.get().state == "resolved"
    for shown in ("It went through.", "Called the carrier.", "Done.", "Resolved"):
        assert shown in text_of(page)


def test_a_move_without_a_reason_is_asked_for_again_and_keeps_the_rest(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    incident = build.incident(producer)
    services.take(build.ref(incident), actor=caseworker, at=incident.opened_at)

    page = signed_in(caseworker).post(f"{page_of(incident)}/move", {"move": "wait_for_helper", "reason": ""})

    assert page.status_code == 422
    assert Incident.objects.get().state == IncidentState.IN_REVIEW


@pytest.mark.parametrize("move", ["", "take_over", "state"])
def test_a_move_that_nobody_knows_is_refused(
    producer: Actor, caseworker: Actor, signed_in: SignIn, move: str
) -> None:
    incident = build.incident(producer)

    page = signed_in(caseworker).post(f"{page_of(incident)}/move", {"move": move, "reason": "x"})

    assert page.status_code == 400


def test_a_colleague_is_assigned_on_the_page(producer: Actor, caseworker: Actor, signed_in: SignIn) -> None:
    incident, colleague = build.incident(producer), build.staff(build.TEAM)

    signed_in(caseworker).post(f"{page_of(incident)}/assign", {"to": colleague.username})

    assert Incident.objects.get().assignee_id == colleague.account_id


@pytest.mark.rule("E-15")
def test_a_helper_finds_no_tools_of_the_team(producer: Actor, caseworker: Actor, signed_in: SignIn) -> None:
    incident = build.incident(producer)
    services.add_note(build.ref(incident), text="Between us.", actor=caseworker, at=incident.opened_at)
    browser = signed_in(producer)

    words = text_of(browser.get(page_of(incident)))

    assert "Between us." not in words
    assert "Work on it" not in words
    assert browser.post(f"{page_of(incident)}/take").status_code == 403
    assert browser.post(f"{page_of(incident)}/note", {"text": "x"}).status_code == 403


def test_the_hotline_reads_and_finds_nothing_to_change(producer: Actor, signed_in: SignIn) -> None:
    incident = build.incident(producer)
    hotline = build.staff("support-hotline", role=Role.SUPPORT_REPRESENTATIVE)
    browser = signed_in(hotline)

    assert "Work on it" not in text_of(browser.get(page_of(incident)))
    assert browser.post(f"{page_of(incident)}/reply", {"text": "Hello."}).status_code == 403
    assert not Post.objects.filter(kind="answer").exists()


@pytest.mark.rule("E-08")
def test_why_an_answer_is_due_then_is_on_the_page(producer: Actor, signed_in: SignIn) -> None:
    incident = build.incident(producer, at=build.EARLIER)

    words = text_of(signed_in(producer).get(page_of(incident)))

    assert "Why this due time?" in words
    assert "day 2" in words


@pytest.mark.rule("M-05")
def test_the_fate_of_a_mail_is_on_the_page(producer: Actor, signed_in: SignIn) -> None:
    assert "On its way" in text_of(signed_in(producer).get(page_of(build.incident(producer))))


@pytest.mark.rule("E-18")
def test_only_who_sees_an_incident_gets_its_files(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    file = build.attachment(producer)
    build.incident(producer, attachments=(file,))

    assert signed_in(caseworker).get(f"/attachments/{file}").status_code == 200
    assert signed_in(producer).get(f"/attachments/{file}").status_code == 200
    assert signed_in(build.helper()).get(f"/attachments/{file}").status_code == 404
    assert signed_in(build.staff(build.OPERATIONS)).get(f"/attachments/{file}").status_code == 404


def test_a_team_is_called_alike_in_its_queue_and_on_its_incidents(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    incident = build.incident(producer)
    team = build.pack(build.MARYLAND).directory.teams[build.TEAM]

    assert f"<dd>{team.name.in_language('en')}</dd>" in text_of(signed_in(caseworker).get(page_of(incident)))
    assert f"<dd>{team.public_label.in_language('en')}</dd>" in text_of(
        signed_in(producer).get(page_of(incident))
    )


def test_a_page_costs_the_same_however_much_it_shows(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    browser = signed_in(caseworker)
    first = build.incident(producer)
    browser.get(page_of(first))  # colleagues are told once that somebody came
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/m/maryland/queue/{build.TEAM}")
            browser.get(page_of(first))
        counts.append(len(asked))
        build.incident(producer)

    assert len(set(counts)) == 1
    assert counts[0] <= 41


@pytest.mark.rule("G-06")
@pytest.mark.rule("G-13")
def test_a_call_is_logged_from_its_entry(packs: None, signed_in: SignIn) -> None:
    browser = signed_in(build.helper(marketplace=build.KENTUCKY))

    form = text_of(browser.get("/m/kentucky/calls/new?entry=aptc-missing-months"))
    wrong = browser.post("/m/kentucky/calls/new", {"entry": "aptc-missing-months", "note": "Typed."})
    right = browser.post(
        "/m/kentucky/calls/new",
        {"entry": "aptc-missing-months", "ticket_number": "SRI-10", "note": "Asked."},
        follow=True,
    )

    phone = build.pack(build.KENTUCKY).directory.contacts["psl"].phones[0].shown
    assert phone in form
    assert wrong.status_code == 422
    assert "Typed." in text_of(wrong)
    assert Call.objects.get().ticket_number == "SRI-10"
    assert "SRI-10" in text_of(right)


def test_pages_speak_spanish(producer: Actor, signed_in: SignIn) -> None:
    incident = build.incident(producer)
    browser = signed_in(producer)
    browser.cookies["desk_language"] = "es"

    words = text_of(browser.get(page_of(incident)))

    assert "Problema de inscripción del consumidor" in words
    assert "Nuevo" in words


def test_after_a_reply_the_page_shows_what_was_written(producer: Actor, signed_in: SignIn) -> None:
    incident = build.incident(producer)
    browser = signed_in(producer)

    page = browser.post(f"{page_of(incident)}/reply", {"text": "One thing more."})

    assert page.headers["Location"] == f"{page_of(incident)}?done=replied#done"
    shown = text_of(browser.get(page.headers["Location"]))
    assert shown.count('id="latest"') == shown.count('id="done"') == 1
    assert 'role="status" tabindex="-1"' in shown
    assert 'id="done"' not in text_of(browser.get(f"{page_of(incident)}?done=whatever"))


@pytest.mark.rule("E-08")
def test_a_helper_who_is_asked_reads_that_the_desk_waits_for_them(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    incident = build.incident(producer)
    ref, at = build.ref(incident), TEN_O_CLOCK + timedelta(minutes=5)
    services.take(ref, actor=caseworker, at=at)
    waiting = IncidentState.WAITING_ON_HELPER
    services.transition(ref, to=waiting, reason="Which month?", actor=caseworker, at=at)

    assert "Waiting for you" in text_of(signed_in(producer).get(page_of(incident)))
    assert "Waiting for the helper" in text_of(signed_in(caseworker).get(page_of(incident)))
