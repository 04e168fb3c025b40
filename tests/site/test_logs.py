"""The log names no token of a link: whoever reads it could use one."""

import pytest

from assistdesk.site.logs import without_secrets


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Gone: /r/4f2a.bcdef", "Gone: /r/…"),
        ("Unprocessable Entity: /r/4f2a.bcdef/change", "Unprocessable Entity: /r/…/change"),
        ("Gone: /o/4f2a.bcdef?x=1", "Gone: /o/…?x=1"),
        ("Conflict: /api/v1/referral-status/4f2a.bcdef/cancel", "Conflict: /api/v1/referral-status/…/cancel"),
        ("Gone: /api/v1/links/4f2a.bcdef", "Gone: /api/v1/links/…"),
        ("Not Found: /m/kentucky/guide/x", "Not Found: /m/kentucky/guide/x"),
    ],
)
def test_tokens_are_left_out(said: str, kept: str) -> None:
    assert without_secrets(None, "warning", {"event": said})["event"] == kept
