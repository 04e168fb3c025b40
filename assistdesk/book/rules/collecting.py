"""Reading several fields of one thing, and saying what is wrong with all of them at once."""

from collections.abc import Callable
from typing import TypeVar

from assistdesk.book.rules.writing import NEEDED_MESSAGE, Unreadable
from assistdesk.shared.refusals import FieldError, InvalidInput

Value = TypeVar("Value")


class Reading:
    """Fields as they were written, and what was wrong with those read so far."""

    def __init__(self, written: dict[str, str]) -> None:
        self.written = written
        self.errors: list[FieldError] = []

    def text(self, name: str) -> str:
        """Return a field as it was written; empty where it was left out."""
        return self.written.get(name, "")

    def get(self, name: str, read: Callable[[str], Value], *, otherwise: Value) -> Value:
        """Return a field as a value; `otherwise` where it means nothing, which is then an error."""
        try:
            return read(self.text(name))
        except Unreadable as wrong:
            self.wrong(name, wrong.message)
            return otherwise

    def need(self, *names: str) -> None:
        """Note which of these were left empty."""
        for name in names:
            if not self.text(name).strip():
                self.wrong(name, NEEDED_MESSAGE)

    def wrong(self, name: str, message: str) -> None:
        """Note that a field needs another look; the first thing said of a field counts."""
        if all(one.field != name for one in self.errors):
            self.errors.append(FieldError(name, message))

    def check(self) -> None:
        """Check that nothing was wrong.

        Raises:
            InvalidInput: with every field that was.
        """
        if self.errors:
            raise InvalidInput(self.errors)
