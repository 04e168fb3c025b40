"""What a pack may ask for besides: a code that is read out, boxes to be ticked, a limit on searches."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from assistdesk.consent import services
from assistdesk.consent.models import ConsentRequest, Record
from assistdesk.consent.services import erasing
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import services as packs
from assistdesk.shared.policy.schema import Pack
from tests.consent.playing import Helper, Resident, Somebody, Time, problem
from tests.desks import pack_in

pytestmark = pytest.mark.django_db
Change = Callable[..., None]


@pytest.fixture
def changed(settings: Settings, desk_time: Time) -> Change:
    """Return a function that lets a pack run in which a section of case access says something else."""

    def change(section: str, **values: Any) -> None:
        said = json.loads(pack_in(settings.PACKS_DIR / "kentucky").model_dump_json())
        said["consent"][-1][section] |= values
        pack = Pack.model_validate_json(json.dumps(said))
        packs.run_pack(pack, actor=Actor.system(None), at=desk_time.now)

    return change


@pytest.mark.rule("C-19")
def test_opening_the_link_changes_nothing(agent: Helper, rosa: Resident) -> None:
    agent.asks(rosa.record)
    token = rosa.link()
    before = (ConsentRequest.objects.values().get(), Record.objects.count())

    for _ in range(3):
        scanner = Client()
        assert scanner.get(f"/c/{token}").status_code == 200
        assert scanner.head(f"/c/{token}").status_code == 200
        shown = Somebody("").gets(f"/consents/{token}")
    assert Client().post(f"/c/{token}", {}).status_code == 302
    assert Client().post(f"/c/{token}", {"answer": "maybe"}).status_code == 302

    assert (ConsentRequest.objects.values().get(), Record.objects.count()) == before
    assert shown["status"] == "pending"
    assert (shown["agent"]["name"], shown["agent"]["npn"]) == ("Casey Tolliver", "9513027")
    assert shown["agent"]["agency"] == "Bluegrass Coverage Partners"
    assert all(shown[one] for one in ("asked", "purpose", "how_to_take_back"))
    assert shown["lasts_days"] is None


@pytest.mark.rule("C-19")
def test_a_code_that_is_read_out_has_to_match(agent: Helper, rosa: Resident, changed: Change) -> None:
    changed("requests", match_code=True)
    code = agent.asks(rosa.record)["match_code"]
    token, phone = rosa.link(), Somebody("")
    wrong = "00" if code != "00" else "01"

    assert b"match_code" in phone.browser.get(f"/c/{token}").content
    refused = phone.posts(f"/consents/{token}", {"answer": "accept", "match_code": wrong}, 422)
    assert problem(refused) == "match-code-wrong"
    assert phone.browser.post(f"/c/{token}", {"answer": "accept", "match_code": wrong}).status_code == 422
    assert ConsentRequest.objects.get().state == "pending"
    right = {"answer": "accept", "match_code": code}
    assert phone.posts(f"/consents/{token}", right)["status"] == "approved"


@pytest.mark.rule("C-19", "C-02")
def test_codes_can_not_be_tried_out(
    agent: Helper, rosa: Resident, changed: Change, settings: Settings
) -> None:
    changed("requests", match_code=True)
    code = agent.asks(rosa.record)["match_code"]
    settings.DEMO_LIMITS = True
    token, phone = rosa.link(), Somebody("")
    others = [f"{one:02d}" for one in range(9) if f"{one:02d}" != code][:5]
    for other in others:
        phone.posts(f"/consents/{token}", {"answer": "accept", "match_code": other}, 422)

    phone.posts(f"/consents/{token}", {"answer": "accept", "match_code": code}, 429)


@pytest.mark.rule("C-02")
def test_searches_are_counted_by_the_hour(
    agent: Helper, other_agent: Helper, rosa: Resident, changed: Change, settings: Settings, desk_time: Time
) -> None:
    changed("search", searches_per_hour=3)
    settings.DEMO_LIMITS = True
    for _ in range(2):
        agent.searches(rosa.record)
    agent.searches(rosa.record, 422, first_name="")

    assert problem(agent.searches(rosa.record, 429)) == "too-many-requests"
    other_agent.searches(rosa.record)
    desk_time.jump(hours=1)
    agent.searches(rosa.record)


@pytest.mark.rule("C-04")
def test_where_boxes_are_to_be_ticked_no_search_goes_without(
    agent: Helper, rosa: Resident, changed: Change
) -> None:
    changed("search", attested_by="ticking")

    refused = agent.searches(rosa.record, 422)

    assert [one["field"] for one in refused["errors"]] == ["attestation"]
    assert b'name="attestation"' in agent.browser.get("/m/kentucky/case-access").content
    for given in (True, ["purpose", "permission"], "yes"):
        assert agent.searches(rosa.record, attestation=given)["result"] == "consent_needed"


def test_a_search_counts_for_half_an_hour(agent: Helper, rosa: Resident, desk_time: Time) -> None:
    found = agent.searches(rosa.record)
    desk_time.jump(minutes=30)

    wanted = {"search_id": found["search_id"], "method": "electronic"}
    assert problem(agent.posts("/case-access/requests", wanted, 409)) == "search-too-old"


@pytest.mark.rule("C-07")
def test_a_yes_that_is_not_confirmed_in_time_grants_nothing(
    agent: Helper, rosa: Resident, desk_time: Time
) -> None:
    asked = agent.asks(rosa.record)
    rosa.answers("accept")
    desk_time.jump(minutes=31)

    assert agent.does(asked, "confirm", {}, 409)["state"] == "expired"
    assert agent.sees(asked)["reason"] == "unconfirmed"


def test_who_may_not_act_any_more_asks_nobody(agent: Helper, rosa: Resident, desk_time: Time) -> None:
    desk_time.jump(days=400)

    assert problem(agent.searches(rosa.record, 403)) == "not-authorized"


@pytest.mark.rule("C-13")
def test_staff_of_a_role_that_records_nothing_here_are_refused(rosa: Resident, changed: Change) -> None:
    one = rosa.record
    wanted = {name: getattr(one, name) for name in ("first_name", "last_name", "sex", "date_of_birth")}
    path = "/marketplaces/kentucky/case-access/associations/search"
    assert Somebody("khbe").posts(path, wanted)["result"] == "consent_needed"

    changed("staff", record_roles=["support_representative"])

    Somebody("khbe").posts(path, wanted, 403)
    assert Somebody("psl").posts(path, wanted)["result"] == "consent_needed"


@pytest.mark.rule("C-12")
def test_records_are_kept_as_long_as_the_longer_of_two_rules_says(changed: Change, desk_time: Time) -> None:
    def kept() -> timedelta:
        return erasing.keep_of(services.rulebook("kentucky", at=desk_time.now), at=desk_time.now)

    retention = kept()
    assert retention == timedelta(days=10 * 366)
    changed("association", keep_record="9 years")
    assert kept() == retention
    changed("association", keep_record="11 years")
    assert kept() == timedelta(days=11 * 366)
