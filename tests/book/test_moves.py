"""What a quote takes in and when, one plan either side of the limit."""

from contextlib import nullcontext

import pytest

from assistdesk.book.refusals import QuoteFull
from assistdesk.book.rules import moves
from assistdesk.book.states import QuoteState

pytestmark = pytest.mark.rule("C-16")


@pytest.mark.parametrize(
    ("plans", "more", "is_full"), [(11, 1, False), (0, 12, False), (12, 1, True), (0, 13, True)]
)
def test_a_quote_holds_twelve_plans_and_no_more(plans: int, more: int, *, is_full: bool) -> None:
    with pytest.raises(QuoteFull) if is_full else nullcontext():
        moves.check_room(state=QuoteState.IN_PROGRESS, plans=plans, more=more)
