"""A desk of full size: 300,000 incidents and a million people, unless it was asked for less."""

import time

from assistdesk.escalations.models import Incident
from tools.bench import desks, escalating
from tools.bench.desks import Amounts
from tools.bench.timing import measure

SOUGHT = (
    "bill",
    "carrier record premium",
    '"special enrollment window"',
    "{number}",
    "termination -letter",
    "factura pagó",
    "nightly job",
    "commission stat",
)
"""What is searched for in turns: common words, rare ones, a phrase, a number, a beginning."""


def rows(amounts: Amounts) -> list[dict[str, object]]:
    """Return how long the loading took, and the pages and calls whose time must not grow with the desk."""
    before = time.monotonic()
    desks.make(amounts)
    seconds = time.monotonic() - before
    size = f"{amounts.incidents:,} incidents"
    staff = desks.client("caseworker")
    team = desks.actor("caseworker").teams[0]
    one = Incident.objects.filter(team=team).order_by("-running")[0]
    busy = Incident.objects.filter(team=team).order_by("running")[0].filed_by.username
    helper = desks.client(busy)
    queue = f"/m/{one.marketplace}/queue/{team}"
    mine = f"/m/{one.marketplace}/escalations/"
    asked = iter(SOUGHT * 100)

    def search() -> object:
        return desks.ok(staff.get("/api/v1/escalations", {"q": next(asked).format(number=one.number)}))

    return [
        {
            "what": f"demo load: {size}, {amounts.people:,} people, in seconds",
            "p50 ms": round(seconds * 1000),
        },
        measure(f"queue page, {size}", lambda: desks.ok(staff.get(queue))),
        measure(f"full-text search (API): words, phrases, numbers, {size}", search, times=120),
        measure(f"incident page, {size}", lambda: desks.ok(staff.get(f"{mine}{one.number}"))),
        measure(f"my escalations, {size}", lambda: desks.ok(helper.get(mine))),
        measure(f"home, staff, {size}", lambda: desks.ok(staff.get("/home"))),
        measure(f"submit, {size}", escalating.submission(busy, helper), floor=escalating.floor(), times=150),
    ]
