"""A request is decided under one pack: which one runs is asked once, and anew when one is loaded."""

import json
from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from assistdesk.shared import clock
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries, services
from assistdesk.shared.policy.refusals import NoSuchMarketplace
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.policy.schema.base import KEPT
from tests.desks import pack_in
from tests.fitness.sources import ROOT

pytestmark = pytest.mark.django_db
KENTUCKY = "kentucky"


@pytest.fixture
def at() -> datetime:
    """Return the desk's moment."""
    return clock.now()


@pytest.fixture
def pack(at: datetime) -> Pack:
    """Return Kentucky's pack, which runs."""
    services.run_pack(pack_in(ROOT / "packs" / KENTUCKY), actor=Actor.system(None), at=at)
    return queries.running(KENTUCKY)


def other(pack: Pack) -> Pack:
    """Return a pack of the same marketplace that is not the same."""
    content = json.loads(pack.model_dump_json())
    content["identity"]["name"] = content["identity"]["about"]
    return Pack.model_validate_json(json.dumps(content), context=KEPT)


def test_within_one_request_it_is_asked_once(
    pack: Pack, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with queries.asked_once(), django_assert_num_queries(1):
        assert queries.running(KENTUCKY) is queries.running(KENTUCKY) is pack


def test_otherwise_it_is_asked_each_time(
    pack: Pack, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        queries.running(KENTUCKY)
        queries.running(KENTUCKY)


def test_the_next_request_sees_the_next_pack(pack: Pack, at: datetime) -> None:
    with queries.asked_once():
        queries.running(KENTUCKY)
    services.run_pack(other(pack), actor=Actor.system(None), at=at)

    with queries.asked_once():
        assert queries.running(KENTUCKY).digest != pack.digest


def test_who_loads_a_pack_goes_on_under_it(pack: Pack, at: datetime) -> None:
    with queries.asked_once():
        queries.running(KENTUCKY)
        services.run_pack(other(pack), actor=Actor.system(None), at=at)

        assert queries.running(KENTUCKY).digest != pack.digest


def test_one_that_is_not_there_is_asked_for_again() -> None:
    with queries.asked_once():
        for _ in range(2):
            with pytest.raises(NoSuchMarketplace):
                queries.running("nowhere")


def test_what_came_along_with_another_question_counts(
    pack: Pack, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with queries.asked_once(), django_assert_num_queries(0):
        queries.told({KENTUCKY: pack.digest})
        assert queries.running(KENTUCKY) == pack
