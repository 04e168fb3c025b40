"""Which claims stand, what a message's fate is, and what it reads without its personal values."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistdesk.shared.policy.schema.personal import NOT_CUT_OUT, Decision, PersonalType
from assistdesk.shared.privacy.findings import Claim, Finding, Hidden, Reason

EXACT_TYPES = frozenset(PersonalType) - NOT_CUT_OUT
STRICTNESS = {Decision.PASS: 0, Decision.REDACT: 1, Decision.HOLD: 2}


@dataclass(frozen=True, slots=True)
class DecisionPolicy:
    """What happens to a text in which personal values were found.

    A type of `redacts` is taken out and the rest goes, one of `passes` is let out as if nobody had found it;
    any other type holds the text for a person, so one that is forgotten holds. So do more than
    `most_redactions` values: a text that is full of them is a list of people, and what remains of it needs a
    look.
    """

    redacts: frozenset[PersonalType] = EXACT_TYPES
    most_redactions: int = 20
    passes: frozenset[PersonalType] = frozenset()


DEFAULT_POLICY = DecisionPolicy()
HOLD_EVERYTHING = DecisionPolicy(redacts=frozenset())


def resolve(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims that stand, in order of place: where two overlap, only the stronger one.

    Those of one type that overlap are one claim first. The higher score is stronger, then the
    personal one, then the longer one.
    """
    standing: list[Claim] = []
    taken = bytearray()
    for claim in sorted(_merged(claims), key=_strength, reverse=True):
        if len(taken) < claim.end:
            taken.extend(bytes(claim.end - len(taken)))
        if taken.find(1, claim.start, claim.end) < 0:
            taken[claim.start : claim.end] = b"\x01" * (claim.end - claim.start)
            standing.append(claim)
    return sorted(standing, key=lambda claim: claim.start)


def _merged(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Return the claims with those of one type that overlap made one, with the best of their scores."""
    merged: Claim | None = None
    for claim in sorted(claims, key=lambda claim: (claim.type, claim.start)):
        if merged is None or merged.type is not claim.type or claim.start >= merged.end:
            if merged is not None:
                yield merged
            merged = claim
        else:
            best = max(merged, claim, key=_strength)
            merged = replace(best, start=merged.start, end=max(merged.end, claim.end))
    if merged is not None:
        yield merged


def decide(findings: Sequence[Finding], *, policy: DecisionPolicy) -> tuple[Decision, Reason]:
    """Return what happens to a text with these findings, and why."""
    if not findings:
        return Decision.PASS, Reason.NOTHING_FOUND
    if any(finding.type not in policy.redacts for finding in findings):
        return Decision.HOLD, Reason.NEEDS_A_PERSON
    if len(findings) > policy.most_redactions:
        return Decision.HOLD, Reason.TOO_MANY_FINDINGS
    return Decision.REDACT, Reason.PERSONAL_VALUES


def redact(text: str, findings: Sequence[Finding]) -> Hidden:
    """Return `text` with a token in place of each finding, which are in order and do not overlap."""
    parts: list[str] = []
    kept_until = 0
    for finding in findings:
        parts += [text[kept_until : finding.start], f"[removed: {finding.type.value}]"]
        kept_until = finding.end
    return Hidden("".join([*parts, text[kept_until:]]))


def _strength(claim: Claim) -> tuple[float, bool, int]:
    return claim.score, isinstance(claim.type, PersonalType), claim.end - claim.start
