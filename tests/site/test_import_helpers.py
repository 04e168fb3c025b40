"""`assistdesk import helpers` takes a marketplace's list, reports refused lines, and can be run again."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from assistdesk.referrals.models import Registration
from assistdesk.shared import clock
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.models import Account, Agency, Helper
from assistdesk.shared.people.roles import Role
from assistdesk.site.cli.import_helpers import command
from tests.referrals import taking_part as build

HEADER = (
    "username,name,email,role,phone,agency,npn,license_number,license_until,certified_until,"
    "contact_on_file,zip"
)
ADA = (
    "ada,Ada Agent,ada@example.com,agent,502-555-0131,Oak Street,7000001,DOI-1,2030-12-31,12/31/2030,"
    "yes,40202"
)
BEN = "ben,Ben Guide,ben@example.com,navigator,,,,,,,,42001"


@pytest.fixture(autouse=True)
def pack(db: None) -> None:
    """Let the pack run."""
    build.run_pack()


def run(folder: Path, *lines: str, header: str = HEADER, options: tuple[str, ...] = ()) -> Result:
    file = folder / "helpers.csv"
    file.write_text("\n".join((header, *lines)), encoding="utf-8")
    return CliRunner().invoke(command, [str(file), *options])


def report(folder: Path, *lines: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run(folder, *lines, options=("--json",)).stdout)
    return answer


def test_a_list_makes_helpers_who_can_take_part_at_once(tmp_path: Path) -> None:
    result = run(tmp_path, ADA, BEN)

    assert (result.exit_code, result.stdout) == (0, "2 made, 0 renewed, 0 refused.\n")
    ada = Account.objects.get(username="ada")
    known = Helper.objects.get(account=ada)
    assert (ada.marketplace, ada.role, ada.phone) == ("kentucky", Role.AGENT, "+15025550131")
    assert (known.license_number, str(known.license_until), known.zip_code) == (
        "DOI-1",
        "2030-12-31",
        "40202",
    )
    assert not ada.has_usable_password()
    actor = people.actor_of(ada)
    build.register(actor, at=clock.now(), reached=build.contacts(phone=ada.phone, email=ada.email))
    assert Registration.objects.get().status == "registered"


def test_the_same_list_twice_changes_nothing(tmp_path: Path) -> None:
    run(tmp_path, ADA, BEN)
    before = list(Account.objects.order_by("username").values())

    assert run(tmp_path, ADA, BEN).stdout == "0 made, 2 renewed, 0 refused.\n"

    assert list(Account.objects.order_by("username").values()) == before
    assert Agency.objects.count() == 1


def test_a_bad_line_is_reported_by_its_number_and_the_others_count(tmp_path: Path) -> None:
    bad = "cy,,nobody,chef,12,,,,tomorrow,,perhaps,00000"

    result = report(tmp_path, ADA, bad, BEN)

    assert (result["made"], result["renewed"]) == (2, 0)
    assert {(one["line"], one["field"]) for one in result["refused"]} == {
        (3, field) for field in ("name", "email", "role", "phone", "license_until", "contact_on_file", "zip")
    }
    assert run(tmp_path, ADA, bad).exit_code == 1
    assert not Account.objects.filter(username="cy").exists()


def test_nobody_is_overwritten_by_a_line_of_another_role_or_number(tmp_path: Path) -> None:
    build.helper(role=Role.CASEWORKER, username="ada")
    build.helper(username="somebody", known={"npn": "7000001"})

    result = report(tmp_path, ADA, ADA.replace("ada", "eve"), BEN, BEN)

    assert [(one["line"], one["field"]) for one in result["refused"]] == [
        (2, "username"),
        (3, "npn"),
        (5, "username"),
    ]
    assert Account.objects.get(username="ada").role == Role.CASEWORKER


@pytest.mark.rule("D-15")
def test_a_registration_that_uses_the_accounts_addresses_follows_them(tmp_path: Path) -> None:
    run(tmp_path, ADA)
    ada = Account.objects.get(username="ada")
    reached = build.contacts(phone=ada.phone, email="ada@example.com")
    build.register(people.actor_of(ada), at=clock.now(), reached=reached)

    run(tmp_path, ADA.replace("ada@", "ada.new@").replace("0131", "0132"))

    row = Registration.objects.get()
    assert (row.email, row.phone) == ("ada.new@example.com", "+15025550132")


@pytest.mark.parametrize(
    ("header", "words"),
    [("username,name", "missing: email, role"), (f"{HEADER},shoe_size", "Unknown columns: shoe_size")],
)
def test_a_file_with_other_columns_is_refused_whole(tmp_path: Path, header: str, words: str) -> None:
    result = run(tmp_path, header=header)

    assert result.exit_code == 1
    assert words in result.output


def test_a_line_of_a_marketplace_that_does_not_run_is_refused(tmp_path: Path) -> None:
    result = run(tmp_path, f"{BEN}", options=("--marketplace", "atlantis"))

    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        1,
        "line 2: marketplace: Name a marketplace that runs here.",
    )
