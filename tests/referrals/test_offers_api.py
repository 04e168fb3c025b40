"""Offers, links and referrals by API: what the contract says, in its words."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assistdesk.referrals import services
from assistdesk.referrals.models import Offer
from assistdesk.referrals.services import Requested
from assistdesk.referrals.states import OfferKind, OfferState, ReferralState
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from tests.referrals import asking
from tests.referrals import taking_part as build
from tests.referrals.conftest import Ask, DeskTime

pytestmark = pytest.mark.django_db
READ = "referrals.referral.read_contact"
SECRETS = ("Rosa", "Delgado", "5550199", "555-0199")


def to_all(asked: Requested, *, at: DeskTime) -> list[Offer]:
    """Let staff offer a referral to everybody who fits; return its mass offers."""
    staff = build.helper(role=Role.TEAM_LEAD)
    reference = asking.referral(asked).reference
    services.offer_by_hand(
        reference, marketplace=build.KENTUCKY, to=None, kind=OfferKind.MASS, actor=staff, at=at.now
    )
    return asking.offers(asked, kind=OfferKind.MASS.value)


class LinkCalls:
    """The calls of one link, as a program without an account makes them."""

    def __init__(self, token: str) -> None:
        self.client = Client()
        self.address = f"/api/v1/links/{token}"

    def get(self) -> tuple[int, Any]:
        """Look at the link."""
        answer = self.client.get(self.address)
        return answer.status_code, json.loads(answer.content)

    def post(self, what: str, **body: str) -> tuple[int, Any]:
        """Do something by the link."""
        answer = self.client.post(f"{self.address}/{what}", json.dumps(body), content_type="application/json")
        return answer.status_code, json.loads(answer.content)


@pytest.mark.rule("D-10", "D-12")
def test_an_offer_shows_what_for_and_where_and_who_only_once_it_is_accepted(
    desk_time: DeskTime, ask: Ask
) -> None:
    (helper,) = asking.on_duty()
    asked = asking.request(aids=("tty",))

    status, listed = ask(helper, "/offers")
    (offer,) = listed["items"]

    assert status == 200
    assert (offer["kind"], offer["state"], listed["next"]) == ("general", "offered", None)
    assert set(offer["preview"]) == {"program", "language", "area"}
    assert offer["closes_at"].startswith("2027-03-02T10:15")
    assert not [one for one in SECRETS if one in json.dumps(listed)]

    status, accepted = ask(helper, f"/offers/{offer['id']}/accept", {}, method="POST")

    assert status == 200
    assert accepted["reference"] == asking.referral(asked).reference
    assert accepted["contact"]["name"] == "Rosa Delgado"
    assert accepted["contact"]["contact"] == asking.RESIDENT_PHONE
    assert accepted["contact"]["aids"] == ["tty"]
    assert ask(helper, f"/offers/{offer['id']}/accept", {}, method="POST") == (status, accepted)
    assert ask(helper, "/offers?state=offered")[1]["items"] == []
    assert ask(helper, "/offers?state=accepted")[1]["items"][0]["reference"] == accepted["reference"]
    assert ask(helper, "/offers?state=lost")[0] == 422


@pytest.mark.rule("D-10")
def test_offers_come_page_by_page_with_a_fixed_number_of_queries(desk_time: DeskTime, ask: Ask) -> None:
    (helper,) = asking.on_duty(most_open=5)
    for _ in range(3):
        asked = asking.request()
        services.reject(asking.offers(asked)[0].id, actor=helper, at=desk_time.now)
        desk_time.jump(minutes=1)

    _, first = ask(helper, "/offers?limit=2")
    _, last = ask(helper, f"/offers?limit=2&cursor={first['next']}")

    found = [one["id"] for one in first["items"] + last["items"]]
    newest_first = Offer.objects.order_by("-offered_at").values_list("id", flat=True)
    assert found == [str(one) for one in newest_first]
    assert last["next"] is None
    counts = []
    for limit in (1, 3):
        with CaptureQueriesContext(
            connection,
        ) as counted:
            ask(helper, f"/offers?limit={limit}")
        counts.append(len(counted))
    assert counts[0] == counts[1]


@pytest.mark.rule("D-07", "D-12")
def test_a_mass_referral_goes_to_the_first_and_tells_the_others(desk_time: DeskTime, ask: Ask) -> None:
    winner, *losers = asking.on_duty(3)
    asked = asking.request()
    services.reject(
        asking.offers(asked)[0].id, actor=asking.actor_of(asking.offers(asked)[0]), at=desk_time.now
    )
    by_helper = {one.helper_id: one for one in asking.offers(asked, state=OfferState.OFFERED.value)}
    for one in to_all(asked, at=desk_time):
        by_helper[one.helper_id] = one
    contenders = [one for one in (winner, *losers) if one.account_id in by_helper]
    first, *others = contenders
    assert first.account_id
    assert ask(first, f"/offers/{by_helper[first.account_id].id}/accept", {}, method="POST")[0] == 200

    for loser in others:
        assert loser.account_id
        offer = by_helper[loser.account_id]
        status, problem = ask(loser, f"/offers/{offer.id}/accept", {}, method="POST")
        assert (status, problem["type"]) == (409, "/problems/already-taken")
        assert "does not count as missed" in problem["detail"]
        (mine,) = [one for one in ask(loser, "/offers")[1]["items"] if one["id"] == str(offer.id)]
        assert (mine["state"], mine["ending"], mine["reference"]) == ("withdrawn", "taken", None)
        assert ask(loser, f"/referrals/{asking.referral(asked).reference}")[0] == 404
    assert others


@pytest.mark.rule("D-10")
def test_what_is_over_or_somebody_elses_is_refused(desk_time: DeskTime, ask: Ask) -> None:
    (helper,) = asking.on_duty()
    asked = asking.request()
    (offer,) = asking.offers(asked)
    stranger = build.helper()

    assert ask(stranger, f"/offers/{offer.id}/accept", {}, method="POST")[0] == 404
    assert ask(stranger, f"/offers/{offer.id}/reject", {}, method="POST")[0] == 404
    assert Client().get("/api/v1/offers").status_code == 401
    desk_time.jump(minutes=15)
    status, problem = ask(helper, f"/offers/{offer.id}/accept", {}, method="POST")

    assert (status, problem["type"]) == (409, "/problems/offer-closed")
    assert asking.referral(asked).helper_id is None


@pytest.mark.rule("D-11", "D-12", "D-22", "S-03")
def test_a_link_goes_from_accept_by_passcode_to_the_customer(desk_time: DeskTime) -> None:
    asking.on_duty()
    asked = asking.request()
    (offer,) = asking.offers(asked)
    link = LinkCalls(asking.token(offer))

    status, opened = link.get()
    assert (status, opened["state"], opened["customer"]) == (200, "offered", None)
    assert not [one for one in SECRETS if one in json.dumps(opened)]
    assert Offer.objects.get(pk=offer.pk).seen_at is not None
    status, held = link.post("accept")
    assert status == 200
    assert "2027-03-02T15:05:00" <= held["hold_expires_at"][:19] < "2027-03-02T15:05:59"
    assert link.get()[1]["hold_expires_at"] is not None
    code = asking.passcode(offer)
    status, problem = link.post("passcode", code=f"{(int(code) + 1) % 10**6:06d}")
    assert (status, problem["type"]) == (422, "/problems/passcode-wrong")
    assert not Entry.objects.filter(action=READ).exists()

    status, shown = link.post("passcode", code=code)

    assert status == 200
    assert shown["customer"]["contact"] == asking.RESIDENT_PHONE
    assert "2027-03-02T15:05:00" <= shown["expires_at"][:19] < "2027-03-02T15:05:59"
    assert link.get()[1]["customer"] == shown["customer"]
    assert Entry.objects.filter(action=READ).count() == 2
    desk_time.jump(minutes=5)
    assert link.get()[0] == 410


@pytest.mark.rule("D-11")
def test_a_used_link_shows_nobody_to_others_who_have_it(desk_time: DeskTime) -> None:
    asking.on_duty()
    (offer,) = asking.offers(asking.request())
    link = LinkCalls(asking.token(offer))
    link.post("accept")
    code = asking.passcode(offer)
    assert link.post("passcode", code=code)[0] == 200

    forwarded = LinkCalls(asking.token(offer))

    for answer in (
        forwarded.get(),
        forwarded.post("accept"),
        forwarded.post("passcode", code=code),
        forwarded.post("resend"),
        LinkCalls("made-up.link").get(),
        LinkCalls(asking.token(offer)[:-1] + "0").get(),
    ):
        assert answer[0] in (410, 422)
        assert not [one for one in SECRETS if one in json.dumps(answer[1])]
    assert forwarded.get()[1]["type"] == "/problems/link-expired"
    assert forwarded.post("passcode", code=code)[1]["type"] == "/problems/passcode-wrong"


@pytest.mark.rule("D-22")
def test_tries_and_resends_end_with_429_however_often_accept_is_pressed(desk_time: DeskTime) -> None:
    asking.on_duty()
    (offer,) = asking.offers(asking.request())
    link = LinkCalls(asking.token(offer))
    link.post("accept")
    wrong = f"{(int(asking.passcode(offer)) + 1) % 10**6:06d}"
    for _ in range(5):
        assert link.post("passcode", code=wrong)[0] == 422
    assert link.post("passcode", code=asking.passcode(offer))[0] == 429
    assert link.post("resend")[0] == 429
    desk_time.jump(minutes=5)
    desk_time.let_happen()

    assert link.post("accept")[0] == 200
    assert link.post("passcode", code=asking.passcode(offer))[0] == 429

    for _ in range(2):
        desk_time.jump(seconds=31)
        assert link.post("resend")[0] == 200
    desk_time.jump(minutes=5)
    desk_time.let_happen()
    assert link.post("accept")[0] == 429


@pytest.mark.rule("D-22")
def test_rejecting_by_link_passes_the_referral_on(desk_time: DeskTime) -> None:
    asking.on_duty()
    asked = asking.request()
    (offer,) = asking.offers(asked)
    link = LinkCalls(asking.token(offer))

    assert link.post("reject") == (200, {"state": "rejected"})
    assert link.post("reject")[0] in (200, 409, 410)
    assert Offer.objects.get(pk=offer.pk).state == OfferState.REJECTED.value


@pytest.fixture
def taken(desk_time: DeskTime) -> tuple[Requested, Actor]:
    """Return a referral and the helper who accepted it."""
    (helper,) = asking.on_duty()
    asked = asking.request()
    services.accept(asking.offers(asked)[0].id, actor=helper, at=desk_time.now)
    return asked, helper


@pytest.mark.rule("D-12", "D-13", "S-03")
def test_attempts_and_the_outcome_are_recorded_and_each_reading_audited(
    taken: tuple[Requested, Actor], desk_time: DeskTime, ask: Ask
) -> None:
    asked, helper = taken
    address = f"/referrals/{asking.referral(asked).reference}"
    before = Entry.objects.filter(action=READ).count()

    status, whole = ask(helper, address)
    assert (status, whole["status"], whole["contact"]["name"]) == (200, "in_progress", "Rosa Delgado")
    assert Entry.objects.filter(action=READ).count() == before + 1
    desk_time.jump(minutes=3)
    status, tried = ask(helper, f"{address}/contact-attempts", {"result": "no_answer"}, method="POST")
    assert (status, [one["result"] for one in tried["attempts"]]) == (201, ["no_answer"])
    assert tried["first_attempt_at"].startswith("2027-03-02T10:03")
    assert ask(helper, f"{address}/contact-attempts", {"result": "shouted"}, method="POST")[0] == 422
    assert ask(helper, f"{address}/complete", {"outcome": ""}, method="POST")[0] == 422

    status, done = ask(helper, f"{address}/complete", {"outcome": "enrolled"}, method="POST")

    assert (status, done["status"], done["outcome"]) == (200, "complete", "enrolled")
    assert asking.referral(asked).state == ReferralState.COMPLETE.value
    assert ask(helper, f"{address}/complete", {"outcome": "enrolled"}, method="POST")[0] == 200
    assert ask(helper, f"{address}/contact-attempts", {"result": "reached"}, method="POST")[0] == 409
    assert ask(build.helper(), address)[0] == 404


@pytest.mark.rule("D-12")
def test_a_resident_who_withdrew_is_shown_no_more(
    taken: tuple[Requested, Actor], desk_time: DeskTime, ask: Ask
) -> None:
    asked, helper = taken
    services.cancel(asked.token, actor=Actor.anonymous(), at=desk_time.now)

    status, whole = ask(helper, f"/referrals/{asking.referral(asked).reference}")

    assert (status, whole["status"], whole["contact"]) == (200, "cancelled", None)
    assert not [one for one in SECRETS if one in json.dumps(whole)]
