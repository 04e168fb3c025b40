"""Telling a team's lead of what nobody has taken, and of what was not answered in time: each once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from assistdesk.escalations.models import IncidentClock
from assistdesk.escalations.rules import warnings as rules
from assistdesk.escalations.services import clocks, mails, promises
from assistdesk.escalations.states import ABOUT_BOARD, Timed
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.messaging import steps as messaging
from assistdesk.shared.messaging.values import About, Message, Recipient
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import Audience, Pack

BATCH = 5_000
MOST_NAMED = 20  # in the audit log: who needs the others finds them by the moment in `warned_at`
_ONE_AT_A_TIME = 0x5741524E  # the number of the lock that lets one sweep warn at a time

WARNINGS: Mapping[Timed, str] = {
    Timed.UPTAKE: gettext_noop("Nobody has taken it yet."),
    Timed.REPLY: gettext_noop("It was not answered in time."),
    Timed.RESOLUTION: gettext_noop("It was not resolved in time."),
    Timed.AGENCY: gettext_noop("The agency has not answered in time."),
    Timed.WAITING: gettext_noop("The helper has not answered for a long time."),
}


@dataclass(frozen=True, slots=True)
class _Told:
    """One reader, and the clocks of which they are told."""

    to: Recipient
    pack: Pack
    clocks: list[IncidentClock] = field(default_factory=list)

    def incidents(self) -> list[list[IncidentClock]]:
        """Return the clocks of each incident, in the order in which the first of them passed."""
        grouped: dict[UUID, list[IncidentClock]] = {}
        for one in self.clocks:
            grouped.setdefault(one.incident_id, []).append(one)
        return list(grouped.values())


@transaction.atomic(durable=True)
def warn_leads(*, at: datetime) -> int:
    """Tell leads of every clock whose warning is due; return how many there were, at most a batch.

    Each run of a clock is told of once, however many workers sweep: one works at a time, and what it told of
    is written down in the transaction that queues the mails. Where a team has no lead, those who run the
    marketplace are told, and where there is nobody, the team's mailbox.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
    clocks.lay_unlaid(limit=BATCH)
    due = IncidentClock.objects.to_warn(at).select_related("incident").order_by("warn_at", "id")
    late = list(due.select_for_update(of=("self",), skip_locked=True)[:BATCH])
    IncidentClock.objects.filter(id__in=[one.id for one in late]).update(warned_at=at)
    for told in _readers(late, at=at):
        if rules.is_told_together(len(told.incidents())) and _has_digest(told.pack, at=at):
            _tell_together(told, at=at)
        else:
            _tell_each(told, at=at)
    return len(late)


def _readers(late: Iterable[IncidentClock], *, at: datetime) -> list[_Told]:
    teams: dict[tuple[str, str], list[IncidentClock]] = {}
    for one in late:
        teams.setdefault((one.marketplace, one.team), []).append(one)
    readers: dict[tuple[str, str], _Told] = {}
    for (marketplace, team), own in teams.items():
        pack = policy.running(marketplace)
        for to in _leads(pack, team):
            told = readers.setdefault((marketplace, str(to.account_id or team)), _Told(to, pack))
            told.clocks.extend(own)
        facts: dict[str, object] = {
            "team": team,
            "count": len(own),
            "warnings": [f"{one.incident.number} {one.kind}" for one in own[:MOST_NAMED]],
        }
        actor = Actor.system(marketplace)
        audit.record(action="escalations.team.warned", subject=team, actor=actor, at=at, facts=facts)
    return list(readers.values())


def _leads(pack: Pack, team: str) -> list[Recipient]:
    accounts = people.leads_of(pack.marketplace, team)
    if accounts:
        return [Recipient.account(one) for one in accounts]
    known = pack.directory.teams.get(team)
    contact = pack.contact(known.mailbox, audience=Audience.HELPER) if known and known.mailbox else None
    if known is None or contact is None or contact.email is None:
        return []
    language = pack.identity.language
    return [Recipient(known.name.in_language(language), contact.email, "", language)]


def _has_digest(pack: Pack, *, at: datetime) -> bool:
    """Tell whether the pack has words for several warnings in one mail; older ones have not."""
    return "escalation_alerts" in pack.messages_on(promises.local_day(pack, at=at)).messages


def _tell_each(told: _Told, *, at: datetime) -> None:
    language = mails.spoken(told.pack, told.to.language)
    for passed in told.incidents():
        occasion = "-".join(str(one.id) for one in passed)
        message = mails.warning(
            passed[0],
            to=told.to,
            words=_words(passed, language=language),
            dedupe_key=f"escalations.warning:{occasion}:{told.to.account_id or 'mailbox'}",
        )
        messaging.queue(message, actor=Actor.system(told.pack.marketplace), at=at)


def _tell_together(told: _Told, *, at: datetime) -> None:
    language, incidents = mails.spoken(told.pack, told.to.language), told.incidents()
    lines = [
        f"{passed[0].incident.number}: {_words(passed, language=language)}"
        for passed in incidents[: rules.MOST_LISTED]
    ]
    unlisted = rules.left_unlisted(len(incidents))
    more = gettext_noop("And %(count)s more.")
    message = Message(
        pack=told.pack,
        template="escalation_alerts",
        to=told.to,
        about=About(ABOUT_BOARD, told.to.account_id or uuid4()),
        values={
            "count": str(len(incidents)),
            "numbers": "\n".join(lines),
            "more": mails.said(more, language=language) % {"count": unlisted} if unlisted else "",
            "link": f"{settings.BASE_URL}{reverse('escalations:boards', args=[told.pack.marketplace])}",
        },
    )
    messaging.queue(message, actor=Actor.system(told.pack.marketplace), at=at)


def _words(passed: Iterable[IncidentClock], *, language: str) -> str:
    """Return what is the matter with one incident, in a language."""
    return " ".join(mails.said(WARNINGS[Timed(one.kind)], language=language) for one in passed)
