"""A program registers a helper with everything at once, reads it, and leaves."""

import re
from typing import Any

import pytest

from assistdesk.referrals.models import Duty, Registration
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from tests.referrals import taking_part as build
from tests.referrals.conftest import Ask

PATH = "/marketplaces/kentucky/on-demand/registration"
WEEK = [{"day": day, "from": "00:00", "to": "24:00"} for day in range(1, 8)]


def whole(**changes: object) -> dict[str, Any]:
    """Return a registration with the account's own addresses, round the clock."""
    return {
        "agree": True,
        "phone": "(502) 555-0121",
        "email": build.OWN_EMAIL,
        "channels": ["email", "sms"],
        "schedule": WEEK,
        "zone": "America/Chicago",
        "max_open": 3,
        "paused": False,
        **changes,
    }


@pytest.mark.rule("D-03")
def test_one_call_registers_and_the_answer_says_all(agent: Actor, ask: Ask) -> None:
    status, before = ask(agent, PATH)
    assert (status, before["status"], before["missing"]) == (200, "none", [])

    status, answer = ask(agent, PATH, whole(), method="PUT")

    assert status == 200
    assert (answer["status"], answer["missing"], answer["consecutive_misses"]) == ("registered", [], 0)
    assert (answer["phone"], answer["channels"]) == (build.OWN_PHONE, ["email", "sms"])
    assert answer["schedule"][0] == {"day": 1, "from": "00:00", "to": "00:00"}
    assert (answer["zone"], answer["max_open"], answer["on_duty"]) == ("America/Chicago", 3, True)
    assert ask(agent, PATH)[1] == answer
    assert Duty.objects.count() == 6


@pytest.mark.rule("D-15")
def test_another_address_needs_its_code_before_it_is_used(agent: Actor, ask: Ask) -> None:
    _, answer = ask(agent, PATH, whole(phone="", channels=["email"], email=build.OTHER_EMAIL), method="PUT")
    assert (answer["status"], answer["waiting"], answer["email"]) == ("started", ["email"], "")
    (code,) = re.findall(r"\b\d{6}\b", Outgoing.objects.get().body)

    wrong = {"channel": "email", "code": f"{(int(code) + 1) % 1_000_000:06d}"}
    status, problem = ask(agent, f"{PATH}/confirm", wrong, method="POST")
    assert (status, problem["type"]) == (422, "/problems/code-wrong")
    status, answer = ask(agent, f"{PATH}/confirm", {"channel": "email", "code": code}, method="POST")

    assert (status, answer["status"], answer["email"]) == (200, "registered", build.OTHER_EMAIL)


@pytest.mark.rule("D-04")
def test_what_is_missing_is_named_and_refused(running_pack: None, ask: Ask) -> None:
    agent = build.helper(known={"license_until": None, "contact_on_file": False})

    _, before = ask(agent, PATH)
    status, problem = ask(agent, PATH, whole(), method="PUT")

    assert before["missing"] == ["active_license", "contact_on_file"]
    assert (status, problem["type"]) == (403, "/problems/not-authorized")
    assert "Your license is not active." in problem["detail"]
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"agree": False}, "agree"),
        ({"schedule": []}, "schedule"),
        ({"schedule": [{"day": 8, "from": "09:00", "to": "10:00"}]}, "schedule.0.day"),
        ({"schedule": [{"day": 1, "from": "noon", "to": "10:00"}]}, "schedule.0.from"),
        ({"zone": "Nowhere"}, "zone"),
        ({"max_open": 99}, "max_open"),
        ({"zip": "00000"}, "zip"),
        ({"phone": "1"}, "phone"),
        ({"channels": []}, "channels"),
        ({"languages": ["English"]}, "languages.0"),
    ],
)
def test_what_can_not_be_used_is_named(
    agent: Actor, ask: Ask, changes: dict[str, object], field: str
) -> None:
    status, problem = ask(agent, PATH, whole(**changes), method="PUT")

    assert status == 422
    assert [error["field"] for error in problem["errors"]] == [field]
    assert not Registration.objects.exists()


@pytest.mark.rule("D-16")
def test_a_change_keeps_what_it_does_not_name(agent: Actor, ask: Ask) -> None:
    breaks = [{"day": 1, "from": "12:00", "to": "12:30"}]
    ask(agent, PATH, whole(breaks=breaks, zip="42101", languages=["en", "es"]), method="PUT")

    _, answer = ask(agent, PATH, whole(agree=False, paused=True), method="PUT")

    assert (answer["breaks"], answer["zip"], answer["languages"]) == (breaks, "42101", ["en", "es"])
    assert (answer["paused"], answer["on_duty"]) == (True, False)


def test_leaving_keeps_everything_and_can_be_done_twice(agent: Actor, ask: Ask) -> None:
    assert ask(agent, PATH, method="DELETE")[0] == 409
    ask(agent, PATH, whole(), method="PUT")

    first, second = (ask(agent, PATH, method="DELETE") for _ in range(2))

    assert first == second
    assert (first[0], first[1]["status"], first[1]["phone"]) == (200, "left", build.OWN_PHONE)
    assert not Duty.objects.exists()


def test_others_have_nothing_here(running_pack: None, ask: Ask) -> None:
    delegate, clerk = build.helper(role=Role.DELEGATE), build.helper(role=Role.CASEWORKER)
    stranger = build.helper(marketplace="maryland")

    assert [ask(one, PATH)[0] for one in (delegate, clerk, stranger)] == [403, 403, 404]
