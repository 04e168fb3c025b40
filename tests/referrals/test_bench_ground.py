"""What the bench dispatches among: helpers and offers made by the database are as the desk's own."""

import random

import pytest

from assistdesk.referrals import services
from assistdesk.referrals.models import Offer, Registration
from assistdesk.referrals.services import duty_roll
from assistdesk.referrals.states import OfferState
from assistdesk.shared import clock
from tools.bench.dispatching import floor, roster, stage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("running_pack")]
HELPERS = 40


def test_helpers_of_the_bench_lie_where_the_desk_would_put_them() -> None:
    roster.register(HELPERS)
    assert Registration.objects.count() == HELPERS
    one = Registration.objects.order_by("pk")[0]
    before = set(one.duties.values_list("language", "program", "sheet", "x", "y"))

    rows = duty_roll._rows(one, (clock.now(), clock.now()))

    assert {(row.language, row.program, row.sheet, row.x, row.y) for row in rows} == before


def test_residents_of_the_bench_are_offered_to_them() -> None:
    roster.register(HELPERS)
    stage.lay("A-", referrals=3, offers=0, kind="general")
    stage.lay("B-", referrals=2, offers=5, kind="mass")

    assert services.look_due(at=clock.now()) == 3
    assert {one.state for one in Offer.objects.filter(referral__reference__startswith="A-")} == {"offered"}
    contenders = stage.offers_of("B-")
    assert len(contenders) == 10
    winner = Offer.objects.get(pk=contenders[0])
    assert winner.state == OfferState.OFFERED.value
    floor.lay()
    assert floor.decide(random.Random(1)) == 1  # noqa: S311 - a place
