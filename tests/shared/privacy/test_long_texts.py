"""Screening stays linear: a text four times as long takes about four times as long."""

import time

import pytest

from assistdesk.shared.privacy import Directory, Parties, screen
from assistdesk.shared.privacy.clients import Client, known_values

SHORT, LONG = 2_000, 8_000
QUADRATIC = 16
LIMIT = QUADRATIC * 0.6
ANA = Client("Ana Maria", "Roe", phone="3015550142", email="a@example.com", ssn="none", numbers=("KP-123",))
KNOWN = known_values([ANA], marketplace="somewhere")


@pytest.mark.rule("V-07")
@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "a",
        " ",
        "1-",
        "1 ",
        "a@",
        "@",
        "(",
        "*",
        "ssn ",
        "case 1, ",
        "dob 3/4/85, ",
        "ssn is the number of ",
        "\n",
        "502-555-0143, ",
        "Agency, 12 Main St, Hazard KY 41701\n",
    ],
)
def test_the_worst_texts_take_time_in_proportion_to_their_length(piece: str) -> None:
    ratio = min(_cpu_seconds(piece, LONG) / _cpu_seconds(piece, SHORT) for _ in range(3))

    assert ratio < LIMIT


def _cpu_seconds(piece: str, length: int) -> float:
    text = (piece * length)[:length]
    begun = time.thread_time()
    screen(text, directory=Directory(), parties=Parties(known=KNOWN))
    return time.thread_time() - begun
