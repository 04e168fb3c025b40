"""The decisions about merging: which two may become one, and what belongs to what afterwards."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from assistdesk.escalations.states import INCIDENT, OPEN_STATES, IncidentState

Key = TypeVar("Key")


class MergeVerdict(StrEnum):
    """Whether one incident may be merged into another and, if not, why."""

    POSSIBLE = "possible"
    CIRCLE = "circle"
    MERGED_ALREADY = "merged_already"
    STATE = "state"
    NOT_OPEN = "not_open"


def merge_verdict(
    *, is_same: bool, is_merged: bool, state: IncidentState, into_state: IncidentState
) -> MergeVerdict:
    """Return whether an incident may be merged into another.

    `is_same`: the two are one incident already, itself or by a merge between them; `is_merged`: the first was
    merged into one. The other has to be open, so that what was owed is still worked on.
    """
    if is_same:
        return MergeVerdict.CIRCLE
    if is_merged:
        return MergeVerdict.MERGED_ALREADY
    if not INCIDENT.can("merge", state):
        return MergeVerdict.STATE
    return MergeVerdict.POSSIBLE if into_state in OPEN_STATES else MergeVerdict.NOT_OPEN


def members_of(head: Key, merges: Mapping[Key, Key]) -> set[Key]:
    """Return what was merged into `head`, directly or by way of others; `merges` says what went into what."""
    found: set[Key] = set()
    reached: Iterable[Key] = {head}
    while reached:
        reached = {one for one, into in merges.items() if into in reached} - found
        found |= reached
    return found
