"""The account for text messages is one variable; a wrong one is named, and its secret never shown."""

import pytest

from assistdesk.site.text_account import SMS_URL, texts
from assistdesk.site.variables import BadSetting

pytestmark = pytest.mark.rule("M-02")
ACCOUNT = "AC" + "a" * 32
SECRET = "not-to-be-shown"
SERVICE = "MG" + "b" * 32
TWILIO = f"twilio://{ACCOUNT}:{SECRET}@api.twilio.com"


@pytest.mark.parametrize(
    ("given", "address", "sender", "per_second"),
    [
        (f"{TWILIO}?from=+15025550100", "https://api.twilio.com", "+15025550100", 1.0),
        (f"{TWILIO}?from=%2B15025550100", "https://api.twilio.com", "+15025550100", 1.0),
        (f"{TWILIO}?from=50255&per_second=100", "https://api.twilio.com", "50255", 100.0),
        (f"{TWILIO}/?messaging_service={SERVICE}&per_second=0.5", "https://api.twilio.com", SERVICE, 0.5),
        (
            f"twilio+http://{ACCOUNT}:{SECRET}@127.0.0.1:8099?from=+15025550100",
            "http://127.0.0.1:8099",
            "+15025550100",
            1.0,
        ),
    ],
)
def test_an_account_is_read(given: str, address: str, sender: str, per_second: float) -> None:
    account = texts({SMS_URL: given})

    assert account is not None
    assert (account.address, account.account, account.secret) == (address, ACCOUNT, SECRET)
    assert sender in (account.number, account.messaging_service)
    assert account.per_second == per_second
    assert account.answers_commands
    assert SECRET not in repr(account)


def test_the_provider_may_answer_commands_itself() -> None:
    account = texts({SMS_URL: f"{TWILIO}?from=+15025550100&answers=provider"})

    assert account is not None
    assert not account.answers_commands


def test_without_an_account_texts_stay_here() -> None:
    assert texts({}) is None
    assert texts({SMS_URL: ""}) is None


@pytest.mark.parametrize(
    "given",
    [
        "pigeon://loft",
        TWILIO,
        f"{TWILIO}?from=502-555-0100",
        f"{TWILIO}?from=+15025550100&messaging_service={SERVICE}",
        f"{TWILIO}?messaging_service=MG1",
        f"{TWILIO}?from=+15025550100&colour=red",
        f"{TWILIO}?from=+15025550100&per_second=0",
        f"{TWILIO}?from=+15025550100&per_second=1001",
        f"{TWILIO}?from=+15025550100&per_second=fast",
        f"{TWILIO}?from=+15025550100&answers=nobody",
        f"{TWILIO}/path?from=+15025550100",
        f"twilio://{ACCOUNT}@api.twilio.com?from=+15025550100",
        f"twilio://someone:{SECRET}@api.twilio.com?from=+15025550100",
        f"twilio://{ACCOUNT}:{SECRET}@?from=+15025550100",
        f"twilio://{ACCOUNT}:{SECRET}@host:port?from=+15025550100",
    ],
)
def test_a_wrong_account_is_named_and_not_shown(given: str) -> None:
    with pytest.raises(BadSetting, match=SMS_URL) as wrong:
        texts({SMS_URL: given})

    assert SECRET not in str(wrong.value)
