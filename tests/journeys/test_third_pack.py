"""A marketplace that no programmer has heard of: the desk runs it from its pack alone."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from assistdesk.shared.calendar import due_after
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy.business_time import business_calendar, clock_of
from assistdesk.shared.policy.loader import check_folder
from assistdesk.shared.policy.schema import EscalationType, Pack, PartName
from tests.desks import pack_in
from tests.fitness.pack_words import Kind, words_of
from tests.journeys import third_pack
from tests.journeys.callers import Caller
from tests.journeys.samples import PNG
from tests.journeys.third_desk import account, caller_of, helper, strangers_in
from tests.working import work_off

pytestmark = [pytest.mark.django_db, pytest.mark.rule("P-01", "P-06")]

HERE = f"/marketplaces/{third_pack.MARKETPLACE}"
ZONE = ZoneInfo(third_pack.ZONE)


def submission(caller: Caller, kind: str) -> dict[str, Any]:
    """Return a submission of a type, made from what the API says that it needs."""
    offered = {one["key"]: one for one in caller.get(f"{HERE}/types")["items"]}[kind]
    needed = offered["attachments"]["min"]
    return {
        "type": kind,
        "consumers": [f"90{number}" for number in range(min(2, offered["consumers"]["max"]))],
        "description": "It stands still since the day before yesterday.",
        "fields": {one["key"]: one.get("choices", [{"key": "1234"}])[0]["key"] for one in offered["fields"]},
        "attachments": [caller.upload(f"{number}.png", PNG)["id"] for number in range(needed)],
        "checked": [one["key"] for one in offered["check_first"]],
    }


def mails(caller: Caller, to: str) -> list[dict[str, Any]]:
    """Do what is queued, and return what was sent to an address, the newest first."""
    work_off()
    found: list[dict[str, Any]] = caller.get("/demo/messages", to=to)["items"]
    return found


def promised(pack: Pack, kind: EscalationType, opened_at: datetime) -> datetime | None:
    """Return when a reply is due by the pack's own hours and holidays."""
    if not kind.clock.is_running:
        return None
    calendar = business_calendar(pack.calendar_on(opened_at.astimezone(ZONE).date()), language="en")
    return due_after(calendar, start=opened_at, clock=clock_of(kind.clock)).at


def test_the_third_pack_is_in_order_and_shares_no_word_with_the_others(third_folder: Path) -> None:
    own = {word for word in words_of(pack_in(third_folder)) if word.kind is not Kind.WORD or " " in word.text}
    others = {
        word for name in ("kentucky", "maryland") for word in words_of(pack_in(third_pack.PACKS / name))
    }

    assert not check_folder(third_folder)
    assert not own & others


def test_what_the_pack_leaves_out_is_not_there(third: Pack) -> None:
    assert not third.has(PartName.REFERRALS)
    assert not third.has(PartName.CONSENT)


@pytest.mark.rule("E-01", "E-05", "E-06", "E-07", "E-08", "E-09", "M-04")
@pytest.mark.parametrize("kind", third_pack.type_keys())
def test_each_type_goes_to_its_team_with_its_promise(third: Pack, kind: str) -> None:
    caller = helper()
    type_ = third.escalations[0].types[kind]
    body = submission(caller, kind)

    filed = caller.post(f"{HERE}/escalations", body, status=201)

    seen = caller.get(f"/escalations/{filed['incident_number']}")
    opened_at = datetime.fromisoformat(seen["opened_at"])
    due = promised(third, type_, opened_at)
    assert filed["team"] == type_.team_for(body["fields"])
    assert filed["incident_number"].startswith(f"{opened_at.astimezone(ZONE):%y%m%d}-")
    assert int(filed["incident_number"][-7:]) == third.escalations[0].incident_numbers.first
    assert (filed["reply_due_at"] and datetime.fromisoformat(filed["reply_due_at"])) == due
    assert_confirmed(mails(caller, "helper@example.com"), filed, third, type_)


def assert_confirmed(
    sent: list[dict[str, Any]], filed: dict[str, Any], pack: Pack, kind: EscalationType
) -> None:
    """Check the one mail that confirms an incident: in the helper's language and the pack's own words."""
    [mail] = sent
    assert filed["incident_number"] in mail["text"]
    assert (filed["person_id"] or "no such id") in mail["text"] or filed["person_id"] is None
    assert kind.promise is None or kind.promise.in_language("es") in mail["text"]
    assert kind.subject_line is None or kind.subject_line.in_language("es") in mail["subject"]
    assert pack.messages[0].pii_reminder.in_language("es")[:40] in mail["text"]
    assert not strangers_in(mail["subject"] + mail["text"])


@pytest.mark.rule("E-03", "E-06")
def test_several_consumers_of_one_incident_are_not_named_in_its_mail(third: Pack) -> None:
    caller = helper(clients=3)
    kind = next(key for key, one in third.escalations[0].types.items() if one.consumers.max > 1)
    body = submission(caller, kind) | {"consumers": ["900", "901", "902"]}

    filed = caller.post(f"{HERE}/escalations", body, status=201)

    [mail] = mails(caller, "helper@example.com")
    assert filed["person_id"] is None
    assert not re.search(r"\b90[012]\b", mail["subject"] + mail["text"])


@pytest.mark.rule("G-07")
@pytest.mark.parametrize("kind", third_pack.type_keys())
def test_what_a_type_needs_is_asked_for_by_name(third: Pack, kind: str) -> None:
    caller = helper()
    type_ = third.escalations[0].types[kind]
    needed = {f"fields.{one.key}" for one in type_.fields if one.required} | {"description"}
    needed |= {"attachments"} if type_.attachments.min else set()

    refused = caller.post(f"{HERE}/escalations", {"type": kind, "description": ""}, status=422)

    assert {error["field"] for error in refused["errors"]} - {"consumers"} == needed


@pytest.mark.rule("E-13")
def test_who_is_no_longer_authorized_is_told_whom_this_marketplace_wants_written_to(third: Pack) -> None:
    caller = helper(until=date(2020, 1, 1))
    body = {"type": third_pack.type_keys()[0], "consumers": ["900"], "description": "Ended in error."}

    refused = caller.post(f"{HERE}/escalations", body, status=403)

    write_to = third.directory.contacts[third.escalations[0].eligibility.write_to]
    assert write_to.email in refused["detail"]
    assert not strangers_in(refused["detail"])


@pytest.mark.rule("E-09", "E-19")
def test_each_team_sees_its_own_queue_and_answers_from_it(third: Pack) -> None:
    caller = helper()
    kind, type_ = next(iter(third.escalations[0].types.items()))
    number = caller.post(f"{HERE}/escalations", submission(caller, kind), status=201)["incident_number"]
    own = caller_of(account("own", role=Role.CASEWORKER, teams=(type_.team,)))
    other = next(team for team in third.directory.teams if team != type_.team)
    stranger = caller_of(account("stranger", role=Role.CASEWORKER, teams=(other,)))

    own.post(f"/escalations/{number}/assign", {"to": "me"})
    own.post(f"/escalations/{number}/replies", {"text": "It was sent again today."})

    assert [one["incident_number"] for one in own.get("/escalations")["items"]] == [number]
    assert stranger.get("/escalations")["items"] == []
    assert "It was sent again today." in mails(caller, "helper@example.com")[0]["text"]
