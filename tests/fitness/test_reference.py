"""The reference pages that are made from the code say what the code says."""

from enum import StrEnum
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from assistdesk.shared.refusals import Kind, Refusal
from assistdesk.shared.states import Move, MoveTable
from tools.reference import __main__ as pages
from tools.reference import markdown, refusals, settings, states


class Light(StrEnum):
    """What a light shows."""

    RED = "red"
    GREEN = "green"


LIGHT = MoveTable(
    start=Light.RED,
    moves=[
        Move("go", frozenset({Light.RED}), Light.GREEN),
        Move("stop", frozenset({Light.GREEN}), Light.RED),
    ],
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that stands for docs/reference."""
    monkeypatch.setattr(pages, "FOLDER", tmp_path)
    monkeypatch.setattr(pages, "made", lambda: {"a.md": "# A\n", "b.md": "# B\n"})
    return tmp_path


def run(*arguments: str) -> click.testing.Result:
    """Return what the command answers."""
    return CliRunner().invoke(pages.command, arguments)


def test_no_page_is_stale() -> None:
    assert not pages.stale(pages.FOLDER, pages.made())


def test_the_check_names_each_stale_page_and_writes_nothing(folder: Path) -> None:
    (folder / "a.md").write_text("# A\n", encoding="utf-8")
    (folder / "b.md").write_text("# Old\n", encoding="utf-8")

    result = run("--check")

    assert result.exit_code == 1
    assert result.stderr == "docs/reference/b.md is stale: run `make reference`.\n"
    assert (folder / "b.md").read_text(encoding="utf-8") == "# Old\n"


def test_making_the_pages_twice_writes_them_once(folder: Path) -> None:
    first, second = run(), run()

    assert first.stdout == "Wrote docs/reference/a.md.\nWrote docs/reference/b.md.\n"
    assert second.stdout == ""
    assert run("--check").exit_code == 0
    assert (folder / "a.md").read_text(encoding="utf-8") == "# A\n"


def test_a_state_machine_is_shown_as_table_and_picture() -> None:
    shown = states.section("light", LIGHT)

    assert "| `go` | `red` | `green` |" in shown
    assert "[*] --> red" in shown
    assert "green --> red: stop" in shown


def test_a_new_refusal_is_on_the_page() -> None:
    class TooLate(Refusal):
        """It is too late."""

        kind = Kind.GONE
        code = "tests.thing.too_late"
        message = "Come earlier."

    TooLate.__module__ = "assistdesk.tests"
    try:
        assert (
            "| `tests.thing.too_late` | 410 | `/problems/thing-too-late` | Come earlier. | It is too late. |"
            in (refusals.text())
        )
    finally:
        TooLate.__module__ = __name__


def test_a_variable_that_nobody_describes_stops_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "read_in_code", lambda: {"ASSISTDESK_SECRET_SAUCE": ["assistdesk.site"]})

    with pytest.raises(settings.Undescribed, match="ASSISTDESK_SECRET_SAUCE"):
        settings.text()


def test_a_bar_in_a_cell_stays_in_its_cell() -> None:
    assert markdown.table(("a",), [("x|y\nz",)]).splitlines()[-1] == "| x\\|y z |"
