"""A new marketplace starts from a commented pack that passes every check."""

from pathlib import Path

import pytest

from assistdesk.shared.policy.loader import check_folder, load_folder
from assistdesk.shared.policy.starter import FolderInUse, write_starter

pytestmark = pytest.mark.rule("P-06")


@pytest.mark.parametrize(
    ("folder", "key"),
    [
        ("New State 2", "new-state-2"),
        ("2027", "2027"),
        ("null", "null"),
        ("\u65b0", "example"),
        ("x" * 99, "x" * 60),
    ],
)
def test_a_starting_pack_passes_every_check_and_is_called_like_its_folder(
    tmp_path: Path, folder: str, key: str
) -> None:
    write_starter(tmp_path / folder)

    assert check_folder(tmp_path / folder) == []
    assert load_folder(tmp_path / folder).marketplace == key


def test_every_file_of_a_starting_pack_explains_itself(tmp_path: Path) -> None:
    write_starter(tmp_path / "pack")

    files = list((tmp_path / "pack").rglob("*.yaml"))

    assert len(files) == 7
    assert all(file.read_text(encoding="utf-8").startswith("# ") for file in files)


def test_a_folder_that_exists_and_is_empty_is_taken(tmp_path: Path) -> None:
    write_starter(tmp_path)

    assert check_folder(tmp_path) == []


@pytest.mark.parametrize("name", ["notes.txt", ".hidden"])
def test_nothing_is_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")

    with pytest.raises(FolderInUse):
        write_starter(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")

    with pytest.raises(FolderInUse):
        write_starter(tmp_path / "file")
