"""How far an attachment has been screened for personal information."""

from enum import StrEnum

from assistdesk.shared.states import Move, MoveTable


class Screening(StrEnum):
    """Where the screening of an attachment stands."""

    PENDING = "pending"
    DONE = "done"
    HELD = "held"


SCREENING = MoveTable(
    start=Screening.PENDING,
    moves=[
        Move("finish", frozenset({Screening.PENDING}), Screening.DONE),
        Move("hold", frozenset({Screening.PENDING}), Screening.HELD),
    ],
)
"""All moves of a screening: a file that can't be read is held for a person."""
