"""Whether a run of words is somebody's name: what lists, the words beside it and the model say together."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistdesk.shared.privacy.names import alone, cues, families, lists, others, passages, turned
from assistdesk.shared.privacy.names.runs import CENSUS, Run
from assistdesk.shared.privacy.names.score import Score
from assistdesk.shared.privacy.names.tokens import SUFFIXES, Sort, Token
from assistdesk.shared.privacy.strengths import NAME_BY_LISTS, NAME_BY_MODEL, NAME_WITH_CUE

SURE = 0.5
VERY_SURE = 0.9
POSSIBLE = 0.2
LITTLE = 0.1
HARDLY = 0.04
REACH = 42
LOUD_SHARE = 0.8
"""From this share of words in capitals on, a line is read as if it were in lower case."""
LOUD_WORDS = 4
MAYBE_NAMES = CENSUS | {Sort.EITHER, Sort.UNKNOWN}
"""What the model may be asked about."""
BESIDE = frozenset({Sort.EITHER, Sort.UNKNOWN, Sort.FAMILY, Sort.GIVEN, Sort.INITIAL})


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of a line before its names are judged.

    `scores` are the model's, by their place in the whole text; None where there is no model. `named` are
    the places of the words that it is sure of.
    """

    text: str
    scores: tuple[Score, ...] | None
    named: frozenset[int]
    is_loud: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A run that is somebody's name: how sure that is, and what showed it."""

    run: Run
    score: float
    rule: str
    has_title: bool = False


def unread(text: str, tokens: Sequence[Token]) -> Line:
    """Return a line of which the model was asked nothing."""
    return Line(text, (), frozenset(alone.called(text, tokens)), _is_loud(tokens))


def read_line(line: Line, tokens: Sequence[Token], suspects: Sequence[Token]) -> Line:
    """Return `line` with what the model says of its `suspects` and the words around them."""
    if not suspects:
        return line
    scores = passages.scores_around(line.text, tokens, suspects)
    if scores is None:
        return replace(line, scores=None)
    named = frozenset(token.start for token in tokens if _may_be_named(token, likely(token, scores) or 0.0))
    return replace(line, scores=scores, named=named | line.named)


def is_suspect(token: Token, neighbours: Sequence[Token], *, is_loud: bool) -> bool:
    """Tell whether a word is reason enough to ask the model: it may be a name.

    A word that is ordinary as well is one inside of a line: "Ana Price", "told Price that".
    """
    if token.sort in CENSUS:
        return token.is_capital or lists.is_usual(lists.fold(token.text))
    if token.sort is Sort.UNKNOWN:
        return token.is_capital or is_loud
    if token.sort is not Sort.EITHER or not token.is_capital or is_loud:
        return False
    follows = bool(neighbours) and neighbours[0].start < token.start
    return follows or any(other.is_capital and other.sort in BESIDE for other in neighbours)


def _is_loud(tokens: Sequence[Token]) -> bool:
    loud = sum(token.is_loud for token in tokens)
    return len(tokens) >= LOUD_WORDS and loud >= LOUD_SHARE * len(tokens)


def likely(token: Token, scores: Sequence[Score]) -> float | None:
    """Return how sure the model is that `token` is part of a name, from 0 to 1; None if not asked."""
    place = bisect_left(scores, token.start, key=_end_of)
    best: float | None = None
    while place < len(scores) and scores[place].start < token.end:
        if scores[place].end > token.start:
            best = max(best or 0.0, scores[place].name)
        place += 1
    return best


def _end_of(score: Score) -> int:
    return score.end


def _may_be_named(token: Token, sure: float) -> bool:
    """Tell whether the model alone makes a name of a word: of an ordinary one only if it is very sure."""
    if lists.is_thing(lists.fold(token.text)):
        return False
    if token.sort in {Sort.ORDINARY, Sort.ACRONYM}:
        return token.is_capital and not token.is_loud and sure >= VERY_SURE
    if token.sort in {Sort.EITHER, Sort.UNKNOWN} and not token.is_capital:
        return sure >= VERY_SURE
    return token.sort is not Sort.PARTICLE and sure >= SURE


def judge_by_rules(run: Run, line: Line) -> Name | None:
    """Return `run` as a name that needs no model: by its cues, or as a listed first and last name."""
    before = line.text[max(0, run.start - REACH) : run.start]
    cue = cues.STRONG.search(before)
    is_listed = any(token.sort in CENSUS for token in run.tokens)
    if is_listed and _is_written_as_name(run, line):
        if cue is not None:
            return Name(run, NAME_WITH_CUE, "name_with_cue", cue["title"] is not None)
        if others.is_no_person(line.text, run):
            return None
        if cues.BEHIND.match(line.text, run.end):
            return Name(run, NAME_WITH_CUE, "name_with_cue_behind")
        if run.tokens[0].sort is Sort.GIVEN and run.tokens[-1].sort in CENSUS and len(run.words) > 1:
            return Name(run, NAME_BY_MODEL, "listed_name")
        if turned.is_turned_around(line.text, run):
            return Name(run, NAME_BY_LISTS, "listed_name")
    return None


def judge(run: Run, line: Line) -> Name | None:
    """Return `run` as somebody's name, perhaps without words at its edges; None where it is none."""
    found = judge_by_rules(run, line) or _by_cues(run, line)
    if found is not None:
        return replace(found, run=_trimmed(run, line))
    is_thing = all(lists.is_thing(lists.fold(token.text)) for token in run.words)
    if is_thing or others.is_no_person(line.text, run):
        return None
    if _is_written_as_name(run, line) and alone.heads_a_line(line.text, run):
        return Name(run, NAME_BY_LISTS, "name_in_list")
    if families.is_called_with_article(line.text, run, sure=_sure(run, line) or 0.0):
        return Name(run, NAME_BY_LISTS, "name_with_article")
    if _is_named_by_acts(run, line):
        return Name(run, NAME_BY_LISTS, "name_that_acts")
    return _by_model(run, line)


def _by_model(run: Run, line: Line) -> Name | None:
    """Return `run` as a name by what the model says of it, if that is enough beside what the lists say."""
    sure = _sure(run, line)
    if sure is None:
        return Name(run, NAME_BY_LISTS, "name_by_lists") if _is_named_by_lists(run, line) else None
    if sure >= SURE:
        return Name(_trimmed(run, line), NAME_BY_MODEL, "name_by_model")
    before = line.text[max(0, run.start - REACH) : run.start]
    if sure >= _needed(run, line, is_mild=cues.MILD.search(before) is not None):
        return Name(_trimmed(run, line), NAME_BY_LISTS, "name_by_lists_and_model")
    return None


def _is_named_by_acts(run: Run, line: Line) -> bool:
    """Tell whether a listed name, though an everyday word, does or owns what only people do or own."""
    first = run.tokens[0]
    given = first.sort is Sort.GIVEN or (first.sort is Sort.EITHER and lists.is_given(lists.fold(first.text)))
    if not given or not _is_written_as_name(run, line):
        return False
    if (
        len(run.words) > 1
        and run.tokens[-1].sort is Sort.FAMILY
        and not is_sentence_start(line.text, run.start)
    ):
        return True
    return cues.ACTS.match(line.text, run.end) is not None or cues.OWNS.match(line.text, run.end) is not None


def is_sentence_start(text: str, start: int) -> bool:
    """Tell whether the word at `start` has its capital because a sentence begins with it."""
    before = text[max(0, start - 4) : start].rstrip(" \t\"'(>*-")
    return not before or before[-1] in ".!?:;\n¿¡"


def _sure(run: Run, line: Line) -> float | None:
    """Return how sure the model is of the surest word of `run`; None where there is no model."""
    if line.scores is None:
        return None
    return max(likely(token, line.scores) or 0.0 for token in run.tokens)


def _was_read(run: Run, line: Line) -> bool:
    """Tell whether the model was asked about a word of `run` at all, or a title stands before it."""
    if cues.TITLE.search(line.text[max(0, run.start - REACH) : run.start]):
        return True
    return any(likely(token, line.scores or ()) is not None for token in run.tokens)


def _by_cues(run: Run, line: Line) -> Name | None:
    """Return `run` as a name by what stands beside it, if the model does not object."""
    before = line.text[max(0, run.start - REACH) : run.start]
    cue = cues.STRONG.search(before)
    has_label = cues.LABEL.search(before) is not None
    if cue is not None and _is_named_by_cue(run, line, _sure(run, line), has_label=has_label):
        return Name(run, NAME_WITH_CUE, "name_with_cue", cue["title"] is not None)
    has_kin = run.start in line.named and cues.AND_KIN.match(line.text, run.end) is not None
    if run.start in line.named and cues.I_AM.search(before):
        return Name(run, NAME_WITH_CUE, "name_introduced")
    is_called = has_kin or cues.CALLED_BEHIND.match(line.text, run.end) is not None
    if is_called or (cues.BEHIND.match(line.text, run.end) and _is_written_as_name(run, line)):
        return Name(run, NAME_WITH_CUE, "name_with_cue_behind")
    return None


def _is_written_as_name(run: Run, line: Line) -> bool:
    return not line.is_loud and all(token.is_capital for token in run.words)


def _is_named_by_cue(run: Run, line: Line, sure: float | None, *, has_label: bool) -> bool:
    """Tell whether what stands behind "client" or "Mrs." is a name, and not "client services"."""
    listed = any(token.sort in CENSUS for token in run.tokens)
    doubt = sure is not None and sure < HARDLY and not has_label and _was_read(run, line)
    if _is_written_as_name(run, line):
        if cues.SURE_TITLE.search(line.text, max(0, run.start - REACH), run.start):
            return True
        if all(token.sort in {Sort.EITHER, Sort.INITIAL} for token in run.tokens):
            if run.tokens[0].start in line.named:
                return True
            return sure is None or sure >= POSSIBLE or has_label
        return listed or not doubt or cues.KIN_BEFORE.search(line.text, 0, run.start) is not None
    if has_label or run.tokens[0].start in line.named or _is_listed_in_lower_case(run, line):
        return True
    return listed and (sure is None or sure >= POSSIBLE)


def _is_listed_in_lower_case(run: Run, line: Line) -> bool:
    """Tell whether a run behind a cue begins with a name that is no word: "client jaylen", "mrs patel"."""
    first = run.tokens[0]
    if first.sort in CENSUS and cues.TITLE.search(line.text[max(0, run.start - REACH) : run.start]):
        return True
    if first.sort is Sort.GIVEN or (first.sort is Sort.FAMILY and _is_usual(first)):
        return True
    return line.is_loud and any(token.sort is Sort.GIVEN for token in run.tokens)


def _is_named_by_lists(run: Run, line: Line) -> bool:
    """Tell whether lists alone make a name of a run: the way of a desk without a model, which holds more."""
    listed = [token for token in run.tokens if token.sort in CENSUS]
    if not listed:
        return _is_written_as_name(run, line) and len(run.words) > 1
    return _is_written_as_name(run, line) or len(listed) > 1 or any(_is_usual(token) for token in listed)


def _is_usual(token: Token) -> bool:
    return lists.is_usual(lists.fold(token.text))


def _needed(run: Run, line: Line, *, is_mild: bool) -> float:
    """Return how sure the model has to be at least, given what the lists say; more than 1 is never."""
    listed = [token for token in run.tokens if token.sort in CENSUS]
    has_given = any(token.sort is Sort.GIVEN for token in listed)
    is_written = _is_written_as_name(run, line)
    if has_given and len(run.words) > 1:
        return 0.0 if is_written else HARDLY
    if has_given and is_written:
        if is_sentence_start(line.text, run.start):
            return SURE
        return HARDLY if is_mild else LITTLE
    if is_mild and is_written:
        return HARDLY if listed else POSSIBLE
    if is_written and run.tokens[0].sort is Sort.UNKNOWN and cues.ACTS.match(line.text, run.end):
        return LITTLE
    is_quiet = has_given and not any(token.is_capital for token in run.words)
    return POSSIBLE if len(listed) > 1 or is_quiet or (has_given and is_mild) else SURE


def _trimmed(run: Run, line: Line) -> Run:
    """Return `run` without the words at its edges that neither lists nor the model take for a name."""
    if line.scores is None or len(run.tokens) < 2:
        return run
    kept = list(run.tokens)
    while len(kept) > 1 and kept[0].start not in line.named and _is_weak(kept[0], line.scores):
        kept.pop(0)
    while len(kept) > 1 and kept[-1].start not in line.named and _is_weak(kept[-1], line.scores):
        kept.pop()
    return Run(tuple(kept))


def _is_weak(token: Token, scores: Sequence[Score]) -> bool:
    sure = likely(token, scores)
    if token.text.lower() in SUFFIXES:
        return False
    return sure is not None and sure < HARDLY and token.sort in {Sort.EITHER, Sort.UNKNOWN, Sort.PARTICLE}
