"""The desk's clock is the database's, and one offset moves it for everybody."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from assistdesk.shared import clock, jobs, transactions

pytestmark = pytest.mark.django_db


def _database_time() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def test_it_shows_the_database_time_in_utc() -> None:
    before, shown, after = _database_time(), clock.now(), _database_time()

    assert before <= shown <= after
    assert shown.tzinfo is UTC or shown.utcoffset() == timedelta(0)


def test_it_can_be_moved_and_set_right_again() -> None:
    clock.advance(timedelta(hours=2))
    clock.advance(timedelta(minutes=5))

    assert clock.offset() == timedelta(hours=2, minutes=5)
    assert clock.now() - _database_time() > timedelta(hours=2)
    clock.set_right()
    assert clock.offset() == timedelta(0)


def test_within_one_request_it_is_read_once_and_goes_on(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with clock.read_once():
        with django_assert_num_queries(1):
            first = clock.now()
            time.sleep(0.02)
            second = clock.now()
        assert second - first >= timedelta(milliseconds=20)
        assert second <= _database_time()

        clock.advance(timedelta(hours=2))
        assert clock.now() - second >= timedelta(hours=2)
        clock.set_right()
        assert clock.now() <= _database_time()
    with django_assert_num_queries(2):
        clock.now()
        clock.now()


def test_what_came_along_with_another_question_counts() -> None:
    moment = datetime(2027, 3, 1, 15, tzinfo=UTC)
    with clock.read_once():
        clock.told(moment)
        clock.told(moment + timedelta(hours=1))

        assert moment <= clock.now() < moment + timedelta(minutes=1)
    clock.told(moment)
    assert clock.now() != moment


@pytest.mark.django_db(transaction=True)
def test_work_is_queued_only_inside_a_transaction() -> None:
    with pytest.raises(transactions.NoTransaction):
        jobs.queue("messaging.deliver")


def test_work_of_an_unknown_name_is_a_mistake() -> None:
    with transaction.atomic(), pytest.raises(jobs.UnknownTask):
        jobs.queue("nobody.does_this")
