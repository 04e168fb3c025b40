"""What stands between a label and a number, and whether the label still speaks for the number."""

import re

from assistdesk.shared.privacy.names import lists
from assistdesk.shared.privacy.scanning import Cue

CONNECTORS = (
    r"is|was|are|were|be|been|as|of|on|file|for|the|an?|number|no|id|listed|shows?|shown|showing|reads?"
    r"|reading|entered"
    r"|keyed|should|with|ending|in|and|or|client'?s?|consumer'?s?|member'?s?|her|his|their|my|our|new"
    r"|old|correct"
    r"|current|actual|following|these|also|given|ones?|record|under|got|has|have|using|it|it's|to|not"
    r"|but|instead|vs"
    r"|changed|corrected"
    r"|says|now|well|too|also|tambi[eé]n|incorrectly|wrongly|es|son|era|el|la|los|las|su|que|y|o|e|de"
    r"|del|con|n[uú]mero|nuev[oa]"
    r"|correct[oa]|actual|debe|ser|[eé]l|ella|dice|trae|aparece|sale|veo|vemos|see"
)
VALUE = r"(?=[\w*-]{0,24}\d)[A-Za-z0-9*][\w*-]{0,29}"
PUNCTUATION = r"[ \t:;#=()\[\]\"'*,>|.\-&/+?]"
AND = r"(?:[ \t]*,?[ \t]+(?:and|or|y|o|e)[ \t]+(?:(?:book|card|libreta|libro)[ \t]+)?|[ \t]*[&/+][ \t]*)#?"
CHANGED = re.compile(
    r"[ \t:#]{1,3}(?:from[ \t]|de[ \t])?[A-Z]{0,3}\d[\d -]{3,15}\d[ \t,(]{1,3}"
    r"(?:to|not|but[ ]not|instead[ ]of|vs\.?|->|a|y[ ]no|no|en[ ]lugar[ ]de)[ \t]",
    re.IGNORECASE,
)
MERGED = re.compile(
    r"[ \t:#]{1,3}\d{6,12}[ \t]+(?:(?:was|were|is|got|fue|se)[ \t]+)?"
    r"(?:(?:already[ \t]+)?(?:merged|linked|combined|joined|fusion[oó]|uni[oó])[ \t]+)?"
    r"(?:into|with|onto|a[ ]duplicate[ ]of|(?:the[ ])?same[ ]as|con|es[ ]duplicado[ ]de)[ \t]+"
    r"(?:case[ \t]+)?#?",
    re.IGNORECASE,
)
WHICH = (
    r"(?:(?:the|el|la)[ \t]+)?(?:old|new|other|wrong|right|correct|nuev[oa]|viej[oa]|otr[oa])"
    r"(?:[ \t]+one)?[ \t:]+"
)
COMMA = rf"(?:[ \t]*[,;/+]|[ \t]*,?\n)[ \t]*(?:(?:and|y)[ \t]+)?(?:{WHICH})?#?"

TIGHT_CONNECTORS = r"is|was|are|were|number|no|id|of|the|as|es|son|el|la|de"
TIGHT = re.compile(rf"(?:{PUNCTUATION}|(?<![^\W_])(?:{TIGHT_CONNECTORS})(?![^\W_])){{0,24}}", re.IGNORECASE)
CONNECTED = re.compile(rf"(?:{PUNCTUATION}|(?<![^\W_])(?:{CONNECTORS})(?![^\W_])){{0,40}}", re.IGNORECASE)
PAIR = re.compile(rf"{PUNCTUATION}{{0,4}}{VALUE}(?:{COMMA}{VALUE}){{0,12}}{AND}", re.IGNORECASE)
LIST = re.compile(
    rf"(?:[ \t](?:are|were|son)(?=[ \t:]))?{PUNCTUATION}{{0,4}}\n?{VALUE}(?:{COMMA}{VALUE}){{0,12}}{COMMA}",
    re.IGNORECASE,
)
ONE_WORD = re.compile(
    rf"[ \t]+\(?[^\W\d_]{{4,14}}(?:{PUNCTUATION}|(?<![^\W_])(?:{TIGHT_CONNECTORS})(?![^\W_])){{1,12}}",
    re.IGNORECASE,
)
STATE = "|".join(lists.states())
OF_A_STATE = re.compile(
    rf"[ \t]*(?:(?:from|in|of|de|en)[ \t])?(?:\((?:{STATE}|[A-Z]{{2}})\)|(?:{STATE}))[ \t:#,.(-]*",
    re.IGNORECASE,
)
NAMED_AGAIN = re.compile(
    r"[^\n.!?\d]{0,45}?[ ,(](?:ids?|numbers?|no\.|num\.?|nbr|#|n[uú]mero|n[uú]m\.?)"
    r"(?:[ \t:#]|(?<![^\W_])(?:is|was|es|era)(?![^\W_])){1,4}",
    re.IGNORECASE,
)
"""What goes on from a card or a programme to its number: "a card from Example Health, number "."""
LEADER = re.compile(r"[._\u00b7-]{4,}|(?:[.][ ]){3,}|[ \t]{3,}")
"""What fills a row up to its value: "Case ............ 402"."""
NEW_LINE = re.compile(r"[ \t]*[:?*_]{0,3}[ \t]*\n(?:[ \t>]*\n)?[ \t>*_-]*(?:\d{1,2}[.)][ \t]+)?")
SENTENCE_END = re.compile(
    r"(?:(?<!\bn[oº])(?<!\bnr[o])(?<!\bn[uú]m)(?<!\bno[s])\.|[!?;])(?:[ \t]+[^\W\d_]|[ \t]+(?=$))|\n",
    re.IGNORECASE,
)
BACK = re.compile(
    r"[^\n.!?]{0,60}[.!?;]\"?[ \t]+(?:(?:it|that|this|which|the|el|la|lo)[ \t]+)?"
    r"(?:(?:correct|right|real|actual|new|old|other|buen[oa]|correct[oa])[ \t]+)?"
    r"(?:(?:one|number|n[uú]mero|value|date|front|back|card|letter|copy)[ \t]+)?"
    r"(?:should[ \t](?:be|read)|must[ \t]be|is|was|reads|has|says|shows|dice|es)[ \t:]{0,3}(?:[A-Z]{2}[ \t])?"
    r"|[^\n.!?]{0,60}[.!?;][ \t]+"
    r"(?:(?:it|that)'s|(?:(?:the|el|la)[ \t]+)?(?:correct|right|real|actual)[ \t]+one:?)[ \t]+"
    r"|[^\n.!?]{0,20}[ \t](?:needed|wanted|please|pls|\?)[ \t]*\n{1,3}[^\n.!?]{0,20}"
    r"(?<![^\W_])(?:it's|is|es)[ \t:]+"
    r"|[^\n.!?]{0,40}[.!?,;-]+[ \t]+(?:(?:no|oops|sorry|wait|typo|perd[oó]n)[,. \t]+){0,2}"
    r"(?:i[ \t]mean(?:t)?|correction|make[ \t]that|rather|sorry|digo|correcci[oó]n|quise[ \t]decir|perd[oó]n)"
    r"[ \t:,]{0,3}",
    re.IGNORECASE,
)
ANNOUNCED = re.compile(
    r"(?:[ \t]+(?!(?:for|of|de|del|para|with|con|her|his|su)\b)"
    r"(?:[a-záéíóúñ]{2,14}|[A-Z][a-z]{2,5}day)){1,3}[ \t]?:[ \t]*(?:\n[ \t>*-]*(?:\d{1,2}[.)][ \t]+)?)?"
    rf"(?:{WHICH})?"
)
DENIED = Cue(
    r"(?<![^\W_])(?:instead[ ]of|rather[ ]than|in[ ]lieu[ ]of|in[ ]place[ ]of"
    r"|not|no|without|en[ ](?:vez|lugar)[ ]de|sin)"
    r"[ \t]+(?:(?:an?|the|her|his|their|your|un|una|su|el|la)[ \t]+)?$",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    r"[ \t]+(?:that[ \t]+|which[ \t]+|que[ \t]+)?(?:she|he|they|i|we|you|it|(?:the[ ])?client"
    r"|(?:the[ ])?consumer|el[ ]cliente|la[ ]clienta"
    r"|tengo|tiene|me|registr[oó]|dio|puso)[ \t]+"
    r"(?:[\w']+[ \t]+){0,5}?"
    rf"(?:is|was|are|were|es|era|son)[ \t:#]{{1,3}}(?:(?:{STATE})[ \t:#]{{1,3}})?",
    re.IGNORECASE,
)
VERB = re.compile(r"[ \t]*(?:is|was|are|es|era|should[ \t]be)[ \t:]*", re.IGNORECASE)
PREPOSITION = Cue(
    r"(?<![^\W_])(?:for|of|on|in|from|with|under|about|de|del|para|en|sobre)[ \t]+"
    r"(?:(?:this|the|that|her|his|their|my|our|an?|su|el|la|este|esta)[ \t]+(?:[^\W\d_]{2,12}[ \t]+)?)?$",
    re.IGNORECASE,
)
FOLLOWING_VALUE = re.compile(
    r"[ \t:;#=(.-]{0,6}(?:(?:is|was|es|are|no\.?|number|num\.?|nbr|card|book)[ \t:#]{1,3}){0,2}"
    r"(?:(?-i:[A-Z]{2})[ ])?[A-Za-z*]{0,3}-?[\d*]",
    re.IGNORECASE,
)


def without_leader(gap: str) -> str:
    """Return `gap` with a space for each row of dots or spaces that leads to a value in a form."""
    return LEADER.sub(" ", gap)


def is_adjacent(gap: str) -> bool:
    """Tell whether nothing but punctuation, a line break or words like "is" stand in `gap`."""
    return TIGHT.fullmatch(gap) is not None or NEW_LINE.fullmatch(gap) is not None


def is_list(gap: str, *, plural: bool) -> bool:
    """Tell whether the earlier values of a list stand in `gap`.

    "case 1 and 2" is a list; with a mere comma it is one only after a plural, as in "cases 1, 2".
    """
    announced = ANNOUNCED.match(gap)
    if announced is not None:
        gap, plural = ": " + gap[announced.end() :], True
    return PAIR.fullmatch(gap) is not None or (plural and LIST.fullmatch(gap) is not None)


def is_connected(gap: str) -> bool:
    """Tell whether only connecting words or a line break stand in `gap`."""
    return CONNECTED.fullmatch(gap) is not None or NEW_LINE.fullmatch(gap) is not None


def is_described(gap: str) -> bool:
    """Tell whether a word or a state describes what the label names: "pasaporte mexicano", "DL (VA)"."""
    return ONE_WORD.fullmatch(gap) is not None or OF_A_STATE.fullmatch(gap) is not None


def is_named_again(gap: str) -> bool:
    """Tell whether `gap` ends in a word for a number, in the sentence of its label."""
    return NAMED_AGAIN.fullmatch(gap) is not None


def refers_back(gap: str) -> bool:
    """Tell whether a sentence in `gap` takes up the label before it: "... is wrong. It should be"."""
    return BACK.fullmatch(gap) is not None


def is_change(gap: str) -> bool:
    """Tell whether `gap` holds the value that another one replaces: "from 402 to"."""
    return CHANGED.fullmatch(gap) is not None


def is_merge(gap: str) -> bool:
    """Tell whether `gap` holds the number of one that is made one with another: "402 was merged into"."""
    return MERGED.fullmatch(gap) is not None


def is_relative_clause(gap: str) -> bool:
    """Tell whether `gap` says more of the label and then names its value: "... that she gave me is"."""
    return RELATIVE.fullmatch(gap) is not None


def is_announced(gap: str) -> bool:
    """Tell whether a word or two and a colon lead from a label to its values: "cases stuck: 1, 2"."""
    return ANNOUNCED.fullmatch(gap) is not None


def is_denied(before: str) -> bool:
    """Tell whether a label behind `before` is named as what a value is not: "instead of a social"."""
    return DENIED.search(before) is not None


def breaks_off(gap: str) -> bool:
    """Tell whether a sentence or a line ends in `gap`."""
    return SENTENCE_END.search(gap) is not None


def has_verb(gap: str) -> bool:
    """Tell whether `gap` says that something is a number, rather than naming it: "... is 402"."""
    return VERB.fullmatch(gap) is not None


def is_followed_by_value(text: str, end: int) -> bool:
    """Tell whether a value stands right behind a label that ends at `end`."""
    return FOLLOWING_VALUE.match(text, end) is not None


def ends_in_preposition(before: str) -> bool:
    """Tell whether a label after `before` only describes another word: "... for this case"."""
    return PREPOSITION.search(before) is not None
