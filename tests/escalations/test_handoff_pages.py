"""Handing on by the pages and the API: choose, write, see what goes out, send; the answer is passed on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from assistdesk.escalations import services
from assistdesk.escalations.models import Handoff, Incident, Post
from assistdesk.escalations.rules.handing_on import asks_something
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.values import Inbound
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import ChannelName
from tests.escalations import build
from tests.escalations.reading import Ask, SignIn

SECRET = "SSN 219-09-9999"
AT = build.EARLIER


@pytest.fixture
def incident(agent: Actor) -> Incident:
    """Return an incident of that team."""
    return build.incident(agent, type="dms", at=AT)


@pytest.fixture
def page(incident: Incident) -> str:
    """Return the address of the incident's page."""
    return f"/m/{build.KENTUCKY}/escalations/{incident.number}"


@pytest.fixture
def office(signed_in: SignIn, clerk: Actor) -> Client:
    """Return the clerk's browser."""
    return signed_in(clerk)


def answered(incident: Incident, clerk: Actor) -> None:
    """Let an office answer in an incident."""
    services.hand_on(build.ref(incident), contact="dcbs", text="Look.", actor=clerk, at=AT)
    Outgoing.objects.filter(template="escalation_handed_on").update(attempts=1)
    mail = Outgoing.objects.get(template="escalation_handed_on")
    inbound = Inbound(ChannelName.EMAIL, mail.to_address, (mail.from_address,), "Re:", "All is well.")
    received = messaging.receive(inbound, at=AT + timedelta(hours=1))
    services.take_reply(incoming_id=received.incoming_id, at=AT + timedelta(hours=1))


@pytest.mark.rule("E-14")
def test_the_offices_are_searched_and_each_says_what_it_is_for(office: Client, page: str) -> None:
    everybody = office.get(f"{page}/hand-on").content.decode()
    issuer = office.get(f"{page}/hand-on", {"q": "molina"}).content.decode()

    assert "Questions about applying for waiver-supportive Medicaid." in everybody
    assert "5 business days" in everybody
    assert "KHBE program mailbox" not in everybody
    assert "Passport Health Plan by Molina Healthcare" in issuer
    assert "CareSource" not in issuer


@pytest.mark.rule("E-14")
def test_what_is_seen_before_is_what_goes_out(office: Client, page: str) -> None:
    asked = {"contact": "dcbs", "text": f"Please look. {SECRET}"}

    words = office.get(f"{page}/hand-on", {"contact": "dcbs"}).content.decode()
    assert "Name the client by the Person ID" in words
    preview = office.post(f"{page}/hand-on", asked).content.decode()
    assert not Handoff.objects.exists()
    assert "This will go out" in preview
    office.post(f"{page}/hand-on", {**asked, "do": "send"})

    mail = Outgoing.objects.get(template="escalation_handed_on")
    assert "219-09-9999" not in mail.body
    shown = preview.split("desk-typed")[1].split("</div>")[0]
    assert all(line in shown for line in mail.body.split("\n")[:3])


def test_the_words_can_be_changed_after_the_preview(office: Client, page: str) -> None:
    asked = {"contact": "dcbs", "text": "Please look.", "do": "change"}

    again = office.post(f"{page}/hand-on", asked)

    assert "Please look." in again.content.decode()
    assert not Handoff.objects.exists()


@pytest.mark.parametrize(
    "asked",
    [{"contact": "dcbs", "text": ""}, {"contact": "nobody", "text": "x"}, {"text": "x", "do": "send"}],
)
def test_what_is_missing_is_said_and_nothing_goes_out(
    office: Client, page: str, asked: dict[str, str]
) -> None:
    answer = office.post(f"{page}/hand-on", asked)

    assert answer.status_code == 422
    assert not Handoff.objects.exists()


@pytest.mark.rule("E-14")
def test_the_incident_shows_who_has_it_and_whose_time_has_passed(
    incident: Incident, page: str, office: Client, clerk: Actor, agent: Actor, signed_in: SignIn
) -> None:
    services.hand_on(build.ref(incident), contact="caresource", text="Called.", actor=clerk, at=AT)

    for_staff = office.get(page).content.decode()
    for_helper = signed_in(agent).get(page).content.decode()
    queue = office.get(f"/m/{build.KENTUCKY}/queue/khbe").content.decode()

    assert "it has had its time and not answered" in for_staff
    assert "CareSource" in for_helper
    assert "Called." not in for_helper
    assert "has had its time" not in for_helper
    assert "Agencies that owe an answer" in queue


@pytest.mark.rule("E-14")
def test_staff_pass_an_answer_on_in_their_own_words(
    incident: Incident, page: str, office: Client, clerk: Actor, agent: Actor, signed_in: SignIn
) -> None:
    answered(incident, clerk)
    post = Post.objects.get(kind="from_agency")
    address = f"{page}/answers/{post.id}/pass-on"

    assert address in office.get(page).content.decode()
    assert "All is well." in office.get(address).content.decode()
    assert "All is well." not in signed_in(agent).get(page).content.decode()
    office.post(address, {"text": "They say that all is well."})

    assert "They say that all is well." in Outgoing.objects.get(template="escalation_reply").body
    assert office.post(address, {"text": " "}).status_code == 422


@pytest.mark.rule("E-14")
def test_two_colleagues_pass_one_answer_on_once(
    incident: Incident, page: str, office: Client, clerk: Actor, signed_in: SignIn
) -> None:
    answered(incident, clerk)
    address = f"{page}/answers/{Post.objects.get(kind='from_agency').id}/pass-on"
    shown = office.get(address).content.decode().split('name="version" value="')[1].split('"')[0]
    colleague = signed_in(build.staff(*clerk.teams, marketplace=build.KENTUCKY))

    first = colleague.post(address, {"text": "All is well.", "version": shown})
    second = office.post(address, {"text": "They say so.", "version": shown})
    again = second.content.decode().split('name="version" value="')[1].split('"')[0]

    assert (first.status_code, second.status_code) == (302, 409)
    assert "They say so.</textarea>" in second.content.decode()
    assert list(Post.objects.filter(kind="answer").values_list("text", flat=True)) == ["All is well."]
    assert office.post(address, {"text": "They say so.", "version": again}).status_code == 302


@pytest.mark.rule("E-14")
def test_an_incident_is_taken_back_for_a_reason(
    incident: Incident, page: str, office: Client, clerk: Actor
) -> None:
    made = services.hand_on(build.ref(incident), contact="dcbs", text="Look.", actor=clerk, at=AT)
    address = f"{page}/handoffs/{made}/take-back"

    assert office.get(address).status_code == 200
    assert office.post(address, {"reason": ""}).status_code == 422
    assert office.post(address, {"reason": "Not theirs."}).status_code == 302

    assert Handoff.objects.get().ended_at is not None
    assert office.get(address).status_code == 404


@pytest.mark.rule("E-14", "S-01")
@pytest.mark.parametrize("who", ["agent", "stranger"])
def test_only_the_team_hands_on(
    incident: Incident, page: str, agent: Actor, signed_in: SignIn, who: str
) -> None:
    reader = agent if who == "agent" else build.staff("kog", marketplace=build.KENTUCKY)

    browser = signed_in(reader)

    assert browser.get(f"{page}/hand-on").status_code in (403, 404)
    assert browser.post(f"{page}/hand-on", {"contact": "dcbs", "text": "x"}).status_code in (403, 404)


@pytest.mark.rule("E-14")
def test_a_program_hands_on_and_takes_back(incident: Incident, clerk: Actor, ask: Ask) -> None:
    path = f"/escalations/{incident.number}"

    status, offices = ask(clerk, f"{path}/handoff")
    assert status == 200
    assert {"dms", "dcbs", "kog-helpdesk", "anthem"} <= {one["contact"] for one in offices["items"]}
    status, whole = ask(clerk, f"{path}/handoff", {"contact": "dcbs", "text": "Please look."})
    assert (status, whole["status"]) == (201, "with_agency")
    assert whole["handoffs"][0]["due_at"] is not None
    assert whole["messages"][-1]["office"] == whole["handoffs"][0]["name"]
    status, problem = ask(clerk, f"{path}/handoff", {"contact": "dcbs", "text": "Again."})
    assert (status, problem["type"]) == (409, "/problems/already-handed-on")
    back = f"{path}/handoffs/{whole['handoffs'][0]['id']}/take-back"
    status, whole = ask(clerk, back, {"reason": "Ours."})
    assert (status, whole["status"]) == (200, "in_review")


@pytest.mark.rule("E-14")
@pytest.mark.parametrize("body", [{"contact": "nobody", "text": "x"}, {"contact": "dcbs", "text": " "}])
def test_a_program_is_told_what_is_wrong(
    incident: Incident, clerk: Actor, ask: Ask, body: dict[str, str]
) -> None:
    status, problem = ask(clerk, f"/escalations/{incident.number}/handoff", body)

    assert status == 422
    assert problem["errors"][0]["field"] in ("contact", "text")


@pytest.mark.rule("E-14")
def test_the_incidents_page_asks_no_more_for_more_offices(
    incident: Incident,
    page: str,
    office: Client,
    clerk: Actor,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for contact in ("dcbs", "caresource", "anthem", "kog-helpdesk"):
        services.hand_on(build.ref(incident), contact=contact, text="Look.", actor=clerk, at=AT)

    with django_assert_max_num_queries(32):  # type: ignore[attr-defined]  # a context manager
        office.get(page)


@pytest.mark.rule("E-14")
@pytest.mark.parametrize("wish", ["", "send"])
def test_a_question_that_was_left_empty_is_asked_for_and_nothing_typed_is_lost(
    office: Client, page: str, wish: str
) -> None:
    proposed = office.get(f"{page}/hand-on", {"contact": "dcbs"}).context["form"].initial["text"]
    filled = proposed.replace("\n", ", 11223344\n", 1)

    answer = office.post(f"{page}/hand-on", {"contact": "dcbs", "text": filled, "do": wish})
    asked = office.post(f"{page}/hand-on", {"contact": "dcbs", "text": f"{filled}\nIs it approved?"})

    assert answer.status_code == 422
    assert "Say what you ask of the office." in answer.content.decode()
    assert ", 11223344" in answer.content.decode()
    assert "taking personal information out of pictures" not in answer.content.decode()
    assert not Handoff.objects.exists()
    assert "This will go out" in asked.content.decode()


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("", False),
        ("About: x\nID: 7\nWe ask:", False),
        ("About: x, and soon\nWe ask:", False),
        ("About: x\nWe ask: please look", True),
        ("About: x\nWe ask:\nPlease look", True),
        ("Please look", True),
    ],
)
def test_what_asks_something(text: str, *, asks: bool) -> None:
    assert asks_something(text, proposed="About: x\nID:\n\nWe ask:") is asks
    assert asks_something(text, proposed="") is bool(text)
