"""The words that say what the number beside them is, in English and Spanish.

A word alone ("case") is a weak label: it speaks for a number that stands right after it. With
"number", "id" or "#" ("case number", "número de caso") it is strong and reaches further.
"""

import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from assistdesk.shared.privacy import gaps
from assistdesk.shared.privacy.kinds import AllowedType, Kind, PersonalType
from assistdesk.shared.privacy.label_words import HEAD, TAIL, WORDS
from assistdesk.shared.privacy.names import lists
from assistdesk.shared.privacy.names.phrases import phrases_of

ALWAYS_STRONG: frozenset[Kind] = frozenset(
    {PersonalType.US_SSN, PersonalType.ITIN, PersonalType.BANK_ROUTING, PersonalType.PHONE, AllowedType.NPN}
)


@dataclass(frozen=True, slots=True)
class Label:
    """One label in a text: where it stands, what it says a number is, and whether it reaches far."""

    start: int
    end: int
    kind: Kind
    strong: bool


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    alternatives = "|".join(words)
    whole = rf"(?<![^\W_])(?P<head>{HEAD})?(?:{alternatives})(?P<tail>{TAIL})?(?:(?<=[#.])|(?![^\W\d_]))"
    return re.compile(whole.replace(" ", r"[ \t]"), re.IGNORECASE)


PATTERNS = {kind: _pattern(words) for kind, words in WORDS.items()}


def labels_in(
    text: str, *, allowed_labels: frozenset[str], names: frozenset[str], brands: frozenset[str] = frozenset()
) -> tuple[Label, ...]:
    """Return the labels of `text` by their place; where two overlap, the longer one.

    A word that belongs to one of the `names` is no label: "Passport" may be an insurer. The ID of an insurer,
    told by one of the `brands`, is a member's. No label goes over the end of a line, so that each line is
    read by itself: those that all messages share only once.
    """
    found: list[Label] = []
    start = 0
    for line in text.split("\n"):
        known = SEEN.labels_of(line, allowed_labels, names, brands) if line else ()
        found += [Label(start + one.start, start + one.end, one.kind, one.strong) for one in known]
        start += len(line) + 1
    return tuple(found)


class SeenLines:
    """Where the labels of lines stand that were read before. Of a line a keyed digest is kept, no word.

    The key is this process's own and is written down nowhere, so that nobody can try out what a line said.
    """

    def __init__(self, most: int) -> None:
        self._key = secrets.token_bytes(32)
        self._most = most
        self._known: dict[
            tuple[bytes, frozenset[str], frozenset[str], frozenset[str]], tuple[Label, ...]
        ] = {}

    def labels_of(
        self,
        line: str,
        allowed_labels: frozenset[str],
        names: frozenset[str],
        brands: frozenset[str] = frozenset(),
    ) -> tuple[Label, ...]:
        """Return the labels of one line by their place in it."""
        digest = blake2b(line.encode(errors="surrogatepass"), key=self._key, digest_size=16).digest()
        key = (digest, allowed_labels, names, brands)
        known = self._known.get(key)
        if known is None:
            known = _labels_of(line, allowed_labels, names, brands)
            if len(self._known) >= self._most:
                self._known.clear()
            self._known[key] = known
        return known


SEEN = SeenLines(most=4096)


def _labels_of(
    line: str,
    allowed_labels: frozenset[str],
    names: frozenset[str],
    brands: frozenset[str] = frozenset(),
) -> tuple[Label, ...]:
    found = [label for kind, pattern in PATTERNS.items() for label in _labels(line, kind, pattern)]
    if allowed_labels:
        found.extend(_labels(line, AllowedType.TICKET, _pattern_of(allowed_labels)))
    in_names = _places_of(names, line)
    found = [label for label in found if not in_names[label.start]]
    insurers = brands | lists.insurers() | {name for name in names if name.isalpha()}
    if insurers:
        issued = _issued_by(insurers).finditer(line)
        found.extend(Label(one.start(), one.end(), PersonalType.MEMBER_ID, strong=True) for one in issued)
    return tuple(_longest(found))


def _labels(text: str, kind: Kind, pattern: re.Pattern[str]) -> Iterator[Label]:
    for match in pattern.finditer(text):
        strong = kind in ALWAYS_STRONG or bool(match["head"] or match["tail"])
        yield Label(match.start(), match.end(), kind, strong)


@lru_cache(maxsize=64)
def _pattern_of(labels: frozenset[str]) -> re.Pattern[str]:
    return _pattern(_longest_first(labels))


@lru_cache(maxsize=64)
def _issued_by(brands: frozenset[str]) -> re.Pattern[str]:
    """Return what finds "Example ID" and "Example Health member #", by the first words of insurers' names."""
    first = "|".join(_longest_first(brands))
    return re.compile(
        rf"(?<![^\W_])(?:{first})(?:[ \t](?!(?i:case|app|ticket|group|plan)\b)[A-Za-z]+){{0,3}}[ \t]"
        r"id(?:[ \t]?(?:#|numbers?|no\.?|card))?(?![^\W\d_])"
        r"|(?<![^\W_])(?:id|policy|card|number|#)(?:[ \t]?(?:#|numbers?|no\.?|card))?"
        rf"[ \t](?:with|for|at|from|in|de|con)[ \t](?:{first})"
        r"(?:[ \t](?!(?i:is|was|has|es)\b)[A-Z][a-z]+){0,2}(?![^\W_])",
        re.IGNORECASE,
    )


def _longest_first(literals: Iterable[str]) -> list[str]:
    """Return `literals` as expressions in which a space stands for a space or a tab, as in `WORDS`."""
    ordered = sorted(literals, key=lambda literal: (-len(literal), literal))
    return [" ".join(re.escape(word) for word in literal.split()) for literal in ordered]


def _places_of(names: frozenset[str], text: str) -> bytearray:
    """Return for each character of `text` whether it belongs to one of `names`.

    One of a single word is meant only with its capital, and where no value follows: "passport FE48" is one.
    """
    places = bytearray(len(text))
    for start, end, words in phrases_of(names).found_in(text, 0, len(text)):
        if words == 1 and (text[start].islower() or gaps.is_followed_by_value(text, end)):
            continue
        places[start:end] = b"\x01" * (end - start)
    return places


def _longest(labels: Iterable[Label]) -> Iterator[Label]:
    """Return the labels that no longer one overlaps, in order of their start."""
    kept: list[Label] = []
    for label in sorted(labels, key=lambda label: (label.start, -label.end)):
        if not kept or label.start >= kept[-1].end:
            kept.append(label)
        elif label.end - label.start > kept[-1].end - kept[-1].start:
            kept[-1] = label
    return iter(kept)
