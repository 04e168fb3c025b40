"""Case access under load: many waiting pages, requests and answers a second, against real processes.

A page is what a browser does for it: a stream that stays open, and a look at the page after each change,
somewhat later, as `live.js` does. Goals: no errors, at most 40 connections to the database, an answer on the
screen within a second and a message handed over within two (p95).

`ASSISTDESK_BENCH_PAGES` and `ASSISTDESK_BENCH_SECONDS` make it smaller: 1,000 pages and 120 seconds if unset.
`ASSISTDESK_BENCH_REQUESTS` is how many requests a second come, 25 if unset; four of five are answered.
"""

import asyncio
import os
import resource

from django.db import connection

from tools.bench import casting, consenting, desks
from tools.bench.consenting import Seen
from tools.bench.desks import Amounts

PAGES, SECONDS = 1_000, 120
REQUESTS_A_SECOND, ANSWERED = 25, 0.8
SPARE_FILES = 500  # those that each process has open besides its connections


def rows(_: Amounts) -> list[dict[str, object]]:
    """Return the rows: errors, connections, and how long answers and messages took."""
    pages = int(os.environ.get("ASSISTDESK_BENCH_PAGES", PAGES))
    seconds = int(os.environ.get("ASSISTDESK_BENCH_SECONDS", SECONDS))
    requests = float(os.environ.get("ASSISTDESK_BENCH_REQUESTS", REQUESTS_A_SECOND))
    _let_files_be_open(2 * pages + SPARE_FILES)
    desks.make()
    cast = casting.people(pages, clients=round(requests * seconds) + pages)
    with consenting.processes() as address:
        seen = asyncio.run(
            consenting.play(
                address,
                cast,
                seconds=seconds,
                requests_a_second=requests,
                answers_a_second=ANSWERED * requests,
            )
        )
    connection.close()
    return _said(seen, pages=pages, seconds=seconds)


def _let_files_be_open(wanted: int) -> None:
    """Raise the limit of open files as far as this user may; say so where that is not enough.

    Raises:
        SystemExit: the limit is too low.
    """
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY and most < wanted:
        raise SystemExit(f"{wanted} files have to be open at once, {most} may: raise it with `ulimit -Hn`.")
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _said(seen: Seen, *, pages: int, seconds: int) -> list[dict[str, object]]:
    what = f"case access: {pages:,} pages wait for {seconds} s"
    screen, messages = seen.on_screen, consenting.message_milliseconds()
    return [
        {
            "what": f"{what}; requests made ({seen.asked}), errors: {seen.errors}",
            "a second": round(seen.asked / seconds, 1),
        },
        {"what": f"{what}; most connections to the database: {seen.connections}"},
        _timed(f"{what}; answer on the helper's screen ({len(screen)})", screen),
        _timed(f"{what}; message handed to the provider ({len(messages)})", messages),
    ]


def _timed(what: str, taken: list[float]) -> dict[str, object]:
    ordered = sorted(taken) or [0.0]
    shares = {"p50 ms": 0.5, "p95 ms": 0.95, "p99 ms": 0.99}
    found = {name: round(ordered[round(share * (len(ordered) - 1))]) for name, share in shares.items()}
    return {"what": what, **found}
