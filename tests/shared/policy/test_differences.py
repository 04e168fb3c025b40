"""What changed between two packs, or two editions, is told by place and in words."""

from pathlib import Path

import pytest

from assistdesk.shared.policy.differences import Change, differences, differences_between
from assistdesk.shared.policy.loader import load_folder
from tests.shared.policy.folders import change, copy_of
from tests.shared.policy.packs import kentucky, starter

pytestmark = pytest.mark.rule("P-03")
GUIDE = "guide/from-the-start.yaml"


def changed(tmp_path: Path, *steps: dict[str, str]) -> list[str]:
    folder = copy_of("starter", to=tmp_path / "pack")
    for step in steps:
        change(folder, step)
    return [str(one) for one in differences(starter(), load_folder(folder))]


def test_a_pack_does_not_differ_from_itself() -> None:
    assert differences(kentucky(), kentucky()) == []


def test_a_changed_text_is_told_with_both_wordings(tmp_path: Path) -> None:
    step = {"file": GUIDE, "replace": "{en: Anything else,", "by": "{en: Whatever else,"}

    assert changed(tmp_path, step) == [
        "guide.from-the-start.entries.other.title.en: changed from 'Anything else' to 'Whatever else'"
    ]


def test_a_changed_clock_is_told_as_the_pack_writes_it(tmp_path: Path) -> None:
    types = "escalations/from-the-start.yaml"
    clock = {"file": types, "replace": "clock: 2 business days", "by": "clock: 24 hours"}

    assert changed(tmp_path, clock) == [
        "escalations.from-the-start.types.enrollment.clock: changed from '2 business days' to '24 hours'"
    ]


def test_a_step_that_is_added_or_removed_is_told_by_its_key(tmp_path: Path) -> None:
    step = {"file": GUIDE, "replace": "      - key: write\n", "by": "      - key: mail\n"}

    told = changed(tmp_path, step)

    assert [line.split(" '")[0].split(" {")[0] for line in told] == [
        "guide.from-the-start.entries.enrollment.steps.write: removed",
        "guide.from-the-start.entries.enrollment.steps.mail: added",
    ]


def test_a_list_of_words_tells_what_came_what_went_and_what_moved(tmp_path: Path) -> None:
    other = {"file": GUIDE, "replace": "en: [no ID card, not enrolled]", "by": "en: [not enrolled, no bill]"}
    place = "guide.from-the-start.entries.enrollment.also_called.en"

    assert changed(tmp_path, other) == [f"{place}: removed 'no ID card'", f"{place}: added 'no bill'"]


def test_another_order_of_entries_is_told() -> None:
    guide = starter().guide[0]
    turned = guide.model_copy(update={"entries": dict(reversed(guide.entries.items()))})

    told = [str(one) for one in differences_between(guide, turned)]

    assert told == ["entries: put in another order, other, enrollment"]


def test_another_order_of_words_is_told(tmp_path: Path) -> None:
    other = {
        "file": GUIDE,
        "replace": "en: [no ID card, not enrolled]",
        "by": "en: [not enrolled, no ID card]",
    }

    (told,) = changed(tmp_path, other)

    assert "put in another order" in told


def test_two_editions_of_a_guide_tell_which_entries_are_new() -> None:
    older, newer = kentucky().guide

    found = differences_between(older, newer)

    added = {one.path[1] for one in found if one.change is Change.ADDED and one.path[:1] == ("entries",)}
    assert {"834-transactions", "waiver", "retroactive-coverage", "name-dob-change"} <= added
    titles = {one.place: (one.before, one.after) for one in found}
    assert titles["entries.dire-need.title.en"] == ("'Dire Need Issues'", "'Dire Need Incidents'")
