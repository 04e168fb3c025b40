"""A line that was read before is not read again, and says the same wherever it stands."""

from hypothesis import given
from hypothesis import strategies as st

from assistdesk.shared.privacy import labels
from assistdesk.shared.privacy.labels import SeenLines, labels_in
from tests.shared.privacy.sample import DIRECTORY

PIECES = (
    "case number", "SSN", "id de la ", "persona", "in this", " case", "Passport Mutual", "HLP", "HLP-4", "#",
    "no. ", "member id", "\t", " ", "4021", "person", "id", "\n", "\n\n", "número de ", "caso", "phone", "_",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_labels_are_the_same_line_by_line_as_in_the_whole_text(pieces: list[str]) -> None:
    text = "".join(pieces)

    found = labels_in(text, allowed_labels=DIRECTORY.allowed_labels, names=DIRECTORY.names)

    assert found == labels._labels_of(text, DIRECTORY.allowed_labels, DIRECTORY.names)


def test_of_a_line_that_was_seen_no_word_is_kept() -> None:
    seen = SeenLines(most=2)
    for line in ("SSN 900-12-3456", "case number 5", "her phone", "SSN 900-12-3456"):
        assert seen.labels_of(line, frozenset(), frozenset()) == labels._labels_of(
            line, frozenset(), frozenset()
        )

    assert len(seen._known) <= 2
    assert "900" not in repr(vars(seen))
    assert "phone" not in repr(list(seen._known))
