"""Every command explains itself, with an example, in a process of its own and without a database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fitness.sources import ROOT
from tools.reference.commands import all_names

NAMES = [name for name, _ in all_names()]


def run(words: list[str], *, data: Path) -> subprocess.CompletedProcess[str]:
    """Return what the command line answers on a data folder that holds nothing yet."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTDESK_")}
    environ["ASSISTDESK_DATA_DIR"] = str(data)
    return subprocess.run(
        [sys.executable, "-m", *words], env=environ, cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_command_explains_itself_with_an_example(name: str, tmp_path: Path) -> None:
    answer = run([*name.split(), "--help"], data=tmp_path)

    assert (answer.returncode, answer.stderr) == (0, "")
    assert f"Example: {name}" in " ".join(answer.stdout.split()) or f"$({name}" in answer.stdout
    assert not (tmp_path / "postgres").exists()


def test_the_command_line_lists_its_commands(tmp_path: Path) -> None:
    answer = run(["assistdesk", "--help"], data=tmp_path)

    assert answer.returncode == 0
    assert all(name.split()[1] in answer.stdout for name in NAMES)


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["serve", "--port", "no"],
        ["pack", "nonsense"],
        ["pack", "check", "no-such-folder"],
        ["pack", "check", "--nonsense", "."],
        ["pack", "diff", "packs"],
    ],
)
def test_wrong_use_ends_with_two_and_one_line(words: list[str], tmp_path: Path) -> None:
    answer = run(["assistdesk", *words], data=tmp_path)

    assert answer.returncode == 2
    assert len(answer.stderr.splitlines()) == 1
    assert answer.stderr.startswith("assistdesk: ")
    assert answer.stdout == ""


def test_a_group_without_a_command_shows_its_help(tmp_path: Path) -> None:
    answer = run(["assistdesk", "pack"], data=tmp_path)

    assert answer.returncode == 2
    assert "Usage: assistdesk pack" in answer.stderr
