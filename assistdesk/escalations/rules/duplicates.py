"""The decisions about one issue in two incidents: when a reason is needed, what of others' is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistdesk.escalations.rules import is_blank


@dataclass(frozen=True, slots=True)
class OpenOne:
    """An open incident, as somebody may know it who is about to file one about the same.

    Of one that they may not see, `number` and `state` are None: they learn that there is one for a consumer
    of theirs, and by when an answer is due. `due_at` is None where none is due by a set time. `person_ids`
    are those of the chosen consumers whom it is about. `version` is how it stands, None as `number` is.
    """

    number: str | None
    state: str | None
    due_at: datetime | None
    person_ids: tuple[str, ...]
    version: int | None = None


def open_ones(seen: Iterable[OpenOne], unseen: Iterable[tuple[str, datetime | None]]) -> list[OpenOne]:
    """Return those that may be seen, and for each consumer at most one that stands for all others.

    `unseen` are Person ID and due time of each that may not be seen; of these the earliest due time is told,
    and not how many there are.
    """
    earliest: dict[str, datetime | None] = {}
    for person_id, due_at in unseen:
        known = earliest.get(person_id)
        earliest[person_id] = min((one for one in (known, due_at) if one is not None), default=None)
    return [*seen, *(OpenOne(None, None, due_at, (person_id,)) for person_id, due_at in earliest.items())]


def needs_reason(alike: Sequence[OpenOne], *, reason: str) -> bool:
    """Tell whether an incident may not be opened yet: one is open about the same, and no reason was given."""
    return bool(alike) and is_blank(reason)
