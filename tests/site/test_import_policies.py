"""`assistdesk import policies` takes a marketplace's list, reports refused lines, and can be run again."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from assistdesk.book.models import InformationRequest, Policy
from assistdesk.shared.people.models import Person
from assistdesk.site.cli.import_policies import command

pytestmark = pytest.mark.django_db
HEADER = (
    "person_id,policy_number,issuer,plan,kind,premium,starts_on,ends_on,status,"
    "rfi_number,rfi_asked,rfi_due_on,rfi_answered_on"
)


@pytest.fixture
def client(demo_desk: None) -> Person:
    """Return somebody of Kentucky."""
    return Person.objects.filter(marketplace="kentucky").order_by("person_id")[0]


def run(folder: Path, *lines: str, header: str = HEADER, options: tuple[str, ...] = ()) -> Result:
    file = folder / "policies.csv"
    file.write_text("\n".join((header, *lines)), encoding="utf-8-sig")
    return CliRunner().invoke(command, [str(file), *options])


def line(person: Person, number: str = "KY-1", **changes: str) -> str:
    cells = {
        "person_id": person.person_id,
        "policy_number": number,
        "issuer": "CareSource",
        "plan": "Bronze First",
        "kind": "qhp",
        "premium": "312.50",
        "starts_on": "2027-01-01",
        "ends_on": "",
        "status": "enrolled",
        "rfi_number": "",
        "rfi_asked": "",
        "rfi_due_on": "",
        "rfi_answered_on": "",
    } | changes
    return ",".join(cells.values())


@pytest.mark.rule("C-16")
def test_a_list_makes_policies_and_renews_them(client: Person, tmp_path: Path) -> None:
    asked = {"rfi_number": "R1", "rfi_asked": "Proof of income", "rfi_due_on": "03/31/2027"}
    first = run(
        tmp_path, line(client, **asked), line(client, **asked | {"rfi_number": "R2"}), line(client, "KY-2")
    )

    assert (first.exit_code, first.stdout) == (0, "2 made, 0 renewed, 0 refused.\n")
    made = Policy.objects.get(number="KY-1")
    assert (made.issuer, made.kind, str(made.premium), made.person) == ("caresource", "QHP", "312.50", client)
    assert {one.number for one in made.information_requests.all()} == {"R1", "R2"}

    ended = line(
        client, ends_on="2027-02-28", status="terminated", **asked | {"rfi_answered_on": "2027-02-01"}
    )
    again = run(tmp_path, ended)
    assert again.stdout == "0 made, 1 renewed, 0 refused.\n"
    made.refresh_from_db()
    assert (made.ends_on, made.enrolment) == (date(2027, 2, 28), "terminated")
    assert InformationRequest.objects.get(number="R1").answered_on == date(2027, 2, 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"person_id": "999"}, "person_id"),
        ({"issuer": "Nobody Health"}, "issuer"),
        ({"premium": "-3"}, "premium"),
        ({"premium": "1e9"}, "premium"),
        ({"starts_on": "2027-02-30"}, "starts_on"),
        ({"starts_on": "1/2/27"}, "starts_on"),
        ({"ends_on": "2026-12-31"}, "ends_on"),
        ({"status": "terminated"}, "ends_on"),
        ({"status": "asleep"}, "status"),
        ({"plan": "=cmd|x"}, "plan"),
        ({"rfi_number": "R1"}, "rfi_number"),
    ],
)
def test_a_line_that_cant_be_used_is_told_and_changes_nothing(
    client: Person, tmp_path: Path, changes: dict[str, str], field: str
) -> None:
    result = run(tmp_path, line(client, "KY-1"), line(client, "KY-2", **changes), options=("--json",))

    report: dict[str, Any] = json.loads(result.stdout)
    assert (result.exit_code, report["made"]) == (1, 1)
    assert [(one["file"], one["line"], one["field"]) for one in report["refused"]] == [
        ("policies.csv", 3, field)
    ]
    assert list(Policy.objects.values_list("number", flat=True)) == ["KY-1"]


def test_a_policy_does_not_go_to_somebody_else(client: Person, tmp_path: Path) -> None:
    other = Person.objects.filter(marketplace="kentucky").order_by("person_id")[1]
    result = run(tmp_path, line(client), line(other))

    assert "policies.csv:3: policy_number" in result.stdout
    assert Policy.objects.get().person == client


def test_a_file_without_its_columns_is_refused_in_one_line(client: Person, tmp_path: Path) -> None:
    result = run(tmp_path, "x", header="person_id")

    assert result.exit_code == 1
    assert "policy_number" in result.output
