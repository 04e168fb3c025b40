"""Text to terms: folded, cut into words, stemmed, so that what sounds alike is alike."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

LONGEST_TEXT = 2_000
MOST_WORDS = 120

WORD = re.compile(r"[a-z0-9]+")
INSIDE_A_WORD = re.compile(r"(?<=[a-z0-9])['’´`&](?=[a-z0-9])")

ENGLISH_STOP_WORDS = frozenset(
    """a about after all also am an and any are as at be because been before being but by can cannot cant could
    did didnt do does doesnt doing done dont each even ever for from get gets getting go goes going got had has
    have havent having he her hers hes hey hi him his how i id if ill im in into is isnt it its ive just keep keeps
    know let like lot made make may me might more most much must my need needs no not now of off ok on one only or
    other our ours out over own per please pls really said same say says she shes should so some still such sure
    than thanks that thats the their them then there theres these they theyre thing things this those though to
    told too tried try trying u until up upon us very want wants was wasnt we were weve what whats when where which
    while who whom whose why will with wont would yes yet you your youre""".split()
)
SPANISH_STOP_WORDS = frozenset(
    """a al algo algun alguna algunas algunos ante antes aqui asi aun aunque bien cada como con cual cuales cuando
    de del desde donde dos el ella ellas ellos en entre era eran es esa ese eso esta estaba estan estar estas este
    esto estos estoy fue ha habia hace hacer han has hasta hay he la las le les lo los mas me mi mis mucho muy
    nada ni no nos nosotros o para pero por porque pues que quien quiero quiere se sea ser si sido sin sobre solo
    son su sus tal tambien tan tanto te tengo tiene tienen toda todas todavia todo todos tu tus un una unas uno
    unos usted ustedes va van vez y ya yo puede puedo poder necesito necesita favor hola gracias ahora""".split()
)
STOP_WORDS = {"en": ENGLISH_STOP_WORDS, "es": SPANISH_STOP_WORDS}
STEMMERS = {"en": snowballstemmer.stemmer("english"), "es": snowballstemmer.stemmer("spanish")}


def fold(text: str) -> str:
    """Return the first `LONGEST_TEXT` characters of `text` in small letters, without accents."""
    parts = unicodedata.normalize("NFKD", text[:LONGEST_TEXT])
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return INSIDE_A_WORD.sub("", plain.casefold())


def words_of(text: str) -> list[str]:
    """Return the words of `text` in order, at most `MOST_WORDS`: `R&D` is one, `five-year` are two."""
    return WORD.findall(fold(text))[:MOST_WORDS]


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """Return the stem of a folded word; the word itself in a language that we have no rules for."""
    stemmer = STEMMERS.get(language)
    return word if stemmer is None else str(stemmer.stemWord(word))


def is_stop_word(word: str, language: str) -> bool:
    """Whether `word` says nothing of what a text is about."""
    return word in STOP_WORDS.get(language, frozenset())


def language_of(words: list[str], *, among: tuple[str, ...]) -> str:
    """Return the language that most of the small words belong to; the first of `among` where none do."""
    return max(among, key=lambda code: sum(is_stop_word(word, code) for word in words))
