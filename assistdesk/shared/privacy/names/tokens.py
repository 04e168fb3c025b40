"""The words of a line as somebody sees them who looks for names."""

import re
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from assistdesk.shared.privacy.kinds import name_plainly
from assistdesk.shared.privacy.names import lists

WORD = re.compile(r"(?<![^\W_])[^\W\d_](?:[^\W\d_]|['-](?=[^\W\d_])|\.(?=[^\W\d_]\.))*\.?")
POSSESSIVE = ("'s", "'S")
PARTICLES = frozenset(
    ["de", "del", "la", "las", "los", "da", "das", "do", "dos", "di", "du", "van", "von", "der", "den", "ter",
     "al", "el", "bin", "ibn", "abu", "ben", "bint", "san", "santa", "st", "st.", "le", "y", "vda", "viuda"]
)  # fmt: skip
SUFFIXES = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"])
RELATIVES = frozenset(["niña", "niñas", "niño", "niños", "nena", "nenas", "nene", "tía", "tías"])
ACRONYM = 5
SHORT = 3
NEVER = frozenset(
    ["per", "saludos", "cordiales", "atentamente", "paterno", "materno",
     "ky", "md", "tn", "oh", "wv", "va", "pa", "ny", "nj", "fl", "tx", "ga", "nc",
     "sc", "il",
     "january", "february", "march", "april", "may", "june", "july", "august", "september",
     "october", "november", "december", "enero", "febrero", "marzo", "abril", "mayo", "junio",
     "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre", "jan", "feb", "mar",
     "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "monday", "tuesday",
     "wednesday", "thursday", "friday", "saturday", "sunday", "lunes", "martes", "miercoles",
     "jueves", "viernes", "sabado", "domingo", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
     "mr", "mrs", "ms", "miss", "dr", "sra", "srta", "don", "dona", "senor", "senora", "senorita",
     "sir", "madam", "you", "he", "she", "her", "his", "him", "my", "me", "we", "us", "our", "they",
     "them", "it", "to", "see", "so", "call", "case", "person", "good", "still", "box", "po",
     "best", "silver", "gold", "bronze", "blue", "cross", "shield", "plan", "state", "county",
     "city", "house", "home", "mail", "street", "road", "avenue", "rd", "ave", "blvd", "apt",
     "suite", "page", "portal", "note", "also", "any", "all", "or", "and", "as", "at", "an", "on",
     "in", "if", "is", "do", "did", "does", "can", "no", "not", "new", "old", "now", "one", "two",
     "three", "other", "over", "please", "thank", "thanks", "hello", "hi", "dear", "help", "need",
     "want", "was", "were", "has", "have", "had", "would", "should", "could", "this", "that",
     "these", "those", "there", "then", "than", "when", "where", "who", "why", "how", "what",
     "which", "while", "with", "from", "for", "by", "of", "off", "out", "up", "down", "after",
     "before", "since", "until", "once", "both", "each", "every", "same", "such", "own", "only",
     "just", "pay", "paid", "cost", "cash", "card", "check", "bank", "account", "member", "client",
     "agent", "worker", "office", "school", "church", "court", "judge", "child", "children",
     "parent", "son", "baby", "mother", "father", "wife", "husband", "spouse", "family", "self",
     "total", "first", "last", "middle", "name", "date", "time", "day", "week", "month", "year",
     "today", "open", "closed", "sent", "back", "issue", "error", "key", "code", "form", "file",
     "tax", "income", "job", "work", "period", "medicare", "medicaid", "marketplace", "healthcare",
     "internet", "web", "english", "spanish", "french", "german", "irish", "jewish", "sentence",
     "como", "por", "para", "pero", "que", "con", "sin", "del", "los", "las", "una", "uno", "mi",
     "su", "sus", "ya", "el", "ella", "se", "lo", "le", "les", "nos", "caso", "casa", "pago", "san",
     "hijo", "hija", "favor", "gracias", "hola", "buenas", "buenos", "cliente", "banco", "parte",
     "lugar", "estado", "condado", "oficina", "cuando", "donde", "desde", "hasta", "hoy", "ayer",
     "nuevo", "nueva", "si", "meta", "oye", "oiga", "oigan", "estimada", "estimado", "estimados", "estimadas",
     "querida", "querido", "hwy", "rte", "blvd", "rel", "dep", "app"]
)  # fmt: skip
"""Words that say nothing of a name though some people are called so: they count only inside of one."""


class Sort(IntEnum):
    """What a word is, as far as lists and letters tell; the more likely a name, the higher."""

    ORDINARY = 0
    PARTICLE = 1
    ACRONYM = 2
    INITIAL = 3
    EITHER = 4
    """An ordinary word that is a name as well: "Will", "Price"."""
    UNKNOWN = 5
    FAMILY = 6
    GIVEN = 7


name_plainly(Sort)


@dataclass(slots=True, eq=False)
class Token:
    """A word: its place in the text, what it is, and whether it begins with a capital letter."""

    start: int
    end: int
    text: str = field(repr=False)
    sort: Sort
    is_capital: bool
    is_loud: bool
    """Written in capital letters alone, two or more."""


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Return the words of `text` from `start` to `end`; a possessive's ending is no part of one."""
    found = []
    for word in WORD.finditer(text, start, end):
        kept, sort, is_capital, is_loud = _looks(word[0])
        place = word.start()
        found.append(Token(place, place + len(kept), kept, sort, is_capital, is_loud))
    return found


@lru_cache(maxsize=16384)
def _looks(word: str) -> tuple[str, Sort, bool, bool]:
    """Return a word as it counts, its sort, and whether it begins with a capital and has no other letters."""
    if word.endswith(POSSESSIVE) and len(word) > 3:
        word = word[:-2]
    letters = word.rstrip(".")
    is_initial = all(len(part) <= 1 for part in word.split("."))
    if letters.lower() not in SUFFIXES and not is_initial:
        word = letters
    return word, sort_of(word), word[0].isupper(), len(letters) > 1 and letters.isupper()


@lru_cache(maxsize=16384)
def sort_of(word: str) -> Sort:
    """Return what `word` is, by itself."""
    letters = word.rstrip(".")
    if len(letters) == 1 or "." in letters:
        return Sort.INITIAL if word[0].isupper() else Sort.ORDINARY
    if word.lower() in PARTICLES:
        return Sort.PARTICLE
    if "-" in word:
        return _of_parts(word.split("-"))
    return _of_letters(letters)


def _of_letters(word: str) -> Sort:
    """Return what a word of letters alone is."""
    folded = lists.fold(word.lower())
    plain = folded.replace("'", "")
    is_loud = word.isupper()
    if folded in NEVER or plain in NEVER or (is_loud and len(word) <= SHORT) or _is_no_name(word, plain):
        return Sort.ACRONYM if is_loud else Sort.ORDINARY
    is_given = lists.is_given(plain)
    if lists.is_thing(plain) or lists.is_seldom_name(plain):
        return Sort.EITHER if is_given or lists.is_family(plain) else Sort.ORDINARY
    if lists.is_rather_name(plain):
        return Sort.GIVEN if is_given else Sort.FAMILY
    if lists.is_ordinary(word.lower()) or plain in lists.CONTRACTIONS:
        is_name = lists.is_given(folded) or (lists.is_family(folded) and lists.is_usual(folded))
        return Sort.EITHER if is_name else Sort.ORDINARY
    if is_given or lists.is_family(plain):
        return Sort.GIVEN if is_given else Sort.FAMILY
    return _of_no_list(word, plain)


def _is_no_name(word: str, plain: str) -> bool:
    """Tell whether a word is a relative, a field such as "LastName", or Spanish in lower case: "mira"."""
    is_spanish = word.islower() and lists.is_seldom_name(plain)
    return word in RELATIVES or is_spanish or plain.endswith("name")


def _of_no_list(word: str, plain: str) -> Sort:
    """Return what a word is that no list of names has."""
    if word.isupper() and len(word) <= ACRONYM:
        return Sort.ACRONYM
    is_word = lists.is_everyday(plain, is_capital=word[0].isupper())
    return Sort.ORDINARY if is_word else Sort.UNKNOWN


def _of_parts(parts: list[str]) -> Sort:
    """Return what a word with hyphens is: as much a name as its surest part."""
    return max((sort_of(part) for part in parts if len(part) > 1), default=Sort.ORDINARY)
