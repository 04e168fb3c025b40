"""Trials of changed rules: which there were, and what came out of one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from assistdesk.referrals.models import Trial
from assistdesk.referrals.simulation.comparing import Figure, figure
from assistdesk.referrals.simulation.report import Verdict, verdict
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import NotThere

SHOWN = 10


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure: as it is, as proposed, how much more that is, and what to think of it."""

    name: str
    now: float
    then: float
    difference: Figure
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One trial: how far it is, and what came out once it is done."""

    id: UUID
    asked_by: str
    asked_at: datetime
    per_hour: int
    helpers: int
    days: int
    done: int
    total: int
    is_finished: bool
    rules: str
    rows: tuple[MeasureRow, ...]


def trials(actor: Actor, *, marketplace: str) -> list[TrialRow]:
    """Return the last trials of a marketplace, newest first; one query."""
    return [_row(one) for one in _of(actor, marketplace).order_by("-asked_at", "id")[:SHOWN]]


def trial(trial_id: UUID, *, actor: Actor, marketplace: str) -> TrialRow:
    """Return one trial; one query.

    Raises:
        NotThere: there is none in this marketplace, or the actor has nothing to do with it.
    """
    found = _of(actor, marketplace).filter(pk=trial_id).first()
    if found is None:
        raise NotThere
    return _row(found)


def _of(actor: Actor, marketplace: str) -> QuerySet[Trial]:
    if not actor.serves(marketplace):
        raise NotThere
    return Trial.objects.filter(marketplace=marketplace).select_related("asked_by")


def _row(one: Trial) -> TrialRow:
    return TrialRow(
        id=one.id,
        asked_by=one.asked_by.name,
        asked_at=one.asked_at,
        per_hour=one.per_hour,
        helpers=one.helpers,
        days=one.days,
        done=one.done,
        total=one.total,
        is_finished=one.finished_at is not None,
        rules=one.rules,
        rows=_rows(one.result["policies"]) if one.result else (),
    )


def _rows(policies: list[dict[str, list[dict[str, float]]]]) -> tuple[MeasureRow, ...]:
    now, then = (policy["by_day"] for policy in policies)
    found: list[MeasureRow] = []
    for name in now[0]:
        more = figure([after[name] - before[name] for before, after in zip(now, then, strict=True)])
        means = [figure([day[name] for day in days]).mean for days in (now, then)]
        found.append(MeasureRow(name, means[0], means[1], more, verdict(name, more)))
    return tuple(found)
