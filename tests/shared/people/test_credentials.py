"""Who may act for people on a day: by the last days of authorization and license, in one rule."""

from datetime import date, timedelta

import pytest

from assistdesk.shared.people.rules import Credentials, is_able

TODAY = date(2026, 6, 1)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("credentials", "able"),
    [
        pytest.param(Credentials(TOMORROW, "L1", TOMORROW), True, id="both run"),
        pytest.param(Credentials(TODAY, "L1", TODAY), True, id="the last day of both"),
        pytest.param(Credentials(YESTERDAY, "L1", TOMORROW), False, id="authorization is over"),
        pytest.param(Credentials(TOMORROW, "L1", YESTERDAY), False, id="license is over"),
        pytest.param(Credentials(TOMORROW, "L1", None), False, id="a license without a last day"),
        pytest.param(Credentials(None, "L1", TOMORROW), False, id="no authorization"),
        pytest.param(Credentials(TODAY, "", None), True, id="no license is needed"),
        pytest.param(Credentials(TODAY, "", YESTERDAY), True, id="a day without a license says nothing"),
    ],
)
def test_who_is_able_on_a_day(credentials: Credentials, *, able: bool) -> None:
    assert is_able(credentials, on=TODAY) is able
