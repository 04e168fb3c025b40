"""What the privacy guard would say of words before they are sent: while they are typed, and once more then.

What counts is the guard at the door out. This tells the writer before, so that nothing is held by surprise.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from assistdesk.shared.messaging import consumers
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.privacy import (
    DEFAULT_POLICY,
    POST,
    Decision,
    Directory,
    Parties,
    Verdict,
    emails,
    policies,
)
from assistdesk.shared.privacy.directories import directory_of
from assistdesk.shared.privacy.known import KnownValues

LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that must not leave: its type, and its words."""

    type: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Checked:
    """What would happen to words. `seen` names them, so that the same words are warned of once."""

    decision: Decision
    found: tuple[Found, ...]
    suggestion: str = field(repr=False)
    seen: str

    @property
    def is_clean(self) -> bool:
        """Whether they would go out as they are."""
        return self.decision is Decision.PASS


def check(text: str, *, known: KnownValues, actor: Actor, at: datetime) -> Checked:
    """Return what the guard would do to `text` if `actor` sent it now; nothing of it is kept or logged.

    `known` is what the desk knows of the consumers whom the words are about, where the actor may see them. Of
    it Social Security numbers are not looked for: who types shall not find one out by trying. The door does.
    """
    verdict = _verdict(text[:LONGEST], consumers.without_secrets(known), actor, at=at)
    found = tuple(Found(one.type.value, text[one.start : one.end]) for one in verdict.findings)
    return Checked(verdict.decision, found, str(verdict.redacted), seen_of(text))


def is_to_be_shown(
    posted: Mapping[str, str], text: str, *, known: Callable[[], KnownValues], actor: Actor, at: datetime
) -> bool:
    """Return whether a page without scripts has to show first what the guard finds in the words."""
    if not posted.get("check") or posted.get("seen_words") == seen_of(text):
        return False
    return not check(text, known=known(), actor=actor, at=at).is_clean


def seen_of(text: str) -> str:
    """Return what tells words from others, whatever kind of line end they came with."""
    return sha256("\n".join(text.split()).encode()).hexdigest()[:16]


def _verdict(text: str, known: KnownValues, actor: Actor, *, at: datetime) -> Verdict:
    pack = policy.running(actor.marketplace) if actor.marketplace else None
    directory = directory_of(pack) if pack else Directory()
    decides = policies.for_mail(pack, at=at) if pack else DEFAULT_POLICY
    parties = Parties(
        names=frozenset([actor.name] if actor.name else []),
        emails=emails([actor.email] if actor.email else []),
        known=known,
    )
    said = POST.inspect_message("", text, directory=directory, parties=parties, policy=decides)
    return said.body
