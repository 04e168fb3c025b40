"""Whether a prospect or a quote may go where somebody wants it to go."""

from assistdesk.book.refusals import ProspectMoved, QuoteEmpty, QuoteFull, QuoteMoved
from assistdesk.book.states import PROSPECT, QUOTE, ProspectState, QuoteState

MOST_PLANS = 12
"""How many plans one quote compares: more don't fit on a page that is printed."""


def check_prospect_moves(move: str, *, state: ProspectState) -> None:
    """Check that a prospect may make a move.

    Raises:
        ProspectMoved: it stands elsewhere.
    """
    if not PROSPECT.can(move, state):
        raise ProspectMoved(state=state.value)


def check_prospect_open(state: ProspectState) -> None:
    """Check that a prospect is worked on.

    Raises:
        ProspectMoved: it is abandoned, or a client by now.
    """
    if state is not ProspectState.CURRENT:
        raise ProspectMoved(state=state.value)


def check_quote_moves(move: str, *, state: QuoteState) -> None:
    """Check that a quote may make a move.

    Raises:
        QuoteMoved: it stands elsewhere.
    """
    if not QUOTE.can(move, state):
        raise QuoteMoved(state=state.value)


def check_submittable(*, state: QuoteState, plans: int) -> None:
    """Check that a quote can be shown to whom it is for.

    Raises:
        QuoteMoved: it was submitted before.
        QuoteEmpty: it holds no plan.
    """
    check_quote_moves("submit", state=state)
    if not plans:
        raise QuoteEmpty


def check_room(*, state: QuoteState, plans: int, more: int) -> None:
    """Check that `more` plans can be put into a quote that holds `plans`.

    Raises:
        QuoteMoved: it is not being made any more.
        QuoteFull: they would be too many to compare.
    """
    if state is not QuoteState.IN_PROGRESS:
        raise QuoteMoved(state=state.value)
    if plans + more > MOST_PLANS:
        raise QuoteFull(most=MOST_PLANS)
