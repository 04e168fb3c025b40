"""`assistdesk simulate` prints how policies compare: for people, for programs and as a drawing."""

import json
from pathlib import Path
from shutil import copytree
from xml.parsers import expat

import pytest
from click.testing import CliRunner, Result

from assistdesk.referrals.simulation import comparing, measures, scenario
from assistdesk.site.cli.simulate import SHIPPED, command

TINY = "title: A quiet day\nrequests: {per_hour: 3}\nhelpers: {registered: 50}\nseeds: {count: 2}\n"
PACK = SHIPPED / "kentucky"


@pytest.fixture
def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the file of a small day; it is played in this process."""
    monkeypatch.setattr(comparing, "cpu_count", lambda: 1)
    file = tmp_path / "day.yaml"
    file.write_text(TINY, encoding="utf-8")
    return str(file)


def simulated(*words: str) -> Result:
    """Return what the command answers."""
    return CliRunner().invoke(command, words)


@pytest.mark.rule("D-19")
def test_a_table_puts_the_pack_beside_other_ways_and_the_optimum(day: str) -> None:
    answer = simulated(day)
    rows = [line.split("  ")[0] for line in answer.output.splitlines()]

    assert answer.exit_code == 0
    assert answer.output.startswith("A quiet day: 3 requests an hour, 50 helpers, days played: 2")
    assert rows[3:8] == ["overlap", "strict", "nearest first", "round robin", "optimum"]


@pytest.mark.rule("D-19")
def test_a_program_reads_everything_as_json(day: str, tmp_path: Path) -> None:
    drawing = tmp_path / "day.svg"
    answer = simulated(day, "--json", "--plot", str(drawing))
    found = json.loads(answer.output)
    running = found["policies"][0]

    assert found["scenario"]["helpers"]["registered"] == 50
    assert [one["key"] for one in found["policies"]] == [
        *("overlap", "strict", "nearest", "round_robin", "optimum")
    ]
    assert set(running["figures"]) == set(measures.NAMES)
    assert 0 <= running["figures"]["in_time"]["mean"] <= running["of_optimum"]["in_time"] <= 1
    assert running["in_time_by_group"]["language:en"]["mean"] > 0
    assert _tags(drawing) >= {"svg", "rect", "polyline"}


def _tags(drawing: Path) -> set[str]:
    """Return the names of all elements of a drawing, which has to be well-formed."""
    found: set[str] = set()
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _attributes: found.add(name)
    parser.Parse(drawing.read_bytes(), True)  # noqa: FBT003 - as expat has it
    return found


@pytest.mark.rule("D-19")
@pytest.mark.rule("D-20")
def test_a_changed_pack_is_compared_before_it_is_loaded(day: str, tmp_path: Path) -> None:
    proposed = copytree(PACK, tmp_path / "pack")
    file = proposed / "referrals" / "from-the-start.yaml"
    slower = file.read_text(encoding="utf-8").replace("profile: overlap", "profile: strict")
    file.write_text(slower, encoding="utf-8")

    found = json.loads(simulated(day, "--compare", str(proposed), "--json").output)["policies"]
    same = json.loads(simulated(day, "--compare", str(PACK), "--json").output)["policies"]

    assert [one["key"] for one in found] == ["now", "then", "optimum"]
    assert found[0]["figures"]["in_half"]["mean"] > found[1]["figures"]["in_half"]["mean"]
    assert same[0]["figures"] == same[1]["figures"]


@pytest.mark.parametrize(
    ("option", "number", "said"),
    [
        ("--per-hour", "2", "2 requests an hour"),
        ("--helpers", "20", "20 helpers"),
        ("--days", "1", "days played: 1"),
        ("--assume", "helpers.registered=20", "20 helpers"),
        ("--assume", "title=Another day", "Another day"),
    ],
)
def test_the_command_line_changes_the_day(day: str, option: str, number: str, said: str) -> None:
    assert said in simulated(day, option, number).output.splitlines()[0]


@pytest.mark.rule("D-19")
@pytest.mark.parametrize("processes", [2, 3])
def test_a_day_goes_the_same_way_in_one_process_and_in_several(
    day: str, monkeypatch: pytest.MonkeyPatch, *, processes: int
) -> None:
    alone = simulated(day, "--json").output
    monkeypatch.setattr(comparing, "cpu_count", lambda: processes)

    assert simulated(day, "--json").output == alone


def test_where_no_other_process_can_be_had_days_are_played_in_this_one(
    day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = simulated(day, "--json").output

    def none_to_have(*_some: object) -> None:
        raise OSError

    monkeypatch.setattr(comparing, "cpu_count", lambda: 2)
    monkeypatch.setattr(comparing, "ProcessPoolExecutor", none_to_have)

    assert simulated(day, "--json").output == alone


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("answers.by_link=2", "answers.by_link"),
        ("answers.by_lnk=0.5", "answers.by_lnk"),
        ("nothing.more=1", "nothing"),
        ("days", "days"),
    ],
)
def test_what_is_assumed_has_to_be_of_a_day(day: str, given: str, said: str) -> None:
    answer = simulated(day, "--assume", given)

    assert answer.exit_code == 1
    assert said in answer.output
    assert len(answer.output.splitlines()) == 1


def test_a_lost_message_of_one_channel_can_be_assumed_alone() -> None:
    found = scenario.assuming(scenario.standard(), ["messages.lost.sms=0.5", "answers.by_link=0"])

    assert found.messages.lost == {**scenario.standard().messages.lost, "sms": 0.5}
    assert found.answers.by_link == 0


def test_what_is_wrong_is_told_in_a_line_each(tmp_path: Path) -> None:
    bad_day = tmp_path / "day.yaml"
    bad_day.write_text("helpers: {registered: 0, most_open: x}\n", encoding="utf-8")
    bad_pack = copytree(PACK, tmp_path / "pack")
    (bad_pack / "pack.yaml").unlink()

    wrong_day = simulated(str(bad_day))
    pack = simulated("--pack", str(bad_pack))

    assert wrong_day.exit_code == pack.exit_code == 1
    assert len(wrong_day.output.splitlines()) == 2
    assert "Traceback" not in pack.output


def test_a_pack_without_referrals_says_so() -> None:
    answer = simulated("--pack", str(SHIPPED / "maryland"))

    assert answer.exit_code == 1
    assert len(answer.output.splitlines()) == 1
