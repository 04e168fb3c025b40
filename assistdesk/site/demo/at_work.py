"""What goes on at a demo desk from the start: who acts for whom, and what is announced."""

from datetime import datetime, timedelta

from assistdesk.shared.announcements import services as announcements
from assistdesk.shared.announcements.services import NewAnnouncement
from assistdesk.shared.people import delegations
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account, Delegation
from assistdesk.shared.people.powers import Power
from assistdesk.site.demo.script import DemoAnnouncement, DemoDelegation, script


def begin_work(*, at: datetime) -> None:
    """Let the demo's delegates act for their helpers and nobody else, and announce what is announced."""
    Delegation.objects.all().delete()
    for wanted in script().delegations:
        _let_act(wanted, at=at)
    for told in script().announcements:
        _announce(told, at=at)


def _let_act(wanted: DemoDelegation, *, at: datetime) -> None:
    until = at.date() + timedelta(days=wanted.days)
    delegations.grant(wanted.delegate, powers=tuple(Power), until=until, actor=_actor(wanted.of), at=at)


def _announce(told: DemoAnnouncement, *, at: datetime) -> None:
    new = NewAnnouncement(
        marketplace=told.marketplace,
        roles=told.roles,
        is_urgent=told.is_urgent,
        titles=told.titles,
        texts=told.texts,
        shows_from=None,
        shows_until=None,
    )
    announcements.announce(new, actor=_actor(told.by), at=at)


def _actor(username: str) -> Actor:
    return people.actor_of(Account.objects.get(username=username))
