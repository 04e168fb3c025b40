"""Policy is dated: the edition in force on the day that is asked about is the one that counts."""

from datetime import date, timedelta

import pytest

from assistdesk.shared.policy.refusals import NoEditionInForce, PartLeftOut
from assistdesk.shared.policy.schema import Pack, PartName
from tests.shared.policy.packs import TODAY, kentucky, maryland, starter

CHANGE = date(2023, 9, 8)
DAY = timedelta(days=1)


@pytest.mark.rule("P-03")
@pytest.mark.parametrize(
    ("day", "label"),
    [
        pytest.param(date(1999, 1, 1), "undated", id="long ago"),
        pytest.param(CHANGE - DAY, "undated", id="the day before"),
        pytest.param(CHANGE, "2023-09-08", id="the day itself"),
        pytest.param(CHANGE + DAY, "2023-09-08", id="the day after"),
        pytest.param(date(2199, 1, 1), "2023-09-08", id="far away"),
    ],
)
def test_the_undated_guide_ends_where_the_dated_one_starts(day: date, label: str) -> None:
    assert kentucky().guide_on(day).edition == label
    assert kentucky().escalations_on(day).edition == label


@pytest.mark.rule("P-03")
def test_older_editions_stay_readable() -> None:
    labels = [edition.edition for edition in kentucky().editions(PartName.GUIDE)]

    assert labels == ["undated", "2023-09-08"]
    older = kentucky().guide_edition("undated")
    assert older is not None
    assert "typically technical access issues" in older.entries[
        "self-service-portal"
    ].description.in_language("en")
    assert kentucky().guide_edition("1066") is None


@pytest.mark.rule("P-03")
def test_a_day_that_no_edition_covers_is_refused_and_never_guessed() -> None:
    ended = starter().guide[0].model_copy(update={"from_date": CHANGE, "to_date": CHANGE + DAY})
    pack = starter().model_copy(update={"guide": (ended,)})

    assert pack.guide_on(CHANGE) is ended
    for day in (CHANGE - DAY, CHANGE + DAY):
        with pytest.raises(NoEditionInForce):
            pack.guide_on(day)


@pytest.mark.rule("P-08")
@pytest.mark.parametrize(
    ("pack", "left_out"),
    [
        (kentucky(), {PartName.HOTLINE}),
        (maryland(), {PartName.REFERRALS, PartName.CONSENT}),
        (starter(), {PartName.HOTLINE, PartName.REFERRALS, PartName.CONSENT, PartName.DASHBOARD}),
    ],
    ids=["kentucky", "maryland", "starter"],
)
def test_a_pack_says_which_parts_it_leaves_out(pack: Pack, left_out: set[PartName]) -> None:
    assert set(pack.identity.without) == left_out
    assert {part for part in PartName if not pack.has(part)} == left_out


@pytest.mark.rule("P-08")
def test_a_part_that_is_left_out_is_refused() -> None:
    with pytest.raises(PartLeftOut):
        maryland().referrals_on(TODAY)
    with pytest.raises(PartLeftOut):
        kentucky().hotline_on(TODAY)
