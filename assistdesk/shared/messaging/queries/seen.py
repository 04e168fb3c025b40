"""The tray as those see it who sort it: without what is personal, until one is opened on purpose.

The guard looks when somebody does: whose a mail is, and so whom it may name, is often found out only here.

Source: rule V-06.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from assistdesk.shared.messaging import consumers, redacting, screening
from assistdesk.shared.messaging.queries.waiting import TrayRow, WaitingPage, tray_mail, tray_page
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.privacy import Directory, Parties, emails
from assistdesk.shared.privacy.directories import directory_of
from assistdesk.shared.privacy.known import NOTHING_KNOWN, KnownValues


@dataclass(frozen=True, slots=True)
class SeenMail:
    """A message of the tray without what is personal in it.

    `removed` counts what was taken out, by type; `is_unread`: the guard could not look through some of it,
    which is then not shown at all.
    """

    row: TrayRow
    removed: tuple[tuple[str, int], ...]
    is_unread: bool


def seen_page(*, actor: Actor, marketplace: str, cursor: str | None) -> WaitingPage[TrayRow]:
    """Return a page of the tray as `tray_page`, the subjects without what is personal, and no words.

    Raises:
        InvalidInput: the cursor is not one of this list.
    """
    page = tray_page(actor=actor, marketplace=marketplace, cursor=cursor)
    subjects = [_looked([row.subject], row, NOTHING_KNOWN).shown[0] for row in page.items]
    rows = [
        replace(row, subject=subject, text="", own_text="", history="")
        for row, subject in zip(page.items, subjects, strict=True)
    ]
    return WaitingPage(rows, page.next)


def seen_mail(incoming_id: UUID, *, actor: Actor) -> SeenMail:
    """Return one message that joined nothing, without what is personal in it.

    Where it names a thing, the guard knows the consumers of that.

    Raises:
        NotThere: it lies there no more, or is not the actor's to see.
    """
    row = tray_mail(incoming_id, actor=actor)
    known = consumers.known_of(row.about.kind, row.about.id) if row.about else NOTHING_KNOWN
    looked = _looked([row.subject, row.own_text, row.history, *row.file_names], row, known)
    subject, own_text, history, *names = looked.shown
    files = [
        name if name == was else redacting.nameless(was, place)
        for place, (name, was) in enumerate(zip(names, row.file_names, strict=True), start=1)
    ]
    seen = replace(
        row, subject=subject, text=own_text, own_text=own_text, history=history, file_names=tuple(files)
    )
    return SeenMail(seen, looked.removed, looked.is_unread)


@dataclass(frozen=True, slots=True, repr=False)
class _Looked:
    shown: list[str]
    removed: tuple[tuple[str, int], ...]
    is_unread: bool


def _looked(texts: Sequence[str], row: TrayRow, known: KnownValues) -> _Looked:
    """Return what the guard leaves of the parts of a message."""
    directory = directory_of(policy.running(row.marketplace)) if row.marketplace else Directory()
    own = emails([row.sender]) if "@" in row.sender else frozenset()
    verdicts = screening.opinions_of(texts, directory=directory, parties=Parties(emails=own, known=known))
    found = Counter(one.type.value for verdict in verdicts for one in verdict.findings)
    is_unread = any(text.strip() and not one.redacted for text, one in zip(texts, verdicts, strict=True))
    return _Looked([str(one.redacted) for one in verdicts], tuple(sorted(found.items())), is_unread)
