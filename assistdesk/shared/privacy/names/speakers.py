"""Who speaks in a chat as somebody who helps: by what is said in their own lines."""

import re

from assistdesk.shared.privacy.names.runs import Run

HEAD = re.compile(
    r"[ \t>]*[\[(]?\d{1,2}:\d{2}(?::\d\d)?(?:[ ]?[ap]\.?m\.?)?[\])]?[ \t-]+(?:[^\W\d_]+[ ]?[._-]?"
    r"[ ]?\(?)?$",
    re.IGNORECASE,
)
"""What stands before a speaker's name: a time, perhaps what they are: "[10:02] Support (Ana):"."""
ENDS = re.compile(r"[ ]?\)?:[ ]")
HELPS = re.compile(
    r"(?<![^\W_])(?:how[ ](?:can|may)[ ]i[ ]help|(?:the|your|his|her)[ ](?:dob|npn)|dob\?|npn\?"
    r"|case[ ](?:number|no\.?)"
    r"(?:,?[ ]please)?\?|let[ ]me[ ](?:check|look|see|pull)|i[ ]see[ ](?:her|his|their|the)[ ]|(?:the|my"
    r"|your|this)[ ]client"
    r"|(?:all|your)[ ]accounts|we're[ ]on[ ]it|should[ ]be[ ]good[ ]now|en[ ]qu[eé][ ]l[eo]s?[ ]ayudo"
    r"|d[eé]jame[ ]ver"
    r"|perm[ií]tame|n[uú]mero[ ]de[ ](?:caso|incidente)\?|(?:el|la|su|mi)[ ]clienta?|se[ ]lo[ ]paso"
    r"|i[ ]escalated"
    r"|(?:opened|opening)[ ]a[ ]ticket|password[ ]resets)(?![^\W_])",
    re.IGNORECASE,
)
"""What nobody says who asks for help with their own coverage."""
NEEDS_HELP = re.compile(
    r"(?<![^\W_])(?:(?:my|mi|mis)[ ](?:card|plan|coverage|case|son|daughter|wife|husband|kids?|income|ssn"
    r"|dob|account|doctor"
    r"|medicaid|app(?:lication)?|job|baby|insurance|tarjeta|seguro|caso|hij[oa]s?|espos[oa]|ingresos?"
    r"|cobertura|cuenta"
    r"|trabajo)|i[ ](?:lost|enrolled|applied|got[ ]married|moved|am[ ]pregnant)|perd[ií]"
    r"|me[ ]mud[eé])(?![^\W_])",
    re.IGNORECASE,
)
LEAST_LINES = 2


def helps_in_chat(text: str, run: Run) -> bool:
    """Tell whether a name stands before what its bearer says in a chat, and they speak as one who helps."""
    start = text.rfind("\n", 0, run.start) + 1
    if HEAD.fullmatch(text, start, run.start) is None or ENDS.match(text, run.end) is None:
        return False
    name = text[run.start : run.end]
    lines = text.split("\n")
    own = [line for line in lines if _says(line, name)]
    if len(lines) - len(own) < 1 or len(own) < LEAST_LINES:
        return False
    said = "\n".join(own)
    return HELPS.search(said) is not None and NEEDS_HELP.search(said) is None


def _says(line: str, name: str) -> bool:
    """Tell whether a line of a chat is somebody's."""
    place = line.find(name)
    return (
        place > 0
        and HEAD.fullmatch(line, 0, place) is not None
        and ENDS.match(line, place + len(name)) is not None
    )
