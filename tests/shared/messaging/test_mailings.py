"""Many messages at once are queued as they are one by one."""

from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from assistdesk.shared import clock
from assistdesk.shared.messaging import opt_outs
from assistdesk.shared.messaging.mailings import Letter, queue_together
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.screening import NoGuard
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.shared.privacy import POST
from tests.shared.messaging import build, texting

pytestmark = pytest.mark.django_db
WAYS = (ChannelName.EMAIL, ChannelName.SMS)


def letter(key: str) -> Letter:
    """Return a message that goes by mail and by text."""
    to = texting.recipient(email="kim@example.com")
    return Letter(texting.kentucky_message(to=to, dedupe_key=key, is_first=True), WAYS)


def queue(*letters: Letter) -> int:
    """Queue letters, and return how many statements that took."""
    with transaction.atomic(), CaptureQueriesContext(connection) as seen:
        queue_together(letters, actor=build.CASEWORKER, at=clock.now())
    return len(seen)


@pytest.mark.rule("M-01")
def test_more_letters_take_no_more_statements() -> None:
    few = queue(letter("one"))
    many = queue(*[letter(f"many {place}") for place in range(9)])

    assert few == many
    assert sorted({row.channel for row in Outgoing.objects.all()}) == ["email", "sms"]
    assert Outgoing.objects.count() == 20
    assert Outgoing.objects.values("group").distinct().count() == 10


@pytest.mark.rule("M-01")
@pytest.mark.parametrize("is_first", [True, False])
def test_what_was_queued_is_not_queued_again(*, is_first: bool) -> None:
    again = letter("one")
    queue(again)
    queue(letter("other"), Letter(replace(again.message, is_first=is_first), WAYS))

    keys = Outgoing.objects.order_by("dedupe_key").values_list("dedupe_key", flat=True)
    assert list(keys) == ["one:email", "one:sms", "other:email", "other:sms"]


def test_who_wants_no_texts_gets_none() -> None:
    with transaction.atomic():
        opt_outs.stop(texting.PHONE, number_of_ours="", at=clock.now())
    queue(letter("one"))

    states = dict(Outgoing.objects.values_list("channel", "failure"))
    assert states["sms"]
    assert not states["email"]


def test_nothing_goes_past_an_empty_post(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(POST, "guard", None)
    with pytest.raises(NoGuard):
        queue(letter("one"))
    assert not Outgoing.objects.exists()
