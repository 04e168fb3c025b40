"""Going through the pages of a call in tests."""

import re
import uuid
from typing import Any

from django.test import Client

from tests.escalations.calling import NAME, NPN
from tests.escalations.reading import text_of

LINE = "/m/maryland/hotline/"
WORDS = "Coverage ended — “too early”, ¿por qué? <b>"
FOCUSED = re.compile(r"<(\w+)[^>]*\sautofocus[^>]*>")


def start(browser: Client, *, name: str = NAME, npn: str = NPN) -> str:
    """Start a call and return its address."""
    answer = browser.post(
        f"{LINE}start", {"caller_name": name, "npn": npn, "submission_key": uuid.uuid4().hex}
    )
    assert answer.status_code == 302, text_of(answer)
    return str(answer.headers["Location"])


def escalate(browser: Client, call: str, person_id: str, **values: str) -> Any:
    """Escalate a client's issue and return the answer."""
    given = {"person_id": person_id, "type": "termination", "description": WORDS, "action": "escalate"}
    return browser.post(f"{call}/client", {**given, "submission_key": uuid.uuid4().hex, **values})


def focus_of(page: Any) -> str:
    """Return the first element that asks for the focus."""
    found = FOCUSED.search(text_of(page))
    assert found, "nothing has the focus"
    return found[0]
