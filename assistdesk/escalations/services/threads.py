"""Words that join an incident: a colleague's answer goes out by mail, a helper's comes in."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction

from assistdesk.escalations import rules
from assistdesk.escalations.models import Incident, Post
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.services import (
    answers,
    clocks,
    drafts,
    families,
    history,
    mailed,
    mails,
    safe_way,
)
from assistdesk.escalations.states import (
    ABOUT_INCIDENT,
    INCIDENT,
    REPLY_BOX,
    STAFF_ONLY,
    IncidentState,
    PostKind,
)
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.files import queries as file_queries
from assistdesk.shared.files import steps as files
from assistdesk.shared.messaging import queries as messages
from assistdesk.shared.messaging import sorting
from assistdesk.shared.messaging.queries import IncomingReply
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor


@transaction.atomic(durable=True)
def reply(
    ref: IncidentRef,
    *,
    text: str,
    attachments: tuple[UUID, ...],
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    key: str = "",
) -> None:
    """Answer in an incident's thread: a colleague's words go to the helper by mail, a helper's to the team.

    An incident that was resolved is in review again. A colleague's answer meets the clock; a helper's lets
    it go on, or starts it anew where nothing was owed any more. `seen` is the version of the incident that
    the actor looked at, None where they don't say. The same words and files under one `key`, that of a form,
    join the incident once.

    Raises:
        IncidentNotFound, NotYourTeam: it is not there, or another team works on it.
        ChangedMeanwhile: somebody else did something since `seen`.
        InvalidInput: the reply says nothing or too much.
        NotThere: a file is not the actor's own.
    """
    rules.check_text(text, field="text", longest=rules.LONGEST_TEXT)
    lock = history.locked if actor.is_helper else history.locked_to_work
    incident = lock(ref, actor=actor)
    post_id = once(key, incident, text=text, attachments=attachments, actor=actor)
    if Post.objects.filter(pk=post_id).exists():
        return
    history.check_seen(incident, seen=seen, actor=actor)
    if actor.is_helper:
        kind = PostKind.FROM_HELPER
        post = hear(incident, kind, text=text, helper=actor, actor=actor, at=at, post_id=post_id)
    else:
        post = answer(incident, text=text, actor=actor, at=at, post_id=post_id)
    files.link(list(attachments), subject_kind=ABOUT_INCIDENT, subject_id=incident.id, actor=actor, at=at)
    drafts.sent(incident, box=REPLY_BOX, actor=actor, at=at)
    finish(incident, post, actor=actor, at=at)


@transaction.atomic(durable=True)
def take_reply(*, incoming_id: UUID, at: datetime) -> None:
    """Let a mail that answers one of ours join its incident; a second time changes nothing.

    The helper's own words count as a reply, and an office's that the incident was handed on to as its answer.
    What comes from anybody else whom we wrote to, such as a team's mailbox, is kept as a note that helpers
    don't see.
    """
    mail = messages.incoming(incoming_id)
    incident = families.locked_one(mail.about.id)
    sorting.taken(mail.id)
    if Post.objects.filter(incoming_id=mail.id).exists():
        return
    joined = join(incident, mail, at=at)
    finish(incident, joined.post, actor=joined.actor, at=at)


@dataclass(frozen=True, slots=True)
class Joined:
    """The words of a mail in an incident's thread, and whose they are."""

    incident: Incident
    post: Post
    actor: Actor


def join(incident: Incident, mail: IncomingReply, *, at: datetime) -> Joined:
    """Add a mail that answers one of ours to an incident that the caller locked; the caller keeps it."""
    mail = safe_way.take_out(incident, mail, at=at)
    text = mail.own_text[: rules.LONGEST_TEXT]
    post = None
    if mail.account_id == incident.filed_by_id:
        actor, kind = people.actor_of(incident.filed_by), PostKind.FROM_HELPER
        stir(incident, actor=actor, at=at)
    else:
        actor, kind = Actor.system(incident.marketplace), PostKind.NOTE
        post = answers.take(incident, mail, text=text, actor=actor, at=at)
    post = post or Post.objects.create(
        incident=incident,
        kind=kind.value,
        author_id=actor.account_id,
        text=text,
        at=at,
        incoming_id=mail.id,
    )
    mailed.note_files(post, mail)
    return Joined(incident, post, actor)


def answer(incident: Incident, *, text: str, actor: Actor, at: datetime, post_id: UUID | None = None) -> Post:
    """Add a colleague's words to an incident that the caller locked: they go to the helper by mail.

    They meet the clock; what was resolved is in review again. The caller keeps the incident.
    """
    _open_again(incident, actor=actor, at=at)
    if INCIDENT.can("take", IncidentState(incident.state)):
        history.move(incident, "take", actor=actor, at=at, reason="")
    if incident.assignee_id is None:
        history.assign(incident, to=actor, actor=actor, at=at)
    clocks.meet(incident, at=at)
    return mails.write_to_helper(PostKind.ANSWER, incident, text=text, actor=actor, at=at, post_id=post_id)


def once(key: str, incident: Incident, *, text: str, attachments: tuple[UUID, ...], actor: Actor) -> UUID:
    """Return the id of a post: the same for the same words and files of one key, any without a key.

    A file that went up twice, because its form was sent twice, is the same file.
    """
    if not key:
        return uuid4()
    digests = file_queries.digests_of(actor, attachments) if attachments else {}
    files_named = sorted(digests.get(one, str(one)) for one in attachments)
    return uuid5(incident.id, json.dumps([str(actor.account_id), key, text, files_named]))


def hear(
    incident: Incident,
    kind: PostKind,
    *,
    text: str,
    helper: Actor,
    actor: Actor,
    at: datetime,
    post_id: UUID | None = None,
) -> Post:
    """Add a helper's words to an incident that the caller locked; `actor` writes them down.

    They let the clock go on, or start it anew; what was resolved is in review again. Where the incident was
    merged, that happens to the one that goes on in its place. The caller keeps the incident.
    """
    stir(incident, actor=actor, at=at)
    return Post.objects.create(
        id=post_id or uuid4(),
        incident=incident,
        kind=kind.value,
        author_id=helper.account_id,
        text=text,
        at=at,
    )


def stir(incident: Incident, *, actor: Actor, at: datetime) -> None:
    """Let an incident go on because its helper said something; the caller keeps it."""
    leading = families.leading(incident)
    _open_again(leading, actor=actor, at=at)
    if leading.state == IncidentState.WAITING_ON_HELPER:
        history.move(leading, "resume", actor=actor, at=at, reason="")
    clocks.start_again(leading, at=at)
    if leading is not incident:
        history.keep(leading, at=at)


def _open_again(incident: Incident, *, actor: Actor, at: datetime) -> None:
    if INCIDENT.can("reopen", IncidentState(incident.state)):
        history.move(incident, "reopen", actor=actor, at=at, reason="")


def finish(incident: Incident, post: Post, *, actor: Actor, at: datetime) -> None:
    """Save an incident whose thread has a new post, and write that down."""
    finish_together([Joined(incident, post, actor)], at=at)


def finish_together(joined: Sequence[Joined], *, at: datetime) -> None:
    """Save different incidents whose threads have one new post each, and write that down."""
    audit.record_together([_entry(one, at=at) for one in joined])
    internal = {one.incident.id for one in joined if PostKind(one.post.kind) in STAFF_ONLY}
    history.keep_together([one.incident for one in joined], internal=internal, at=at)


def _entry(joined: Joined, *, at: datetime) -> audit.Recorded:
    facts = {"post": str(joined.post.id), "kind": joined.post.kind}
    return audit.Recorded("escalations.reply.added", joined.incident.id, joined.actor, at, facts)
