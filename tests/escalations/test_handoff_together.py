"""Handing on beside colleagues: nobody writes to an office over what they have not seen; no word is lost."""

from uuid import uuid4

import pytest

from assistdesk.escalations import services
from assistdesk.escalations.models import Draft, Handoff, Incident
from assistdesk.escalations.services import Typed
from assistdesk.shared.people.actors import Actor
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.rule("E-15")]


@pytest.fixture
def incident(agent: Actor) -> Incident:
    """Return an incident of a team that hands incidents on."""
    return build.incident(agent, type="dms", at=build.EARLIER)


def hand_on_page(incident: Incident) -> str:
    """Return the address where an incident is handed on."""
    return f"/m/{build.KENTUCKY}/escalations/{incident.number}/hand-on"


def test_who_has_not_seen_what_came_in_gets_both_texts(
    incident: Incident, clerk: Actor, signed_in: SignIn
) -> None:
    colleague = build.staff("khbe", marketplace=build.KENTUCKY)
    browser, page = signed_in(clerk), hand_on_page(incident)
    form = {"contact": "dcbs", "text": "Please look.", "version": "1"}
    preview = text_of(browser.post(page, form))
    services.add_note(build.ref(incident), text="They called us.", actor=colleague, at=build.EARLIER)

    stopped = browser.post(page, {**form, "do": "send"})
    made = Handoff.objects.count()
    version = Incident.objects.get().version
    sent = browser.post(page, {**form, "version": str(version), "do": "send"})

    assert 'name="version" value="1"' in preview
    assert (stopped.status_code, made) == (409, 0)
    assert "Please look." in text_of(stopped)
    assert "They called us." in text_of(stopped)
    assert f'name="version" value="{version}"' in text_of(stopped)
    assert (sent.status_code, Handoff.objects.count()) == (302, 1)


def test_the_draft_is_there_again_and_goes_with_the_sending(
    incident: Incident, clerk: Actor, signed_in: SignIn
) -> None:
    browser, page = signed_in(clerk), hand_on_page(incident)
    typed = Typed("handoff", "Half a question", writing=uuid4(), seen=0, version=1)
    services.save_draft(build.ref(incident), typed, actor=clerk, at=build.EARLIER)

    again = text_of(browser.get(page, {"contact": "dcbs"}))
    browser.post(page, {"contact": "dcbs", "text": "A whole question.", "version": "1", "do": "send"})

    assert "Half a question" in again
    assert 'data-draft="handoff"' in again
    assert Draft.objects.get().text == ""
