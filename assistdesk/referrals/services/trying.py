"""Trying changed rules: written down at once, played by a worker."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from assistdesk.referrals.models import Trial
from assistdesk.referrals.services.rulebook import Rulebook, rulebook
from assistdesk.referrals.simulation import comparing, contenders, report, scenario
from assistdesk.referrals.simulation.proposals import BadProposal, proposed
from assistdesk.referrals.simulation.scenario import Scenario
from assistdesk.shared import jobs
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere

LONGEST_RULES = 60_000
POLICIES = 2
NO_STATE_MESSAGE = "The pack names no state, so nobody knows where residents live."
TOO_LONG_MESSAGE = "Write at most %(most)s characters."


@dataclass(frozen=True, slots=True)
class NewTrial:
    """What is to be tried, and how large a day. `key` tells one form from the next: sent twice, it is one."""

    key: UUID
    marketplace: str
    rules: str
    per_hour: int
    helpers: int
    days: int


@transaction.atomic(durable=True)
def try_rules(new: NewTrial, *, actor: Actor, at: datetime) -> UUID:
    """Write down what is to be tried and leave it to a worker; return the trial's id.

    Raises:
        NotThere: the marketplace has no referrals, the actor doesn't manage it, or the key is another's.
        InvalidInput: the text makes no rules; with a line for each reason.
    """
    if not actor.may(Permission.MANAGE_DESK) or not actor.serves(new.marketplace) or actor.account_id is None:
        raise NotThere
    _check(new, rulebook(new.marketplace, at=at))
    trial, is_new = Trial.objects.get_or_create(
        id=new.key,
        defaults={
            "marketplace": new.marketplace,
            "asked_by_id": actor.account_id,
            "asked_at": at,
            "rules": new.rules,
            "per_hour": new.per_hour,
            "helpers": new.helpers,
            "days": new.days,
            "total": POLICIES * new.days,
        },
    )
    if trial.asked_by_id != actor.account_id:
        raise NotThere
    if is_new:
        audit.record(action="referrals.rules.tried", subject=trial.id, actor=actor, at=at)
        jobs.queue("referrals.play_trial", trial_id=str(trial.id))
    return trial.id


def _check(new: NewTrial, book: Rulebook) -> None:
    if len(new.rules) > LONGEST_RULES:
        raise InvalidInput([FieldError("rules", TOO_LONG_MESSAGE, (("most", LONGEST_RULES),))])
    if book.pack.identity.state is None:
        raise InvalidInput([FieldError("rules", NO_STATE_MESSAGE)])
    try:
        proposed(book.edition, new.rules)
    except BadProposal as bad:
        raise InvalidInput(
            [FieldError("rules", "%(problem)s", (("problem", one),)) for one in bad.problems]
        ) from bad


def play_trial(trial_id: UUID, *, at: datetime) -> None:
    """Play the days of a trial and keep what came out. Safe to run twice: the same days go the same way.

    Each step of the progress is kept at once, so that the page can show it. The days are played in a process
    of their own, so that the worker goes on with what is due.
    """
    trial = Trial.objects.filter(pk=trial_id, finished_at=None).first()
    if trial is None:
        return
    book = rulebook(trial.marketplace, at=trial.asked_at)
    then = proposed(book.edition, trial.rules)
    day = _day(trial, book)

    def told(done: int, _total: int) -> None:
        Trial.objects.filter(pk=trial_id).update(done=done)

    lines = comparing.compare(
        day,
        contenders.before_and_after(book.edition, then),
        pack=book.pack,
        with_optimum=False,
        told=told,
        cores=comparing.Cores.ONE_APART,
    )
    result = report.values(day, lines)
    Trial.objects.filter(pk=trial_id, finished_at=None).update(result=result, finished_at=at)


def _day(trial: Trial, book: Rulebook) -> Scenario:
    on = trial.asked_at.astimezone(ZoneInfo(book.pack.identity.zone)).date()
    return (
        scenario.standard()
        .changed(
            requests={"per_hour": trial.per_hour},
            helpers={"registered": trial.helpers},
            seeds={"count": trial.days},
        )
        .model_copy(update={"day": on})
    )
