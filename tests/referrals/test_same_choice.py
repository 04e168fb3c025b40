"""One weight of the pack moves whom the desk asks and whom the simulated day asks: it is one function."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from assistdesk.referrals.models import Registration
from assistdesk.referrals.rules.values import Record, Spot
from assistdesk.referrals.simulation.contenders import Contender
from assistdesk.referrals.simulation.desk import Desk
from assistdesk.referrals.simulation.population import Day, Helper, Place, Resident
from assistdesk.referrals.simulation.roll import Roll
from assistdesk.shared import clock, places
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import services as policy
from assistdesk.shared.policy.schema.referrals import ReferralsEdition
from tests.conftest import TEN_O_CLOCK
from tests.referrals import asking, days
from tests.referrals.conftest import DeskTime
from tests.referrals.matching import changed

HOME, AWAY = "40202", "40601"
REFUSED, TAKEN = Record(0.0, 20.0), Record(20.0, 20.0)


def spot(zip_code: str) -> Spot:
    """Return the place of a ZIP code."""
    place = places.of_zip(zip_code)
    assert place is not None
    return Spot(place.latitude, place.longitude, place.zip)


def registered(zip_code: str, record: Record) -> UUID:
    """Register a helper who lives there and answered so far as `record` says; return the account's id."""
    (helper,) = asking.on_duty(1, zip_code=zip_code)
    Registration.objects.filter(pk=helper.account_id).update(
        record_accepted=record.accepted, record_asked=record.asked, record_at=clock.now()
    )
    assert helper.account_id is not None
    return helper.account_id


def asked_by_day(rules: ReferralsEdition, helpers: dict[UUID, tuple[str, Record]], at: datetime) -> UUID:
    """Return whom a simulated desk asks first, of the same helpers, for the same request."""
    there = ((at - timedelta(hours=1), at + timedelta(hours=1)),)
    agents = [
        Helper(
            number=number,
            id=helper_id,
            role="agent",
            programs=frozenset({"qhp"}),
            languages=frozenset({"en"}),
            spot=spot(zip_code),
            duty=there,
            answers=0.5,
            record=record,
        )
        for number, (helper_id, (zip_code, record)) in enumerate(helpers.items())
    ]
    resident = Resident(0, UUID(int=1), at, Place(spot(HOME), 1, "America/New_York"), "en", "qhp", "")
    day = Day(1, days.small(), "en", (resident,), tuple(agents))
    roll = Roll(day)
    for one in roll.all:
        one.is_on_duty = True
        roll.changed(one)
    desk = Desk(Contender("", "", rules, rules.ladder), day, roll, lambda _at, _what: None)
    desk.take(resident, at=at)
    return desk.referrals[0].offers[0].helper.helper.id


@pytest.mark.django_db(transaction=True)
@pytest.mark.rule("D-05", "D-19", "D-20")
@pytest.mark.parametrize(("acceptance", "nearest_wins"), [(0.0, True), (0.9, False)])
def test_one_weight_moves_the_desk_and_the_simulated_day_alike(
    desk_time: DeskTime, *, acceptance: float, nearest_wins: bool
) -> None:
    rules = changed(scoring={"acceptance": acceptance})
    pack = days.pack().model_copy(update={"referrals": (rules,)})
    policy.run_pack(pack, actor=Actor.system(None), at=TEN_O_CLOCK)
    near, far = registered(HOME, REFUSED), registered(AWAY, TAKEN)
    helpers = {near: (HOME, REFUSED), far: (AWAY, TAKEN)}

    (offer,) = asking.offers(asking.request())

    assert offer.helper_id == (near if nearest_wins else far)
    assert asked_by_day(rules, helpers, clock.now()) == offer.helper_id
