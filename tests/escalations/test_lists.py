"""Lists of a whole marketplace: read from one index, page by page, without gap or repeat."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistdesk.escalations import queries
from assistdesk.escalations.models import Incident, Likeness, open_like
from assistdesk.escalations.models.likeness import MOST_BY_FIELDS
from assistdesk.escalations.queries import ListAsked
from assistdesk.escalations.queries.queue import sort_of
from assistdesk.escalations.queries.rows import MOST
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.reading import Ask

TICK = timedelta(microseconds=1)
READERS = [Role.SUPPORT_REPRESENTATIVE, Role.EXCHANGE_ADMIN, Role.AUDITOR]


@pytest.fixture
def numbers(producer: Actor) -> list[str]:
    """Return the numbers of incidents, the newest first; of three each were opened at the same moment."""
    for place in range(9):
        build.incident(producer, at=build.EARLIER + TICK * (place // 3))
    return list(Incident.objects.order_by("-opened_at", "-id").values_list("number", flat=True))


def listed(actor: Actor, *, limit: int) -> list[str]:
    """Return the numbers in the list of `actor`, read page by page."""
    found, cursor = [], None
    while True:
        page = queries.incidents(actor, ListAsked(), language="en", cursor=cursor, limit=limit)
        found += [row.number for row in page.items]
        cursor = page.next
        if cursor is None:
            return found


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 8, 9])
@pytest.mark.parametrize("role", READERS)
def test_pages_hold_each_incident_once(numbers: list[str], role: Role, limit: int) -> None:
    assert listed(build.staff(role=role), limit=limit) == numbers


def test_a_whole_marketplace_is_read_from_one_index_that_is_entered_at_the_cursor(
    numbers: list[str],
) -> None:
    reader = build.staff(role=Role.AUDITOR)
    first = queries.incidents(reader, ListAsked(), language="en", cursor=None, limit=2)

    for cursor in (None, first.next):
        with CaptureQueriesContext(connection) as asked:
            queries.incidents(reader, ListAsked(), language="en", cursor=cursor, limit=2)
        statement = next(one["sql"] for one in asked if "ORDER BY" in one["sql"])
        with connection.cursor() as database:
            for way in ("seqscan", "bitmapscan", "sort"):
                database.execute(f"SET LOCAL enable_{way} = off")
            database.execute(f"EXPLAIN {statement}")
            plan = "\n".join(row[0] for row in database.fetchall())
        assert "escalations_newest" in plan
        assert "Sort" not in plan
        entered = next(line for line in plan.splitlines() if "Index Cond" in line)
        assert ("opened_at <=" in entered) is (cursor is not None)


@pytest.mark.parametrize(("limit", "status"), [(-1, 422), (0, 422), (1, 200), (MOST, 200), (MOST + 1, 422)])
def test_a_program_asks_for_as_many_as_a_page_may_hold(
    producer: Actor, ask: Ask, limit: int, status: int
) -> None:
    for words in ("", "&q=coverage"):
        answered, found = ask(producer, f"/escalations?limit={limit}{words}")

        assert answered == status
        assert status == 200 or [one["field"] for one in found["errors"]] == ["limit"]


@pytest.mark.parametrize(
    ("status", "wanted", "sort"),
    [("", "time_left", "time_left"), ("open", "time_left", "time_left"), ("all", "time_left", "changed"),
     ("closed", "time_left", "changed"), ("all", "oldest", "oldest")],
)  # fmt: skip
def test_only_what_is_open_stands_by_time_left(status: str, wanted: str, sort: str) -> None:
    assert sort_of(ListAsked(status=status), wanted) == sort


def test_of_a_ticket_the_oldest_are_shown_up_to_a_bound(producer: Actor) -> None:
    likeness = Likeness(build.MARYLAND, "consumer-enrollment", (), {"ticket": "T-1"})
    moments = [TEN_O_CLOCK + timedelta(hours=turn) for turn in range(MOST_BY_FIELDS + 1)]
    made = [build.incident(producer, at=at) for at in moments]
    Incident.objects.update(fields={"ticket": "t-1"})

    found = open_like(likeness, actor=producer)

    assert [one.number for one in found] == [one.number for one in made[:MOST_BY_FIELDS]]
