"""Which words are given or family names, and which are ordinary ones. Read when first asked.

Sources: see `tools/census_names.py`, `tools/ordinary_words.py` and `tools/everyday_words.py`, which make the
packed files. The others are written by hand. `abroad.txt` has given and family names of families from abroad
that the census has not; `things.txt` what is written with a capital and is nobody (languages, towns, states,
employers, insurers, software, medicines, kinds of immigration status); `rather.txt` names that are hardly
ever words, `towns.txt` places that people are called after, `nicknames.txt` what people are called for short,
with their whole names behind it, `whose.txt` words that stand before "number" and name no thing.
"""

import lzma
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from string import ascii_lowercase

USUAL_GIVEN = 3_000
USUAL_FAMILY = 8_000
CONTRACTIONS = frozenset(
    ["im", "ive", "id", "ill", "youre", "youve", "youll", "hes", "shes", "its", "were", "weve", "theyre",
     "theyve", "dont", "doesnt", "didnt", "cant", "couldnt", "wont", "wouldnt", "isnt", "arent", "wasnt",
     "werent", "hasnt", "havent", "hadnt", "shouldnt", "thats", "whats", "theres", "lets", "heres"]
)  # fmt: skip


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """Return `word` in lower case, without accents, as names are listed."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(part for part in parts if not unicodedata.combining(part))


def is_given(word: str) -> bool:
    """Tell whether the folded `word` is a given name, however seldom."""
    return word in _given() or word in _abroad()


def is_family(word: str) -> bool:
    """Tell whether the folded `word` is a family name, however seldom."""
    return word in _family()


def is_usual(word: str) -> bool:
    """Tell whether the folded `word` is a name that many people have."""
    return _given().get(word, USUAL_GIVEN) < USUAL_GIVEN or _family().get(word, USUAL_FAMILY) < USUAL_FAMILY


def is_ordinary(word: str) -> bool:
    """Tell whether `word`, in lower case, is an ordinary one of English or Spanish, accents or not."""
    return word in _words() or fold(word) in _words()


def is_everyday(word: str, *, is_capital: bool) -> bool:
    """Tell whether the folded `word` is one of English or Spanish that no list has as a name.

    With a capital letter only the most usual ones count: others may be somebody's name that no list has.
    """
    usual, seldom, _ = _everyday()
    return word in usual or (not is_capital and word in seldom)


@lru_cache(maxsize=4096)
def is_mistyped(word: str) -> bool:
    """Tell whether the folded `word` is an ordinary one with a letter too few, too many or moved."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    near = {start + end[1:] for start, end in cuts if end}
    near |= {start + end[1] + end[0] + end[2:] for start, end in cuts if len(end) > 1}
    near |= {start + letter + end for start, end in cuts for letter in ascii_lowercase}
    return any(is_ordinary(one) or is_everyday(one, is_capital=False) for one in near)


def is_seldom_name(word: str) -> bool:
    """Tell whether the folded `word` is an everyday one of Spanish though a few people are called so."""
    return word in _everyday()[2]


def is_rather_name(word: str) -> bool:
    """Tell whether the folded `word` is hardly ever anything but a name, though dictionaries have it."""
    return word in _rather()


def is_thing(word: str) -> bool:
    """Tell whether the folded `word` stands for a thing or a place where it stands alone."""
    return word in _things()


def is_town(word: str) -> bool:
    """Tell whether the folded `word`, a name of people, is a town, state or country as well."""
    return word in _towns()


def says_whose(word: str) -> bool:
    """Tell whether `word`, in lower case, names no thing before "number": it is "her", "new" or "social"."""
    return word in _whose()


def is_short_for(word: str, name: str) -> bool:
    """Tell whether people who have the folded given `name` are called by the folded `word` for short."""
    return name in _nicknames().get(word, ())


@cache
def phrases() -> frozenset[str]:
    """Return names of several words that are a firm's or a place's though they sound like somebody's."""
    return frozenset(word.replace("_", " ") for word in _written("things.txt").split() if "_" in word)


@cache
def insurers() -> frozenset[str]:
    """Return words by which insurers all over the country are known, whose IDs are their members'."""
    return frozenset(_written("insurers.txt").split())


@cache
def states() -> tuple[str, ...]:
    """Return the names of the states, those of two words before the ones that they end in."""
    return tuple(_read("states.txt.xz").splitlines())


@cache
def _census() -> tuple[dict[str, int], dict[str, int]]:
    given, family = _read("census.txt.xz").splitlines()
    return _ranked(given), _ranked(family)


def _ranked(line: str) -> dict[str, int]:
    return {name: rank for rank, name in enumerate(line.split())}


@cache
def _given() -> dict[str, int]:
    return _census()[0]


@cache
def _family() -> dict[str, int]:
    return _census()[1]


@cache
def _abroad() -> frozenset[str]:
    return frozenset(_written("abroad.txt").split())


@cache
def _rather() -> frozenset[str]:
    return frozenset(_written("rather.txt").split())


@cache
def _things() -> frozenset[str]:
    return frozenset(_written("things.txt").split()).union(*(name.lower().split() for name in states()))


@cache
def _towns() -> frozenset[str]:
    return frozenset(_written("towns.txt").split())


@cache
def _words() -> frozenset[str]:
    return frozenset(_read("words.txt.xz").split())


@cache
def _everyday() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(line.split()) for line in _read("everyday.txt.xz").splitlines())


@cache
def _nicknames() -> dict[str, tuple[str, ...]]:
    rows = [line.split() for line in _written("nicknames.txt").splitlines()]
    return {word: tuple(names) for word, *names in rows}


@cache
def _whose() -> frozenset[str]:
    return frozenset(_written("whose.txt").split())


def _written(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _read(name: str) -> str:
    return lzma.decompress(files(__package__).joinpath(name).read_bytes()).decode()
