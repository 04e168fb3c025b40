"""The caller's own clients are found however they are spelt, page by page, for one query each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistdesk.escalations import queries
from assistdesk.escalations.queries import Asked
from assistdesk.shared.people.actors import Actor
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build

ANYBODY = Asked()


@pytest.mark.rule("E-02")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (ANYBODY, {"1", "2", "3", "4"}),
        (Asked(last_name="MUNOZ"), {"1"}),
        (Asked(last_name="Muñoz"), {"1"}),
        (Asked(last_name="Mun\u0303oz"), {"1"}),
        (Asked(last_name="mu"), {"1"}),
        (Asked(last_name="unoz"), set()),
        (Asked(last_name="O\u2019Brien"), {"2"}),
        (Asked(last_name="obrien"), {"2"}),
        (Asked(last_name="jones"), {"3"}),
        (Asked(last_name="smith jones"), {"3"}),
        (Asked(last_name="100%_\\"), set()),
        (Asked(first_name="ana", last_name="munoz"), {"1"}),
        (Asked(first_name="ana", last_name="smith"), set()),
        (Asked(person_id=" 3 "), {"3"}),
        (Asked(person_id="30"), set()),
        (Asked(carrier="green"), {"3", "4"}),
        (Asked(first_name="\u5f20"), {"4"}),
    ],
)
def test_clients_are_found_however_they_are_spelt(producer: Actor, asked: Asked, found: set[str]) -> None:
    build.client(producer, person_id="1", first_name="Ana", last_name="Muñoz")
    build.client(producer, person_id="2", first_name="Ben", last_name="O'Brien")
    build.client(producer, person_id="3", first_name="Cy", last_name="Smith-Jones", carrier="Green Hill")
    build.client(producer, person_id="4", first_name="\u5f20\u4f1f", last_name="Li", carrier="Green Hill")
    build.client(build.helper(), person_id="5", last_name="Muñoz")

    page = queries.consumers(
        producer, asked, marketplace=build.MARYLAND, at=TEN_O_CLOCK, after=None, limit=50
    )

    assert {row.person_id for row in page.items} == found


@pytest.mark.rule("E-02")
def test_clients_come_by_name_page_by_page_with_one_query_each(producer: Actor) -> None:
    for last_name in ("Cole", "Adams", "Baker", "Adams", "Dean"):
        build.client(producer, last_name=last_name)

    names, after, costs = [], None, []
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            page = queries.consumers(
                producer, ANYBODY, marketplace=build.MARYLAND, at=TEN_O_CLOCK, after=after, limit=2
            )
        names += [row.last_name for row in page.items]
        after = page.next
        costs.append(len(asked))

    assert names == ["Adams", "Adams", "Baker", "Cole", "Dean"]
    assert after is None
    assert costs == [1, 1, 1]
