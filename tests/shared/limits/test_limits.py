"""How often something may be done: exact at the edge of the window, in a race, off in a demo."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from assistdesk.shared import clock, limits
from assistdesk.shared.limits import counting
from assistdesk.shared.limits.models import Counter
from assistdesk.site import responses
from tests.conftest import TEN_O_CLOCK, at_the_same_time

MOST = 3
WITHIN = timedelta(minutes=10)
TICK = timedelta(microseconds=1)


def hit(after: timedelta = timedelta(0), *, of: str = "192.0.2.7", what: str = "ask") -> None:
    """Do something as somebody, some time after ten o'clock."""
    limits.hit(what, of=of, most=MOST, within=WITHIN, at=TEN_O_CLOCK + after)


def fill() -> None:
    """Do it as often as it may be done, a minute apart."""
    for minute in range(MOST):
        hit(timedelta(minutes=minute))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("after", "is_let_through"),
    [
        pytest.param(WITHIN - TICK, False, id="one tick before the first counts no more"),
        pytest.param(WITHIN, True, id="when the first counts no more"),
        pytest.param(WITHIN + TICK, True, id="one tick after"),
    ],
)
def test_the_window_slides(after: timedelta, *, is_let_through: bool) -> None:
    fill()

    with nullcontext() if is_let_through else pytest.raises(limits.TooManyRequests):
        hit(after)


@pytest.mark.django_db
def test_it_says_how_long_to_wait_and_that_is_long_enough() -> None:
    fill()

    with pytest.raises(limits.TooManyRequests) as refused:
        hit(timedelta(minutes=4))
    wait = timedelta(seconds=int(str(refused.value.facts["wait_seconds"])))

    assert wait == timedelta(minutes=6)
    hit(timedelta(minutes=4) + wait)


@pytest.mark.django_db
def test_a_try_that_is_refused_does_not_count() -> None:
    fill()
    for second in range(20):
        with pytest.raises(limits.TooManyRequests):
            hit(timedelta(minutes=5, seconds=second))

    hit(WITHIN)


@pytest.mark.django_db
def test_each_counts_for_themselves_and_for_each_thing() -> None:
    fill()

    hit(of="192.0.2.8")
    hit(what="change")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_of_many_at_once_as_many_get_through_as_may(attempt: int) -> None:
    outcomes = at_the_same_time(*[hit] * 12)

    assert outcomes.count(None) == MOST
    assert sum(isinstance(one, limits.TooManyRequests) for one in outcomes) == 12 - MOST


@pytest.mark.django_db
def test_a_row_tells_of_nobody_and_stays_small() -> None:
    for minute in range(0, 300, 4):
        hit(timedelta(minutes=minute))

    (row,) = Counter.objects.all()
    assert "192" not in row.key
    assert len(row.hits) <= MOST


@pytest.mark.django_db
def test_counters_are_forgotten_when_they_count_no_more() -> None:
    now = clock.now()
    limits.hit("ask", of="old", most=MOST, within=WITHIN, at=now - WITHIN - TICK)
    limits.hit("ask", of="new", most=MOST, within=WITHIN, at=now)

    counting.forget()

    assert Counter.objects.get().expires_at == now + WITHIN


@pytest.mark.django_db
@pytest.mark.parametrize(("is_demo", "is_limited"), [(True, False), (False, True)])
def test_only_a_demo_can_switch_limits_off(settings: Settings, *, is_demo: bool, is_limited: bool) -> None:
    settings.DEMO, settings.DEMO_LIMITS = is_demo, False
    fill()

    with pytest.raises(limits.TooManyRequests) if is_limited else nullcontext():
        hit(timedelta(minutes=4))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
    ],
)
def test_who_chooses_another_address_of_their_own_network_is_still_the_same(
    address: str, network: str
) -> None:
    assert limits.network_of(address) == network


@pytest.mark.parametrize("path", ["/api/v1/anything", "/anything"])
@pytest.mark.django_db
def test_the_answer_says_when_to_come_back(path: str) -> None:
    request: HttpRequest = RequestFactory().get(path)

    answer = responses.refuse(request, limits.TooManyRequests(timedelta(seconds=90, microseconds=1)))

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "91"
    assert b"2 min" in answer.content
