"""Text as it is kept: composed, with one kind of line end, without control characters."""

import unicodedata
from typing import Annotated

from django import forms
from pydantic import AfterValidator, StringConstraints

_KEPT = "\n\t"
_REMOVED = frozenset({"Cc", "Cs"})  # control characters and halves of surrogate pairs


def clean_text(text: str) -> str:
    """Return `text` composed (NFC), with one kind of line end, without control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(char for char in lines if char in _KEPT or unicodedata.category(char) not in _REMOVED)
    return unicodedata.normalize("NFC", kept).strip()


def clean_line(text: str) -> str:
    """Return `text` as one line, cleaned."""
    return " ".join(clean_text(text).split())


CleanText = Annotated[str, AfterValidator(clean_text)]
CleanLine = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(clean_line)]


class TextField(forms.CharField):
    """Words of several lines, cleaned. Whether they are enough is decided by the rules, not here."""

    widget = forms.Textarea

    def to_python(self, value: object) -> str:
        """Return the words, cleaned."""
        return clean_text(super().to_python(value) or "")

    def validate(self, value: object) -> None:
        """Let everything pass: the rules say what is missing."""


class LineField(forms.CharField):
    """Words of one line, cleaned. Whether they are enough is decided by the rules, not here."""

    def to_python(self, value: object) -> str:
        """Return the line, cleaned."""
        return clean_line(super().to_python(value) or "")

    def validate(self, value: object) -> None:
        """Let everything pass: the rules say what is missing."""


class PickField(forms.ChoiceField):
    """One of some choices. Whether it is one of them is decided by the rules, not here."""

    def to_python(self, value: object) -> str:
        """Return the choice, cleaned."""
        return clean_line(super().to_python(value) or "")

    def validate(self, value: object) -> None:
        """Let everything pass: the rules say what is wrong."""
