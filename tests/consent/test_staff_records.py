"""Staff record what a client agreed to on a three-way call or on a paper form."""

from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from assistdesk.consent import services
from assistdesk.consent.models import Association, Record, Search
from assistdesk.consent.rules import verifier
from assistdesk.consent.services import Heard, history
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.models import AccessGrant, Account, Person
from assistdesk.shared.people.models import Helper as HelperRecord
from assistdesk.shared.policy.schema.consent import StaffMethod
from assistdesk.shared.refusals import InvalidInput
from tests.consent.playing import Helper, Resident, Somebody, Time, problem
from tests.guide.pages import text_within

pytestmark = [pytest.mark.django_db, pytest.mark.rule("C-13")]
CASEY = "9513027"
CALL = ["who", "what", "voluntary", "take-back"]
PAPER = ["signed", "names", "kept"]
TICK = timedelta(microseconds=1)


@pytest.fixture
def psl(desk_time: Time) -> Somebody:
    """Return somebody of the staff who takes calls."""
    return Somebody("psl")


def wanted(who: Person) -> dict[str, object]:
    """Return what staff ask a client for."""
    return {
        "first_name": who.first_name,
        "last_name": who.last_name,
        "sex": who.sex,
        "date_of_birth": who.date_of_birth,
    }


def found(staff: Somebody, who: Person) -> Any:
    """Let staff search for a client."""
    return staff.posts("/marketplaces/kentucky/case-access/associations/search", wanted(who))


def recorded(staff: Somebody, search: Any, at: object, status: int = 201, **changes: object) -> Any:
    """Let staff record what they heard on a call."""
    heard = {
        "search_id": search["search_id"],
        "method": "three_way_call",
        "happened_at": at,
        "npn": CASEY,
        "caller": "Client and agent, client gave date of birth and address",
        "reference": "PSL-48213",
        "acknowledgements": CALL,
    }
    return staff.posts("/case-access/associations", heard | changes, status)


def test_a_call_is_recorded_with_its_own_evidence_and_everybody_is_told(
    psl: Somebody, agent: Helper, rosa: Resident, desk_time: Time
) -> None:
    search = found(psl, rosa.record)
    assert [one["key"] for one in search["acknowledgements"]["three_way_call"]] == CALL

    made = recorded(psl, search, desk_time.now)

    assert made["is_told"]
    assert agent.gets(f"/cases/{made['case_number']}")
    (row,) = rosa.gets("/me/access")["items"]
    assert (row["method"], row["npn"]) == ("three_way_call", CASEY)
    (entry,) = Record.objects.all()
    facts = entry.facts
    assert (entry.step, str(entry.thread)) == ("confirmed", made["id"])
    assert entry.digest == verifier.linked(verifier.START, history.said(entry))
    assert facts["text_digest"] == verifier.digest(facts["text"])
    assert (facts["reference"], facts["recorded_by_name"]) == ("PSL-48213", "Pat Sizemore")
    assert [key for key, _ in facts["read"]] == CALL
    assert {"caller", "happened_at", "edition", "pack", "language", "license_number"} <= set(facts)
    messaging.deliver_due()
    sent = Outgoing.objects.filter(about_id=made["id"]).order_by("template", "channel")
    assert [(one.template, one.channel, one.state) for one in sent] == [
        ("consent_recorded", "email", "sent"),
        ("consent_recorded", "sms", "sent"),
        ("consent_recorded_for_helper", "email", "sent"),
    ]
    assert Entry.objects.filter(action="consent.association.began", subject=made["id"]).exists()
    assert Client().post(f"/c/{rosa.link()}/take-back").status_code == 302
    agent.gets(f"/cases/{made['case_number']}", 404)


def test_a_client_whom_no_message_reaches_is_found_all_the_same(
    psl: Somebody, agent: Helper, desk_time: Time
) -> None:
    wade = Resident("resident-none")
    search = found(psl, wade.record)

    made = recorded(psl, search, desk_time.now, method="paper", acknowledgements=PAPER)

    assert not made["is_told"]
    assert Association.objects.get().method == "paper"
    assert recorded(psl, search, desk_time.now, 409)["type"].endswith("already-associated")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"npn": "1"}, "npn"),
        ({"npn": "", "email": "nobody@example.com"}, "email"),
        ({"caller": " "}, "caller"),
        ({"reference": ""}, "reference"),
        ({"acknowledgements": CALL[1:]}, "acknowledgements"),
        ({"method": "paper"}, "acknowledgements"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_recorded(
    psl: Somebody, rosa: Resident, desk_time: Time, changes: dict[str, object], field: str
) -> None:
    refused = recorded(psl, found(psl, rosa.record), desk_time.now, 422, **changes)

    assert [one["field"] for one in refused["errors"]] == [field]
    assert not AccessGrant.objects.filter(person=rosa.record).exists()
    assert not Record.objects.exists()


@pytest.mark.parametrize(
    ("ago", "status"), [(TICK, 201), (timedelta(days=30), 422), (-timedelta(minutes=5), 422)]
)
def test_it_happened_lately_and_not_tomorrow(
    psl: Somebody, rosa: Resident, desk_time: Time, ago: timedelta, status: int
) -> None:
    recorded(psl, found(psl, rosa.record), desk_time.now - ago, status)


@pytest.mark.parametrize(("after", "is_refused"), [(TICK, False), (timedelta(0), True)])
def test_what_is_thirty_days_old_is_too_old(
    psl: Somebody, rosa: Resident, desk_time: Time, after: timedelta, *, is_refused: bool
) -> None:
    search, at = found(psl, rosa.record), desk_time.now
    heard = Heard(
        StaffMethod.THREE_WAY_CALL,
        at - timedelta(days=30) + after,
        npn=CASEY,
        caller="The client and the agent",
        reference="PSL-48213",
        agreed=CALL,
    )
    actor = people.actor_of(Account.objects.get(username="psl"))

    with pytest.raises(InvalidInput) if is_refused else nullcontext():
        services.record_association(search["search_id"], heard, actor=actor, at=at)

    assert Association.objects.exists() is not is_refused


def test_a_helper_whose_license_is_over_gets_nothing(psl: Somebody, rosa: Resident, desk_time: Time) -> None:
    HelperRecord.objects.filter(npn=CASEY).update(license_until=desk_time.now.date() - timedelta(days=2))

    refused = recorded(psl, found(psl, rosa.record), desk_time.now, 422)

    assert [one["field"] for one in refused["errors"]] == ["npn"]


def test_unknown_is_no_match_and_a_search_is_the_searchers_own(
    psl: Somebody, rosa: Resident, desk_time: Time
) -> None:
    path = "/marketplaces/kentucky/case-access/associations/search"
    nobody = psl.posts(path, wanted(rosa.record) | {"first_name": "Nobody"})
    assert (nobody["result"], nobody["acknowledgements"]) == ("no_match", {})

    recorded(psl, nobody, desk_time.now, 404)
    recorded(Somebody("khbe"), found(psl, rosa.record), desk_time.now, 404)
    assert Search.objects.count() == 2


@pytest.mark.parametrize(
    ("username", "status"), [("agent", 403), ("resident", 403), ("auditor", 403), ("caseworker", 404)]
)
def test_others_record_nothing(desk_time: Time, rosa: Resident, username: str, status: int) -> None:
    path = "/marketplaces/kentucky/case-access/associations/search"

    assert Somebody(username).posts(path, wanted(rosa.record), status)


def test_on_pages_from_the_search_to_the_end(psl: Somebody, rosa: Resident, desk_time: Time) -> None:
    place = "/m/kentucky/case-access/record"
    one = rosa.record
    unknown: Any = psl.browser.post(place, wanted(one) | {"first_name": "Nobody"})
    assert "Nobody with a case has exactly this" in unknown.content.decode()
    assert psl.browser.post(place, {"first_name": "Rosa"}).status_code == 422

    form: Any = psl.browser.post(place, wanted(one) | {"date_of_birth": one.date_of_birth.isoformat()})
    page = psl.browser.get(form.url)
    said = text_within(page.content.decode(), "main")
    assert "You agree that the Agent on this call is associated" in said
    assert "optional" not in said  # every point has to be ticked
    assert "The client signed the form" in text_within(
        psl.browser.get(f"{form.url}?way=paper").content.decode(), "main"
    )
    heard = {"who": CASEY, "happened_at": "2027-03-02T09:58", "caller": "Both", "reference": "48213"}
    half = psl.browser.post(form.url, heard | {"agreed-who": "on"})
    assert half.status_code == 422
    assert b"Confirm every point" in half.content
    assert b'value="48213"' in half.content
    done: Any = psl.browser.post(form.url, heard | {f"agreed-{key}": "on" for key in CALL})

    shown = text_within(psl.browser.get(done.url).content.decode(), "main")
    assert "Association recorded" in shown
    assert "Text message" in shown
    assert Association.objects.get().method == "three_way_call"


def test_the_points_are_in_the_clients_language(psl: Somebody, desk_time: Time) -> None:
    search = found(psl, Resident("resident-es").record)

    assert search["language"] == "es"
    assert search["acknowledgements"]["three_way_call"][2]["text"].startswith(
        "Su consentimiento es voluntario"
    )


def test_problems_have_their_types(psl: Somebody, rosa: Resident, desk_time: Time) -> None:
    search = found(psl, rosa.record)
    desk_time.jump(minutes=31)

    assert problem(recorded(psl, search, desk_time.now, 409)) == "search-too-old"
