"""The guard's post at the door out: no message passes without somebody standing there."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from assistdesk.shared.messaging.states import Decision
from assistdesk.shared.messaging.values import Recipient
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.rendering import RenderedMessage
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.privacy import (
    DEFAULT_POLICY,
    POST,
    DecisionPolicy,
    Directory,
    Guard,
    MessageVerdict,
    Parties,
    Question,
    Verdict,
    emails,
    phones,
)
from assistdesk.shared.privacy.directories import directory_of
from assistdesk.shared.privacy.known import NOTHING_KNOWN, KnownValues


class NoGuard(RuntimeError):
    """Nobody stands at the door: nothing goes out at all."""


MOST_REMEMBERED = 4096


@dataclass(slots=True)
class Memory:
    """Which words the guard let go untouched.

    So a thousand offers of one referral, which differ in nothing that anybody typed, are read once.
    """

    _let_go: dict[Hashable, tuple[Guard | None, Pack]] = field(default_factory=dict, repr=False)

    def knows(self, one: "Shown") -> bool:
        """Tell whether this guard let go the same words before, under the same pack."""
        if one.sameness is None:
            return False
        guard, pack = self._let_go.get(one.sameness, (None, None))
        return guard is POST.guard is not None and pack is one.pack

    def remember(self, one: "Shown") -> None:
        """Remember that the guard let these words go and found nothing in them."""
        if one.sameness is None:
            return
        if len(self._let_go) >= MOST_REMEMBERED:
            self._let_go.clear()
        self._let_go[one.sameness] = (POST.guard, one.pack)


MEMORY = Memory()


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
    """A message as it is shown to the guard: its words, and between whom it goes.

    In messages of one `sameness` nobody typed a word, and they differ in nothing but their links and the
    name of the one who gets them. None: it is like no other. `helpers` are the names of helpers, staff and
    their agencies that the desk itself filled in; `policy` is what is decided on findings, and `known` what
    the desk knows of the consumers whom it is about.
    """

    words: RenderedMessage
    pack: Pack
    to: Recipient
    sender: Actor
    sameness: Hashable | None = field(default=None, repr=False)
    helpers: frozenset[str] = frozenset()
    policy: DecisionPolicy = DEFAULT_POLICY
    known: KnownValues = NOTHING_KNOWN


def rule_on(shown: Shown) -> Ruling:
    """Return the guard's ruling on a message. A guard that fails holds it.

    Raises:
        NoGuard: nobody stands guard.
    """
    return rule_on_each([shown])[0]


def rule_on_each(messages: Sequence[Shown]) -> list[Ruling]:
    """Return the guard's ruling on each of several messages, as `rule_on`; of the same ones it reads one.

    Raises:
        NoGuard: nobody stands guard.
    """
    if POST.guard is None:
        raise NoGuard
    fresh = [one for one in messages if not MEMORY.knows(one)]
    first = {one.sameness or id(one): one for one in fresh}
    read = dict(zip(map(id, first.values()), _read(list(first.values())), strict=True))
    left = [one for one in fresh if id(one) not in read and not MEMORY.knows(one)]
    read |= zip(map(id, left), _read(left), strict=True)
    return [read.get(id(one)) or Ruling(Decision.PASS, one.words, []) for one in messages]


def _read(messages: Sequence[Shown]) -> list[Ruling]:
    questions = [
        Question(
            one.words.subject,
            one.words.body,
            directory=directory_of(one.pack),
            parties=_parties(one),
            policy=one.policy,
        )
        for one in messages
    ]
    verdicts = POST.inspect_messages(questions)
    rulings = [_ruling(one.words, verdict) for one, verdict in zip(messages, verdicts, strict=True)]
    for one, ruling in zip(messages, rulings, strict=True):
        if ruling.decision is Decision.PASS and not ruling.findings:
            MEMORY.remember(one)
    return rulings


def _ruling(words: RenderedMessage, verdict: MessageVerdict) -> Ruling:
    decision = Decision(verdict.decision.value)
    findings = [*_rows("subject", verdict.subject), *_rows("body", verdict.body)]
    if decision is Decision.REDACT:
        words = RenderedMessage(subject=str(verdict.subject.redacted), body=str(verdict.body.redacted))
    return Ruling(decision, words, findings)


def opinion(text: str, *, pack: Pack, parties: Parties) -> Verdict:
    """Return what the guard says of words that came in; a guard that fails holds them."""
    return opinions_of([text], directory=directory_of(pack), parties=parties)[0]


def opinions_of(texts: Sequence[str], *, directory: Directory, parties: Parties) -> list[Verdict]:
    """Return what the guard says of each of several texts that came in, as `opinion`."""
    asked = [Question("", text, directory, parties, DEFAULT_POLICY) for text in texts]
    return [one.body for one in POST.inspect_messages(asked)]


def parties_of(parties: Sequence[Recipient], *, known: KnownValues) -> Parties:
    """Return those whom words that came in may name, with their addresses, and whom they are about."""
    return Parties(
        names=frozenset(one.name for one in parties if one.name),
        emails=emails(one.email for one in parties if one.email),
        phones=phones(one.phone for one in parties if one.phone),
        known=known,
    )


def _parties(one: Shown) -> Parties:
    to, sender = one.to, one.sender
    return Parties(
        names=frozenset(name for name in (to.name, sender.name, *one.helpers) if name),
        emails=emails(address for address in (to.email, sender.email) if address),
        phones=phones([to.phone] if to.phone else []),
        known=one.known,
    )


def _rows(part: str, verdict: Verdict) -> list[dict[str, str | int]]:
    return [
        {"part": part, "type": one.type.value, "start": one.start, "end": one.end} for one in verdict.findings
    ]
