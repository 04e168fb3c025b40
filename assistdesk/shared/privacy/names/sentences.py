"""Sentences for the names model: where they begin and end, and what it said of those it has read before."""

import importlib
import re
import secrets
import threading
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import blake2b

import structlog

from assistdesk.shared.privacy.names.score import Score

MODEL = "assistdesk.shared.privacy.names.model"
"""Imported when first asked: it brings libraries of many megabytes, and a desk without them has its rules."""

END = re.compile(
    r"(?<![ (.][^\W\d_])(?<!\b[MDS]r)(?<!\bM[rs]s)(?<!\bMs)(?<!\bSra)(?<!\bSt)"
    r"[.!?;]+[\"')]*[ \t]+(?=[^\W_(¿¡\"'])|\n+"
)
LONGEST = 400
BLANK = re.compile(r"\s")


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of `text` stand; one of more than 400 characters comes in parts."""
    start = 0
    for found in END.finditer(text):
        yield from _parts(text, start, found.end())
        start = found.end()
    yield from _parts(text, start, len(text))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        blank = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = blank + 1 if blank > 0 else start + LONGEST
        yield start, cut
        start = cut
    if start < end:
        yield start, end


class ReadSentences:
    """What the model said of sentences. Of a sentence a keyed digest is kept, no word.

    The key is this process's own and is written down nowhere. What is kept of a sentence are places and
    numbers, so a template's fixed sentences are read once in a process.
    """

    def __init__(self, most: int) -> None:
        self._key = secrets.token_bytes(32)
        self._most = most
        self._known: dict[bytes, tuple[Score, ...]] = {}

    def scores(self, sentence: str, ask: Callable[[str], tuple[Score, ...]]) -> tuple[Score, ...]:
        """Return what `ask` says of `sentence`, or said before."""
        digest = blake2b(sentence.encode(errors="replace"), key=self._key, digest_size=16).digest()
        known = self._known.get(digest)
        if known is None:
            known = ask(sentence)
            if len(self._known) >= self._most:
                self._known.clear()
            self._known[digest] = known
        return known


READ = ReadSentences(most=4096)
LOADING = threading.Lock()
log = structlog.get_logger()


@cache
def scorer() -> Callable[[str], tuple[Score, ...]] | None:
    """Return what asks the names model, None where this process has none: then rules alone decide."""
    with LOADING:
        try:
            found: Callable[[str], tuple[Score, ...]] | None = importlib.import_module(MODEL).load().scores
        except (ImportError, OSError, RuntimeError, ValueError):
            log.warning("privacy.names_model.missing")
            found = None
    return found


def scores_of(sentence: str) -> tuple[Score, ...] | None:
    """Return what the names model thinks of each piece of `sentence`, None where there is no model."""
    ask = scorer()
    return READ.scores(sentence, ask) if ask is not None else None


def warm() -> None:
    """Load the model in the background, so that the first message does not wait for it."""
    threading.Thread(target=scorer, name="names-model", daemon=True).start()
