"""What makes the guard quick changes nothing that it finds: fewer questions, smaller numbers in the model."""

import pytest

from assistdesk.shared.privacy import Decision, screen
from assistdesk.shared.privacy.names import sentences, weights
from assistdesk.shared.privacy.names.score import Score
from tests.shared.privacy.sample import DIRECTORY, PARTIES

OPERATION = b'"\x0bMatMulNBits'
MARK = b"*\x15\n\x0eaccuracy_level\x18\x04\xa0\x01\x02"


def part(key: int, value: bytes) -> bytes:
    """Return a part of a message in the wire format, of less than 128 bytes."""
    return bytes([key, len(value)]) + value


def test_each_multiplication_of_small_weights_is_marked_and_nothing_else() -> None:
    number, other = b"\x08\x96\x01", part(0x1A, b"kept")
    model = number + part(0x3A, part(0x0A, OPERATION) + part(0x0A, b'"\x03Add') + other) + other
    marked = part(0x3A, part(0x0A, OPERATION + MARK) + part(0x0A, b'"\x03Add') + other)
    assert weights.quicker(model) == number + marked + other


@pytest.mark.parametrize("damaged", [b"\x3a\x7f\x01", b"\x3b\x01", b"\x80"])
def test_a_damaged_model_is_refused(damaged: bytes) -> None:
    with pytest.raises(ValueError, match=r"cut off|kind"):
        weights.quicker(damaged)


@pytest.mark.rule("V-07")
def test_a_text_that_is_held_anyway_is_not_put_to_the_model_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    ask = sentences.scores_of

    def ask_and_note(words: str) -> tuple[Score, ...] | None:
        asked.append(words)
        return ask(words)

    monkeypatch.setattr(sentences, "scores_of", ask_and_note)
    verdict = screen(
        "the letter for keisha okoye came, Zhenya got none", directory=DIRECTORY, parties=PARTIES
    )
    assert verdict.decision is Decision.HOLD
    assert len(asked) == len(set(asked)) == 1


@pytest.mark.parametrize("blank", ["", " \n\t"])
def test_a_blank_text_passes_as_it_is(blank: str) -> None:
    verdict = screen(blank, directory=DIRECTORY, parties=PARTIES)
    assert (verdict.decision, verdict.redacted) == (Decision.PASS, blank)
