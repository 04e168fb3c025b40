"""What visitors send and read on the pages of the referrals."""

import re

from django.test import Client

from assistdesk.shared.messaging.models import Outgoing

ROOT = "/m/kentucky/on-demand/"
TAB = f"{ROOT}registration"
AVAILABILITY = f"{ROOT}availability"
OWN = {"email_choice": "own", "phone_choice": "own", "channels": ["email", "sms"]}
OTHER_PHONE = {**OWN, "phone_choice": "other", "phone": "(502) 555-0122"}


def week(**changes: object) -> dict[str, object]:
    """Return a week as a browser sends it: Monday with a lunch break, and a night on Friday."""
    empty = {
        f"{kind}_{part}_{day}_0": ""
        for kind in ("work", "break")
        for part in ("from", "to")
        for day in range(1, 8)
    }
    return {
        **empty,
        "work_from_1_0": "09:00",
        "work_to_1_0": "17:00",
        "break_from_1_0": "12:00",
        "break_to_1_0": "12:30",
        "work_from_5_0": "22:00",
        "work_to_5_0": "06:00",
        "break_from_5_0": "02:00",
        "break_to_5_0": "02:30",
        "zone": "America/Chicago",
        "max_open": "3",
        "zip": "42101",
        "languages": ["en", "es"],
        **changes,
    }


def text(browser: Client, address: str) -> str:
    """Return a page, which must be there."""
    answer = browser.get(address)
    assert answer.status_code == 200, address
    shown: str = answer.content.decode()
    return shown


def code() -> str:
    """Return the code that was sent last."""
    newest = Outgoing.objects.filter(template="address_check").order_by("-queued_at")[0]
    codes: list[str] = re.findall(r"\b\d{6}\b", newest.body)
    return codes[0]
