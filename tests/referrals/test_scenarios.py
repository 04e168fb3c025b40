"""A scenario's file holds what differs from the standard day, and says by line what is wrong."""

from pathlib import Path

import pytest

from assistdesk.referrals.simulation import population, scenario
from assistdesk.referrals.simulation.population import NoState
from assistdesk.referrals.simulation.scenario import BadScenario
from assistdesk.shared.policy.loader import load_folder
from tests.referrals.days import day, pack
from tests.referrals.matching import PACKS


def written(folder: Path, text: str) -> Path:
    """Return a scenario's file with `text` in it."""
    path = folder / "day.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.rule("D-19")
def test_a_file_needs_to_hold_only_what_differs(tmp_path: Path) -> None:
    found = scenario.read(written(tmp_path, "title: Quiet\nhelpers:\n  registered: 30\n"))
    standard = scenario.standard()

    assert (found.title, found.helpers.registered) == ("Quiet", 30)
    assert found.helpers.shift_hours == standard.helpers.shift_hours
    assert found.answers == standard.answers


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("title: Quiet\nhelpers:\n  registered: none\n", 3, "helpers.registered"),
        ("title: Quiet\nhelpers:\n  registerd: 3\n", 3, "helpers.registerd"),
        ("title: Quiet\nrequests: {per_hour: -1}\n", 2, "requests.per_hour"),
        ("title: [\n", 2, ""),
        ("just words\n", 1, ""),
    ],
)
def test_what_is_wrong_is_told_by_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    file = written(tmp_path, text)

    with pytest.raises(BadScenario) as wrong:
        scenario.read(file)

    assert any(f"{file}:{line}" in problem and said in problem for problem in wrong.value.problems)


def test_a_pack_without_a_state_has_nobody_to_play_with() -> None:
    stateless = load_folder(PACKS / "kentucky").identity.model_copy(update={"state": None})

    with pytest.raises(NoState):
        population.places_of(pack().model_copy(update={"identity": stateless}))


def test_residents_come_when_and_whence_the_scenario_says() -> None:
    today = day(requests={"per_hour": 100, "other_languages": {"es": 0.5}})
    zips = {place.spot.zip for place in population.places_of(pack())}
    moments = [one.requested_at for one in today.residents]
    spanish = sum(one.language == "es" for one in today.residents)

    assert len(today.residents) == 1_400
    assert moments == sorted(moments)
    assert {one.place.spot.zip for one in today.residents} <= zips
    assert 600 < spanish < 800


def test_helpers_are_there_for_their_shift_less_the_break() -> None:
    hours = [
        sum((end - start).total_seconds() for start, end in one.duty) / 3600
        for one in day(helpers={"on_shift": 1.0}).helpers
    ]

    assert set(hours) == {7.5}
    assert not any(one.duty for one in day(helpers={"on_shift": 0.0}).helpers)


def test_nobody_asks_for_a_type_that_does_not_help_with_their_program() -> None:
    residents = day(requests={"per_hour": 100, "helper_types": {"agent": 1.0}}).residents
    asked = {(one.program, one.helper_type) for one in residents}

    assert asked == {("medicaid", ""), ("qhp", "agent"), ("dental", "agent"), ("other", "agent")}
