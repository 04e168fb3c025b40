"""Reads what people and programs send into typed values; decides nothing."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

_KEPT = "\n\t"


def clean_text(text: str) -> str:
    """Return `text` as it is kept: composed (NFC), one kind of line end, without control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(char for char in lines if char in _KEPT or unicodedata.category(char) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", kept).strip()


def clean_line(text: str) -> str:
    """Return `text` as one line, cleaned."""
    return " ".join(clean_text(text).split())


CleanText = Annotated[str, AfterValidator(clean_text)]
CleanLine = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(clean_line)]
