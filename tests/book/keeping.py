"""Helpers who keep a book, each with a browser, and rows for it with sensible values."""

import json
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.test import Client

from assistdesk.book.models import InformationRequest, Policy, Prospect
from assistdesk.book.rules.days import Days, days_of
from assistdesk.shared import clock
from assistdesk.shared.people.access import clients_of
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account, Person
from assistdesk.shared.people.queries import actor_of

API = "/api/v1"
PLACE = "/m/kentucky/book"
ZONE = "America/New_York"
MINA = {"first_name": "Mina", "last_name": "Harker", "date_of_birth": "1988-05-26", "sex": "female"}
PLAN = {"issuer": "CareSource", "plan": "Bronze First", "kind": "QHP", "premium": "312.50"}


def today() -> date:
    """Return the day of the desk's clock in Kentucky."""
    return days().today


def days() -> Days:
    """Return what the desk's clock means in Kentucky."""
    return days_of(clock.now(), zone=ZONE)


def jump(**by: float) -> None:
    """Let time pass."""
    clock.advance(timedelta(**by))


@dataclass
class Keeper:
    """Somebody with a book."""

    username: str
    browser: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        """Sign in."""
        self.browser.force_login(self.account)

    @property
    def account(self) -> Account:
        """Their account."""
        return Account.objects.get(username=self.username)

    @property
    def actor(self) -> Actor:
        """Them, for services."""
        return actor_of(self.account)

    @property
    def client(self) -> Person:
        """The first of their clients."""
        return clients_of(self.actor, at=clock.now()).order_by("person_id")[0]

    def gets(self, path: str, status: int = 200) -> Any:
        """Ask the API, expect this status, and return the JSON."""
        answer = self.browser.get(f"{API}{path}")
        assert answer.status_code == status, answer.content
        return answer.json()

    def posts(self, path: str, body: object = None, status: int = 200, key: str = "") -> Any:
        """Post to the API, expect this status, and return the JSON."""
        headers = {"Idempotency-Key": key} if key else {}
        text = json.dumps({} if body is None else body)
        answer = self.browser.post(f"{API}{path}", text, content_type="application/json", headers=headers)
        assert answer.status_code == status, answer.content
        return answer.json() if answer.content else None

    def counts(self, name: str) -> dict[str, int]:
        """Return the counts of one list."""
        found: dict[str, int] = self.gets("/dashboard")["counts"][name]
        return found

    def lists(self, name: str, status: str) -> list[dict[str, Any]]:
        """Return a list of the book, all pages of it."""
        items: list[dict[str, Any]] = []
        cursor = ""
        while True:
            found = self.gets(f"/book/{name}?status={status}&cursor={cursor}")
            items += found["items"]
            if found["next"] is None:
                return items
            cursor = found["next"]


def policy(person: Person, **changes: object) -> Policy:
    """Return a policy of a client that has been active for a while."""
    values: dict[str, Any] = {
        "marketplace": person.marketplace,
        "number": f"KY-{uuid.uuid4().hex[:8]}",
        "issuer": "caresource",
        "plan": "Bronze First",
        "kind": "QHP",
        "premium": Decimal("312.50"),
        "starts_on": today() - timedelta(days=60),
        "ends_on": None,
        "enrolment": "enrolled",
    }
    return Policy.objects.create(person=person, **(values | changes))


def rfi(policy: Policy, *, due_on: date, answered_on: date | None = None) -> InformationRequest:
    """Return a request for information about a policy."""
    number = f"RFI-{uuid.uuid4().hex[:6]}"
    return InformationRequest.objects.create(
        policy=policy, number=number, asked="Proof of income", due_on=due_on, answered_on=answered_on
    )


def prospect(keeper: Keeper, *, added_at: datetime | None = None, **changes: object) -> Prospect:
    """Return a current prospect of somebody."""
    values: dict[str, Any] = MINA | {"likeness": uuid.uuid4().hex} | changes
    at = added_at or clock.now()
    return Prospect.objects.create(
        marketplace=keeper.account.marketplace, helper=keeper.account, added_at=at, moved_at=at, **values
    )
