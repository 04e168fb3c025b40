"""Mail to sort is shown without what is personal; its original is opened on purpose, and that is recorded."""

import pytest

from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging.models import Incoming
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.privacy import POST
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of
from tests.escalations.test_mail_sorting import TRAY, stray

PERSONAL = "Her SSN is 900-12-3456."


@pytest.mark.rule("V-06")
def test_what_is_personal_in_the_tray_is_opened_on_purpose_and_recorded(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    one = build.client(producer, first_name="Xiomara", last_name="Quispe")
    mail = stray(build.incident(producer, consumers=[one]), text=f"{PERSONAL} It is quispe.")
    Incoming.objects.filter(pk=mail.pk).update(subject=PERSONAL)
    browser = signed_in(caseworker)

    tray, page = browser.get(TRAY), browser.get(f"{TRAY}{mail.id}")
    is_recorded = Entry.objects.filter(action="messaging.mail.read").exists()
    fetched = browser.get(f"{TRAY}{mail.id}/as-it-came")
    opened = browser.post(f"{TRAY}{mail.id}/as-it-came")

    for answer in (tray, page):
        assert "900-12-3456" not in answer.content.decode()
        assert "[removed: Social Security number]" in answer.content.decode()
    assert "quispe" not in page.content.decode()
    assert "Social Security number (2)" in text_of(page)
    assert (is_recorded, fetched.status_code) == (False, 405)
    assert f"{PERSONAL} It is quispe." in text_of(opened)
    assert "no-store" in opened.headers["Cache-Control"]
    read = Entry.objects.get(action="messaging.mail.read")
    assert (read.subject, read.account_id) == (str(mail.id), caseworker.account_id)


@pytest.mark.rule("V-06", "S-05")
def test_nobody_elsewhere_opens_an_original_of_the_tray(
    producer: Actor, agent: Actor, signed_in: SignIn
) -> None:
    mail = stray(build.incident(producer), text=PERSONAL)
    clerk = signed_in(build.staff("khbe", marketplace=build.KENTUCKY))

    assert clerk.post(f"/m/kentucky/mail/{mail.id}/as-it-came").status_code == 404
    assert signed_in(agent).post(f"/m/kentucky/mail/{mail.id}/as-it-came").status_code == 403
    assert not Entry.objects.filter(action="messaging.mail.read").exists()


@pytest.mark.rule("V-06", "V-07")
def test_a_mail_of_the_tray_is_not_shown_where_the_guard_fails(
    producer: Actor, caseworker: Actor, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = stray(build.incident(producer), text=PERSONAL)
    monkeypatch.setattr(POST, "guard", None)

    page = text_of(signed_in(caseworker).get(f"{TRAY}{mail.id}"))

    assert "could not look through this message" in page
    assert "900-12" not in page
