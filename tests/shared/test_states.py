"""A table of moves says what may happen, and can't be built wrong."""

from enum import StrEnum

import pytest

from assistdesk.shared.states import Move, MoveTable


class Light(StrEnum):
    """A traffic light."""

    RED = "red"
    GREEN = "green"
    BROKEN = "broken"


GO = Move("go", frozenset({Light.RED}), Light.GREEN)
STOP = Move("stop", frozenset({Light.GREEN}), Light.RED)
BREAK = Move("break", frozenset({Light.RED, Light.GREEN}), Light.BROKEN)
TABLE = MoveTable(start=Light.RED, moves=[GO, STOP, BREAK])


def test_a_table_answers_what_may_happen() -> None:
    assert TABLE.actions_from(Light.RED) == ["go", "break"]
    assert TABLE.target("go") is Light.GREEN
    assert TABLE.sources("break") == {Light.RED, Light.GREEN}
    assert TABLE.can("go", Light.RED)
    assert not TABLE.can("go", Light.GREEN)


def test_a_state_that_no_move_reaches_is_refused() -> None:
    with pytest.raises(ValueError, match="broken"):
        MoveTable(start=Light.RED, moves=[GO, STOP])


def test_two_moves_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="same name"):
        MoveTable(start=Light.RED, moves=[GO, STOP, BREAK, GO])
