"""Messages say times as people of this country read them, in each language."""

from datetime import UTC, datetime

import pytest

from assistdesk.referrals.services import notices
from tests.referrals import taking_part as build


@pytest.mark.rule("D-08")
@pytest.mark.parametrize(
    ("language", "said"), [("en", "2:05 PM, Sep 5"), ("es", "2:05 p.m., 5 sept"), ("vi", "14:05, 5 thg 9")]
)
def test_the_hour_is_one_of_twelve_where_the_country_has_that(language: str, said: str) -> None:
    at = datetime(2027, 9, 5, 18, 5, tzinfo=UTC)

    assert notices.moment(at, pack=build.pack(), language=language) == said
