"""Steps that let mails about an incident go out, each kept in its thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from assistdesk.escalations.models import Incident, IncidentClock, Post
from assistdesk.escalations.states import ABOUT_INCIDENT, AUTOMATIC, PostKind, Timed
from assistdesk.shared.messaging import steps as messaging
from assistdesk.shared.messaging.values import About, Message, Priority, Recipient
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Person
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.rendering import render_words
from assistdesk.shared.policy.schema import Audience, EscalationsEdition, EscalationType, Pack, Words
from assistdesk.shared.policy.templates import TEMPLATE_RULES

TEMPLATES = {
    PostKind.ACKNOWLEDGEMENT: "escalation_received",
    PostKind.TEAM_NOTICE: "escalation_to_team",
    PostKind.ANSWER: "escalation_reply",
    PostKind.QUESTION: "escalation_waiting",
    PostKind.RESOLUTION: "escalation_resolved",
    PostKind.MERGED: "escalation_merged",
    PostKind.UNMERGED: "escalation_unmerged",
    PostKind.HANDED_ON: "escalation_handed_on",
    PostKind.NUDGE: "escalation_nudge",
}
_WITH_INCIDENT = frozenset({PostKind.ACKNOWLEDGEMENT, PostKind.TEAM_NOTICE})  # of its first version


@dataclass(frozen=True, slots=True)
class Decided:
    """What an incident was decided under, and the Person ID where it is about exactly one consumer."""

    pack: Pack
    edition: EscalationsEdition
    type: EscalationType
    person_id: str | None


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail: what kind, to whom, its template's own values, and the words that the thread keeps.

    Of two with one `dedupe_key` one goes out. `post_id` is what its place in the thread is called.
    Copies of `files` go along.
    """

    kind: PostKind
    to: Recipient
    values: Mapping[str, str] = field(repr=False)
    text: str = field(default="", repr=False)
    dedupe_key: str | None = None
    post_id: UUID = field(default_factory=uuid4)
    files: tuple[UUID, ...] = ()


def decided(incident: Incident, *, persons: Sequence[Person] | None = None) -> Decided:
    """Return what an incident was decided under, whatever runs today; `persons` are its consumers."""
    pack = policy.loaded(incident.marketplace, incident.pack_digest)
    edition = next(one for one in pack.escalations if one.edition == incident.edition)
    known = [one.person_id for one in persons] if persons is not None else None
    consumers = incident.consumers.values_list("person_id", flat=True)[:2] if known is None else known
    person_id = consumers[0] if len(consumers) == 1 else None
    return Decided(pack, edition, edition.types[incident.type], person_id)


def acknowledge(incident: Incident, under: Decided, *, actor: Actor, at: datetime) -> None:
    """Tell the helper the incident number, and by when an answer is due where one is promised."""
    account = incident.filed_by
    language = spoken(under.pack, account.language)
    values = {
        "promise": _words(under.pack, under.type.promise, language=language),
        "due_at": moment(incident.reply_due_at, zone=under.pack.identity.zone, language=language),
    }
    send(
        Letter(PostKind.ACKNOWLEDGEMENT, Recipient.account(account), values),
        incident,
        under,
        actor=actor,
        at=at,
    )


def notify_team(incident: Incident, under: Decided, *, actor: Actor, at: datetime) -> None:
    """Tell the team's mailbox about a new incident, where the team has one."""
    team = under.pack.directory.teams[incident.team]
    contact = under.pack.contact(team.mailbox, audience=Audience.HELPER) if team.mailbox else None
    if contact is None or contact.email is None:
        return
    language = under.pack.identity.language
    to = Recipient(team.name.in_language(language), contact.email, "", language)
    values = {"details": _details(incident, under, language=language), "text": incident.description}
    send(Letter(PostKind.TEAM_NOTICE, to, values), incident, under, actor=actor, at=at)


def write_to_helper(
    kind: PostKind,
    incident: Incident,
    *,
    text: str,
    actor: Actor,
    at: datetime,
    post_id: UUID | None = None,
) -> Post:
    """Send what a colleague wrote to the helper who filed the incident; return it as part of the thread.

    Other helpers, whose incidents were merged into this one, get it too, each as a mail about their own.
    `post_id` is that of the part which is returned, None for any.
    """
    told = {incident.filed_by_id}
    for other in incident.merged.select_related("filed_by").order_by("opened_at", "id"):
        if other.filed_by_id not in told:
            other.merged_into = incident
            _write(kind, other, text=text, actor=actor, at=at, post_id=None)
            told.add(other.filed_by_id)
    return _write(kind, incident, text=text, actor=actor, at=at, post_id=post_id)


def tell_merged(incident: Incident, *, actor: Actor, at: datetime) -> None:
    """Tell a helper that their incident goes on under another number."""
    assert incident.merged_into is not None
    values = {"incident_number": incident.number, "new_number": incident.merged_into.number}
    letter = Letter(PostKind.MERGED, Recipient.account(incident.filed_by), values)
    send(letter, incident, decided(incident), actor=actor, at=at)


def tell_unmerged(incident: Incident, *, actor: Actor, at: datetime) -> None:
    """Tell a helper that their incident goes on under its own number again."""
    letter = Letter(PostKind.UNMERGED, Recipient.account(incident.filed_by), {})
    send(letter, incident, decided(incident), actor=actor, at=at)


def _write(
    kind: PostKind, incident: Incident, *, text: str, actor: Actor, at: datetime, post_id: UUID | None
) -> Post:
    letter = Letter(
        kind, Recipient.account(incident.filed_by), {"text": text}, text, post_id=post_id or uuid4()
    )
    return send(letter, incident, decided(incident), actor=actor, at=at)


def send(letter: Letter, incident: Incident, under: Decided, *, actor: Actor, at: datetime) -> Post:
    """Queue a mail about an incident and return it as part of the thread."""
    message = message_of(letter, incident, under)
    return Post.objects.create(
        id=letter.post_id,
        incident=incident,
        kind=letter.kind.value,
        author_id=None if message.is_automatic else actor.account_id,
        text=letter.text,
        at=at,
        version=incident.version if letter.kind in _WITH_INCIDENT else None,
        outgoing=messaging.queue(message, actor=actor, at=at),
    )


def message_of(letter: Letter, incident: Incident, under: Decided) -> Message:
    """Return a mail about an incident as it is given to the gateway."""
    template = TEMPLATES[letter.kind]
    common = _common(incident, under, language=spoken(under.pack, letter.to.language))
    known = TEMPLATE_RULES[template].placeholders
    return Message(
        pack=under.pack,
        template=template,
        to=letter.to,
        about=About(ABOUT_INCIDENT, incident.id),
        values={**{name: value for name, value in common.items() if name in known}, **letter.values},
        is_automatic=letter.kind in AUTOMATIC,
        dedupe_key=letter.dedupe_key,
        priority=Priority.URGENT if incident.urgent else Priority.ORDINARY,
        is_first=letter.kind is PostKind.ACKNOWLEDGEMENT,
        files=letter.files,
    )


def warning(clock: IncidentClock, *, to: Recipient, words: str, dedupe_key: str) -> Message:
    """Return the mail that tells a lead of a clock that passed, in `words` of the reader's language."""
    incident, under = clock.incident, decided(clock.incident)
    language, zone = spoken(under.pack, to.language), under.pack.identity.zone
    due_at = incident.reply_due_at if clock.kind == Timed.UPTAKE else clock.due_at
    values = {
        "warning": words,
        "due_at": moment(due_at, zone=zone, language=language),
    }
    return Message(
        pack=under.pack,
        template="escalation_alert",
        to=to,
        about=About(ABOUT_INCIDENT, incident.id),
        values={**_common(incident, under, language=language), **values},
        dedupe_key=dedupe_key,
        priority=Priority.URGENT if incident.urgent else Priority.ORDINARY,
    )


def said(words: str, *, language: str) -> str:
    """Return words of the desk's own in a language."""
    with override(language):
        return gettext(words)


def spoken(pack: Pack, language: str) -> str:
    """Return `language` where the marketplace speaks it, else the marketplace's first."""
    return language if language in pack.identity.languages else pack.identity.language


def _common(incident: Incident, under: Decided, *, language: str) -> dict[str, str]:
    team = under.pack.directory.teams[incident.team]
    number = incident.merged_into.number if incident.merged_into else incident.number
    subject_line = under.edition.subject_line(
        incident.type, language=language, incident_number=number, person_id=under.person_id
    )
    page = reverse("escalations:incident", args=[incident.marketplace, number])
    return {
        "incident_number": number,
        "person_id": under.person_id or "",
        "type": under.type.mail_title.in_language(language),
        "subject_line": subject_line,
        "team": team.public_label.in_language(language),
        "link": f"{settings.BASE_URL}{page}",
    }


def _words(pack: Pack, words: Words | None, *, language: str) -> str:
    return render_words(pack, words, language=language, audience=Audience.HELPER) if words else ""


def moment(at: datetime | None, *, zone: str, language: str) -> str:
    """Return a moment as a person of the marketplace reads it: weekday, date, hour and zone."""
    if at is None:
        return ""
    local = at.astimezone(ZoneInfo(zone))
    hour = format_time(local, "short", locale=language).replace("\u202f", " ")
    return f"{format_date(local, 'full', locale=language)}, {hour} {local.tzname()}"


def _details(incident: Incident, under: Decided, *, language: str) -> str:
    """Return the fields of the type as lines of label and answer."""
    lines = []
    for field_ in under.type.fields:
        value = incident.fields.get(field_.key, "")
        chosen = next((one.label.in_language(language) for one in field_.choices if one.key == value), value)
        if chosen:
            lines.append(f"{field_.label.in_language(language)}: {chosen}")
    return "\n".join(lines)
