"""What the desk counts for Prometheus: requests by route, and what waits. Never a word of anybody's.

Labels are routes as they are written in the code, methods, status codes, and keys of packs: no address that
was asked for, no name and no number.
"""

import os
from collections.abc import Callable, Iterator

from django.db import DatabaseError, connection
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from assistdesk.shared.messaging.models import UNSENT
from assistdesk.site.web_processes import COUNTS_FOLDER

UNKNOWN = "unknown"
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""Upper bounds of the request seconds' buckets, inclusive."""

_MESSAGES = "SELECT state, count(*) FROM messaging_outgoing WHERE state = ANY(%s) GROUP BY state"
_JOBS = "SELECT queue_name, count(*) FROM procrastinate_jobs WHERE status = 'todo' GROUP BY queue_name"
_HEARTBEAT = "SELECT extract(epoch FROM clock_timestamp() - max(last_heartbeat)) FROM procrastinate_workers"

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "assistdesk_requests", "Requests answered.", ["method", "route", "status"], registry=REGISTRY
)
SECONDS = Histogram(
    "assistdesk_request_seconds",
    "How long answers took; open streams are left out.",
    ["method", "route"],
    buckets=BOUNDS,
    registry=REGISTRY,
)


class Waiting(Collector):
    """What waits in the database, counted when it is asked for."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the gauges; of a database that does not answer, that alone."""
        is_up = GaugeMetricFamily("assistdesk_database_up", "Whether the database answers.")
        try:
            found = list(self._found())
        except DatabaseError:
            found = []
        is_up.add_metric([], float(bool(found)))
        yield is_up
        yield from found

    def _found(self) -> Iterator[GaugeMetricFamily]:
        messages = GaugeMetricFamily(
            "assistdesk_messages_waiting", "Messages that have not gone out yet.", labels=["state"]
        )
        jobs = GaugeMetricFamily("assistdesk_jobs_waiting", "Jobs that wait for a worker.", labels=["queue"])
        beat = GaugeMetricFamily("assistdesk_worker_silence_seconds", "Since the last worker's sign of life.")
        with connection.cursor() as cursor:
            for family, statement, values in ((messages, _MESSAGES, [UNSENT]), (jobs, _JOBS, [])):
                cursor.execute(statement, values)
                for label, count in cursor.fetchall():
                    family.add_metric([label], count)
            cursor.execute(_HEARTBEAT)
            (silence,) = cursor.fetchone()
        if silence is not None:
            beat.add_metric([], float(silence))
        yield from (messages, jobs, beat)


REGISTRY.register(Waiting())
KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def note(*, method: str, route: str | None, status: int, seconds: float | None) -> None:
    """Count one request. `route` is the pattern it met, None for none; `seconds` None for a stream."""
    method = method if method in KNOWN_METHODS else UNKNOWN
    REQUESTS.labels(method, route or UNKNOWN, str(status)).inc()
    if seconds is not None:
        SECONDS.labels(method, route or UNKNOWN).observe(seconds)


def text() -> bytes:
    """Return everything in Prometheus' text format: of all processes where several count together."""
    answer: Callable[[CollectorRegistry], bytes] = generate_latest
    return answer(_of_all_processes() if COUNTS_FOLDER in os.environ else REGISTRY)


def _of_all_processes() -> CollectorRegistry:
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library leaves it untyped
    registry.register(Waiting())
    return registry
