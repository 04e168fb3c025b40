"""Ninety real seconds on a desk that serves: an answer shortly before the end counts, one after it doesn't.

It waits and does little else, so it costs a process of the suite its place, and no time of the machine's.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.serving import Desk

PASSWORD = "demo-desk-2026"
WINDOW, EARLY, SIGN = 90.0, 84.0, 4.0


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return a desk of its own."""
    made = Desk(tmp_path / "data", {"ASSISTDESK_DEMO_LIMITS": "off"})
    try:
        yield made.start()
    finally:
        made.stop()


def asked(agent: httpx.Client, first_name: str) -> Any:
    """Let the agent ask one of the demo's residents."""
    people = agent.get("/demo/people?role=resident").json()["items"]
    one = next(one for one in people if one["first_name"] == first_name and one["username"])
    wanted = {name: one[name] for name in ("first_name", "last_name", "sex", "date_of_birth")}
    found = agent.post("/marketplaces/kentucky/case-access/search", json=wanted).json()
    body = {"search_id": found["search_id"], "method": "electronic"}
    return agent.post("/case-access/requests", json=body).raise_for_status().json()


def links(agent: httpx.Client) -> list[str]:
    """Return the tokens in the text messages, the newest first."""
    sent = agent.get("/demo/messages?channel=sms").json()["items"]
    return [str(one["links"][0]).rpartition("/")[2] for one in sent if one["links"]]


@pytest.mark.real
@pytest.mark.rule("C-04", "C-15")
def test_ninety_real_seconds(desk: Desk) -> None:
    with httpx.Client(base_url=f"{desk.address}/api/v1", timeout=30) as agent:
        agent.post("/session", json={"username": "agent", "password": PASSWORD}).raise_for_status()
        first = asked(agent, "Ximena")
        begun = time.monotonic()
        second = asked(agent, "Rosa")
        while time.monotonic() - begun < EARLY:
            for one in (first, second):
                status = agent.get(f"/case-access/requests/{one['auth_req_id']}").json()
                assert status["status"] == "pending", status
            time.sleep(SIGN)
        newest, oldest = links(agent)[:2]
        early = httpx.post(f"{desk.address}/api/v1/consents/{newest}", json={"answer": "accept"})
        while time.monotonic() - begun < WINDOW + 1:
            agent.get(f"/case-access/requests/{first['auth_req_id']}")
            time.sleep(1)
        late = httpx.post(f"{desk.address}/api/v1/consents/{oldest}", json={"answer": "accept"})

        assert (early.status_code, late.status_code) == (200, 410), (early.text, late.text)
        over = agent.get(f"/case-access/requests/{first['auth_req_id']}").json()
        assert (over["status"], over["reason"]) == ("expired", "no_response")
        assert agent.get(f"/case-access/requests/{second['auth_req_id']}").json()["status"] == "approved"
