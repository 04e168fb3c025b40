"""The resident's side by API: what other programs send and get, to the letter of the contract."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from assistdesk.referrals import services
from assistdesk.referrals.models import Referral
from tests.conftest import TEN_O_CLOCK
from tests.referrals import asking
from tests.referrals import taking_part as build
from tests.referrals.conftest import DeskTime
from tests.referrals.resident import BODY, Resident

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/marketplaces/kentucky/referrals"


@pytest.fixture
def resident(desk_time: DeskTime) -> Resident:
    """Return a resident at ten in the morning, with one helper on duty."""
    asking.on_duty()
    return Resident()


def problem(answer: Any) -> tuple[int, str]:
    """Return the status and the name of the problem of a refusal."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.status_code, answer.json()["type"]


def asked(resident: Resident, **changes: object) -> dict[str, Any]:
    """Ask, and return what came back."""
    answer = resident.calls("POST", PATH, {**BODY, **changes})
    assert answer.status_code == 201, answer.content
    return dict(answer.json())


@pytest.mark.rule("D-01", "D-02")
def test_asking_gives_a_reference_a_link_and_the_promise(resident: Resident) -> None:
    body = asked(resident, aids=["asl"], helper_type="agent")

    assert set(body) == {"reference", "token", "status_url", "callback_by", "windows"}
    assert body["status_url"].endswith(f"/r/{body['token']}")
    promised = datetime.fromisoformat(body["callback_by"])
    assert promised.utcoffset() == timedelta(hours=-5)
    assert timedelta(0) <= promised - TEN_O_CLOCK - timedelta(minutes=30) < timedelta(minutes=1)
    assert body["windows"] == []


@pytest.mark.rule("D-23")
def test_with_nobody_there_windows_come_instead_and_one_is_chosen(desk_time: DeskTime) -> None:
    build.register(build.helper())
    desk_time.jump(hours=10)
    resident = Resident()

    body = asked(resident)
    assert body["callback_by"] is None
    assert body["windows"][0] == {"from": "2027-03-03T09:00:00-05:00", "to": "2027-03-03T11:00:00-05:00"}
    path = f"/referral-status/{body['token']}"
    chosen = resident.calls("POST", f"{path}/callback-window", {"from": body["windows"][1]["from"]})

    assert chosen.status_code == 200
    assert chosen.json()["state"] == "scheduled"
    assert chosen.json()["window"] == body["windows"][1]
    assert resident.calls("GET", path).json()["window"] == body["windows"][1]
    other = {"from": "2027-03-03T09:30:00-05:00"}
    assert problem(resident.calls("POST", f"{path}/callback-window", other)) == (
        409,
        "/problems/window-not-offered",
    )
    assert resident.calls("POST", f"{path}/callback-window", {"from": "2027-03-03T09:00"}).status_code == 422


@pytest.mark.rule("D-17", "D-24")
def test_the_whole_way_by_link(resident: Resident) -> None:
    body = asked(resident)
    path = f"/referral-status/{body['token']}"
    before = resident.calls("GET", path).json()
    assert (before["state"], before["helper"], before["can_say_not_called"]) == ("pending", None, False)
    offer = Referral.objects.get().offers.get()
    helper = asking.actor_of(offer)
    services.accept(offer.id, actor=helper, at=DeskTime().now)

    after = resident.calls("GET", path).json()
    changed = resident.calls("PATCH", path, {"contact_method": "email", "contact": "rosa@example.com"})
    again = resident.calls("POST", f"{path}/not-called")
    twice = resident.calls("POST", f"{path}/not-called")
    gone = resident.calls("POST", f"{path}/cancel")

    assert after["state"] == "in_progress"
    assert after["helper"] == {
        "name": offer.helper.name,
        "role": "Agent",
        "agency": None,
        "license": "DOI-1",
    }
    assert (changed.json()["contact_method"], changed.json()["contact"]) == ("email", "r…@example.com")
    assert (again.json()["state"], twice.json()["state"]) == ("pending", "pending")
    assert Referral.objects.get().round == 2
    assert gone.json()["state"] == "cancelled"
    assert resident.calls("POST", f"{path}/cancel").status_code == 200
    assert problem(resident.calls("POST", f"{path}/not-called"))[0] == 409
    assert problem(resident.calls("PATCH", path, {"contact": "a@example.com"}))[0] == 409


@pytest.mark.rule("D-01")
def test_each_field_that_needs_another_look_is_named(resident: Resident) -> None:
    wrong = {"name": "", "contact": "1", "zip": "00000", "program": "x", "language": "x", "aids": ["x"]}

    answer = resident.calls("POST", PATH, {**BODY, **wrong, "helper_type": "x"})

    assert problem(answer) == (422, "/problems/invalid-input")
    fields = {one["field"] for one in answer.json()["errors"]}
    assert fields == {"name", "contact", "zip", "program", "language", "aids", "helper_type"}
    method = resident.calls("POST", PATH, {**BODY, "contact_method": "fax"})
    assert [one["field"] for one in method.json()["errors"]] == ["contact_method"]
    assert resident.calls("POST", PATH, {"name": "Rosa"}).status_code == 422
    assert not Referral.objects.exists()


@pytest.mark.rule("D-01")
def test_one_key_is_one_request_and_tells_nobody_else_of_it(resident: Resident) -> None:
    first = resident.calls("POST", PATH, BODY, Idempotency_Key="one")
    again = resident.calls("POST", PATH, BODY, Idempotency_Key="one")
    other = resident.calls("POST", PATH, {**BODY, "name": "Somebody"}, Idempotency_Key="one")

    assert first.json() == again.json()
    assert problem(other) == (422, "/problems/key-reused")
    assert Referral.objects.count() == 1
    assert asked(resident)["reference"] != first.json()["reference"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("PATCH", "", {"contact": "502-555-0198"}),
        ("POST", "/cancel", None),
        ("POST", "/not-called", None),
        ("POST", "/callback-window", {"from": "2027-03-03T09:00:00-05:00"}),
    ],
)
@pytest.mark.rule("D-17")
def test_a_link_that_is_none_has_ended(resident: Resident, method: str, path: str, body: object) -> None:
    token = asked(resident)["token"]

    for wrong in (token[:-1], "x", f"{'0' * 32}.{'a' * 16}"):
        answer = resident.calls(method, f"/referral-status/{wrong}{path}", body)
        assert problem(answer) == (410, "/problems/link-expired")
        assert "Retry-After" not in answer.headers


def test_asking_is_limited_and_says_when_to_come_back(resident: Resident) -> None:
    for number in range(30):
        asked(resident, contact=f"502-555-01{number:02}")

    answer = resident.calls("POST", PATH, {**BODY, "contact": "502-555-0160"})

    assert problem(answer) == (429, "/problems/too-many-requests")
    assert 0 < int(answer.headers["Retry-After"]) <= 600


def test_a_demo_can_switch_the_limits_off(resident: Resident, settings: Any) -> None:
    settings.DEMO, settings.DEMO_LIMITS = True, False

    for _ in range(7):
        asked(resident)


def test_unknown_marketplaces_and_those_without_referrals_are_alike(resident: Resident) -> None:
    assert problem(resident.calls("POST", "/marketplaces/nowhere/referrals", BODY))[0] == 404
