"""Each home shows what waits for the one who signed in, and nothing of anybody else."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistdesk.escalations import services
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.states import IncidentState
from assistdesk.shared import clock
from assistdesk.shared.people.models import Helper
from tests.guide.pages import text_within
from tests.site import build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_desk")]

AGES = timedelta(days=30)  # what came so long ago is late by now
NUMBER = re.compile(r"\d{6}-\d{7}")
WARNING = "Your authorization has ended"


def home(username: str, *, language: str = "en") -> str:
    """Return the source of somebody's home."""
    answer = build.browser(username, language=language).get("/home")
    assert answer.status_code == 200
    return answer.content.decode()


def main(username: str) -> str:
    """Return what somebody's home says."""
    return text_within(home(username), "main")


def test_a_stranger_has_no_home() -> None:
    answer = build.browser().get("/home")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in?next=")


def test_a_helper_without_incidents_is_told_where_to_begin() -> None:
    source, text = home("producer"), main("producer")

    assert "Good to see you, Sam Whitfield" in text
    assert "0 open 0 waiting for your answer" in text
    assert "Nothing is open." in text
    assert 'action="/m/maryland/guide/"' in source
    assert 'href="/m/maryland/escalate"' in source
    assert WARNING not in text


def test_a_helper_sees_the_own_open_incidents_and_what_waits_for_an_answer() -> None:
    mine = build.incident("producer", at=clock.now())
    asked = build.incident("producer", at=clock.now())
    others = build.incident("agent", at=clock.now(), kind="dire-need", concerns="qhp")
    _ask(asked.number)

    source, text = home("producer"), main("producer")

    assert "2 open 1 waiting for your answer" in text
    assert set(NUMBER.findall(text)) == {mine.number, asked.number}
    assert f'href="/m/maryland/escalations/{mine.number}"' in source
    assert others.number not in source
    waiting = build.browser("producer").get("/m/maryland/escalations/?status=waiting_on_helper")
    assert f'href="{waiting.request["PATH_INFO"]}?status=waiting_on_helper"' in source
    assert set(NUMBER.findall(text_within(waiting.content.decode(), "main"))) == {asked.number}


def test_a_home_lists_a_few_and_leads_to_all() -> None:
    for _ in range(7):
        build.incident("producer", at=clock.now())

    source, text = home("producer"), main("producer")

    assert "7 open" in text
    assert len(set(NUMBER.findall(text))) == 5
    assert 'href="/m/maryland/escalations/">All my escalations' in source


@pytest.mark.rule("E-13")
def test_who_is_no_longer_authorized_is_told_so_and_whom_to_write_to() -> None:
    text = main("producer-lapsed")

    assert WARNING in text
    assert "Write to Producer Operations at mhbe.producers@maryland.gov" in text
    assert "Tell the team that can mend it." not in text


@pytest.mark.rule("E-13")
@pytest.mark.parametrize(("days", "is_told"), [(-2, True), (2, False)])
def test_the_warning_comes_with_the_end_of_the_authorization(days: int, is_told: bool) -> None:  # noqa: FBT001 - a case
    until = clock.now().date() + timedelta(days=days)
    Helper.objects.filter(account__username="producer").update(authorized_until=until)

    assert (WARNING in main("producer")) is is_told


def test_a_marketplace_that_asks_for_no_authorization_warns_nobody() -> None:
    Helper.objects.filter(account__username="agent").update(authorized_until=None)

    assert WARNING not in main("agent")


def test_a_team_sees_its_queue_in_figures_and_the_most_pressing_first() -> None:
    late = build.incident("producer", at=clock.now() - AGES)
    fresh = build.incident("producer", at=clock.now())
    taken = build.incident("producer", at=clock.now())
    _take(taken.number)

    source, text = home("caseworker"), main("caseworker")

    assert "3 open 1 past their due time 2 nobody's yet 0 urgent" in text
    assert source.index(late.number) < source.index(fresh.number)
    assert 'href="/m/maryland/queue/escalated-cases"' in source


def test_who_is_in_several_teams_sees_each_of_them_and_what_presses_in_any() -> None:
    urgent = build.incident("agent", at=clock.now(), kind="dire-need", concerns="medicaid")

    source, text = home("khbe"), main("khbe")

    for team in ("khbe", "dire-need", "kog", "dfs-medicaid"):
        assert f'href="/m/kentucky/queue/{team}"' in source
    assert "KHBE Program 0 0 0 0 Dire Need 1 0 1 1" in text
    assert urgent.number in text
    assert "Nothing waits" not in text


@pytest.mark.parametrize("username", ["operations", "hotline", "khbe"])
def test_a_team_does_not_see_what_waits_for_another(username: str) -> None:
    other = build.incident("producer", at=clock.now())

    assert other.number not in home(username)


@pytest.mark.parametrize("username", ["admin", "auditor"])
def test_who_looks_after_the_desk_sees_every_marketplace(username: str) -> None:
    build.incident("producer", at=clock.now())
    source, text = home(username), main(username)

    assert "1 incident is open." in text
    for place in ("maryland/queue/escalated-cases", "kentucky/queue/dire-need", "maryland/escalations/"):
        assert f'href="/m/{place}"' in source


@pytest.mark.rule("G-09")
def test_a_resident_finds_the_guide_and_the_insurers_and_nothing_of_the_staff() -> None:
    build.incident("agent", at=clock.now(), kind="dire-need", concerns="qhp")
    source = home("resident")

    assert 'href="/m/kentucky/guide/"' in source
    assert 'href="/m/kentucky/issuers"' in source
    assert not NUMBER.search(source)
    assert "queue" not in source
    assert "escalat" not in text_within(source, "main").lower()


@pytest.mark.parametrize(
    ("username", "most"),
    [("producer", 14), ("caseworker", 14), ("khbe", 14), ("lead", 17), ("resident", 5), ("admin", 9)],
)
def test_a_home_asks_as_much_of_the_database_however_much_there_is(username: str, most: int) -> None:
    few = _queries_of(username)
    for _ in range(4):
        build.incident("producer", at=clock.now())
        build.incident("agent", at=clock.now(), kind="dire-need", concerns="qhp")

    many = _queries_of(username)

    assert many <= most
    assert many - few <= 2  # the names behind a list are asked for once there is a list


def _queries_of(username: str) -> int:
    client = build.browser(username)
    client.get("/home")
    with CaptureQueriesContext(connection) as asked:
        client.get("/home")
    return len(asked)


def _take(number: str) -> None:
    services.take(IncidentRef(number, "maryland"), actor=build.actor("caseworker"), at=clock.now())


def _ask(number: str) -> None:
    _take(number)
    services.transition(
        IncidentRef(number, "maryland"),
        to=IncidentState.WAITING_ON_HELPER,
        reason="Which plan was chosen?",
        actor=build.actor("caseworker"),
        at=clock.now(),
    )
