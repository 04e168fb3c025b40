"""Helpers who come again, and who is named in one row with them: "Ana at the desk and Tom", later "Ana"."""

import re
from collections.abc import Sequence

from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import PersonalType
from assistdesk.shared.privacy.names.lists import fold
from assistdesk.shared.privacy.names.tokens import tokens_of

HELPERS = frozenset({"helper", "colleague"})
SURE = frozenset({"name_with_cue", "name_with_cue_behind", "name_of_file"})
JOINED = re.compile(
    r"[ ]?(?:\([^()\n]{1,30}\))?,?[ ]?(?:and|n|y|or|o|&|,|/|e)?[ ](?:(?:el|la|a|to|Mrs?\.?|Ms\.?|Miss)[ ])?"
)


def without_helpers(text: str, claims: Sequence[Claim], *, is_about_consumers: bool) -> list[Claim]:
    """Return the claims without names that are helpers' for what was said of them elsewhere in the message.

    Who is named in one row with a helper is one too where the message speaks of no consumer. What a word such
    as "client" beside it makes a consumer's name stays one.
    """
    helpers = [one for one in claims if one.rule in HELPERS]
    if not helpers:
        return list(claims)
    consumers = {word for one in claims if _is_sure(one) for word in _words(text, one)}
    known = {word for one in helpers for word in _words(text, one)} - consumers
    kept = [one for one in claims if not (_is_doubtful(one) and _words(text, one) <= known)]
    return kept if is_about_consumers else _not_joined(text, kept)


def _not_joined(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims without those that stand in one row with a helper's, one after the other."""
    kept: list[Claim] = []
    for ordered in (sorted(claims, key=lambda one: one.start), None):
        row = ordered if ordered is not None else [*reversed(kept)]
        kept, last, is_helper = [], None, False
        for one in row:
            first, second = (last, one) if ordered is not None else (one, last)
            joined = first is not None and second is not None and _is_joined(text, first, second)
            is_helper = one.rule in HELPERS or (is_helper and joined and _is_doubtful(one))
            if not (is_helper and _is_doubtful(one)):
                kept.append(one)
            last = one
    return [*reversed(kept)]


def _is_joined(text: str, first: Claim, second: Claim) -> bool:
    return JOINED.fullmatch(text, first.end, second.start) is not None


def _is_sure(one: Claim) -> bool:
    return one.type is PersonalType.PERSON and one.rule in SURE


def _is_doubtful(one: Claim) -> bool:
    return one.type is PersonalType.PERSON and one.rule not in SURE


def _words(text: str, one: Claim) -> set[str]:
    return {fold(token.text) for token in tokens_of(text, one.start, one.end)}
