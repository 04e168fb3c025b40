"""What staff announce shows to the people of its roles, from its first moment to its last, and no others."""

from datetime import datetime, timedelta

import pytest

from assistdesk.shared.announcements import queries, services
from assistdesk.shared.announcements.models import Announcement, Reading
from assistdesk.shared.announcements.queries import Stage, Unread
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import InvalidInput, NotAuthorized, NotThere
from tests.shared.announcements.announcing import announce
from tests.site import build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_desk"), pytest.mark.rule("C-16")]

TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)


def titles(username: str, *, at: datetime, only: str = "") -> list[str]:
    """Return the titles that show to one of the demo's people."""
    return [one.title for one in queries.showing(build.actor(username), at=at, language="en", only=only)]


def stage(at: datetime) -> Stage:
    """Return how far the one announcement is, as its writers see it."""
    (row,), _ = queries.written("kentucky", at=at, language="en", cursor=None)
    return row.stage


AROUND = [
    pytest.param(HOUR - TICK, False, Stage.SCHEDULED, id="a tick before the beginning"),
    pytest.param(HOUR, True, Stage.SHOWING, id="at the beginning"),
    pytest.param(2 * HOUR - TICK, True, Stage.SHOWING, id="a tick before the end"),
    pytest.param(2 * HOUR, False, Stage.OVER, id="at the end"),
]


@pytest.mark.parametrize(("after", "is_shown", "said"), AROUND)
def test_it_shows_from_its_beginning_to_its_end(
    *, after: timedelta, is_shown: bool, said: Stage, at: datetime
) -> None:
    announce("Closed", at=at, shows_from=at + HOUR, shows_until=at + 2 * HOUR)

    assert (titles("agent", at=at + after) == ["Closed"]) is is_shown
    assert stage(at + after) is said


def test_it_shows_to_its_roles_in_its_marketplace_alone(at: datetime) -> None:
    announce("For agents", at=at)
    announce("For both", at=at, roles=(Role.AGENT, Role.NAVIGATOR))
    announce("Maryland", at=at, by="lead", marketplace="maryland")

    assert set(titles("agent", at=at)) == {"For agents", "For both"}
    assert titles("kynector", at=at) == ["For both"]
    assert titles("agency-admin", at=at) == []
    assert titles("producer", at=at) == ["Maryland"]


def test_it_is_withdrawn_at_once_and_once(at: datetime) -> None:
    made = announce(at=at - HOUR)

    for _ in range(2):
        services.withdraw(made.id, marketplace="kentucky", actor=build.actor("khbe-lead"), at=at)

    assert titles("agent", at=at) == []
    assert stage(at) is Stage.WITHDRAWN
    actions = Entry.objects.filter(action__startswith="announcements.").order_by("id")
    assert [one.action.split(".")[-1] for one in actions] == ["written", "withdrawn"]
    assert "portal" not in str([one.facts for one in actions])


def test_what_is_urgent_and_what_is_unread_is_counted_for_each_reader(at: datetime) -> None:
    urgent = announce("Urgent", at=at, is_urgent=True)
    announce("Calm", at=at)
    agent, other = build.actor("agent"), build.actor("agent2")

    for _ in range(2):
        services.mark_read(urgent.id, actor=agent, at=at)

    assert queries.unread(agent, at=at) == Unread(urgent=1, unread=1)
    assert queries.unread(other, at=at) == Unread(urgent=1, unread=2)
    assert titles("agent", at=at, only="unread") == ["Calm"]
    assert titles("agent", at=at, only="urgent") == ["Urgent"]
    assert Reading.objects.count() == 1


@pytest.mark.parametrize("username", ["agent", "khbe", "psl", "auditor", "lead"])
def test_only_who_may_announces_in_a_marketplace(username: str, at: datetime) -> None:
    made = announce(at=at)

    with pytest.raises(NotAuthorized):
        announce(at=at, by=username)
    with pytest.raises(NotAuthorized):
        services.withdraw(made.id, marketplace="kentucky", actor=build.actor(username), at=at)

    assert Announcement.objects.count() == 1


def test_who_serves_every_marketplace_announces_in_each(at: datetime) -> None:
    assert announce(at=at, by="admin", marketplace="maryland")


def test_another_marketplaces_announcement_is_not_there(at: datetime) -> None:
    made = announce(at=at)

    with pytest.raises(NotThere):
        services.withdraw(made.id, marketplace="maryland", actor=build.actor("lead"), at=at)
    with pytest.raises(NotThere):
        queries.one_showing(made.id, build.actor("producer"), at=at, language="en")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"roles": ()}, "roles"),
        ({"title": " "}, "title_en"),
        ({"spanish": ""}, "title_es"),
        ({"title": "x" * 121}, "title_en"),
        ({"shows_until": datetime.fromisoformat("2027-03-02T15:00:00+00:00")}, "shows_until"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_announced(
    changes: dict[str, object], field: str, at: datetime
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        announce(at=at, **changes)  # type: ignore[arg-type]  # one change a case

    assert field in {one.field for one in refusal.value.errors}
    assert not Announcement.objects.exists()


def test_each_reader_reads_it_in_their_language(at: datetime) -> None:
    announce("Closed", at=at, spanish="Cerrado")
    agent = build.actor("agent")

    assert [one.title for one in queries.showing(agent, at=at, language="es")] == ["Cerrado"]
    assert [one.title for one in queries.showing(agent, at=at, language="fr")] == ["Closed"]
