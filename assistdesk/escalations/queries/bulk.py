"""What work on many incidents would do to each, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from assistdesk.escalations import refusals
from assistdesk.escalations.models import QUEUE_ORDER, BulkItem, BulkRun, Incident
from assistdesk.escalations.queries.asking import OPEN, ListAsked, narrowed
from assistdesk.escalations.queries.queue import check_reads
from assistdesk.escalations.rules.bulk import MOST_AT_ONCE, Effect, Work, effect
from assistdesk.escalations.states import BulkOutcome, IncidentState
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import NotThere, Refusal

_SAID = {
    one.code: one.message
    for one in vars(refusals).values()
    if isinstance(one, type) and issubclass(one, Refusal) and one is not Refusal
}
_OTHERWISE_MESSAGE = "It was refused. Open the incident to see why."


@dataclass(frozen=True, slots=True)
class Forecast:
    """What work would do to one incident. `was_changed`: somebody changed it after it was chosen."""

    incident: Incident = field(repr=False)
    effect: Effect
    was_changed: bool


@dataclass(frozen=True, slots=True)
class RunItem:
    """What became of one incident of a run; `why` says why it was refused, as a refusal does."""

    number: str
    marketplace: str
    outcome: str
    why: str


@dataclass(frozen=True, slots=True)
class RunView:
    """A run, how far it is, and what became of each incident: what needs a look first."""

    id: UUID
    marketplace: str
    team: str
    action: str
    target: str
    made_at: datetime
    finished_at: datetime | None
    done: int
    left_out: int
    waiting: int
    total: int
    items: list[RunItem]

    @property
    def reached(self) -> int:
        """How many it came to already, whatever became of them."""
        return self.total - self.waiting


def forecasts(
    actor: Actor, picks: Sequence[tuple[UUID, int]], work: Work, *, marketplace: str, team: str
) -> list[Forecast]:
    """Return what work would do to each chosen incident of the team, in the queue's order; two queries."""
    seen = dict(picks)
    found = Incident.objects.visible_to(actor).filter(marketplace=marketplace, team=team, id__in=list(seen))
    related = found.select_related("filed_by", "assignee").prefetch_related("merged")
    rows = related.order_by(*QUEUE_ORDER)[:MOST_AT_ONCE]
    return [
        Forecast(
            one,
            effect(work, state=IncidentState(one.state), assignee_id=one.assignee_id),
            was_changed=one.version != seen[one.id],
        )
        for one in rows
    ]


def team_incidents(
    actor: Actor, numbers: Sequence[str], *, marketplace: str, team: str
) -> dict[str, Incident]:
    """Return a team's incidents of these numbers, by number, as far as the actor may see them; one query."""
    visible = Incident.objects.visible_to(actor)
    return {one.number: one for one in visible.filter(marketplace=marketplace, team=team, number__in=numbers)}


def all_that_match(actor: Actor, asked: ListAsked) -> list[tuple[UUID, int]]:
    """Return id and version of what a view of a queue holds, at most `MOST_AT_ONCE`, what presses most first.

    Raises:
        NotThere: there is no such team, or none whose queue the actor may read.
    """
    check_reads(actor, marketplace=asked.marketplace, team=asked.team)
    whole = replace(asked, status=asked.status or OPEN)
    found = narrowed(Incident.objects.visible_to(actor), whole, actor=actor)
    return list(found.order_by(*QUEUE_ORDER).values_list("id", "version")[:MOST_AT_ONCE])


def bulk_run(run_id: UUID, *, actor: Actor) -> RunView:
    """Return a run of the actor's own; three queries.

    Raises:
        NotThere: there is none.
    """
    run = BulkRun.objects.filter(pk=run_id, actor_id=actor.account_id).first()
    if run is None:
        raise NotThere
    items = BulkItem.objects.filter(run=run)
    counted = items.aggregate(
        total=Count("id"),
        done=Count("id", filter=Q(outcome=BulkOutcome.DONE.value)),
        waiting=Count("id", filter=Q(outcome=BulkOutcome.WAITING.value)),
    )
    rows = [_item(one) for one in items.select_related("incident").order_by("id")]
    rows.sort(key=lambda one: one.outcome == BulkOutcome.DONE)
    return RunView(
        id=run.id,
        marketplace=run.marketplace,
        team=run.team,
        action=run.action,
        target=run.target,
        made_at=run.made_at,
        finished_at=run.finished_at,
        done=counted["done"],
        left_out=counted["total"] - counted["done"] - counted["waiting"],
        waiting=counted["waiting"],
        total=counted["total"],
        items=rows,
    )


def _item(item: BulkItem) -> RunItem:
    why = _SAID.get(item.refusal, _OTHERWISE_MESSAGE) if item.outcome == BulkOutcome.REFUSED else ""
    return RunItem(item.incident.number, item.incident.marketplace, item.outcome, why)
