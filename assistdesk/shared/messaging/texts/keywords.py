"""The words by which somebody ends text messages, gets them again, or asks for help."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Keyword(StrEnum):
    """What somebody asks for by one word."""

    STOP = "stop"
    START = "start"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Command:
    """What was asked for, and the language of the word; empty where the word is known in every one."""

    keyword: Keyword
    language: str


_WORDS = {
    Keyword.STOP: {
        "": (
            "stop", "stopall", "stop all", "quit", "end", "cancel", "unsubscribe", "revoke", "opt out",
            "optout",
        ),
        "es": ("alto", "parar", "pare", "detener", "baja", "cancelar"),
    },
    Keyword.START: {"": ("start", "unstop"), "es": ("iniciar", "empezar", "comenzar")},
    Keyword.HELP: {"": ("help", "info"), "es": ("ayuda",)},
}  # fmt: skip
_COMMANDS = {
    word: Command(keyword, language)
    for keyword, languages in _WORDS.items()
    for language, words in languages.items()
    for word in words
}
_POLITE = re.compile(r" (?:please|pls|now|thanks|thank you|por favor|gracias|ya)$")
_BETWEEN = re.compile(r"[^a-z]+")


def command_of(text: str) -> Command | None:
    """Return what a text message asks for by a word alone; None for any other text.

    Case, accents and punctuation don't matter, nor does a polite word behind it: `Stop, please!`. A word in a
    sentence is no command: nobody who writes "cancel my plan on Friday" wants silence.

    Source: 47 CFR 64.1200(a)(10) (stop, quit, end, revoke, opt out, cancel, unsubscribe); the Spanish words
    but for the first two are assumed.
    """
    plain = unicodedata.normalize("NFKD", text[:80].casefold()).encode("ascii", "ignore").decode()
    words = _BETWEEN.sub(" ", plain).strip()
    return _COMMANDS.get(_POLITE.sub("", words))
