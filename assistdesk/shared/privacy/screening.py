"""Screen one text: read it, let every recognizer speak, settle their claims, decide."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from assistdesk.shared.policy.schema.personal import Decision
from assistdesk.shared.privacy import rules
from assistdesk.shared.privacy.findings import Claim, Finding, Hidden, Reason, Verdict
from assistdesk.shared.privacy.kinds import Kind, PersonalType
from assistdesk.shared.privacy.normalization import Normalized, normalize
from assistdesk.shared.privacy.parties import Directory, Parties
from assistdesk.shared.privacy.reading import read
from assistdesk.shared.privacy.recognizers import DEFAULT, Recognizer
from assistdesk.shared.privacy.rules import DEFAULT_POLICY, DecisionPolicy

LONGEST = 200_000
ROUNDS = 4
"""How often a redacted text is read again: what stood glued to a value may look personal without it."""


def screen(
    text: str,
    *,
    directory: Directory,
    parties: Parties,
    recognizers: Sequence[Recognizer] = DEFAULT,
    policy: DecisionPolicy = DEFAULT_POLICY,
) -> Verdict:
    """Return what is personal in `text` and what is to happen to it.

    A text of more than 200,000 code points is held unread. One that is held in any case is read again without
    the names model: what that found is out already. A recognizer's error is not caught
    here: messages go through a guard, which holds what it could not screen.
    """
    if len(text) > LONGEST:
        return Verdict(Decision.HOLD, Reason.TOO_LONG)
    if not text or text.isspace():
        return Verdict(Decision.PASS, Reason.NOTHING_FOUND, redacted=Hidden(text))

    def found_in(words: str, *, asks_model: bool = True) -> tuple[Finding, ...]:
        """Return what is personal in `words`."""
        normalized = normalize(words)
        reading = read(normalized.text, directory=directory, parties=parties, asks_model=asks_model)
        claims = [claim for recognizer in recognizers for claim in recognizer(reading)]
        return _findings(rules.resolve(claims), normalized, passes=policy.passes)

    findings = found_in(text)
    decision, reason = rules.decide(findings, policy=policy)
    redacted, left = rules.redact(text, findings), findings
    for _ in range(ROUNDS):
        left = found_in(redacted, asks_model=decision is not Decision.HOLD) if left else ()
        redacted = rules.redact(redacted, left)
    if left:
        return Verdict(Decision.HOLD, Reason.TOO_MANY_FINDINGS, findings)
    return Verdict(decision, reason, findings, redacted)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one recognizer said of a stretch of the original text, and whether it was the strongest there."""

    start: int
    end: int
    type: Kind
    score: float
    rule: str
    stands: bool


def opinions(text: str, *, directory: Directory, parties: Parties) -> list[Opinion]:
    """Return all that was said of `text`, in order of place: what stands, and what was weaker.

    For explaining a verdict; it decides nothing.
    """
    if len(text) > LONGEST:
        return []
    normalized = normalize(text)
    reading = read(normalized.text, directory=directory, parties=parties)
    claims = [claim for recognizer in DEFAULT for claim in recognizer(reading)]
    standing = rules.resolve(claims)
    said = {(one.start, one.end, one.type, one.score, one.rule): False for one in claims}
    said |= {(one.start, one.end, one.type, one.score, one.rule): True for one in standing}
    return sorted(
        (
            Opinion(*normalized.original_span(start, end), kind, score, rule, stands)
            for (start, end, kind, score, rule), stands in said.items()
        ),
        key=lambda one: (one.start, not one.stands, -one.score),
    )


def _findings(
    claims: Sequence[Claim], normalized: Normalized, *, passes: Container[PersonalType]
) -> tuple[Finding, ...]:
    """Return the personal claims that a policy does not let pass, by their place in the original text."""
    return tuple(
        Finding(*normalized.original_span(claim.start, claim.end), claim.type, claim.score, claim.rule)
        for claim in claims
        if isinstance(claim.type, PersonalType) and claim.type not in passes
    )
