"""Which runs of words are the message's own parties: by their whole name, or where one greets or signs."""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistdesk.shared.privacy.names import cues
from assistdesk.shared.privacy.names.lists import fold, is_short_for
from assistdesk.shared.privacy.names.phrases import words_of as words_of_name
from assistdesk.shared.privacy.names.runs import Run
from assistdesk.shared.privacy.names.tokens import SUFFIXES, Token
from assistdesk.shared.privacy.parties import Parties
from assistdesk.shared.privacy.scanning import Ending

REACH = 48
OPENING = re.compile(
    r"\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hola"
    r"|buen[oa]s (?:d[ií]as|tardes|noches)|buen d[ií]a"
    r"|estimad[oa]|querid[oa])[ \t]*,?[ \t]*",
    re.IGNORECASE,
)
SIGNING = Ending(
    r"(?:^|\n|[.!?][ ])[ \t]*(?:(?:many )?thanks?(?: you)?(?: so much| again| in advance)?|thx"
    r"|(?:kind |best |warm )?regards|best"
    r"|sincerely|cheers|respectfully|muchas gracias|gracias|saludos(?: cordiales)?|atentamente|atte)"
    r"[ \t]*[,.!-]*[ \t]*\n*[ \t]*-?$",
    re.IGNORECASE,
)
VOCATIVE_ALONE = re.compile(r"[ ]?(?:[,:!.;\n-]|$)")
MOST_SIGNED = 4
MOST_SHARED = 2
"""So many words of a name somebody else may have, who has one more."""
VOCATIVE = re.compile(r"[ ]?(?:[,:]|[ ]-)")
ASKS = re.compile(
    r",[ ](?:please|pls|plz|can|could|would|will|do|did|any|you|i|we|thanks?|when|if|here|por favor|porfa"
    r"|puedes?|podr[ií]as?|me|te|le|ya|aqu[ií]|cuando|si)(?![^\W\d_])",
    re.IGNORECASE,
)
"""What follows who is called upon within a letter: "Ana, please call back."."""
SPEAKS_TO = re.compile(
    r"[ ](?!(?:is|are|was|were|has|had|and|or|y|e|o|es|fue|tiene|ha|the|en|de|from|to)[ ])"
    r"(?:I|[a-zà-ÿ]+(?:'[a-z]+)?)[ ]"
)
TITLED = frozenset(
    ["mr", "mrs", "ms", "miss", "dr", "dra", "sr", "sra", "srta", "rev", "pastor", "brother", "sister", "fr",
     "nurse", "hermana", "hermano", "navigator", "agent", "lic", "licda", "lcda", "prof", "hon"]
)  # fmt: skip
SHORTEST = 3
MARKS = " \t>\"'«*-"
KIN = re.compile(
    r"(?:(?<=^)|(?<=[\n\"«])|(?<=dear ))"
    r"(?:uncle|aunt(?:ie)?|sister|brother|cousin|t[ií][oa]|comadre|compadre)[ ]$",
    re.IGNORECASE,
)
"""Who writes to an uncle writes to a party."""


def key(token: Token) -> str:
    """Return a word as names are compared by."""
    return fold(token.text).rstrip(".")


def words_of(parties: Parties) -> frozenset[str]:
    """Return all words of the parties' names."""
    return _words_of(parties.names)


@lru_cache(maxsize=1024)
def _words_of(names: frozenset[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in words_of_name(name))


@lru_cache(maxsize=1024)
def _whole(names: frozenset[str]) -> frozenset[tuple[str, ...]]:
    """Return the names as rows of words, in both orders: "Ana Roe" is "Roe, Ana" too."""
    rows = {words_of_name(name) for name in names} - {()}
    rows |= {row[1:] for row in rows if len(row) > 2 and row[0] in TITLED}
    return frozenset(rows | {(*row[-1:], *row[:-1]) for row in rows})


@lru_cache(maxsize=1024)
def _with_initial(names: frozenset[str]) -> frozenset[tuple[str, ...]]:
    """Return the names as rows of words whose first one is a letter: "A. Roe", "A. Maria Roe"."""
    rows = [row for row in map(words_of_name, names) if len(row) > 1]
    return frozenset(short for row in rows for short in ((row[0][0], *row[1:]), (row[0][0], row[-1])))


@lru_cache(maxsize=1024)
def _is_short_for(word: str, names: frozenset[str]) -> bool:
    """Tell whether somebody of these names is called by a folded word for short: "Gwen" for Gwendolyn."""
    firsts = {row[0] for row in map(words_of_name, names) if row}
    if any(is_short_for(word, first) for first in firsts):
        return True
    stem = word.rstrip("yi")
    if len(stem) < SHORTEST:
        return False
    return any(first.startswith(stem) or (len(word) > SHORTEST and first.endswith(word)) for first in firsts)


@lru_cache(maxsize=1024)
def _is_whole_for_short(words: tuple[str, ...], names: frozenset[str]) -> bool:
    """Tell whether words are a party's name with a short first one: "Sam Roe" for Samuel Roe."""
    rows = [row for row in map(words_of_name, names) if len(row) > 1]
    return any(words[1:] == row[-len(words) + 1 :] and is_short_for(words[0], row[0]) for row in rows)


def split(run: Run, parties: Parties) -> Iterator[Run]:
    """Yield the parts of `run`: a party's whole name by itself, and what stands before and behind it.

    A suffix behind it belongs to the name: "Tom Roe Jr." is not Tom Roe.
    """
    words = [key(token) for token in run.tokens]
    if words_of(parties).isdisjoint(words):
        yield run
        return
    for row in sorted(_whole(parties.names), key=len, reverse=True):
        for place in range(len(words) - len(row) + 1):
            end = place + len(row)
            is_long = len(row) > MOST_SHARED
            if len(row) < 2 or tuple(words[place:end]) != row or (not is_long and _goes_on(run, place, end)):
                continue
            for part in (run.tokens[:place], run.tokens[place:end], run.tokens[end:]):
                if part:
                    yield Run(part)
            return
    yield run


def _goes_on(run: Run, start: int, end: int) -> bool:
    """Tell whether the name goes on past the party's: then it is somebody else's."""
    if start > 0 or end == len(run.tokens):
        return start > 0
    if key(run.tokens[end]) in SUFFIXES:
        return True
    return len(run.tokens) - end == 1 and run.tokens[end].start - run.tokens[end - 1].end == 1


def is_party(text: str, run: Run, parties: Parties) -> bool:
    """Tell whether `run` is a party: the whole name, or a part of it where a letter greets or is signed.

    Where no name is known, it is who a letter greets at its start with one word, or who signs at its end.
    """
    if not parties.names:
        return parties.is_letter and (_opens_letter(text, run) or _ends_letter(text, run))
    words = tuple(word for token in run.tokens for word in words_of_name(token.text))
    if words in _whole(parties.names):
        return True
    before = text[max(0, run.start - REACH) : run.start]
    if len(words) > 1 and _is_whole_for_short(words, parties.names):
        return cues.STRONG.search(before) is None
    if words in _with_initial(parties.names):
        return cues.STRONG.search(before) is None
    others = set(words) - words_of(parties)
    is_short = len(words) == 1 and _is_short_for(words[0], parties.names)
    is_row = text.count(",", run.start, run.end) == len(words) - 1
    if (
        not is_short
        and others
        and not (is_row and all(_is_short_for(word, parties.names) for word in others))
    ):
        return False
    before = cues.TITLE.cut_from(before)
    return (
        _is_called_upon(text, run, before)
        or is_address_or_signature(before)
        or (not is_short and cues.HELPER_BEFORE.search(before) is not None)
    )


def _is_called_upon(text: str, run: Run, before: str) -> bool:
    """Tell whether a party is spoken to, or signs at the end of the text in a line of its own."""
    before = KIN.sub("", before)
    if not before.strip(MARKS) or before.rstrip(MARKS).endswith("\n"):
        is_last = bool(before.strip()) and not text[run.end :].strip(" \t\n.!")
        return is_last or VOCATIVE.match(text, run.end) is not None or _is_spoken_to(text, run)
    return before.rstrip()[-1] in ".!?" and ASKS.match(text, run.end) is not None


def _is_spoken_to(text: str, run: Run) -> bool:
    """Tell whether a line goes on behind a name as if to that person: "Ana it's the other card"."""
    goes_on = SPEAKS_TO.match(text, run.end) is not None
    return goes_on and not cues.ACTS.match(text, run.end) and not cues.OWNS.match(text, run.end)


def _opens_letter(text: str, run: Run) -> bool:
    """Tell whether a message begins by greeting with one word: whoever is greeted so gets it."""
    return (
        len(run.tokens) == 1
        and run.tokens[0].is_capital
        and run.start <= REACH
        and OPENING.fullmatch(text, 0, run.start) is not None
        and VOCATIVE_ALONE.match(text, run.end) is not None
    )


def _ends_letter(text: str, run: Run) -> bool:
    """Tell whether a message ends with a name below its closing words, or behind them: who signs sends it."""
    return (
        len(run.words) < MOST_SIGNED
        and all(token.is_capital for token in run.words)
        and not text[run.end :].strip(" \t\n.,!")
        and SIGNING.search(text, max(0, run.start - REACH), run.start) is not None
    )


def is_address_or_signature(before: str) -> bool:
    """Tell whether somebody is greeted or signs right behind `before`."""
    return cues.GREETING.search(before) is not None or cues.CLOSING.search(before) is not None
