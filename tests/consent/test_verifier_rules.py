"""What a record says is bound to all that was recorded before it."""

import pytest

from assistdesk.consent.rules import verifier


@pytest.mark.rule("C-12")
def test_the_same_in_another_order_is_the_same() -> None:
    assert verifier.linked(verifier.START, {"a": 1, "b": "ñ"}) == verifier.linked(
        verifier.START, {"b": "ñ", "a": 1}
    )


@pytest.mark.rule("C-12")
@pytest.mark.parametrize(("previous", "values"), [(verifier.START, {"a": 2}), ("1" * 64, {"a": 1})])
def test_another_value_or_another_past_gives_another_digest(previous: str, values: dict[str, object]) -> None:
    assert verifier.linked(previous, values) != verifier.linked(verifier.START, {"a": 1})
