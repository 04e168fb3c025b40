"""What is open already is not opened again without a reason; of others' incidents little is told."""

from datetime import UTC, datetime

import pytest

from assistdesk.escalations.rules.duplicates import OpenOne, needs_reason, open_ones

EARLY, LATE = datetime(2027, 3, 4, 22, tzinfo=UTC), datetime(2027, 3, 5, 22, tzinfo=UTC)
SEEN = OpenOne("270302-2866868", "new", EARLY, ("174097",))


@pytest.mark.rule("E-12")
@pytest.mark.parametrize(
    ("alike", "reason"),
    [([SEEN], ""), ([SEEN], " \u200b\n"), ([OpenOne(None, None, None, ("174097",))], "")],
)
def test_a_reason_is_needed_where_one_is_open_about_the_same(alike: list[OpenOne], reason: str) -> None:
    assert needs_reason(alike, reason=reason)


@pytest.mark.rule("E-12")
@pytest.mark.parametrize(
    ("alike", "reason"), [([], ""), ([], "Another policy year."), ([SEEN], "Another policy year.")]
)
def test_no_reason_is_needed_where_none_is_open_or_one_was_given(alike: list[OpenOne], reason: str) -> None:
    assert not needs_reason(alike, reason=reason)


@pytest.mark.rule("E-12")
def test_of_others_incidents_a_consumer_has_one_with_the_earliest_due_time() -> None:
    unseen = [("1", LATE), ("1", EARLY), ("1", None), ("2", None), ("2", None), ("3", None), ("3", LATE)]

    told = open_ones([SEEN], unseen)

    assert told == [
        SEEN,
        OpenOne(None, None, EARLY, ("1",)),
        OpenOne(None, None, None, ("2",)),
        OpenOne(None, None, LATE, ("3",)),
    ]
