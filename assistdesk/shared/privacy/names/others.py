"""Words beside a run that say that it is no person: a town, an employer, a language, one of several."""

import re

from assistdesk.shared.privacy.names import cues, lists
from assistdesk.shared.privacy.names.runs import Run
from assistdesk.shared.privacy.names.tokens import Sort
from assistdesk.shared.privacy.scanning import Ending

REACH = 42
BEFORE_IN_LIST = Ending(r"([^\W\d_]+)(?:,[ ]?|[ ]?/[ ]?|,?[ ](?:and|or|y|o)[ ])$")
VERB = re.compile(
    r"[ ](?:my|your|the|me|us|it|this|that|them|these|all|an?|down|up|out|off|el|la|los|las|un|una)(?![^\W_])"
)
SPEAKERS = re.compile(
    r"[ ](?:interpreters?|translat(?:or|ion)s?|speak(?:er|ing)s?|language"
    r"|(?:is[ ]|are[ ])?(?:in|out[ -]of)[ -](?:the[ ])?network)"
    r"(?![^\W\d_])"
)
"""What stands behind a language, or behind a hospital that plans pay for."""
BEGINS = Ending(r"(?:^|[.!?:;\n][\s\"'(>*-]*)$")
"""Where a sentence begins; with `VERB` behind it a word asks for something: "Mark the case"."""
CASE_AT_LAW = re.compile(r"[ ]vs?\.[ ][A-Z]")
BEHIND_VERSUS = Ending(r"[A-Z][\w'-]*[ ]v\.[ ]$")
"""Two who went to court, by whom a rule is called: "Goldberg v. Kelly"."""
BEHIND_IN_LIST = re.compile(r"(?:,[ ]?|[ ]?/[ ]?|,?[ ](?:and|or|y|o)[ ])([^\W\d_]+)")


def is_no_person(text: str, run: Run) -> bool:
    """Tell whether the words beside a run, which has no cue of its own, say that it is a place or a thing."""
    before = text[max(0, run.start - REACH) : run.start]
    if cues.EMPLOYER.search(before) or CASE_AT_LAW.match(text, run.end) or BEHIND_VERSUS.search(before):
        return True
    if len(run.words) != 1:
        words = [lists.fold(token.text) for token in run.words]
        is_list = text.count(",", run.start, run.end) == len(words) - 1
        return is_list and all(lists.is_town(word) or lists.is_thing(word) for word in words)
    word = lists.fold(run.words[0].text)
    if run.words[0].sort is Sort.EITHER and VERB.match(text, run.end) and BEGINS.search(before):
        return True
    if cues.LANGUAGE.search(before) or SPEAKERS.match(text, run.end) or _is_among_things(before, text, run):
        return True
    if not lists.is_town(word):
        return False
    return cues.SOMEWHERE.search(before) is not None or cues.SOMEWHERE_BEHIND.match(text, run.end) is not None


def _is_among_things(before: str, text: str, run: Run) -> bool:
    """Tell whether a word is one of a list of which another is a thing: "Burmese, Karen and Nepali"."""
    found = (BEFORE_IN_LIST.search(before), BEHIND_IN_LIST.match(text, run.end))
    return any(one is not None and lists.is_thing(lists.fold(one[1])) for one in found)
