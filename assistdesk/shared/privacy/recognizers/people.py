"""Names of people: lists, the words beside them, and the names model, for each run of words together."""

import re
from collections.abc import Iterable, Iterator, Sequence

from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import AllowedType, PersonalType
from assistdesk.shared.privacy.names import (
    colleagues,
    headings,
    helpers_again,
    judging,
    lists,
    parties,
    repeats,
    speakers,
    spelled,
    staff,
    workplaces,
)
from assistdesk.shared.privacy.names.files import names_of_files
from assistdesk.shared.privacy.names.judging import Line, Name
from assistdesk.shared.privacy.names.phrases import WORD, folded_words, phrases_of
from assistdesk.shared.privacy.names.runs import Run, runs_of
from assistdesk.shared.privacy.names.tokens import Sort, Token, tokens_of
from assistdesk.shared.privacy.reading import Reading
from assistdesk.shared.privacy.recognizers.addresses import addresses
from assistdesk.shared.privacy.recognizers.date_shapes import dates_in
from assistdesk.shared.privacy.recognizers.things import things
from assistdesk.shared.privacy.scanning import Ending
from assistdesk.shared.privacy.strengths import DATE_OF_BIRTH, NAME_BY_LISTS, PARTY, THING

NO_NAMES = re.compile(
    r"\[removed:[ ][A-Z_]+\]|(?<![\w.%+'-])[\w.%+'-]+@[\w.-]+|(?:https?://|www\.)\S+|(?<!\S)\S+\.(?:gov"
    r"|com|org|net|xml|pdf|jpe?g|png|csv|docx?)\b"
)
MARK = re.compile(r"@|\[removed:|://|www\.|\.(?:gov|com|org|net|xml|pdf|jpe?g|png|csv|docx?)")
"""What is in all of them."""
COUNTY = re.compile(r"(?<![^\W_])(?:count(?:y|ies)|condados?|region|service area)(?![^\W_])", re.IGNORECASE)
CELL = re.compile(r"[ ]?(?:[|\t\n]|$)")
COUNTY_REACH = 60
BESIDE_COUNTY = re.compile(r"(?:,[ ]?|[ ](?:and|or|y|o|vs\.?|to|a|&|\+)[ ]|[ ]?/[ ]?)(?P<behind>[^\W\d_]+)")
BEFORE_COUNTY = Ending(r"(?P<before>[^\W\d_]+)(?:,[ ]?|[ ](?:and|or|y|o|vs\.?|to|a|&|\+)[ ]|[ ]?/[ ]?)$")
IN_BRACKETS = re.compile(r"[ ]?\([ ]?([\d/.-]{6,10}|[\w ,]{8,18})[ ]?\)")
CUED = frozenset({"name_with_cue", "name_with_cue_behind"})
A_LIST = 3
"""So many of the state's counties near each other are counties, though each could be somebody."""


def people(reading: Reading) -> Iterable[Claim]:
    """Claim names of people; those of the directory, of the message's parties and of helpers are allowed.

    Addresses and names of things are claimed here as well: words in them are no reason to ask the model.
    """
    others = [*things(reading), *addresses(reading)]
    yield from others
    taken = bytearray(len(reading.text))
    for one in others:
        taken[one.start : one.end] = b"\x01" * (one.end - one.start)
    start = 0
    named: list[Claim] = []
    free: list[Token] = []
    for line in reading.text.split("\n"):
        if line:
            named += names_of_files(reading.text, start, start + len(line))
            named += _in_line(reading, start, start + len(line), taken, free)
        start += len(line) + 1
    named = helpers_again.without_helpers(reading.text, named, is_about_consumers=reading.is_about_consumers)
    yield from named
    yield from _births(reading.text, named)
    yield from spelled.spelled_names(reading.text)
    people = [one for one in named if one.type is PersonalType.PERSON]
    yield from repeats.named_again(reading.text, people, free, parties.words_of(reading.parties))


def _births(text: str, named: Iterable[Claim]) -> Iterator[Claim]:
    """Claim a whole date in brackets right behind somebody's name: "Ana Roe (3/14/2015)"."""
    for one in named:
        behind = IN_BRACKETS.match(text, one.end) if one.type is PersonalType.PERSON else None
        if behind is not None and any(date.is_certain and not date.start for date in dates_in(behind[1])):
            yield Claim(*behind.span(1), PersonalType.DOB, DATE_OF_BIRTH, "date_behind_name")


def _in_line(reading: Reading, start: int, end: int, taken: bytearray, free: list[Token]) -> Iterator[Claim]:
    """Claim the names of a line, and add its words to `free` that may stand in one."""
    words = folded_words(reading.text[start:end])
    known = [
        one
        for names in (reading.directory.names, lists.phrases())
        for one in phrases_of(names).found_in(reading.text, start, end, words)
    ]
    for first, last, _ in known:
        yield Claim(first, last, AllowedType.KNOWN_NAME, THING, "directory_name")
    tokens = _free_tokens(reading, start, end, [(first, last) for first, last, words in known if words > 1])
    free += tokens
    if not tokens:
        return
    line = judging.unread(reading.text, tokens)
    runs = list(runs_of(reading.text, tokens, frozenset(), is_loud=line.is_loud))
    if reading.asks_model:
        suspects = _suspects(reading, tokens, taken, is_loud=line.is_loud)
        line = judging.read_line(line, tokens, list(_unsettled(reading, suspects, runs, line)))
    if line.named:
        runs = list(runs_of(reading.text, tokens, line.named, is_loud=line.is_loud))
    for run in runs:
        yield from _judged(reading, run, line)


def _unsettled(
    reading: Reading, suspects: Sequence[Token], runs: Iterable[Run], line: Line
) -> Iterator[Token]:
    """Yield the words of `suspects` that are of no run that needs no model."""
    doubtful = {token.start for token in suspects}
    for run in runs if suspects else ():
        starts = {token.start for token in run.tokens}
        if not doubtful.isdisjoint(starts) and _is_settled(reading, run, line):
            doubtful -= starts
    yield from (token for token in suspects if token.start in doubtful)


def _is_settled(reading: Reading, run: Run, line: Line) -> bool:
    """Tell whether a run needs no model: it is a party or a helper, or a name by the rules alone."""
    return (
        parties.is_party(reading.text, run, reading.parties)
        or _is_helper(reading, run)
        or judging.judge_by_rules(run, line) is not None
        or _is_brand(reading, run, has_cue=False)
    )


def _suspects(reading: Reading, tokens: Sequence[Token], taken: bytearray, *, is_loud: bool) -> list[Token]:
    """Return the words about which the model has to be asked, unless the rules settle what they are."""
    own = parties.words_of(reading.parties)
    found = []
    for place, token in enumerate(tokens):
        if token.sort not in judging.MAYBE_NAMES or taken[token.start]:
            continue
        beside = [*tokens[max(0, place - 1) : place], *tokens[place + 1 : place + 2]]
        if judging.is_suspect(token, beside, is_loud=is_loud) and parties.key(token) not in own:
            found.append(token)
    return found


def _free_tokens(reading: Reading, start: int, end: int, taken: Sequence[tuple[int, int]]) -> list[Token]:
    """Return the words of a line that are in no address, link or directory name of several words."""
    tokens = tokens_of(reading.text, start, end)
    spans = [*taken]
    if MARK.search(reading.text, start, end):
        spans += [found.span() for found in NO_NAMES.finditer(reading.text, start, end)]
    if not spans:
        return tokens
    covered = bytearray(end - start)
    for first, last in spans:
        covered[first - start : last - start] = b"\x01" * (last - first)
    return [token for token in tokens if covered.find(1, token.start - start, token.end - start) < 0]


def _judged(reading: Reading, run: Run, line: Line) -> Iterator[Claim]:
    """Claim a run: what is a party's is allowed, and the rest is judged by itself."""
    for part in parties.split(run, reading.parties):
        if _is_helper(reading, part):
            yield Claim(part.start, part.end, AllowedType.PARTY_NAME, PARTY, "helper")
            continue
        if parties.is_party(reading.text, part, reading.parties):
            yield Claim(part.start, part.end, AllowedType.PARTY_NAME, PARTY, "party_name")
            continue
        name = judging.judge(part, line) or _in_column(reading, part)
        if name is None or _is_county(reading, name) or _is_party_acting(reading, name):
            continue
        if _is_colleague(reading, name):
            yield Claim(part.start, part.end, AllowedType.PARTY_NAME, PARTY, "colleague")
            continue
        if not _is_brand(reading, name.run, has_cue=name.has_title):
            yield Claim(name.run.start, name.run.end, PersonalType.PERSON, name.score, name.rule)


def _is_helper(reading: Reading, run: Run) -> bool:
    """Tell whether what stands beside a name, or above it in a table, says that somebody helps consumers."""
    place = (run.start, run.end)
    if place not in reading.helpers:
        reading.helpers[place] = _helps(reading, run)
    return reading.helpers[place]


def _helps(reading: Reading, run: Run) -> bool:
    return (
        staff.is_helper(reading.text, run)
        or staff.works_for(reading.text, run) in _firms(reading)
        or _is_at_an_office(reading, run)
        or speakers.helps_in_chat(reading.text, run)
        or headings.is_of_staff(reading.text, run)
    )


def _is_at_an_office(reading: Reading, run: Run) -> bool:
    """Tell whether somebody whom nothing calls a consumer answers for an office or an issuer."""
    if staff.is_called_consumer(reading.text, run):
        return False
    return workplaces.works_there(reading.text, run, reading.directory.names, reading.directory.brands)


def _in_column(reading: Reading, run: Run) -> Name | None:
    """Return a run as a name if it stands in a column of consumers' names."""
    is_thing = all(lists.is_thing(parties.key(token)) for token in run.words)
    if is_thing or not reading.is_about_consumers or not headings.is_of_consumers(reading.text, run):
        return None
    return Name(run, NAME_BY_LISTS, "name_in_column")


def _firms(reading: Reading) -> frozenset[str]:
    """Return the words for the firms that the directory and everybody knows."""
    return reading.directory.brands | lists.insurers()


def _is_colleague(reading: Reading, name: Name) -> bool:
    """Tell whether somebody is a colleague of those who write, in a message that speaks of no consumer."""
    if reading.is_about_consumers or (name.rule in CUED and not name.has_title):
        return False
    return colleagues.is_colleague(reading.text, name.run) or (
        reading.is_about_work and all(token.is_capital for token in name.run.words)
    )


def _is_party_acting(reading: Reading, name: Name) -> bool:
    """Tell whether a party's name alone has nothing that makes it one but its verb or title: "Tom said"."""
    is_only_titled = name.has_title and name.run.tokens[0].sort in {Sort.UNKNOWN, Sort.EITHER}
    alone = (name.rule == "name_that_acts" or is_only_titled) and len(name.run.tokens) == 1
    return alone and parties.key(name.run.tokens[0]) in parties.words_of(reading.parties)


def _is_county(reading: Reading, name: Name) -> bool:
    """Tell whether a word alone is one of the state's counties, where counties are spoken of."""
    if name.rule.startswith("name_with_cue"):
        return False
    if any(parties.key(token) not in reading.directory.counties for token in name.run.tokens):
        return False
    word = reading.text[name.run.start : name.run.end]
    places = re.finditer(rf"(?<![^\W_]){re.escape(word)}(?![^\W_]|'s)", reading.text)
    return any(_is_among_counties(reading, *place.span()) for place in places)


def _is_among_counties(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a county's name fills a cell, or stands among counties or where they are spoken of."""
    text, counties = reading.text, reading.directory.counties
    if CELL.fullmatch(text[start - 1 : start]) and CELL.match(text, end):
        return True
    beside = (BEFORE_COUNTY.search(text, max(0, start - COUNTY_REACH), start), BESIDE_COUNTY.match(text, end))
    if any(one is not None and lists.fold(one[1]) in counties for one in beside):
        return True
    around = text[max(0, start - COUNTY_REACH) : end + COUNTY_REACH]
    named = {word for word in map(lists.fold, WORD.findall(around)) if word in counties}
    return COUNTY.search(around) is not None or len(named) >= A_LIST


def _is_brand(reading: Reading, run: Run, *, has_cue: bool) -> bool:
    """Tell whether a word alone is what an organization of the directory is called for short."""
    return not has_cue and len(run.tokens) == 1 and parties.key(run.tokens[0]) in reading.directory.brands
