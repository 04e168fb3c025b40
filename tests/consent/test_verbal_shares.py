"""Staff see each helper's share of consents by voice, and the records behind it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from assistdesk.consent.models import Association
from assistdesk.consent.queries import shares as queries
from assistdesk.consent.queries.shares import Span
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.models import AccessGrant, Account, Case, Person
from assistdesk.shared.policy import queries as policy
from tests.consent.playing import KEYS, Helper, Resident, Somebody, Time

pytestmark = [pytest.mark.django_db, pytest.mark.rule("C-20")]
PLACE = "/m/kentucky/case-access/shares"


def given(username: str, *methods: str, time: Time) -> None:
    """Let a helper have been given consents by these methods just now."""
    account = Account.objects.get(username=username)
    known = AccessGrant.objects.filter(account=account).values("person_id")
    clients = Person.objects.filter(marketplace="kentucky", cases__isnull=False).exclude(pk__in=known)
    for client, method in zip(clients.order_by("id"), methods, strict=False):
        grant = AccessGrant.objects.create(
            id=uuid4(), account=account, person=client, scope="see_case", starts_at=time.now
        )
        Association.objects.create(
            grant=grant,
            marketplace="kentucky",
            case=Case.objects.filter(members=client)[0],
            method=method,
            from_on_demand=False,
            started_at=time.now,
        )


def test_shares_the_largest_first_and_the_way_to_the_record(
    agent: Helper, other_agent: Helper, desk_time: Time
) -> None:
    edith = Resident("resident-letter")
    spoken = agent.asks(edith.record, "verbal")
    agent.does(spoken, "verbal", {"acknowledgements": KEYS})
    agent.does(spoken, "confirm", {"from_on_demand": False})
    given("agent", "electronic", "electronic", "paper", time=desk_time)
    given("agent2", "electronic", time=desk_time)
    lead = Somebody("khbe-lead")

    page = lead.browser.get(PLACE).content.decode()

    assert page.index("Casey Tolliver") < page.index("Jordan Pruitt")
    assert "33.3 %" in page
    account = Account.objects.get(username="agent")
    rows = lead.browser.get(f"{PLACE}/{account.id}").content.decode()
    assert f"/m/kentucky/case-access/records/{spoken['auth_req_id']}" in rows
    assert "communication preference is not electronic" in rows
    record = lead.browser.get(f"/m/kentucky/case-access/records/{spoken['auth_req_id']}").content.decode()
    for said in ("by voice", "the client prefers not to be asked electronically", "English"):
        assert f">{said}</dd>" in record
    assert lead.browser.get(f"{PLACE}?npn=0").content.decode().count("<tr") == 0
    assert lead.browser.get(f"{PLACE}?first=2027-03-03&last=2027-03-02").status_code == 422
    assert Somebody("psl").browser.get(PLACE).status_code == 403
    assert Somebody("lead").browser.get(PLACE).status_code == 404


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [(0, 0, 1), (1, 1, 0), (-1, -1, 0), (-1, 0, 1)],
)
def test_days_are_whole_and_the_marketplaces_own(desk_time: Time, first: int, last: int, count: int) -> None:
    given("agent", "verbal", time=desk_time)
    day = date(2027, 3, 2)
    span = Span(day + timedelta(days=first), day + timedelta(days=last))

    actor = people.actor_of(Account.objects.get(username="auditor"))
    page = queries.shares(actor, span, pack=policy.running("kentucky"), cursor=None)

    assert len(page.items) == count


def test_pages_go_on_where_the_one_before_ended(desk_time: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    for username, methods in (
        ("agent", ["verbal"]),
        ("agent2", ["verbal", "electronic"]),
        ("kynector", ["electronic"]),
    ):
        given(username, *methods, time=desk_time)
    monkeypatch.setattr(queries, "MOST", 1)
    actor = people.actor_of(Account.objects.get(username="auditor"))
    span, pack = Span(date(2027, 3, 1), date(2027, 3, 3)), policy.running("kentucky")

    seen, cursor = [], None
    for _ in range(3):
        page = queries.shares(actor, span, pack=pack, cursor=cursor)
        seen += [(one.name, one.percent) for one in page.items]
        cursor = page.next

    assert [share for _, share in seen] == [100.0, 50.0, 0.0]
    assert len({name for name, _ in seen}) == 3
    assert cursor is None
