"""What a mail of the thread brought besides its own words, and the mail that waits to be sorted."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop

from assistdesk.escalations import rules
from assistdesk.escalations.models import Incident, MailedFile, Post
from assistdesk.escalations.states import ABOUT_INCIDENT
from assistdesk.shared.files import refusals as files
from assistdesk.shared.messaging.models import Incoming, SealedWords
from assistdesk.shared.messaging.values import About
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import Refusal

_REFUSALS: dict[str, type[Refusal]] = {
    one.code: one
    for one in (
        files.EmptyFile,
        files.TooLarge,
        files.UnknownKind,
        files.Mismatch,
        files.Damaged,
        files.CarriesFiles,
        files.Infected,
    )
}
_NOT_TAKEN = gettext_noop("It could not be taken.")


@dataclass(frozen=True, slots=True)
class MailedRow:
    """One file of a mail: `attachment_id` where it was taken, `why` where refused; neither while it waits."""

    name: str = field(repr=False)
    attachment_id: UUID | None
    why: str


def with_mails(posts: QuerySet[Post]) -> QuerySet[Post]:
    """Return posts with all that `history_of` and `files_of` look at, in one query more."""
    mails = posts.select_related("incoming__sealed_words").defer(
        "incoming__text", "incoming__sealed_words__sealed"
    )
    return mails.prefetch_related("mailed_files")


def sealed_of(post: Post) -> SealedWords | None:
    """Return what was taken out of the words of a post's mail; None where nothing was."""
    return getattr(post.incoming, "sealed_words", None)


def history_of(mail: Incoming) -> str:
    """Return what a mail says besides the words that the thread shows: what is beyond its limit, the rest."""
    beyond = mail.own_text[rules.LONGEST_TEXT :]
    return "\n\n".join(one for one in (beyond, mail.history) if one)


def files_of(post: Post) -> tuple[MailedRow, ...]:
    """Return the files that came with a post's mail, in their order."""
    return tuple(_row(one) for one in sorted(post.mailed_files.all(), key=lambda one: one.place))


def incident_named(about: About | None, *, actor: Actor) -> str:
    """Return the number of the incident that a mail names; empty where it names none that the actor sees."""
    return incidents_named([about], actor=actor).get(about.id, "") if about else ""


def incidents_named(abouts: Iterable[About], *, actor: Actor) -> dict[UUID, str]:
    """Return the numbers of the incidents that are named, by id, as far as the actor sees them; one query."""
    ids = [one.id for one in abouts if one.kind == ABOUT_INCIDENT]
    return dict(Incident.objects.visible_to(actor).filter(pk__in=ids).values_list("id", "number"))


def _row(file: MailedFile) -> MailedRow:
    return MailedRow(file.name, file.attachment_id, _why(file) if file.refusal else "")


def _why(file: MailedFile) -> str:
    refusal = _REFUSALS.get(file.refusal)
    if refusal is None:
        return gettext(_NOT_TAKEN)
    words = gettext(refusal.message)
    return words % file.facts if file.facts else words
