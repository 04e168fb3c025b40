"""A cursor comes back as it went out, and anything else is refused kindly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistdesk.shared import cursors
from assistdesk.shared.refusals import InvalidInput


@given(place=st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_a_cursor_comes_back_as_it_went_out(place: list[str]) -> None:
    assert cursors.decode(cursors.encode(*place), parts=len(place)) == tuple(place)


@pytest.mark.parametrize("broken", ["x", "%%%", "bnVsbA", "é", "W10", "WzFd", "A" * 10_000, "W251bGxd"])
def test_anything_else_is_refused(broken: str) -> None:
    with pytest.raises(InvalidInput):
        cursors.decode(broken, parts=2)


@pytest.mark.parametrize("nothing", ["", None])
def test_no_cursor_is_the_beginning(nothing: str | None) -> None:
    assert cursors.decode(nothing, parts=2) is None
