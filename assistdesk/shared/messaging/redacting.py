"""Taking personal information out of what joined something: what was said is sealed, the rest is shown.

Source: rule V-06.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID

from assistdesk.shared import keys, transactions
from assistdesk.shared.messaging import screening
from assistdesk.shared.messaging.mails import history
from assistdesk.shared.messaging.models import Incoming, SealedWords
from assistdesk.shared.messaging.values import Recipient
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.privacy import Parties, Verdict
from assistdesk.shared.privacy.known import KnownValues
from assistdesk.shared.refusals import NotThere

OWN, SUBJECT, HISTORY = range(3)


@dataclass(frozen=True, slots=True)
class Original:
    """What a message said as it came, and what its files were called."""

    subject: str = field(repr=False)
    text: str = field(repr=False)
    file_names: tuple[str, ...] = field(repr=False)


def redact(
    incoming_id: UUID, *, pack: Pack, parties: Sequence[Recipient], known: KnownValues, at: datetime
) -> bool:
    """Take what is personal out of a message, and return whether its sender wrote some of that.

    The message as it was is sealed beside it. What the guard could not look through is sealed whole and
    nothing of it is shown. `parties` are those whose names and addresses may stand in it, `known` is what the
    desk knows of the consumers whom it is about. What it quotes is redacted too, but is no fault of its
    sender's. A second time changes nothing.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    row = Incoming.objects.select_for_update().get(pk=incoming_id)
    if is_redacted(row.id):
        return False
    own, rest = row.own_text, row.history
    if not own:
        split = history.split(row.text)
        own, rest = split.own, split.rest
    names = [str(one["name"]) for one in row.files]
    between = screening.parties_of(parties, known=known)
    said = [_read(one, pack, between) for one in (own, row.subject, rest, *names)]
    if not any(one.findings or one.is_hidden for one in said):
        return False
    _seal(row, said, at=at)
    row.own_text, row.subject, row.history = (one.shown for one in said[:3])
    row.text = "\n\n".join(one for one in (row.own_text, row.history) if one)
    named = zip(row.files, said[3:], strict=True)
    row.files = [
        {**file, "name": nameless(str(file["name"]), place) if one.is_touched else file["name"]}
        for place, (file, one) in enumerate(named, start=1)
    ]
    row.save(update_fields=["own_text", "subject", "history", "text", "files"])
    return any(one.findings for place, one in enumerate(said) if place != HISTORY)


def is_redacted(incoming_id: UUID) -> bool:
    """Return whether something was taken out of a message."""
    return SealedWords.objects.filter(incoming_id=incoming_id).exists()


def original(incoming_id: UUID) -> Original:
    """Return a message as it came. Ask only for somebody who needs it, and record that they looked.

    Raises:
        NotThere: nothing was taken out of it.
    """
    row = SealedWords.objects.filter(incoming_id=incoming_id).first()
    if row is None:
        raise NotThere
    kept = json.loads(keys.open_sealed(bytes(row.sealed), context=_place(incoming_id)))
    return Original(kept["subject"], kept["text"], tuple(kept["files"]))


def nameless(name: str, place: int) -> str:
    """Return a file's name that tells nothing but its kind and place."""
    return f"file-{place}{PurePosixPath(name).suffix[:10]}"


@dataclass(frozen=True, slots=True)
class _Said:
    """What the guard made of one part of a message: how it may be shown, and what was found in it."""

    shown: str = field(repr=False)
    findings: tuple[str, ...]
    is_hidden: bool

    @property
    def is_touched(self) -> bool:
        """Whether it is not shown as it came."""
        return bool(self.findings) or self.is_hidden


def _read(text: str, pack: Pack, between: Parties) -> _Said:
    if not text.strip():
        return _Said(text, (), is_hidden=False)
    verdict: Verdict = screening.opinion(text, pack=pack, parties=between)
    is_hidden = not verdict.redacted
    return _Said(str(verdict.redacted), tuple(one.type.value for one in verdict.findings), is_hidden)


def _seal(row: Incoming, said: Sequence[_Said], *, at: datetime) -> None:
    names = [str(one["name"]) for one in row.files]
    plain = json.dumps({"subject": row.subject, "text": row.text, "files": names}).encode()
    found = Counter(kind for one in said for kind in one.findings)
    SealedWords.objects.create(
        incoming=row,
        sealed=keys.seal(plain, context=_place(row.id)),
        found=dict(sorted(found.items())),
        is_read=not any(one.is_hidden for one in said),
        sealed_at=at,
    )


def _place(incoming_id: UUID) -> str:
    """Return what a message's seal is bound to, so that two cannot be exchanged."""
    return f"words {incoming_id}"
