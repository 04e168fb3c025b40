"""Mail in: how many mails a second are in the database for good, and how many are read and joined."""

import time

from assistdesk.escalations import services as escalations
from assistdesk.shared import clock
from assistdesk.shared.messaging import services
from assistdesk.shared.messaging.models import Incoming
from assistdesk.shared.messaging.states import IncomingState
from tools.bench import desks, mailing
from tools.bench.desks import Amounts
from tools.mail_corpus import world

MAILS, CONNECTIONS, THREADS = 3_000, 16, 50
TOGETHER = 50  # as many as one job of the product has


def rows(_: Amounts) -> list[dict[str, object]]:
    """Return the rows: mails a second."""
    desks.make()
    at = clock.now()
    mails = mailing.answers(world.make_parties(THREADS, at=at), MAILS)
    with mailing.open_door() as port:
        kept = mailing.seconds_to_hand_over(port, mails, connections=CONNECTIONS)
    before = time.perf_counter()
    assert services.read_waiting(at=at) == MAILS
    read = time.perf_counter() - before
    before = time.perf_counter()
    matched = Incoming.objects.filter(state=IncomingState.MATCHED.value).order_by("received_at", "id")
    ids = list(matched.values_list("id", flat=True))
    for start in range(0, len(ids), TOGETHER):
        escalations.take_replies(ids[start : start + TOGETHER], at=at)
    joined = time.perf_counter() - before
    return [
        {
            "what": f"mail in: {MAILS:,} mails by {CONNECTIONS} SMTP connections, each kept before its 250",
            "a second": round(MAILS / kept),
        },
        {"what": "mail in: read, matched, recorded, by one worker", "a second": round(MAILS / read)},
        {"what": "mail in: joined to incidents, by one worker", "a second": round(MAILS / joined)},
    ]
