"""Text to words: in small letters, without accents, so that what is said alike is written alike."""

import re
import unicodedata

LONGEST_TEXT = 2_000
MOST_WORDS = 120

WORD = re.compile(r"[a-z0-9]+")
INSIDE_A_WORD = re.compile(r"(?<=[a-z0-9])['\u2019\u00b4`&](?=[a-z0-9])")


def fold(text: str) -> str:
    """Return the first `LONGEST_TEXT` characters of `text` in small letters, without accents."""
    parts = unicodedata.normalize("NFKD", text[:LONGEST_TEXT])
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return INSIDE_A_WORD.sub("", plain.casefold())


def words_of(text: str) -> list[str]:
    """Return the words of `text` in order, at most `MOST_WORDS`: `R&D` is one, `five-year` are two."""
    return WORD.findall(fold(text))[:MOST_WORDS]
