"""Segments of the files by which insurers enrol people (ASC X12 834), pasted into a message."""

import re
from collections.abc import Iterable

from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import PersonalType
from assistdesk.shared.privacy.reading import Reading
from assistdesk.shared.privacy.strengths import LABELLED

SEGMENTS = (
    (
        PersonalType.PERSON,
        re.compile(
            r"(?<![^\W_])NM1\*(?:IL|74|70|31|S1|QD|E1|LR|M8|GD)\*1\*(?P<value>[^*~\n]+(?:\*[^*~\n]+)?)"
        ),
    ),
    (PersonalType.US_SSN, re.compile(r"\*(?:34|SY)\*(?P<value>\d{9})(?!\d)")),
    (
        PersonalType.MEMBER_ID,
        re.compile(
            r"(?<![^\W_])(?:REF\*(?:0F|17|23|1L|ZZ)|NM1\*[^~\n]{3,80}\*(?:MI|ZZ))\*(?P<value>[\w-]{5,30})"
        ),
    ),
    (PersonalType.ADDRESS, re.compile(r"(?<![^\W_])N3\*(?P<value>[^~\n]{4,80})")),
)
"""Persons by the roles of a household's members; their numbers by the qualifiers in front of them."""


def segments(reading: Reading) -> Iterable[Claim]:
    """Claim names, numbers and streets in segments: "NM1*IL*1*ROE*ANA*L***34*900123456~"."""
    if "*" not in reading.text:
        return
    for kind, pattern in SEGMENTS:
        for found in pattern.finditer(reading.text):
            yield Claim(*found.span("value"), kind, LABELLED, "enrolment_segment")
