"""What the guard took out of a mail is named in the mail's own language."""

import pytest

from assistdesk.shared import clock
from assistdesk.shared.messaging import queries as messages
from assistdesk.shared.messaging import services
from tests.mail_server import text_of
from tests.shared.messaging import build
from tests.shared.messaging.servers import MoodyInbox

pytestmark = [pytest.mark.real, pytest.mark.django_db]


@pytest.mark.rule("M-01")
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Her number is [removed: Social Security number]."),
        ("es", "Her number is [eliminado: número del Seguro Social]."),
    ],
)
def test_a_mail_says_in_its_own_language_what_was_taken_out(
    inbox: MoodyInbox, language: str, said: str
) -> None:
    row = build.queued(
        at=clock.now(), to=build.recipient(language=language), values={"text": "Her number is 900-12-3456."}
    )

    services.deliver_due()

    [mail] = inbox.to("pat@example.com")
    assert said in text_of(mail)
    assert "[removed: US_SSN]" in row.body  # for pages, which say it in their reader's language
    [shown] = messages.mailbox(to="pat@example.com", limit=5).items
    assert said in shown.text


def test_a_token_that_somebody_typed_stays_as_it_is(inbox: MoodyInbox) -> None:
    build.queued(at=clock.now(), values={"text": "What does [removed: US_SSN] mean?"})

    services.deliver_due()

    [mail] = inbox.to("pat@example.com")
    assert "What does [removed: US_SSN] mean?" in text_of(mail)
