"""People who ask for consent and are asked, each with a browser of their own."""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.test import Client

from assistdesk.consent import services
from assistdesk.shared import clock
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.models import Account, Person

API = "/api/v1"
STEP = timedelta(seconds=4)
KEYS = ["who", "what", "purpose", "voluntary", "take-back"]


class Time:
    """The desk's clock."""

    @property
    def now(self) -> datetime:
        """The present moment."""
        return clock.now()

    def jump(self, **by: float) -> None:
        """Let time pass with nobody at work and no page open."""
        clock.advance(timedelta(**by))

    def work(self) -> None:
        """Let what is due happen, as a worker does."""
        messaging.deliver_due()
        services.expire_due(at=self.now)
        services.fail_undelivered(at=self.now)
        messaging.deliver_due()


@dataclass
class Somebody:
    """Somebody with a browser."""

    username: str
    browser: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        """Sign in."""
        if self.username:
            self.browser.force_login(Account.objects.get(username=self.username))

    def calls(self, method: str, path: str, body: object = None) -> Any:
        """Make an API call and return the answer."""
        text = "" if body is None else json.dumps(body, default=str)
        return self.browser.generic(method, f"{API}{path}", text, content_type="application/json")

    def gets(self, path: str, status: int = 200) -> Any:
        """Ask, expect this status, and return the JSON."""
        answer = self.calls("GET", path)
        assert answer.status_code == status, answer.content
        return answer.json()

    def posts(self, path: str, body: object = None, status: int = 200) -> Any:
        """Post, expect this status, and return the JSON."""
        answer = self.calls("POST", path, {} if body is None else body)
        assert answer.status_code == status, answer.content
        return answer.json()


class Helper(Somebody):
    """A helper who asks for access."""

    def searches(self, who: Person, status: int = 200, **changes: object) -> Any:
        """Search for somebody by what is known of them."""
        wanted = {
            "first_name": who.first_name,
            "last_name": who.last_name,
            "sex": who.sex,
            "date_of_birth": who.date_of_birth,
            **changes,
        }
        return self.posts(f"/marketplaces/{who.marketplace}/case-access/search", wanted, status)

    def asks(self, who: Person, method: str = "electronic", status: int = 201) -> Any:
        """Search for somebody and ask them."""
        found = self.searches(who)
        return self.posts(
            "/case-access/requests", {"search_id": found["search_id"], "method": method}, status
        )

    def sees(self, asked: Any) -> Any:
        """Look where a request stands: a sign of life."""
        return self.gets(f"/case-access/requests/{asked['auth_req_id']}")

    def does(self, asked: Any, what: str, body: object = None, status: int = 200) -> Any:
        """Do something about a request."""
        return self.posts(f"/case-access/requests/{asked['auth_req_id']}/{what}", body, status)

    def waits(self, asked: Any, seconds: float) -> Any:
        """Let time pass with the page open; return where the request stands at the end."""
        left = timedelta(seconds=seconds)
        while left > timedelta(0):
            clock.advance(min(left, STEP))
            left -= STEP
            found = self.sees(asked)
        return found


class Resident(Somebody):
    """Somebody who is asked."""

    @property
    def record(self) -> Person:
        """Their record."""
        person = Account.objects.select_related("person").get(username=self.username).person
        assert person is not None
        return person

    def link(self) -> str:
        """Return the token of the newest link that was sent to them."""
        messaging.deliver_due()
        sent = Outgoing.objects.filter(to_person=self.record, sent_at__isnull=False).latest("queued_at")
        found = re.search(r"/c/([^\s/]+)", sent.body)
        assert found, sent.body
        return found[1]

    def answers(self, answer: str, status: int = 200, token: str = "") -> Any:
        """Answer by the link, from a phone where nobody is signed in."""
        return Somebody("").posts(f"/consents/{token or self.link()}", {"answer": answer}, status)


def problem(answer: Any) -> str:
    """Return the type of a problem."""
    return str(answer["type"]).removeprefix("/problems/")


def is_clean() -> bool:
    """Return whether the database still works in this test's transaction."""
    return not connection.needs_rollback
