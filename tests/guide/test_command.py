"""`assistdesk guide search` answers programs and people."""

import json

import pytest
from click.testing import CliRunner, Result

from assistdesk.site.cli.guide_search import command

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("packs"),
    pytest.mark.rule("G-03"),
]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def test_json_lists_entries_best_first() -> None:
    result = run("kentucky", "client", "never", "got", "a", "bill", "--json")

    rows = json.loads(result.stdout)
    assert result.exit_code == 0
    assert set(rows[0]) == {"entry", "title", "score"}
    assert rows[0]["entry"] == "834-transactions"


def test_people_read_lines() -> None:
    result = run("maryland", "where is my commission")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].split()[1] == "commission"


def test_titles_come_in_the_language_asked_for() -> None:
    rows = json.loads(run("kentucky", "834", "--json", "--language", "es").stdout)

    assert rows[0]["title"] == "Transacciones 834"


def test_nothing_found_ends_with_one() -> None:
    result = run("kentucky", "?!", "--json")

    assert result.exit_code == 1
    assert json.loads(result.stdout) == []
    assert "nothing in the guide fits" in result.stderr


def test_an_unknown_marketplace_ends_with_two_and_one_line() -> None:
    result = run("nowhere", "card")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "kentucky, maryland" in result.stderr
