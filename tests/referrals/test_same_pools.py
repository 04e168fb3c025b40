"""The desk and the simulated day look at the same helpers for the same step of the ladder."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from assistdesk.referrals.models import Referral, Registration
from assistdesk.referrals.rules import choice
from assistdesk.referrals.rules.choice import pools
from assistdesk.referrals.rules.filters import is_of_type, roles_of_type
from assistdesk.referrals.rules.policy import Tongue
from assistdesk.referrals.rules.values import Request, Spot
from assistdesk.referrals.services import candidates
from assistdesk.referrals.services.rulebook import rulebook_of
from assistdesk.referrals.simulation.population import Day, Helper
from assistdesk.referrals.simulation.roll import Roll
from assistdesk.shared import clock
from assistdesk.shared.people.roles import Role
from tests.referrals import asking, days
from tests.referrals import taking_part as build
from tests.referrals.asking import ROUND_THE_CLOCK
from tests.referrals.conftest import DeskTime
from tests.referrals.matching import ask

HOME = "40202"
PEOPLE = [
    (Role.AGENT, HOME, ("en",)),
    (Role.AGENT, "40203", ("en",)),
    (Role.AGENT, "40214", ("en", "es")),
    (Role.NAVIGATOR, "40601", ("en",)),
    (Role.AGENCY_ADMIN, "40508", ("en", "es")),
    (Role.NAVIGATOR, "42001", ("en", "es")),
]
"""Who is on duty, the nearest to the resident first: agents are next door, all others far."""


def registered() -> list[Helper]:
    """Register them all; return them as a simulated day has them."""
    found: list[Helper] = []
    for number, (role, zip_code, languages) in enumerate(PEOPLE):
        actor = build.helper(role=role, known={"zip_code": zip_code})
        build.register(actor, at=clock.now(), hours=ROUND_THE_CLOCK, zip_code=zip_code, languages=languages)
        row = Registration.objects.get(pk=actor.account_id)
        assert row.latitude is not None
        assert row.longitude is not None
        found.append(
            Helper(
                number=number,
                id=row.account_id,
                role=role.value,
                programs=frozenset(row.programs),
                languages=frozenset(languages),
                spot=Spot(row.latitude, row.longitude, zip_code),
                duty=((clock.now() - timedelta(hours=1), clock.now() + timedelta(hours=1)),),
                answers=0.5,
                record=days.day().helpers[0].record,
            )
        )
    return found


def simulated(helpers: list[Helper], wanted: Request, tongue: Tongue) -> list[UUID]:
    """Return whom a simulated day looks at."""
    roll = Roll(Day(1, days.small(), "en", (), tuple(helpers)))
    for one in roll.all:
        one.is_on_duty = True
        roll.changed(one)
    return [
        one.id for one in roll.looked_at(wanted, pools(wanted, step=ask(language=tongue)), at=clock.now())
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.rule("D-14", "D-19")
def test_a_step_looks_at_the_same_helpers_on_the_desk_and_in_a_simulated_day(
    desk_time: DeskTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    build.run_pack()
    helpers = registered()
    asked = asking.request(language="es", key="first")
    referral = Referral.objects.get(pk=asked.id)
    monkeypatch.setattr(choice, "NEAREST", 2)
    monkeypatch.setattr(candidates, "NEIGHBOURS", 0)
    seen: set[tuple[object, ...]] = set()

    for helper_type in ("", "agent", "navigator"):
        for tongue in Tongue:
            sought = candidates.sought_among(
                referral, rulebook_of(referral), asked=frozenset({helpers[1].id})
            )
            sought = replace(sought, request=replace(sought.request, helper_type=helper_type))
            (found,) = candidates.for_steps([(sought, ask(language=tongue))], at=clock.now())
            ids = [one.id for one in found]
            assert sorted(ids) == sorted(simulated(helpers, sought.request, tongue)), (helper_type, tongue)
            seen.add(tuple(sorted(ids)))

    assert len(seen) > 4, "types and languages have to make a difference, or nothing is compared"


@pytest.mark.django_db(transaction=True)
@pytest.mark.rule("D-05")
def test_who_asks_for_a_navigator_gets_one_though_many_agents_live_nearer(
    desk_time: DeskTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    build.run_pack()
    helpers = registered()
    monkeypatch.setattr(choice, "NEAREST", 2)
    monkeypatch.setattr(candidates, "NEIGHBOURS", 2)

    (offer,) = asking.offers(asking.request(helper_type="navigator", key="second"))

    assert offer.helper_id == helpers[3].id


@pytest.mark.parametrize("asked", [role.value for role in Role])
def test_the_roles_of_a_type_are_those_that_are_of_it(asked: str) -> None:
    of_it = [role.value for role in Role if is_of_type(role.value, asked=asked)]

    assert sorted(roles_of_type(asked)) == sorted(of_it)
