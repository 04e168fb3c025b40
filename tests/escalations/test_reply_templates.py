"""Reply templates: the lead writes them, they are filled for each incident, never with a client's data."""

import re
import uuid

import pytest

from assistdesk.escalations import queries, services
from assistdesk.escalations.models import Incident, ReplyTemplate
from assistdesk.escalations.refusals import NotYourTeam
from assistdesk.escalations.rules.filling import PLACEHOLDERS, fill, unknown, without
from assistdesk.escalations.services import NewTemplate
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import InvalidInput, NotThere
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.merges import merge
from tests.escalations.reading import SignIn, text_of

pytestmark = pytest.mark.rule("E-15")

PAGE = f"/m/maryland/queue/{build.TEAM}/templates"


def new(**texts: str) -> NewTemplate:
    """Return a template that is right, but for the texts given."""
    words = {
        "en": "Dear {helper_name}, about {incident_number}.",
        "es": "Hola {helper_name}: {incident_number}.",
    }
    return NewTemplate(
        build.MARYLAND, build.TEAM, {"en": "Greeting", "es": "Saludo"}, {**words, **texts}, id=None
    )


@pytest.fixture
def lead(packs: None) -> Actor:
    """Return somebody who leads the team."""
    return build.staff(build.TEAM, role=Role.TEAM_LEAD)


def test_only_known_placeholders_are_filled_and_no_value_twice() -> None:
    values = {"helper_name": "{team}", "team": "Cases"}

    assert fill("{helper_name} {team} {ssn} {", values) == "{team} Cases {ssn} {"
    assert unknown("{helper_name} {ssn} {ssn} {}") == ["ssn", ""]


def test_no_placeholder_is_about_a_client() -> None:
    assert set(PLACEHOLDERS) == {"incident_number", "type", "due", "helper_name", "team", "my_name"}


@pytest.mark.django_db
def test_a_lead_keeps_changes_and_deletes_a_template(lead: Actor) -> None:
    made = services.save_template(new(), actor=lead, at=TEN_O_CLOCK)
    changed = NewTemplate(build.MARYLAND, build.TEAM, {"en": "A", "es": "B"}, {"en": "C", "es": "D"}, id=made)

    assert services.save_template(changed, actor=lead, at=TEN_O_CLOCK) == made
    rows = queries.reply_templates(marketplace=build.MARYLAND, team=build.TEAM)
    assert [(one.name("es"), one.text("en")) for one in rows] == [("B", "C")]
    services.delete_template(made, marketplace=build.MARYLAND, team=build.TEAM, actor=lead, at=TEN_O_CLOCK)
    assert not ReplyTemplate.objects.exists()
    with pytest.raises(NotThere):
        services.save_template(changed, actor=lead, at=TEN_O_CLOCK)


@pytest.mark.django_db
def test_nobody_else_writes_them(caseworker: Actor, lead: Actor) -> None:
    made = services.save_template(new(), actor=lead, at=TEN_O_CLOCK)

    for actor in (caseworker, build.staff(build.OPERATIONS, role=Role.TEAM_LEAD)):
        with pytest.raises(NotYourTeam):
            services.save_template(new(), actor=actor, at=TEN_O_CLOCK)
        with pytest.raises(NotYourTeam):
            services.delete_template(
                made, marketplace=build.MARYLAND, team=build.TEAM, actor=actor, at=TEN_O_CLOCK
            )


@pytest.mark.django_db
@pytest.mark.parametrize("texts", [{"es": ""}, {"en": "Your {ssn}"}, {"en": "x" * 10_001}])
def test_a_template_that_is_not_whole_is_not_kept(lead: Actor, texts: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        services.save_template(new(**texts), actor=lead, at=TEN_O_CLOCK)

    assert not ReplyTemplate.objects.exists()


@pytest.mark.django_db
def test_the_page_takes_a_template_and_says_what_is_wrong(lead: Actor, signed_in: SignIn) -> None:
    browser = signed_in(lead)
    sent = {"name_en": "Greeting", "text_en": "Dear {friend}", "name_es": "Saludo", "text_es": "Hola"}

    wrong = browser.post(PAGE, sent)
    assert wrong.status_code == 422
    said = text_of(wrong)
    assert all(
        one in said for one in ("Dear {friend}", "Text in English", "Name in Spanish", 'value="Saludo"')
    )
    assert (
        len(re.findall(r'<(?:input|textarea) [^>]*name="(?:name|text)_(?:en|es)"[^>]* required', said)) == 4
    )
    right = text_of(browser.post(PAGE, {**sent, "text_en": "Dear {helper_name}"}, follow=True))

    assert "Dear {helper_name}" in right
    assert text_of(signed_in(build.staff(build.TEAM)).get(PAGE)).count("Write a template") == 0


@pytest.mark.django_db
def test_a_template_is_filled_into_the_reply_in_the_helpers_language(
    lead: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    made = services.save_template(new(), actor=lead, at=TEN_O_CLOCK)
    english = build.incident(build.helper(), at=build.EARLIER)
    spanish = build.incident(build.helper(language="es"), at=build.EARLIER)
    browser = signed_in(caseworker)

    def box(incident: Incident) -> str:
        page = browser.get(f"/m/maryland/escalations/{incident.number}?template={made}")
        found = re.search(r'<textarea name="text"[^>]*>\s*([^<]*)</textarea>', text_of(page))
        return found[1].strip() if found else ""

    assert box(english) == f"Dear Pat Producer, about {english.number}."
    assert box(spanish) == f"Hola Pat Producer: {spanish.number}."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Dear {helper_name}, about {team}.", "Dear, about {team}."),
        ("Hi.\n{helper_name}: see {team}.", "Hi.\nsee {team}."),
        ("{helper_name}", ""),
        ("{team} {", "{team} {"),
    ],
)
def test_a_placeholder_is_left_out_without_a_hole(text: str, left: str) -> None:
    assert without(text, "helper_name") == left


@pytest.mark.django_db
def test_no_helper_reads_anothers_name_where_incidents_were_merged(
    lead: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    made = services.save_template(new(), actor=lead, at=TEN_O_CLOCK)
    own, other = build.helper(), build.helper()
    head, same, foreign = (build.incident(one, at=build.EARLIER) for one in (own, own, other))
    browser = signed_in(caseworker)
    address, several = f"/m/maryland/escalations/{head.number}?template={made}", "This answer goes to every"
    sent = {"picked": f"{head.id}:1", "action": "reply", "text": "Dear {helper_name}, done."}

    merge(same, head, actor=caseworker, at=build.EARLIER)
    alone = text_of(browser.get(address))
    merge(foreign, head, actor=caseworker, at=build.EARLIER)
    shared = text_of(browser.get(address))
    many = text_of(browser.post(f"/m/maryland/queue/{build.TEAM}/bulk", sent))

    assert f"Dear Pat Producer, about {head.number}." in alone
    assert several not in alone
    assert f"Dear, about {head.number}." in shared
    assert several in shared
    assert "Dear, done." in many
    assert several not in text_of(signed_in(own).get(address))


@pytest.mark.django_db
def test_a_template_is_put_into_work_on_many(lead: Actor, caseworker: Actor, signed_in: SignIn) -> None:
    made = services.save_template(new(), actor=lead, at=TEN_O_CLOCK)
    incident = build.incident(build.helper(), at=build.EARLIER)
    sent = {
        "picked": f"{incident.id}:{incident.version}",
        "action": "reply",
        "step": "fill",
        "template": str(made),
        "key": str(uuid.uuid4()),
    }

    page = text_of(signed_in(caseworker).post(f"/m/maryland/queue/{build.TEAM}/bulk", sent))

    assert "Dear {helper_name}, about {incident_number}.</textarea>" in page
    assert f"Dear Pat Producer, about {incident.number}." in page
