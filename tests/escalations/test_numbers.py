"""Incident numbers are unique and rise, whatever happens at the same time."""

from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident
from assistdesk.escalations.rules import number_day
from assistdesk.escalations.services import numbers
from assistdesk.escalations.services.values import Submitted
from assistdesk.shared.refusals import InvalidInput
from tests.conftest import TEN_O_CLOCK, at_the_same_time
from tests.escalations import build

SUBMITTERS = 64
BALTIMORE = ZoneInfo("America/New_York")


@pytest.mark.rule("E-07")
@pytest.mark.django_db(transaction=True)
def test_64_submitters_at_once_get_64_rising_numbers() -> None:
    build.run_packs()
    helpers = [build.helper() for _ in range(4)]
    calls = [
        partial(services.submit, build.new(one), actor=one, at=TEN_O_CLOCK)
        for one in helpers * (SUBMITTERS // len(helpers))
    ]

    outcomes = at_the_same_time(*calls)

    made = [one for one in outcomes if isinstance(one, Submitted)]
    assert len(made) == SUBMITTERS, outcomes
    assert sorted(one.number for one in made) == [
        f"270302-{2866868 + place:07d}" for place in range(SUBMITTERS)
    ]
    assert Incident.objects.count() == SUBMITTERS


@pytest.mark.rule("E-17")
@pytest.mark.django_db(transaction=True)
def test_one_form_sent_eight_times_at_once_makes_one_incident() -> None:
    build.run_packs()
    helper = build.helper()
    new = build.new(helper)

    outcomes = at_the_same_time(*[partial(services.submit, new, actor=helper, at=TEN_O_CLOCK)] * 8)

    made = [one for one in outcomes if isinstance(one, Submitted)]
    assert len(made) == 8, outcomes
    assert [one.is_new for one in made].count(True) == 1
    assert len({one.number for one in made}) == Incident.objects.count() == 1


@pytest.mark.rule("E-07")
@pytest.mark.parametrize(
    ("at", "day"),
    [
        pytest.param(
            datetime(2027, 3, 2, 23, 59, 59, tzinfo=BALTIMORE), "270302", id="before midnight there"
        ),
        pytest.param(datetime(2027, 3, 3, 0, 0, tzinfo=BALTIMORE), "270303", id="at midnight there"),
    ],
)
def test_the_day_is_the_marketplaces_own(packs: None, at: datetime, day: str) -> None:
    helper = build.helper()

    made = services.submit(build.new(helper), actor=helper, at=at)

    assert made.number == f"{day}-2866868"


@pytest.mark.rule("E-07")
def test_the_running_number_goes_on_the_next_day(packs: None) -> None:
    helper = build.helper()

    made = [
        services.submit(build.new(helper), actor=helper, at=TEN_O_CLOCK + timedelta(days=days)).number
        for days in (0, 1, 400)
    ]

    assert made == ["270302-2866868", "270303-2866869", "280405-2866870"]


@pytest.mark.rule("E-07")
def test_a_number_never_goes_back_a_day(packs: None) -> None:
    today, yesterday = date(2027, 3, 3), date(2027, 3, 2)

    with transaction.atomic():
        first = numbers.next_number("anywhere", first=7, today=today)
        late = numbers.next_number("anywhere", first=7, today=yesterday)

    assert (first, late) == ((7, today), (8, today))
    assert number_day(today=yesterday, last=today) == today


@pytest.mark.rule("E-07")
def test_each_marketplace_counts_for_itself(packs: None) -> None:
    here, there = build.helper(), build.helper(marketplace=build.KENTUCKY)

    first = services.submit(build.new(here), actor=here, at=TEN_O_CLOCK)
    second = services.submit(build.new(there), actor=there, at=TEN_O_CLOCK)

    assert first.number == "270302-2866868"
    assert second.number == "270302-1000001"


@pytest.mark.rule("E-07")
def test_a_refused_submission_uses_no_number_up(packs: None) -> None:
    helper = build.helper()
    wrong = build.new(helper, attachments=(build.attachment(build.helper()),))

    with pytest.raises(InvalidInput):
        services.submit(wrong, actor=helper, at=TEN_O_CLOCK)
    made = services.submit(build.new(helper), actor=helper, at=TEN_O_CLOCK)

    assert made.number == "270302-2866868"
