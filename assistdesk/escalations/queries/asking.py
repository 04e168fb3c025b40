"""What a list of incidents is narrowed to, and in which order a queue stands."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from assistdesk.escalations.models import IncidentQuerySet
from assistdesk.escalations.queries import finding
from assistdesk.escalations.queries.finding import Scope
from assistdesk.escalations.rules.finding import terms_of
from assistdesk.escalations.states import OPEN_STATES, IncidentState
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import FieldError, InvalidInput

OPEN = "open"
ALL = "all"
MINE = "me"
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class ListAsked:
    """What a list of incidents is narrowed to; what is empty is not asked.

    `status` is a state, `open` or `all`; `assigned` is `me`, `nobody` or the id of an account; `words` are
    looked for in all that the actor may read, `filed_by` in the name of who filed. `due_before` and
    `opened_before` are exclusive, `opened_from` is inclusive.
    """

    status: str = ""
    team: str = ""
    marketplace: str = ""
    assigned: str = ""
    words: str = field(default="", repr=False)
    type: str = ""
    is_urgent: bool = False
    filed_by: str = field(default="", repr=False)
    due_before: datetime | None = None
    opened_from: datetime | None = None
    opened_before: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether only open incidents are asked for."""
        return self.status == OPEN or self.status in {state.value for state in OPEN_STATES}

    @property
    def is_narrowed_beyond_scope(self) -> bool:
        """Whether more is asked for than the index of a search knows by itself."""
        is_one_state = self.status not in ("", OPEN, ALL)
        days = (self.due_before, self.opened_from, self.opened_before)
        return is_one_state or self.is_urgent or any((self.assigned, self.type, self.filed_by, *days))

    @property
    def scope(self) -> Scope:
        """What a search is narrowed to inside its index."""
        return Scope(self.marketplace, self.team, is_open=self.is_open)


def narrowed(found: IncidentQuerySet, asked: ListAsked, *, actor: Actor) -> IncidentQuerySet:
    """Return those of `found` that are asked for, words included.

    Raises:
        InvalidInput: the status is unknown.
    """
    found = narrowed_but_words(found, asked, actor=actor)
    if asked.words:
        found = found.filter(finding.matches(terms_of(asked.words), actor=actor, scope=asked.scope))
    return found


def narrowed_but_words(found: IncidentQuerySet, asked: ListAsked, *, actor: Actor) -> IncidentQuerySet:
    """Return those of `found` that are asked for, whatever words were looked for.

    Raises:
        InvalidInput: the status is unknown.
    """
    if asked.status == OPEN:
        found = found.open()
    elif asked.status not in ("", ALL):
        found = found.filter(state=_state(asked.status).value)
    exact = {"marketplace": asked.marketplace, "team": asked.team, "type": asked.type}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    found = _assigned(found, asked.assigned, actor=actor)
    if asked.is_urgent:
        found = found.filter(urgent=True)
    if asked.filed_by:
        found = found.filter(filed_by__name__icontains=asked.filed_by)
    return found.filter(_between(asked))


def _between(asked: ListAsked) -> Q:
    condition = Q()
    if asked.due_before is not None:
        condition &= Q(next_due_at__lt=asked.due_before)
    if asked.opened_from is not None:
        condition &= Q(opened_at__gte=asked.opened_from)
    if asked.opened_before is not None:
        condition &= Q(opened_at__lt=asked.opened_before)
    return condition


def _assigned(found: IncidentQuerySet, assigned: str, *, actor: Actor) -> IncidentQuerySet:
    if assigned == MINE:
        return found.filter(assignee_id=actor.account_id)
    if assigned == NOBODY:
        return found.filter(assignee__isnull=True)
    if not assigned:
        return found
    try:
        return found.filter(assignee_id=UUID(assigned))
    except ValueError:
        return found.none()


def _state(status: str) -> IncidentState:
    try:
        return IncidentState(status)
    except ValueError:
        raise InvalidInput([FieldError("status", "There is no such status.")]) from None
