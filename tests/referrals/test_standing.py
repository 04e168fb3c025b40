"""What a resident is told at each moment, and how long the link opens."""

from datetime import timedelta

import pytest

from assistdesk.referrals.queries.standing import masked
from assistdesk.referrals.rules.standing import Facts, Stage, is_link_good, stage
from assistdesk.referrals.states import ReferralState
from tests.conftest import TEN_O_CLOCK

PROMISE = TEN_O_CLOCK + timedelta(minutes=30)
TICK = timedelta(microseconds=1)
LASTS = timedelta(days=30)


def facts(state: ReferralState, **changes: object) -> Facts:
    """Return the facts of a request that was promised a call in half an hour."""
    values: dict[str, object] = {
        "state": state,
        "is_promised": True,
        "call_back_by": PROMISE,
        "is_alerted": False,
        "results": (),
        **changes,
    }
    return Facts(**values)  # type: ignore[arg-type]  # the test names the facts that it is about


@pytest.mark.rule("D-17", "D-02")
@pytest.mark.parametrize(
    ("state", "before", "after"),
    [
        (ReferralState.PENDING, Stage.SEARCHING, Stage.LATE),
        (ReferralState.HELD, Stage.SEARCHING, Stage.LATE),
        (ReferralState.IN_PROGRESS, Stage.FOUND, Stage.OVERDUE),
        (ReferralState.UNFILLED, Stage.UNFILLED, Stage.UNFILLED),
        (ReferralState.SCHEDULED, Stage.SCHEDULED, Stage.SCHEDULED),
        (ReferralState.COMPLETE, Stage.COMPLETE, Stage.COMPLETE),
        (ReferralState.CANCELLED, Stage.CANCELLED, Stage.CANCELLED),
    ],
)
def test_the_promised_moment_itself_is_late(state: ReferralState, before: Stage, after: Stage) -> None:
    assert stage(facts(state), at=PROMISE - TICK) is before
    assert stage(facts(state), at=PROMISE) is after


@pytest.mark.rule("D-17")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"is_alerted": True}, Stage.SLOW, id="staff were told"),
        pytest.param({"is_promised": False, "call_back_by": None}, Stage.NOBODY, id="nobody is there"),
    ],
)
def test_a_resident_is_told_honestly_while_nobody_is_found(
    changes: dict[str, object], expected: Stage
) -> None:
    assert stage(facts(ReferralState.PENDING, **changes), at=TEN_O_CLOCK) is expected


@pytest.mark.rule("D-17")
@pytest.mark.parametrize(
    ("results", "expected"),
    [
        (("no_answer",), Stage.TRIED),
        (("wrong_number", "no_answer"), Stage.TRIED),
        (("no_answer", "reached"), Stage.REACHED),
        (("reached", "no_answer"), Stage.REACHED),
    ],
)
def test_attempts_are_told_late_or_not(results: tuple[str, ...], expected: Stage) -> None:
    tried = facts(ReferralState.IN_PROGRESS, results=results)

    assert stage(tried, at=TEN_O_CLOCK) is expected
    assert stage(tried, at=PROMISE + TICK) is expected


@pytest.mark.parametrize(("after", "is_good"), [(LASTS - TICK, True), (LASTS, False), (LASTS + TICK, False)])
def test_a_link_ends_so_long_after_its_request(after: timedelta, *, is_good: bool) -> None:
    assert is_link_good(ended_at=TEN_O_CLOCK, lasts=LASTS, at=TEN_O_CLOCK + after) is is_good
    assert is_link_good(ended_at=None, lasts=LASTS, at=TEN_O_CLOCK + after)


@pytest.mark.parametrize(
    ("contact", "method", "shown"),
    [
        ("+15025550199", "phone", "…0199"),
        ("+15025550199", "sms", "…0199"),
        ("rosa@example.com", "email", "r…@example.com"),
    ],
)
def test_a_contact_is_shown_to_its_owner_and_not_to_a_stranger(contact: str, method: str, shown: str) -> None:
    assert masked(contact, method=method) == shown
