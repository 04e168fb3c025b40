"""What a team does with an incident and an outside office: hand it on, remind the office, take it back."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.escalations import rules
from assistdesk.escalations.models import Handoff, HandoffPost, Incident, Post
from assistdesk.escalations.refusals import (
    HandoffOver,
    MoveNotPossible,
    TeamKeepsIncidents,
    WithThemAlready,
)
from assistdesk.escalations.rules import IncidentRef, handing_on
from assistdesk.escalations.rules.handing_on import Nudging
from assistdesk.escalations.services import answers, drafts, enclosing, history, mails, promises
from assistdesk.escalations.services.mails import Letter
from assistdesk.escalations.services.promises import Promised
from assistdesk.escalations.states import HANDOFF_BOX, INCIDENT, IncidentState, PostKind
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.calendar import NO_CLOCK
from assistdesk.shared.messaging import steps as messaging
from assistdesk.shared.messaging.values import Recipient
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.business_time import clock_of
from assistdesk.shared.policy.outside import Outside, outside
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere


@dataclass(frozen=True, slots=True)
class Preview:
    """What would go out to an office. `decision` is the guard's; `kinds` are the kinds of things it found."""

    decision: str
    subject: str = field(repr=False)
    body: str = field(repr=False)
    kinds: tuple[str, ...]


@transaction.atomic(durable=True)
def hand_on(
    ref: IncidentRef,
    *,
    contact: str,
    text: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    files: tuple[UUID, ...] = (),
) -> UUID:
    """Pass an incident to an office of the directory, in the words of `text`; return the handoff's id.

    An office with a mail address gets a mail, and copies of `files` with it; of another one it is kept that
    staff reached it. The office's own clock starts, and the incident's goes on. `seen` is the version of the
    incident that the actor looked at, None where they don't say.

    Raises:
        IncidentNotFound, NotYourTeam, TeamKeepsIncidents: it is not the actor's to hand on.
        ChangedMeanwhile: somebody else did something since `seen`.
        InvalidInput: there is no such office, the words say nothing or too much, or a file can't go along.
        MoveNotPossible, WithThemAlready: it is resolved, or the office has it, and hasn't answered.
    """
    incident = history.locked_to_work(ref, actor=actor)
    pack = policy.running(incident.marketplace)
    office = _office(incident, pack, contact=contact, text=text)
    _check_free(incident, office)
    history.check_seen(incident, seen=seen, actor=actor)
    enclosing.check_files(incident, files, office=office)
    _go(incident, office, actor=actor, at=at)
    handoff = _handoff(incident, office, pack, actor=actor, at=at)
    handoff.save(force_insert=True)
    letter = _letter(handoff, pack=pack, text=text, files=files)
    post = _tell(incident, handoff, letter, actor=actor, at=at)
    HandoffPost.objects.create(handoff=handoff, post=post, nudge=0)
    answers.follow_offices(incident, at=at)
    _note("made", handoff, actor=actor, at=at)
    drafts.sent(incident, box=HANDOFF_BOX, actor=actor, at=at)
    history.keep(incident, at=at)
    return handoff.id


def preview(ref: IncidentRef, *, contact: str, text: str, actor: Actor, at: datetime) -> Preview:
    """Return the mail that `hand_on` would send, as the guard would let it out; nothing changes.

    Raises:
        As `hand_on`; InvalidInput also where the office has no mail address.
    """
    with transaction.atomic():
        incident = history.locked_to_work(ref, actor=actor)
        office = _office(incident, policy.running(incident.marketplace), contact=contact, text=text)
        if office.email is None:
            raise InvalidInput([FieldError("contact", "The directory has no email address of this office.")])
        under = mails.decided(incident)
        handoff = Handoff(address=office.email, names=office.name.root)
        message = mails.message_of(_letter(handoff, pack=under.pack, text=text, files=()), incident, under)
        ruling = messaging.preview(message, actor=actor, at=at)
    return Preview(
        decision=ruling.decision.value,
        subject=ruling.words.subject,
        body=ruling.words.body,
        kinds=tuple(sorted({str(one["type"]) for one in ruling.findings})),
    )


@transaction.atomic(durable=True)
def take_back(ref: IncidentRef, *, handoff_id: UUID, reason: str, actor: Actor, at: datetime) -> None:
    """End the waiting for one office, for a reason; without another one the incident is in review again.

    Raises:
        IncidentNotFound, NotYourTeam: it is not there, or not the actor's team's.
        NotThere: the incident has no such handoff.
        HandoffOver: the office has answered, or the waiting was ended before.
        InvalidInput: the reason says nothing or too much.
    """
    rules.check_text(reason, field="reason", longest=rules.LONGEST_NOTE)
    incident = history.locked_to_work(ref, actor=actor)
    handoff = incident.handoffs.select_for_update().filter(pk=handoff_id).first()
    if handoff is None:
        raise NotThere
    if handoff.answered_at or handoff.ended_at:
        raise HandoffOver
    handoff.ended_at, handoff.next_nudge_at = at, None
    handoff.save(update_fields=["ended_at", "next_nudge_at"])
    answers.follow_offices(incident, at=at)
    said = f"{answers.name_of(handoff)}: {reason}"
    state = IncidentState(incident.state)
    history.record(incident, "take_back", from_state=state, actor=actor, at=at, reason=said)
    if state is IncidentState.WITH_AGENCY and not incident.handoffs.waiting().exists():
        history.move(incident, "resume", actor=actor, at=at, reason="")
    _note("taken_back", handoff, actor=actor, at=at)
    history.keep(incident, at=at)


def recipient(handoff: Handoff, *, language: str) -> Recipient:
    """Return the office as somebody who gets mail."""
    return Recipient(handoff.names.get(language, answers.name_of(handoff)), handoff.address, "", language)


def _office(incident: Incident, pack: Pack, *, contact: str, text: str) -> Outside:
    team = pack.directory.teams.get(incident.team)
    if team is None or not team.hands_on:
        raise TeamKeepsIncidents
    found = outside(pack, contact)
    errors = rules.text_errors(text, field="text", longest=rules.LONGEST_TEXT)
    if found is None or found.key == team.mailbox:
        errors.insert(0, FieldError("contact", "Choose an agency or an issuer of the directory."))
    if errors or found is None:
        raise InvalidInput(errors)
    return found


def _check_free(incident: Incident, office: Outside) -> None:
    if incident.handoffs.waiting().filter(office=office.key).exists():
        raise WithThemAlready


def _go(incident: Incident, office: Outside, *, actor: Actor, at: datetime) -> None:
    """Let the incident be with an office; of two offices at once, the second one is noted."""
    if INCIDENT.can("take", IncidentState(incident.state)):
        history.move(incident, "take", actor=actor, at=at, reason="")
    if incident.assignee_id is None:
        history.assign(incident, to=actor, actor=actor, at=at)
    state = IncidentState(incident.state)
    reason = next(iter(office.name.root.values()))
    if state is IncidentState.WITH_AGENCY:
        history.record(incident, "hand_on", from_state=state, actor=actor, at=at, reason=reason)
        return
    if not INCIDENT.can("hand_on", state):
        raise MoveNotPossible(state=state.value, move="hand_on")
    history.move(incident, "hand_on", actor=actor, at=at, reason=reason)


def _handoff(incident: Incident, office: Outside, pack: Pack, *, actor: Actor, at: datetime) -> Handoff:
    clock = clock_of(office.answers_within) if office.answers_within else NO_CLOCK
    calendar = Promised.to(incident).calendar
    policy_ = pack.escalations_on(promises.local_day(pack, at=at)).handing_on
    nudging = Nudging(made=0, most=policy_.most_nudges if policy_ and office.email else 0)
    return Handoff(
        incident=incident,
        marketplace=incident.marketplace,
        office=office.key,
        kind=office.kind.value,
        names=office.name.root,
        address=office.email or "",
        made_by_id=_account_id(actor),
        sent_at=at,
        clock_kind=clock.kind.value,
        clock_amount=clock.amount,
        due_at=handing_on.office_due_at(calendar, clock=clock, asked_at=at),
        most_nudges=nudging.most,
        next_nudge_at=handing_on.next_nudge_at(calendar, clock=clock, asked_at=at, nudging=nudging),
    )


def _account_id(actor: Actor) -> UUID:
    assert actor.account_id is not None  # who works on incidents has signed in
    return actor.account_id


def _tell(incident: Incident, handoff: Handoff, letter: Letter, *, actor: Actor, at: datetime) -> Post:
    """Write to the office where it has an address, and keep the words in the thread."""
    if handoff.address:
        return mails.send(letter, incident, mails.decided(incident), actor=actor, at=at)
    return Post.objects.create(
        incident=incident, kind=PostKind.HANDED_ON.value, author_id=actor.account_id, text=letter.text, at=at
    )


def _letter(handoff: Handoff, *, pack: Pack, text: str, files: tuple[UUID, ...]) -> Letter:
    to = recipient(handoff, language=pack.identity.language)
    return Letter(PostKind.HANDED_ON, to, {"text": text, "agency": to.name}, text, files=files)


def _note(what: str, handoff: Handoff, *, actor: Actor, at: datetime) -> None:
    facts: dict[str, object] = {"handoff": str(handoff.id), "office": handoff.office}
    action = f"escalations.handoff.{what}"
    audit.record(action=action, subject=handoff.incident_id, actor=actor, at=at, facts=facts)
