"""Make the list of everyday words that the privacy guard ships beside the ordinary ones: Spanish above all.

    python3 -m venv build/words
    build/words/bin/pip install english-words==2.0.2 pyspellchecker==0.9.1
    build/words/bin/python tools/everyday_words.py assistdesk/shared/privacy/names/everyday.txt.xz

Run by hand after `tools/ordinary_words.py`, seldom, in an environment of its own: the desk needs only the
file. It has three lines of words in lower case and without accents: those that are so usual that they are no
name even with a capital letter, all others, and usual Spanish words that few people are called too. Other
names of the guard's lists are in none.

Sources: the Spanish and English words that `pyspellchecker` (MIT) counts, the English ones as far as
Webster's Second International (public domain) has them as `english-words` brings it; and the regular forms of
the usual Spanish verbs among them, which are made here.
"""

import gzip
import json
import lzma
import re
import sys
import unicodedata
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from english_words import get_english_words_set

NAMES = Path(__file__).resolve().parents[1] / "assistdesk/shared/privacy/names"
LISTED = ("census.txt.xz", "words.txt.xz", "abroad.txt", "rather.txt", "things.txt")
SPANISH, SPANISH_VERB, ENGLISH = 300, 1_000, 100
"""How often a word is counted at least, to be in the list."""
USUAL_SPANISH, USUAL_VERB, USUAL_ENGLISH = 1_500, 4_000, 4_000
"""And to be in the list of those that are no name with a capital either."""
SHARED = 3_000
"""And to be in the list of those that are seldom a name though some are called so."""
USUAL_GIVEN, USUAL_FAMILY = 3_000, 8_000
"""The ranks from which on a name is seldom, as in the guard's lists."""
FORMS = {
    "ar": (
        "o as a amos an é aste ó aron aba abas ábamos aban aré ará aremos arán aría arían aríamos e"
        " es emos en ara aran ando ado ada ados adas arlo arla arle arme arnos arse arlos arlas"
        " arles"
    ),
    "er": (
        "o es e emos en í iste ió imos ieron ía ías íamos ían eré erá eremos erán ería erían a as"
        " amos an iera ieran iendo ido ida idos idas erlo erla erle erme ernos erse erlos erlas"
        " erles"
    ),
    "ir": (
        "o es e imos en í iste ió ieron ía ías íamos ían iré irá iremos irán iría irían a as amos"
        " an iera ieran iendo ido ida idos idas irlo irla irle irme irnos irse irlos irlas irles"
    ),
}
STRESSED = (("e", "ie"), ("o", "ue"), ("e", "i"))
PARTICIPLE = re.compile(r"(?:ad|id)[oa]s?$")
"""Some women are called so: "Aparecida"."""
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


def main(target: Path) -> None:
    """Write the list to `target` and print how long it is."""
    names = listed()
    spanish, english = counted("es"), counted("en")
    known = set(english_among(english))
    forms = {form for verb in verbs(spanish, least=SPANISH_VERB) for form in forms_of(verb)}
    words = {fold(word) for word in forms | {word for word, times in spanish.items() if times >= SPANISH}}
    words |= {word for word in known if english[word] >= ENGLISH}
    words = {word for word in words - names if word.isascii() and word.isalpha() and len(word) > 1}
    finite = (form for verb in verbs(spanish, least=USUAL_VERB) for form in forms_of(verb))
    usual = {fold(form) for form in finite if not PARTICIPLE.search(form)}
    usual |= {fold(word) for word, times in spanish.items() if times >= USUAL_SPANISH}
    usual |= {word for word in known if english[word] >= USUAL_ENGLISH}
    shared = {fold(word) for word, times in spanish.items() if times >= SHARED} & seldom_names()
    lines = [" ".join(sorted(line)) for line in (words & usual, words - usual, shared)]
    target.write_bytes(lzma.compress("\n".join(lines).encode(), preset=9))
    sys.stdout.write(f"{len(words)} words and {len(shared)} names, {target.stat().st_size} bytes\n")


def listed() -> set[str]:
    """Return the folded words of the guard's lists."""
    return {
        word if name == "words.txt.xz" else fold(word) for name in LISTED for word in text_of(name).split()
    }


def seldom_names() -> set[str]:
    """Return the names of the Census that few people have and no other list names."""
    given, family = (line.split() for line in text_of("census.txt.xz").splitlines())
    others = {fold(word) for name in LISTED[1:] for word in text_of(name).split()}
    return (
        {*given[USUAL_GIVEN:], *family[USUAL_FAMILY:]}
        - others
        - {*given[:USUAL_GIVEN], *family[:USUAL_FAMILY]}
    )


def text_of(name: str) -> str:
    """Return one of the guard's lists."""
    content = (NAMES / name).read_bytes()
    return (lzma.decompress(content) if name.endswith(".xz") else content).decode()


def counted(language: str) -> dict[str, int]:
    """Return how often each word of a language was counted."""
    spec = find_spec("spellchecker")
    assert spec is not None and spec.submodule_search_locations
    path = Path(spec.submodule_search_locations[0], "resources", f"{language}.json.gz")
    found: dict[str, int] = json.loads(gzip.decompress(path.read_bytes()))
    return found


def verbs(words: dict[str, int], *, least: int) -> Iterator[str]:
    """Yield the Spanish words that look like infinitives and are counted so often."""
    return (
        word
        for word, times in words.items()
        if times >= least and word[-2:] in FORMS and len(word) > 3 and word.isalpha()
    )


def forms_of(verb: str) -> Iterator[str]:
    """Yield the regular forms of a Spanish verb, and those with another vowel: "atiende" of "atender"."""
    stem, kind = verb[:-2], verb[-2:]
    for vowel, stressed in STRESSED:
        start, found, end = stem.rpartition(vowel)
        if found:
            yield from (start + stressed + end + ending for ending in ("o", "as", "a", "an", "es", "e", "en"))
    for ending in FORMS[kind].split():
        if kind == "ar" and ending[0] in "eé":
            yield re.sub("z$", "c", re.sub("g$", "gu", re.sub("c$", "qu", stem))) + ending
        elif kind != "ar" and ending[0] in "oa":
            yield re.sub("c$", "zc", re.sub("(?<!n)gu?$", "j" if stem.endswith("g") else "g", stem)) + ending
        else:
            yield stem + ending


def english_among(words: dict[str, int]) -> Iterator[str]:
    """Yield the words that a dictionary of English has, with their usual endings."""
    known = {word for word in get_english_words_set(["web2"]) if word.islower()}
    for word in words:
        if len(word) > 2 and (word in known or any(base in known for base in bases(word))):
            yield word


def bases(word: str) -> Iterator[str]:
    """Yield what `word` may come from: "called" from "call", "planned" from "plan"."""
    for ending, put_back in ENDINGS.items():
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3:
            continue
        yield from (stem + letters for letters in put_back)
        if stem[-1] == stem[-2]:
            yield stem[:-1]


def fold(word: str) -> str:
    """Return `word` without accents."""
    parts = unicodedata.normalize("NFD", word)
    return "".join(part for part in parts if not unicodedata.combining(part))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
