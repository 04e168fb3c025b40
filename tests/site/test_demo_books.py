"""The demo's agents have a book with something of everything, the same after a reset."""

import pytest

from assistdesk.book.models import Policy, Prospect, Quote
from assistdesk.shared import clock
from assistdesk.site.demo import books
from tests.book.keeping import Keeper


@pytest.mark.rule("C-16")
@pytest.mark.django_db
@pytest.mark.parametrize("username", ["agent", "agent2"])
def test_books_are_filled_once(demo_desk: None, username: str) -> None:
    for _ in range(2):
        books.fill(at=clock.now())

    keeper = Keeper(username)
    policies = keeper.counts("my_policies")
    assert sum(policies[name] for name in ("active", "termed", "pending")) == 25
    assert all(policies.values())
    assert keeper.counts("my_clients") == {"current": 25, "past": 0, "added_last_month": 0}
    assert keeper.counts("my_prospects") == {"current": 3, "abandoned": 0, "added_last_month": 3}
    assert keeper.counts("my_quotes") == {"in_progress": 5, "accepted": 0, "submitted": 1, "rejected": 0}
    assert (Policy.objects.count(), Prospect.objects.count(), Quote.objects.count()) == (50, 6, 12)
