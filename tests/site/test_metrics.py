"""What Prometheus reads: requests by route and what waits, and nothing of anybody."""

import re

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from assistdesk.shared import clock
from assistdesk.site import metrics
from tests.site import build

pytestmark = pytest.mark.django_db


def samples() -> dict[tuple[str, str], float]:
    """Return what is counted now, by name and labels."""
    answer = Client().get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    return {
        (one.name, " ".join(f"{key}={value}" for key, value in sorted(one.labels.items()))): one.value
        for family in text_string_to_metric_families(answer.content.decode())
        for one in family.samples
    }


def test_an_answer_is_counted_by_its_route(demo_desk: None) -> None:
    key = ("assistdesk_requests_total", "method=GET route=m/<slug:marketplace>/guide/ status=200")
    before = samples().get(key, 0)

    assert Client().get("/m/maryland/guide/").status_code == 200

    assert samples()[key] == before + 1


def test_an_address_that_there_is_not_is_counted_without_it() -> None:
    Client().get("/no-such-page/900-12-3456")

    counted = samples()
    assert ("assistdesk_requests_total", "method=GET route=unknown status=404") in counted
    assert not any("900-12-3456" in labels for _, labels in counted)


def test_a_method_that_nobody_knows_makes_no_series_of_its_own() -> None:
    metrics.note(method="BREW900-12-3456", route=None, status=405, seconds=0.1)

    assert not any("BREW" in labels for _, labels in samples())


def test_what_waits_is_counted(demo_desk: None) -> None:
    assert samples()[("assistdesk_database_up", "")] == 1

    build.incident("producer", at=clock.now())

    counted = samples()
    assert counted[("assistdesk_messages_waiting", "state=queued")] == 1
    assert counted[("assistdesk_jobs_waiting", "queue=mail")] >= 1


@pytest.mark.rule("V-10")
def test_no_label_is_anything_but_a_key(demo_desk: None) -> None:
    incident = build.incident("producer", at=clock.now())
    browser = build.browser("caseworker")
    browser.get(f"/m/maryland/escalations/{incident.number}")

    for _, labels in samples():
        assert incident.number not in labels
        assert not re.search(r"\d{4,}", labels)
