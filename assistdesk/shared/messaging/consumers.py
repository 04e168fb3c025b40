"""What the desk knows of the consumers whom a thing is about, so that the guard finds it in messages.

Contexts say so at start. It is asked of messages with words that somebody typed, and of no others.
"""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from assistdesk.shared.privacy.known import NOTHING_KNOWN, KnownValues

KnownOf = Callable[[UUID], KnownValues]

_KNOWN_BY: dict[str, KnownOf] = {}


def known_by(kind: str, tell: KnownOf) -> None:
    """Let `tell` say what the desk knows of the consumers of a thing of `kind`."""
    _KNOWN_BY[kind] = tell


def known_of(kind: str, thing_id: UUID) -> KnownValues:
    """Return what the desk knows of the consumers of a thing; nothing where nobody says."""
    tell = _KNOWN_BY.get(kind)
    return tell(thing_id) if tell is not None else NOTHING_KNOWN


def without_secrets(known: KnownValues) -> KnownValues:
    """Return the same without Social Security numbers: nobody finds one out by trying while they type."""
    return replace(known, ssns=frozenset())
