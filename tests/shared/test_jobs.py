"""Work is queued with the transaction that asks for it, and with its rows."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from assistdesk.shared import copying, jobs

pytestmark = pytest.mark.django_db
SET = "SELECT set_config(%s, %s, true)"


def queued() -> list[tuple[str, str, dict[str, object]]]:
    return list(ProcrastinateJob.objects.order_by("id").values_list("task_name", "queue_name", "args"))


@pytest.mark.parametrize("block", [copying.together, nullcontext])
def test_several_tasks_are_queued_in_their_order_and_may_run_at_once(
    block: Callable[[], AbstractContextManager[None]],
) -> None:
    with transaction.atomic(), block():
        jobs.queue_each(["messaging.deliver_texts", "messaging.deliver"])

    assert queued() == [("messaging.deliver_texts", "mail", {}), ("messaging.deliver", "mail", {})]
    assert set(ProcrastinateJob.objects.values_list("status", "scheduled_at")) == {("todo", None)}


def test_several_tasks_are_queued_in_one_statement_with_whatever_else_is_kept_back(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with transaction.atomic(), django_assert_num_queries(1), copying.together():
        jobs.queue_each(["messaging.deliver"])
        copying.run(SET, ["desk.first", "one"])
        jobs.queue_each(["messaging.deliver_texts"])

    assert sorted(name for name, _, _ in queued()) == ["messaging.deliver", "messaging.deliver_texts"]


def test_nothing_is_queued_where_one_of_the_names_is_of_no_task() -> None:
    with pytest.raises(jobs.UnknownTask), transaction.atomic(), copying.together():
        jobs.queue_each(["messaging.deliver", "messaging.nothing"])

    assert not queued()
