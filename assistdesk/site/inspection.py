"""What the guard says of a text, for people and for programs: the command, the API and the pages ask here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings

from assistdesk.shared.policy.loader import load_folder
from assistdesk.shared.policy.schema import ChannelName, Pack
from assistdesk.shared.privacy import (
    DEFAULT_POLICY,
    POST,
    DecisionPolicy,
    Directory,
    Parties,
    PersonalType,
    Verdict,
    emails,
    policies,
)
from assistdesk.shared.privacy.directories import directory_of, together

BOXES_EVERYTHING = DecisionPolicy(redacts=frozenset(PersonalType))
JsonFinding = dict[str, int | str | float]
Inspected = dict[str, str | list[JsonFinding]]


@dataclass(frozen=True, slots=True)
class Inspection:
    """The guard's verdict on a text, with the words of what it found."""

    text: str = field(repr=False)
    verdict: Verdict

    def as_json(self) -> Inspected:
        """Return `{"decision", "reason", "findings", "redacted"}`.

        A finding is `{"start", "end", "type", "score", "rule", "text"}`.
        Places are in code points, start inclusive, end exclusive. `redacted` is empty where nothing is
        known to be safe.
        """
        findings: list[JsonFinding] = [
            {
                "start": one.start,
                "end": one.end,
                "type": one.type.value,
                "score": one.score,
                "rule": one.rule,
                "text": self.text[one.start : one.end],
            }
            for one in self.verdict.findings
        ]
        return {
            "decision": self.verdict.decision.value,
            "reason": self.verdict.reason.value,
            "findings": findings,
            "redacted": str(self.verdict.redacted),
        }


@dataclass(frozen=True, slots=True)
class Standard:
    """What a text or a file is judged by: whom it may name, and what is decided on findings."""

    directory: Directory = field(repr=False)
    words: DecisionPolicy = DEFAULT_POLICY
    files: DecisionPolicy = BOXES_EVERYTHING


def standard_of(pack: Pack, *, channel: ChannelName, at: datetime) -> Standard:
    """Return what a marketplace judges messages of a channel, and files, by at a moment."""
    words = policies.for_channel(pack, channel, at=at)
    return Standard(directory_of(pack), words, policies.for_files(pack, at=at))


def inspect(text: str, *, standard: Standard, known: Iterable[str] = ()) -> Inspection:
    """Return what the guard says of `text`; it never raises, and a guard that fails holds.

    `known` are the names, and addresses if they hold an @, of those whom the message is between.
    """
    verdict = POST.inspect_message(
        "", text, directory=standard.directory, parties=parties_of(known), policy=standard.words
    )
    return Inspection(text, verdict.body)


def parties_of(known: Iterable[str]) -> Parties:
    """Return those whom a message is between: names, and addresses, which hold an @."""
    named = tuple(known)
    return Parties(
        names=frozenset(one for one in named if "@" not in one),
        emails=emails(one for one in named if "@" in one),
    )


@cache
def shipped_directory() -> Directory:
    """Return whom messages may name by all the packs that ship together."""
    return together(directory_of(pack) for pack in shipped_packs().values())


@cache
def shipped_packs() -> dict[str, Pack]:
    """Return the packs that ship by their keys."""
    folders = sorted(Path(settings.PACKS_DIR).iterdir())
    return {folder.name: load_folder(folder) for folder in folders if (folder / "pack.yaml").exists()}
