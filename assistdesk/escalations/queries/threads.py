"""The thread of an incident: each message with its author, its words and the fate of its mail."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from assistdesk.escalations.models import Post
from assistdesk.escalations.queries import with_offices
from assistdesk.escalations.queries.families import Family
from assistdesk.escalations.queries.labels import Labels
from assistdesk.escalations.queries.mailed import MailedRow, files_of, history_of, sealed_of, with_mails
from assistdesk.escalations.queries.with_offices import OfficePost
from assistdesk.escalations.rules.originals import has_need
from assistdesk.escalations.states import (
    ABOUT_INCIDENT,
    DIRECTIONS,
    STAFF_ONLY,
    WORDS_FOR_STAFF,
    Direction,
    PostKind,
)
from assistdesk.shared.messaging import queries as messages
from assistdesk.shared.messaging.queries import Fate
from assistdesk.shared.people.actors import Actor


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message of the thread. `delivery` is the fate of its mail; None where no mail went out.

    `office` is whom it went to or came from where that is an office outside; `is_from_other` says that
    somebody else there wrote it than the directory names.
    `quoted` is what a mail that came in repeats of earlier ones. `version` is that of the incident which
    came with it, None for what came with another that was merged; `is_own` tells whether the actor wrote it.
    `files` are those of a mail, the refused ones too. `removed` counts what the privacy guard took out of the
    words, by type; `is_unread`: it could not look, so nothing of them is shown; `may_open`: the actor may
    look at them as they came.
    """

    id: UUID
    kind: str
    direction: Direction
    author: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    quoted: str = field(repr=False)
    at: datetime
    delivery: Fate | None
    version: int | None
    is_own: bool
    office: str = ""
    is_from_other: bool = False
    files: tuple[MailedRow, ...] = ()
    removed: tuple[tuple[str, int], ...] = ()
    is_unread: bool = False
    may_open: bool = False

    @property
    def is_redacted(self) -> bool:
        """Whether the words are not all shown."""
        return bool(self.removed) or self.is_unread


def thread_of(known: Family, labels: Labels, *, actor: Actor) -> list[MessageRow]:
    """Return the messages of an incident and of those merged into it, the oldest first; four queries."""
    ids = [one.id for one in known.members]
    fates = {one.id: one for one in messages.fates_of(ABOUT_INCIDENT, ids)}
    posts = (
        Post.objects.filter(incident__in=ids)
        .select_related("author", "incident__merged_into")
        .order_by("at", "version", "id")
    )
    offices = with_offices.office_posts(ids, language=labels.language)
    main = known.incident.id
    return [
        _with_office(
            _message(post, fates, labels, is_merged=post.incident_id != main, actor=actor),
            offices.get(post.id),
            actor=actor,
        )
        for post in with_mails(posts)
        if actor.is_staff or PostKind(post.kind) not in STAFF_ONLY
    ]


def _message(
    post: Post, fates: dict[UUID, Fate], labels: Labels, *, is_merged: bool, actor: Actor
) -> MessageRow:
    kind = PostKind(post.kind)
    fate = fates.get(post.outgoing_id) if post.outgoing_id else None
    team = labels.team_public_label(post.incident.team)
    is_colleague = DIRECTIONS[kind] is not Direction.IN
    author = post.author.name if post.author and (actor.is_staff or not is_colleague) else team
    sealed = sealed_of(post)
    return MessageRow(
        id=post.id,
        kind=kind.value,
        direction=DIRECTIONS[kind],
        author=author,
        subject=fate.subject if fate else "",
        text=post.text or (fate.text if fate else ""),
        quoted=_quoted(post, fates),
        at=post.at,
        delivery=fate,
        version=None if is_merged else post.version,
        is_own=post.author_id is not None and post.author_id == actor.account_id,
        files=files_of(post),
        removed=tuple(sorted(sealed.found.items())) if sealed else (),
        is_unread=sealed is not None and not sealed.is_read,
        may_open=sealed is not None
        and has_need(actor, filed_by=post.incident.filed_by_id, teams=post.incident.teams_at_it),
    )


def _quoted(post: Post, fates: dict[UUID, Fate]) -> str:
    """Return what a mail says besides the words that joined the thread."""
    if post.incoming is not None and post.incoming.own_text:
        return history_of(post.incoming)
    mail = fates.get(post.incoming_id) if post.incoming_id else None
    if mail is None:
        return ""
    whole, own = mail.text.strip(), post.text.strip()
    return whole.removeprefix(own).strip()


def _with_office(row: MessageRow, post: OfficePost | None, *, actor: Actor) -> MessageRow:
    """Return a message with the office that it went to or came from; helpers don't get the words of those."""
    if post is None:
        return row
    is_theirs = row.kind == PostKind.FROM_AGENCY
    row = replace(
        row,
        author=post.office if is_theirs else row.author,
        office=post.office,
        is_from_other=post.is_from_other,
    )
    if actor.is_staff or PostKind(row.kind) not in WORDS_FOR_STAFF:
        return row
    return replace(row, subject="", text="", quoted="", delivery=None, files=(), removed=(), is_unread=False)
