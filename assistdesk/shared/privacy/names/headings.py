"""What the heading of a column says of the names below it: consumers', or of those who work on something."""

import re

from assistdesk.shared.privacy import columns
from assistdesk.shared.privacy.names.runs import Run
from assistdesk.shared.privacy.scanning import Ending

WHOSE = (
    r"client|member|consumer|customer|applicant|subscriber|enrollee|patient|resident|insured|dependent|child|spouse"
    r"|household member|hoh"
)
OF_CONSUMERS = re.compile(
    rf"(?:(?:(?:{WHOSE})(?:'?s)?|first|last|middle|full|given|family|legal)[ _-]?)+(?:names?)?|names?|surname"
    r"|(?:(?:primer|segundo)[ ])?(?:nombres?|apellidos?)(?:[ ](?:completo|paterno|materno|y[ ]apellidos?))?"
    r"|cliente|miembro|solicitante|asegurad[oa]|residente|integrante",
    re.IGNORECASE,
)
OF_STAFF = re.compile(
    r"(?:case[ ]?)?(?:worker|owner|manager)|agent|producer|broker|navigator|assister|rep|analyst"
    r"|assign(?:ed|ee)(?:[ ]to)?|staff|supervisor|trainer|presenter|speaker|attendee|reviewer|contact"
    r"|(?:opened|closed|handled)[ ]by"
    r"|responsable|agente|navegadora?|asignad[oa](?:[ ]a)?|trabajadora?|encargad[oa]|atiende",
    re.IGNORECASE,
)
BEGINS_CELL = Ending(r"(?:[|\t,][ ]?\"?|[ ]{2})$")
ENDS_CELL = re.compile(r"\"?[ ]?(?:[|\t,\n]|[ ]{2}|$)")


def is_of_consumers(text: str, run: Run) -> bool:
    """Tell whether a run fills a cell of a table below a word for a consumer's name."""
    heading = _heading_of(text, run)
    return heading is not None and OF_CONSUMERS.fullmatch(heading) is not None


def is_of_staff(text: str, run: Run) -> bool:
    """Tell whether a run fills a cell of a table below a word for those who help consumers."""
    heading = _heading_of(text, run)
    return heading is not None and OF_STAFF.fullmatch(heading) is not None


def _heading_of(text: str, run: Run) -> str | None:
    if not all(token.is_capital for token in run.words) or not ENDS_CELL.match(text, run.end):
        return None
    line = text.rfind("\n", 0, run.start) + 1
    if not line or (line < run.start and not BEGINS_CELL.search(text, line, run.start)):
        return None
    cell = columns.head_of(text, run.start)
    return None if cell is None else text[slice(*cell)].strip(" *#:\"'")
