"""A program works a team's queue by the API: the next one, many at once seen before, and the templates."""

import uuid

import pytest

from assistdesk.escalations import services
from assistdesk.escalations.models import BulkRun, Incident
from assistdesk.escalations.services import NewTemplate
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.reading import Ask

pytestmark = pytest.mark.rule("E-15")
QUEUE = f"/marketplaces/maryland/queues/{build.TEAM}"


def picked(*incidents: Incident) -> list[dict[str, object]]:
    """Return incidents as a body names them, with the version they have."""
    return [
        {"incident_number": one.number, "version": Incident.objects.get(pk=one.pk).version}
        for one in incidents
    ]


def test_the_next_one_is_taken_until_nothing_waits(producer: Actor, caseworker: Actor, ask: Ask) -> None:
    made = build.incident(producer, at=build.EARLIER)

    status, found = ask(caseworker, f"{QUEUE}/next", {})
    again, problem = ask(caseworker, f"{QUEUE}/next", {})

    assert (status, found["incident_number"], found["status"]) == (200, made.number, "in_review")
    assert Incident.objects.get(pk=made.pk).assignee_id == caseworker.account_id
    assert (again, problem["status"]) == (409, 409)


def test_work_on_many_is_seen_before_and_done_each_for_itself(
    producer: Actor, caseworker: Actor, ask: Ask
) -> None:
    fresh, taken = (build.incident(producer, at=build.EARLIER) for _ in range(2))
    services.take(build.ref(taken), actor=caseworker, at=build.EARLIER)
    body = {
        "action": "move",
        "target": "resolve",
        "text": "Done: {incident_number}.",
        "incidents": picked(fresh, taken),
    }

    status, seen = ask(caseworker, f"{QUEUE}/bulk/preview", body)

    assert status == 200
    assert {one["incident_number"]: (one["effect"], one["text"]) for one in seen["items"]} == {
        fresh.number: ("not_possible", f"Done: {fresh.number}."),
        taken.number: ("done", f"Done: {taken.number}."),
    }
    assert Incident.objects.get(pk=taken.pk).state == "in_review"

    status, run = ask(caseworker, f"{QUEUE}/bulk", body)

    assert (status, run["total"], run["done"], run["waiting"]) == (201, 2, 1, 0)
    assert {one["incident_number"]: one["outcome"] for one in run["items"]} == {
        fresh.number: "refused",
        taken.number: "done",
    }
    assert ask(caseworker, f"{QUEUE}/bulk/{run['id']}") == (200, run)


def test_what_changed_since_it_was_seen_is_left_alone(producer: Actor, caseworker: Actor, ask: Ask) -> None:
    made = build.incident(producer, at=build.EARLIER)
    body = {"action": "assign", "target": "me", "incidents": picked(made)}
    services.add_note(build.ref(made), text="Called.", actor=caseworker, at=build.EARLIER)
    services.take(build.ref(made), actor=build.staff(build.TEAM), at=build.EARLIER)

    assert ask(caseworker, f"{QUEUE}/bulk/preview", body)[1]["items"][0]["was_changed"] is True
    assert ask(caseworker, f"{QUEUE}/bulk", body)[1]["items"][0]["outcome"] == "changed"


def test_the_same_key_is_one_run(producer: Actor, caseworker: Actor, ask: Ask) -> None:
    made = build.incident(producer, at=build.EARLIER)
    body = {"action": "note", "text": "Umbrella", "incidents": picked(made)}
    key = {"Idempotency-Key": str(uuid.uuid4())}

    first, second = (ask(caseworker, f"{QUEUE}/bulk", body, **key) for _ in range(2))

    assert first == second
    assert BulkRun.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"incidents": [{"incident_number": "nothing"}]}, "incidents"),
        ({"text": ""}, "text"),
        ({"action": "assign", "target": "nobody-here"}, "target"),
        ({"action": "move", "target": "fly"}, "target"),
    ],
)
def test_what_is_wrong_is_named(
    producer: Actor, caseworker: Actor, ask: Ask, change: dict[str, object], field: str
) -> None:
    made = build.incident(producer, at=build.EARLIER)
    body = {"action": "note", "text": "Umbrella", "incidents": picked(made)}

    status, problem = ask(caseworker, f"{QUEUE}/bulk", {**body, **change})

    assert (status, [one["field"] for one in problem["errors"]]) == (422, [field])
    assert not BulkRun.objects.exists()


def test_the_templates_of_a_team_are_for_the_team(caseworker: Actor, producer: Actor, ask: Ask) -> None:
    words = {"en": "Dear {helper_name}", "es": "Hola {helper_name}"}
    new = NewTemplate(build.MARYLAND, build.TEAM, {"en": "Greeting", "es": "Saludo"}, words, id=None)
    services.save_template(new, actor=build.staff(build.TEAM, role=Role.TEAM_LEAD), at=TEN_O_CLOCK)

    status, found = ask(caseworker, f"{QUEUE}/templates")

    assert (status, [one["texts"] for one in found["items"]]) == (200, [words])
    assert ask(caseworker, "/marketplaces/maryland/queues/no-team/templates")[0] == 404
    assert ask(producer, f"{QUEUE}/templates")[0] == 403
    assert ask(producer, f"{QUEUE}/bulk", {"action": "note", "text": "x", "incidents": []})[0] == 403
