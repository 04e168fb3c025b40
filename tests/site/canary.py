"""Marked values of a person who is nobody, and the search for them where none may be."""

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

MARKS: Mapping[str, str] = {
    "name": "Quillanthe",
    "family name": "Zzyzxovar",
    "social security number": "412-55-7713",
    "telephone": "443-555-0187",
    "mail": "vexmarsh.q@example.org",
    "birth": "1979-11-23",
    "street": "8841 Tharnwick Lane",
}
NAME = f"{MARKS['name']} {MARKS['family name']}"
SENTENCE = (
    f"{NAME}, SSN {MARKS['social security number']}, born {MARKS['birth']}, phone {MARKS['telephone']}, "
    f"{MARKS['mail']}, lives at {MARKS['street']}."
)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def _shapes(value: str) -> set[str]:
    """Return a value as it may be written: as it is, its digits alone, and as a number of the world."""
    digits = re.sub(r"\D", "", value)
    return {value.lower()} | ({digits} if len(digits) >= 7 else set())


@dataclass
class Canary:
    """What is searched, by the name of the place; `tokens` are secrets that count like the marks."""

    places: dict[str, list[str]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def saw(self, place: str, *texts: str) -> None:
        """Add what stood at a place."""
        self.places.setdefault(place, []).extend(texts)

    def saw_page(self, content: str) -> None:
        """Add the title of a page."""
        self.saw("page titles", *TITLE.findall(content))

    def keep_secret(self, token: str) -> str:
        """Count a token among the marks, and return it."""
        self.tokens[f"token {uuid.uuid4().hex[:4]}"] = token
        return token

    def leaks(self) -> list[str]:
        """Return where which mark was found; the marks themselves are named, not repeated."""
        return [
            f"{mark} in {place}"
            for place, texts in self.places.items()
            for mark in found_in(texts, {**MARKS, **self.tokens})
        ]


def found_in(texts: Iterable[str], marks: Mapping[str, str] = MARKS) -> list[str]:
    """Return the names of those marks that stand in any of the texts, in any of their shapes."""
    whole = "\n".join(texts).lower()
    return [name for name, value in marks.items() if any(shape in whole for shape in _shapes(value))]
