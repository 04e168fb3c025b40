"""Each fault of a pack is told with its file, its line, its place, and what would be right."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from assistdesk.shared.policy.loader import check_folder, load_folder
from assistdesk.shared.policy.problems import BadPack
from tests.shared.policy.folders import change, copy_of, line_of

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
BROKEN_IN_ALL_FILES = Path(__file__).parent / "broken" / "everything-at-once.yaml"
Case = dict[str, Any]  # as the file writes it


def read(path: Path) -> Case:
    case: Case = YAML(typ="safe").load(path)
    return case


@pytest.fixture(params=BROKEN, ids=[path.stem for path in BROKEN])
def case(request: pytest.FixtureRequest) -> Case:
    return read(request.param)


@pytest.fixture
def folder(case: Case, tmp_path: Path) -> Path:
    folder = copy_of(case["of"], to=tmp_path / "pack")
    for step in case["changes"]:
        change(folder, step)
    return folder


@pytest.mark.rule("P-02")
def test_each_fault_is_told_once_with_file_line_place_and_what_is_right(case: Case, folder: Path) -> None:
    problems = check_folder(folder)

    assert len(problems) == len(case["expect"])
    found = {(problem.file, problem.path): problem for problem in problems}
    for expected in case["expect"]:
        problem = found[expected["file"], expected["path"]]
        assert expected["what"] in problem.what
        assert expected["instead"] in problem.instead
        assert problem.line == line_of(folder, file=expected["file"], text=expected["at"])


@pytest.mark.rule("P-02", "P-04")
def test_a_broken_pack_is_not_loaded_and_all_its_faults_are_told(tmp_path: Path) -> None:
    folder = copy_of("starter", to=tmp_path / "pack")
    for step in read(BROKEN_IN_ALL_FILES)["changes"]:
        change(folder, step)

    with pytest.raises(BadPack) as refused:
        load_folder(folder)

    assert list(refused.value.problems) == check_folder(folder)
    assert len(refused.value.problems) == 8


@pytest.mark.rule("P-02")
def test_a_problem_is_one_line_that_starts_with_its_place(tmp_path: Path) -> None:
    folder = copy_of("starter", to=tmp_path / "pack")
    change(folder, {"file": "escalations/from-the-start.yaml", "replace": "casework\n", "by": "cseworkk\n"})

    told = [str(problem) for problem in check_folder(folder)]

    place = "escalations/from-the-start.yaml:11 eligibility.write_to"
    assert told == [f"{place}: no contact is called 'cseworkk'; did you mean 'casework'?"]
