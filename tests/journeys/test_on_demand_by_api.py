"""The whole half hour by API alone: a resident asks, helpers answer or don't, and the clock moves on."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from assistdesk.shared import clock
from assistdesk.site.demo import on_duty
from tests.journeys.callers import Caller
from tests.working import work_off

pytestmark = pytest.mark.django_db

Call = Callable[[str], Caller]
CODE = re.compile(r"\b\d{6}\b")
ASKED = {
    "name": "Rosa Delgado",
    "contact_method": "phone",
    "contact": "502-555-0142",
    "zip": "40202",
    "language": "en",
    "program": "qhp",
}


@pytest.fixture
def resident(demo_desk: None) -> Caller:
    """Return somebody without an account, where the demo's helpers are on duty."""
    on_duty.put_on_duty(at=clock.now())
    return Caller(Client())


def pass_by(caller: Caller, *, seconds: int) -> None:
    """Let time pass and what is due happen."""
    for _ in range(0, seconds, 60):
        caller.post("/demo/clock", {"advance_seconds": min(60, seconds)})
        work_off()


def offer_to(helpers: list[Caller]) -> tuple[Caller, dict[str, Any]]:
    """Return who has an open offer, and the newest one."""
    for one in helpers:
        found = [each for each in one.get("/offers")["items"] if each["state"] == "offered"]
        if found:
            return one, found[0]
    raise AssertionError("nobody was asked")


@pytest.mark.rule("D-01", "D-02", "D-06", "D-08", "D-11", "D-12", "D-13", "D-17", "D-22", "D-24")
def test_a_resident_asks_and_is_called_by_the_link_of_a_text_message(caller: Call, resident: Caller) -> None:
    helpers = {name: caller(name) for name in ("agent", "agent2", "kynector")}
    asked = resident.post("/marketplaces/kentucky/referrals", ASKED, status=201)
    assert asked["callback_by"]
    assert asked["windows"] == []
    work_off()

    helper, offer = offer_to(list(helpers.values()))
    assert offer["kind"] == "general"
    assert "Rosa" not in str(offer)
    texts = [one for one in resident.get("/demo/messages", channel="sms")["items"] if "/o/" in one["text"]]
    token = texts[0]["links"][0].rsplit("/", 1)[-1]
    assert resident.get(f"/links/{token}")["id"] == offer["id"]

    resident.post(f"/links/{token}/accept")
    work_off()
    sent = resident.get("/demo/messages", channel="sms")["items"]
    code = next(CODE.search(one["text"])[0] for one in sent if "One Time Passcode" in one["text"])  # type: ignore[index]  # found
    other = f"{(int(code) + 1) % 1_000_000:06d}"
    wrong = resident.post(f"/links/{token}/passcode", {"code": other}, status=422)
    assert wrong["type"] == "/problems/passcode-wrong"
    shown = resident.post(f"/links/{token}/passcode", {"code": code})
    assert shown["customer"]["contact"].endswith("5025550142")

    status = resident.get(f"/referral-status/{asked['token']}")
    assert status["state"] == "in_progress"
    path = f"/referrals/{asked['reference']}"
    assert helper.get(path)["contact"]["name"] == "Rosa Delgado"
    for one in helpers.values():
        if one is not helper:
            assert one.get(path)["status"] == 404
    helper.post(f"{path}/contact-attempts", {"result": "no_answer"}, status=201)
    helper.post(f"{path}/contact-attempts", {"result": "reached"}, status=201)
    helper.post(f"{path}/complete", {"outcome": "applied"})
    assert resident.get(f"/referral-status/{asked['token']}")["state"] == "complete"
    again = resident.get(f"/links/{token}")
    pass_by(resident, seconds=300)
    assert resident.get(f"/links/{token}")["type"] == "/problems/link-expired", again


@pytest.mark.rule("D-14", "D-21", "D-09")
def test_the_half_hour_passes_with_nobody_answering(caller: Call, resident: Caller) -> None:
    helpers = [caller(name) for name in ("agent", "agent2", "kynector")]
    asked = resident.post("/marketplaces/kentucky/referrals", ASKED, status=201)
    work_off()

    def open_offers() -> list[dict[str, Any]]:
        return [one for each in helpers for one in each.get("/offers")["items"] if one["state"] == "offered"]

    assert len(open_offers()) == 1
    pass_by(resident, seconds=120)
    assert len(open_offers()) == 2
    pass_by(resident, seconds=120)
    assert len(open_offers()) == 3
    pass_by(resident, seconds=720)
    assert len(open_offers()) == 2
    pass_by(resident, seconds=900)

    assert open_offers() == []
    status = resident.get(f"/referral-status/{asked['token']}")
    assert status["state"] == "unfilled"
    assert all(
        one.get("/marketplaces/kentucky/on-demand/registration")["consecutive_misses"] == 1 for one in helpers
    )
    offers = helpers[0].get("/offers")["items"]
    late = helpers[0].post(f"/offers/{offers[0]['id']}/accept", status=409)
    assert late["type"] == "/problems/offer-closed"


@pytest.mark.rule("D-07", "D-24")
def test_the_first_to_accept_gets_it_and_nobody_called_brings_it_back(caller: Call, resident: Caller) -> None:
    helpers = [caller(name) for name in ("agent", "agent2", "kynector")]
    asked = resident.post("/marketplaces/kentucky/referrals", ASKED, status=201)
    pass_by(resident, seconds=480)
    found = [
        (each, next(one for one in each.get("/offers")["items"] if one["state"] == "offered"))
        for each in helpers
    ]
    winner, offer = found[1]

    won = winner.post(f"/offers/{offer['id']}/accept")

    assert won["contact"]["contact"].endswith("5025550142")
    for one, other in (found[0], found[2]):
        lost = one.post(f"/offers/{other['id']}/accept", status=409)
        assert lost["type"] == "/problems/already-taken"
    token = asked["token"]
    assert resident.get(f"/referral-status/{token}")["helper"]["name"]
    resident.post(f"/referral-status/{token}/not-called")
    work_off()
    assert resident.get(f"/referral-status/{token}")["state"] == "pending"
    _, again = offer_to(helpers)
    assert again["id"] not in {one["id"] for _, one in found}
