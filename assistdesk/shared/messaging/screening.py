"""The guard's post at the door out: no message passes without somebody standing there."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistdesk.shared.messaging.states import Decision
from assistdesk.shared.messaging.values import Recipient
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.rendering import RenderedMessage
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.privacy import (
    DEFAULT_POLICY,
    FailSafeGuard,
    Guard,
    MessageVerdict,
    Parties,
    Question,
    TextGuard,
    Verdict,
    emails,
    phones,
)
from assistdesk.shared.privacy.directories import directory_of


class NoGuard(RuntimeError):
    """Nobody stands at the door: nothing goes out at all."""


@dataclass(slots=True)
class Post:
    """Who stands guard in this process; None is nobody."""

    guard: Guard | None


POST = Post(TextGuard())


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the guard decided on a message, and the words that may go out.

    Of a held message the words are those written, for the person who decides about it. `findings` are rows
    of `{"part", "type", "start", "end"}`, the places in code points of the words written.
    """

    decision: Decision
    words: RenderedMessage
    findings: list[dict[str, str | int]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it is shown to the guard: its words, and between whom it goes."""

    words: RenderedMessage
    pack: Pack
    to: Recipient
    sender: Actor


def rule_on(words: RenderedMessage, *, pack: Pack, to: Recipient, sender: Actor) -> Ruling:
    """Return the guard's ruling on a message. A guard that fails holds it.

    Raises:
        NoGuard: nobody stands guard.
    """
    return rule_on_each([Shown(words, pack, to, sender)])[0]


def rule_on_each(messages: Sequence[Shown]) -> list[Ruling]:
    """Return the guard's ruling on each of several messages, as `rule_on`.

    Raises:
        NoGuard: nobody stands guard.
    """
    if POST.guard is None:
        raise NoGuard
    questions = [
        Question(
            one.words.subject,
            one.words.body,
            directory=directory_of(one.pack),
            parties=_parties(one.to, one.sender),
            policy=DEFAULT_POLICY,
        )
        for one in messages
    ]
    verdicts = FailSafeGuard(POST.guard).inspect_messages(questions)
    return [_ruling(one.words, verdict) for one, verdict in zip(messages, verdicts, strict=True)]


def _ruling(words: RenderedMessage, verdict: MessageVerdict) -> Ruling:
    decision = Decision(verdict.decision.value)
    findings = [*_rows("subject", verdict.subject), *_rows("body", verdict.body)]
    if decision is Decision.REDACT:
        words = RenderedMessage(subject=str(verdict.subject.redacted), body=str(verdict.body.redacted))
    return Ruling(decision, words, findings)


def finds_personal(written: RenderedMessage, *, pack: Pack, by: Recipient) -> bool:
    """Return whether somebody wrote to us what should not travel by mail; their own name and address may.

    What the guard could not screen holds nothing that anybody could be told of.

    Raises:
        NoGuard: nobody stands guard.
    """
    if POST.guard is None:
        raise NoGuard
    verdict = FailSafeGuard(POST.guard).inspect_message(
        written.subject,
        written.body,
        directory=directory_of(pack),
        parties=_parties(by, by),
        policy=DEFAULT_POLICY,
    )
    found = verdict.subject.findings or verdict.body.findings
    return bool(found) and Decision(verdict.decision.value) is not Decision.PASS


def _parties(to: Recipient, sender: Actor | Recipient) -> Parties:
    return Parties(
        names=frozenset(name for name in (to.name, sender.name) if name),
        emails=emails(address for address in (to.email, sender.email) if address),
        phones=phones([to.phone] if to.phone else []),
    )


def _rows(part: str, verdict: Verdict) -> list[dict[str, str | int]]:
    return [
        {"part": part, "type": one.type.value, "start": one.start, "end": one.end} for one in verdict.findings
    ]
