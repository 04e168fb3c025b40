"""The desk beside django-helpdesk 2.6: each with as many tickets, on one database server, in turns."""

from django.db import connection

from assistdesk.escalations.models import Incident
from assistdesk.shared import clock
from tools.bench import desks, escalating, mailing
from tools.bench.desks import Amounts
from tools.bench.peer.running import Peer
from tools.bench.timing import measure
from tools.mail_corpus import world

TICKETS = 20_000
MARKETPLACES = 2


def rows(amounts: Amounts) -> list[dict[str, object]]:
    """Return the rows, with the other desk's milliseconds for the same act.

    Each desk has `TICKETS`, or fewer where fewer incidents are asked for.
    """
    tickets = min(TICKETS, amounts.incidents // MARKETPLACES)
    desks.make(Amounts(incidents=MARKETPLACES * tickets, people=5 * tickets))
    helper, staff = desks.client("producer"), desks.client("caseworker")
    newest = Incident.objects.filter(team=desks.actor("caseworker").teams[0]).order_by("running").last()
    assert newest is not None
    mails = iter(mailing.answers(world.make_parties(10, at=clock.now()), 200))
    queue = f"/m/{newest.marketplace}/queue/{newest.team}"
    with Peer(tickets) as peer, connection.cursor():
        return [
            measure(
                f"submit, {tickets:,} tickets, floor: one numbered row kept; peer: django-helpdesk 2.6",
                escalating.submission("producer", helper),
                floor=escalating.floor(),
                peer=peer.act("submit"),
                times=80,
            ),
            measure(
                f"staff's list, {tickets:,} tickets; peer: its page and the rows that it fetches",
                lambda: desks.ok(staff.get(queue)),
                peer=peer.act("list", "list_rows"),
                times=30,
            ),
            measure(
                "one mail in: kept, read, joined to its incident; peer: one mail to a ticket",
                mailing.one_after_the_other(mails),
                peer=peer.act("mail"),
                times=80,
            ),
        ]
