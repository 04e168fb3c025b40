"""The reports page, its charts, its file and its API call."""

import csv
import io
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident
from assistdesk.escalations.queries.reports import ReportRow
from assistdesk.escalations.views import charts, csv_files
from assistdesk.escalations.views.charts import Point
from assistdesk.shared import spreadsheets
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from tests.escalations import build
from tests.escalations.reading import Ask, SignIn

SPAN = {"from": "2026-03-02", "to": "2026-03-15"}
PAGE = f"/m/{build.MARYLAND}/reports"
UTC_ZONE = ZoneInfo("UTC")


@pytest.fixture
def lead(packs: None) -> Actor:
    """Return the lead of the team."""
    return build.staff(build.TEAM, role=Role.TEAM_LEAD)


@pytest.fixture
def incident(producer: Actor, caseworker: Actor) -> Incident:
    """Return an incident that was answered after two hours."""
    made = build.incident(producer, at=build.EARLIER, description="About Ana Brooks.")
    later = build.EARLIER + timedelta(hours=2)
    services.reply(build.ref(made), text="Done.", attachments=(), actor=caseworker, at=later)
    return made


def points(*values: float | None) -> list[Point]:
    """Return points of these values."""
    return [Point(f"w{place}", value, str(value)) for place, value in enumerate(values)]


@pytest.mark.rule("E-20")
def test_columns_stand_on_the_floor_and_keep_their_proportion() -> None:
    chart = charts.columns(points(10, 5, 0, None))

    tall, half, none, unknown = chart.columns
    assert all(round(one.y + one.height, 1) == chart.bottom for one in chart.columns)
    assert tall.height == pytest.approx(2 * half.height, abs=0.2)
    assert (none.height, none.is_known, unknown.is_known) == (0, True, False)
    assert all(chart.left <= one.x and one.x + one.width <= chart.right for one in chart.columns)
    assert all(
        left.x + left.width < right.x for left, right in zip(chart.columns, chart.columns[1:], strict=False)
    )


@pytest.mark.parametrize(
    ("highest", "step"),
    [(0, 1), (0.3, 1), (1, 1), (2, 1), (4, 1), (5, 2), (10, 3), (13, 5), (40, 10), (41, 20)],
)
def test_the_scale_has_whole_steps_and_reaches_the_highest(highest: float, step: float) -> None:
    assert charts.step_for(highest) == pytest.approx(step)


@pytest.mark.parametrize("highest", [1, 7, 99, 100, 101, 12_345, 300_000])
def test_no_column_grows_out_of_its_chart(highest: float) -> None:
    chart = charts.columns(points(highest))

    assert chart.columns[0].y >= charts.TOP - 0.1
    assert chart.columns[0].height >= (chart.bottom - charts.TOP) / 4


def test_a_scale_of_percent_ends_at_a_hundred() -> None:
    chart = charts.columns(points(50.0), top=100, unit="%")

    assert [line.said for line in chart.lines] == ["0%", "25%", "50%", "75%", "100%"]
    assert chart.columns[0].height == pytest.approx((chart.bottom - charts.TOP) / 2, abs=0.1)


def test_many_columns_have_fewer_labels_and_no_column_is_no_fault() -> None:
    many = charts.columns(points(*range(53)))

    assert sum(bool(one.label) for one in many.columns) <= charts.MOST_LABELS
    assert charts.columns([]).columns == []


@pytest.mark.rule("E-20")
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_chart_says_in_words_and_in_a_table_what_it_shows(
    incident: Incident, lead: Actor, signed_in: SignIn, language: str
) -> None:
    browser: Client = signed_in(lead)

    page = browser.get(PAGE, SPAN, headers={"accept-language": language}).content.decode()

    pictures = [part.split("</svg>")[0] for part in page.split("<svg")[1:] if "report-column" in part]
    assert page.count('class="desk-panel report-chart"') == 4
    assert page.count("desk-table report-table") == len(pictures) == 3  # nothing is resolved yet
    for picture in pictures:
        drawn = ET.fromstring(f"<svg{picture}</svg>")  # noqa: S314 - our own page
        assert drawn.get("role") == "img"
        assert [one.tag for one in drawn][:2] == ["title", "desc"]
        assert float(drawn.findall("rect")[0].attrib["height"]) > 0
    assert "100%" in page


@pytest.mark.rule("E-20")
def test_a_span_without_incidents_says_so_instead_of_empty_charts(lead: Actor, signed_in: SignIn) -> None:
    page = signed_in(lead).get(PAGE, SPAN).content.decode()

    assert page.count("Nothing was measured in this span.") == 4
    assert "report-column" not in page
    assert page.count("no figure for the time before") == 5


@pytest.mark.rule("E-20")
@pytest.mark.parametrize(
    ("minutes", "said"),
    [(59, "less than an hour"), (60, "1.0 business h (1.0 h)"), (61, "1.0 business h (1.0 h)")],
)
def test_a_short_time_is_less_than_an_hour_and_not_none(
    producer: Actor, caseworker: Actor, lead: Actor, signed_in: SignIn, minutes: int, said: str
) -> None:
    made = build.incident(producer, at=build.EARLIER)
    later = build.EARLIER + timedelta(minutes=minutes)
    services.reply(build.ref(made), text="Done.", attachments=(), actor=caseworker, at=later)

    page = signed_in(lead).get(PAGE, SPAN).content.decode()

    assert f"<b>{said}</b>First reply, median" in page
    assert "(0.0" not in page


@pytest.mark.rule("E-20", "S-01")
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.TEAM_LEAD, 200),
        (Role.EXCHANGE_ADMIN, 200),
        (Role.AUDITOR, 200),
        (Role.CASEWORKER, 403),
        (Role.AGENT, 403),
    ],
)
def test_leads_admins_and_auditors_read_reports(
    packs: None, signed_in: SignIn, role: Role, status: int
) -> None:
    browser = signed_in(build.staff(build.TEAM, role=role))

    assert browser.get(PAGE).status_code == status
    assert browser.get(f"{PAGE}/incidents.csv").status_code == status


def test_a_span_that_ends_before_it_begins_is_said(lead: Actor, signed_in: SignIn) -> None:
    answer = signed_in(lead).get(PAGE, {"from": "2026-03-15", "to": "2026-03-02"})

    assert answer.status_code == 422
    assert "The last day comes before the first one." in answer.content.decode()


@pytest.mark.rule("E-20")
def test_the_page_asks_as_little_however_much_there_is(
    incident: Incident, producer: Actor, lead: Actor, signed_in: SignIn
) -> None:
    browser, counts = signed_in(lead), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            browser.get(PAGE, SPAN)
        counts.append(len(asked))
        build.incident(producer, at=build.EARLIER)

    assert counts[0] == counts[1] <= 8


@pytest.mark.rule("E-20", "V-10")
def test_the_file_is_streamed_and_names_nobody(incident: Incident, lead: Actor, signed_in: SignIn) -> None:
    answer = signed_in(lead).get(f"{PAGE}/incidents.csv", SPAN)

    assert answer.streaming
    text = b"".join(answer).decode()
    assert text.startswith(spreadsheets.MARK)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix(spreadsheets.MARK))))
    assert [(row["incident_number"], row["reply_minutes"], row["within_clock"]) for row in rows] == [
        (incident.number, "120", "yes")
    ]
    assert rows[0]["opened_at"] == "2026-03-03T10:00:00-05:00"
    assert "Ana" not in text
    assert "Brooks" not in text


@pytest.mark.rule("E-20")
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_taken_for_a_formula(start: str) -> None:
    row = ReportRow(f"{start}1", "x", "y", datetime(2027, 3, 2, tzinfo=UTC), *[None] * 8)

    heads, line = csv_files.lines([row], zone=UTC_ZONE)

    assert heads.endswith("resolution_business_minutes\r\n")
    assert next(csv.reader(io.StringIO(line, newline="")))[0] == f"'{start}1"


@pytest.mark.rule("E-20")
def test_a_program_reads_the_same_figures(incident: Incident, lead: Actor, ask: Ask) -> None:
    path = f"/marketplaces/{build.MARYLAND}/reports"

    status, found = ask(lead, f"{path}?from=2026-03-02&to=2026-03-15")

    assert status == 200
    assert (found["now"]["opened"], found["now"]["share"]) == (1, 1.0)
    assert found["now"]["first_reply"] == {"median": 7200.0, "p90": 7200.0}
    assert [week["monday"] for week in found["weeks"]] == ["2026-03-02", "2026-03-09"]
    assert ask(lead, f"{path}?from=2026-03-15&to=2026-03-02")[0] == 422
    assert ask(build.staff(build.TEAM), path)[0] == 403
