"""The words that say what the number beside them is, in English and Spanish.

A word alone ("case") is a weak label: it speaks for a number that stands right after it. With
"number", "id" or "#" ("case number", "número de caso") it is strong and reaches further.
"""

import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import blake2b

from assistdesk.shared.privacy import gaps, nouns
from assistdesk.shared.privacy.kinds import AllowedType, Kind, PersonalType
from assistdesk.shared.privacy.label_words import HEAD, TAIL, WORDS
from assistdesk.shared.privacy.names import lists
from assistdesk.shared.privacy.names.phrases import phrases_of
from assistdesk.shared.privacy.scanning import Places, Scan

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


KINDS = tuple(WORDS)
PATTERNS = Scan((_pattern(WORDS[kind]) for kind in KINDS), by_themselves=True)


def labels_in(
    text: str,
    *,
    allowed_labels: frozenset[str],
    names: frozenset[str],
    brands: frozenset[str] = frozenset(),
    places: Places | None = None,
) -> tuple[Label, ...]:
    """Return the labels of `text` by their place; where two overlap, the longer one; `places` are the text's.

    A word that belongs to one of the `names` is no label: "Passport" may be an insurer. The ID of an insurer,
    told by one of the `brands`, is a member's. No label goes over the end of a line, so that each line is
    read by itself: those that all messages share only once.
    """
    found: list[Label] = []
    start = 0
    places = Places.of(text) if places is None else places
    for line in text.split("\n"):
        lines_own = partial(places.between, start, start + len(line))
        known = SEEN.labels_of(line, allowed_labels, names, brands, lines_own) if line else ()
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
        places: Callable[[], Places] | None = None,
    ) -> tuple[Label, ...]:
        """Return the labels of one line by their place in it; `places` returns those of the line."""
        digest = blake2b(line.encode(errors="surrogatepass"), key=self._key, digest_size=16).digest()
        key = (digest, allowed_labels, names, brands)
        known = self._known.get(key)
        if known is None:
            known = _labels_of(line, allowed_labels, names, brands, places() if places else None)
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
    places: Places | None = None,
) -> tuple[Label, ...]:
    places = Places.of(line) if places is None else places
    found = [_label(KINDS[number], match) for number, match in PATTERNS.found_in(line, places)]
    own = list(_patterns_of(_insurers(names, brands), allowed_labels).found_in(line, places))
    found += [_label(AllowedType.TICKET, match) for number, match in own if number == ALLOWED]
    if found:
        in_names = _places_of(names, line)
        found = [label for label in found if not in_names[label.start]]
    issued = [match for number, match in own if number != ALLOWED]
    found += [Label(one.start(), one.end(), PersonalType.MEMBER_ID, strong=True) for one in issued]
    found += list(_of_things(line, found))
    return tuple(_longest(found))


def _of_things(line: str, known: Iterable[Label]) -> Iterator[Label]:
    """Yield the labels that any other noun makes, where none of those `known` stands."""
    spans = [(one.start, one.end) for one in known]
    for start, end in nouns.nouns_in(line):
        if not any(first < end and start < last for first, last in spans):
            yield Label(start, end, AllowedType.REFERENCE, strong=True)


@lru_cache(maxsize=64)
def _insurers(names: frozenset[str], brands: frozenset[str]) -> frozenset[str]:
    return brands | lists.insurers() | {name for name in names if name.isalpha()}


def _label(kind: Kind, match: re.Match[str]) -> Label:
    strong = kind in ALWAYS_STRONG or bool(match["head"] or match["tail"])
    return Label(match.start(), match.end(), kind, strong)


ALLOWED = 1


@lru_cache(maxsize=64)
def _patterns_of(brands: frozenset[str], labels: frozenset[str]) -> Scan:
    """Return what finds the labels of one marketplace: the IDs of insurers, and the words that it allows."""
    allowed = [_pattern(_longest_first(labels))] if labels else []
    return Scan([_issued_by(brands), *allowed], by_themselves=True)


OF_A_PLAN = (
    "health|healthcare|plan|insurance|member|medicaid|dental|mco|blue|cross|shield|community|permanente"
    f"|marketplace|policy|subscriber|{'|'.join(lists.states())}"
)
"""What may stand between an insurer and the number that it gave to a member."""


def _issued_by(brands: frozenset[str]) -> re.Pattern[str]:
    """Return what finds "Example ID" and "Example Health member #", by the first words of insurers' names."""
    first = "|".join(_longest_first(brands))
    return re.compile(
        rf"(?<![^\W_])(?:{first})"
        r"(?:[ \t](?!(?:case|app|ticket|group|plan|as|and|or|an?|is|photo)\b)[A-Za-z]+){0,3},?[ \t]"
        r"id(?:[ \t]?(?:#|numbers?|no\.?|card))?(?![^\W\d_])"
        rf"|(?<![^\W_])(?:{first})(?:'s)?(?:[ \t](?:{OF_A_PLAN})){{0,3}},?[ \t](?:card[ \t])?"
        r"(?:#|(?:numbers?|no\.|n[uú]mero)(?![^\W\d_]))"
        r"|(?<![^\W_])(?<!company )(?<!group )(?<!user )(?<!agency )(?<!vendor )(?<!payer )(?<!batch )"
        r"(?:id|policy|card|number|#)(?:[ \t]?(?:#|numbers?|no\.?|card))?"
        rf"[ \t](?:with|for|at|from|in|de|con)[ \t](?:{first})"
        r"(?:[ \t](?!(?i:is|was|has|es)\b)[A-Z][a-z]+){0,2}(?![^\W_])",
        re.IGNORECASE,
    )


def _longest_first(literals: Iterable[str]) -> list[str]:
    """Return `literals` as expressions in which a space stands for a space or a tab, as in `WORDS`."""
    ordered = sorted(literals, key=lambda literal: (-len(literal), literal))
    return [" ".join(re.escape(word) for word in literal.split()) for literal in ordered]


CODE_NEAR = re.compile(r"(?:[ \t]+[\w'()]+){1,4}[ \t,:#]+[A-Z]{0,3}\d{6,9}(?![\w-])")
"""A paper's number that a few words lead to: "Passport of Example Land AB1234567"."""


def _places_of(names: frozenset[str], text: str) -> bytearray:
    """Return for each character of `text` whether it belongs to one of `names`.

    One of a single word is meant only with its capital, and where no value follows: "passport FE48" is one.
    """
    places = bytearray(len(text))
    for start, end, words in phrases_of(names).found_in(text, 0, len(text)):
        is_value_near = gaps.is_followed_by_value(text, end) or CODE_NEAR.match(text, end) is not None
        if words == 1 and (text[start].islower() or is_value_near):
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
