"""What is found decides by the policy: pass, redact or hold; and nothing prints what was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistdesk.shared.privacy import (
    DEFAULT_POLICY,
    HOLD_EVERYTHING,
    Decision,
    DecisionPolicy,
    Directory,
    Parties,
    PersonalType,
    Reason,
    Verdict,
    screen,
)
from assistdesk.shared.privacy.findings import Claim, Finding
from assistdesk.shared.privacy.kinds import AllowedType
from assistdesk.shared.privacy.rules import decide, resolve

PIECES = st.one_of(
    st.text(max_size=3),
    st.sampled_from(
        [
            "ssn ",
            "case ",
            "DOB ",
            "call ",
            "ID: ",
            "900-12-3456",
            "900123456",
            "3/4/1985",
            "502-555-0134",
            "\n",
        ]
    ),
)
SECRET = "Her SSN is 900-12-3456, call 502-555-0134."


def screened(text: str, *, policy: DecisionPolicy = DEFAULT_POLICY) -> Verdict:
    return screen(text, directory=Directory(), parties=Parties(), policy=policy)


def test_a_text_with_nothing_personal_passes_as_it_is() -> None:
    verdict = screened("Incident 200528-2866868 is resolved.")

    assert (verdict.decision, verdict.reason) == (Decision.PASS, Reason.NOTHING_FOUND)
    assert verdict.redacted == "Incident 200528-2866868 is resolved."


def test_personal_values_are_replaced_by_what_they_were() -> None:
    verdict = screened(SECRET)

    assert (verdict.decision, verdict.reason) == (Decision.REDACT, Reason.PERSONAL_VALUES)
    assert verdict.redacted == "Her SSN is [removed: US_SSN], call [removed: PHONE]."


def test_a_redacted_text_passes() -> None:
    assert screened(screened(SECRET).redacted).decision is Decision.PASS


@pytest.mark.parametrize("glued", ["900-12-3456A900123456", "502-555-0134A900123456 900-12-3456A900123456"])
def test_what_shows_itself_once_its_neighbour_is_taken_out_is_taken_out_too(glued: str) -> None:
    verdict = screened(glued)

    assert "900123456" not in verdict.redacted
    assert not screened(verdict.redacted).findings


@given(st.lists(PIECES, max_size=30).map("".join))
def test_findings_lie_in_order_inside_the_text_and_redacting_them_leaves_none(text: str) -> None:
    verdict = screened(text)

    places = [place for finding in verdict.findings for place in (finding.start, finding.end)]
    assert places == sorted(places)
    assert all(finding.start < finding.end <= len(text) for finding in verdict.findings)
    left = screened(verdict.redacted).findings
    assert not [one for one in left if verdict.decision is not Decision.HOLD or "model" not in one.rule]


def test_a_type_that_the_policy_does_not_redact_holds() -> None:
    only_phones = DecisionPolicy(redacts=frozenset({PersonalType.PHONE}))

    assert screened(SECRET, policy=only_phones).decision is Decision.HOLD
    assert screened("call 502-555-0134", policy=only_phones).decision is Decision.REDACT
    assert screened("call 502-555-0134", policy=HOLD_EVERYTHING).reason is Reason.NEEDS_A_PERSON


@pytest.mark.parametrize("kind", [PersonalType.PERSON, PersonalType.ADDRESS])
def test_names_and_addresses_wait_for_a_person_unless_a_policy_says_otherwise(kind: PersonalType) -> None:
    finding = Finding(0, 5, kind, 0.9, "test")

    assert decide([finding], policy=DEFAULT_POLICY) == (Decision.HOLD, Reason.NEEDS_A_PERSON)


@pytest.mark.parametrize(("count", "decision"), [(20, Decision.REDACT), (21, Decision.HOLD)])
def test_a_text_full_of_personal_values_waits_for_a_person(count: int, decision: Decision) -> None:
    assert screened("900-12-3456\n" * count).decision is decision


@pytest.mark.parametrize(("length", "decision"), [(200_000, Decision.PASS), (200_001, Decision.HOLD)])
def test_a_text_too_long_to_read_is_held(length: int, decision: Decision) -> None:
    verdict = screened("x" * length)

    assert verdict.decision is decision
    assert (verdict.reason is Reason.TOO_LONG) == (decision is Decision.HOLD)


def test_of_overlapping_claims_the_stronger_stands() -> None:
    weak = Claim(0, 9, PersonalType.US_SSN, 0.6, "weak")
    strong = Claim(0, 9, AllowedType.CASE_NO, 0.88, "strong")
    beside = Claim(9, 12, PersonalType.PHONE, 0.6, "beside")

    assert resolve([weak, beside, strong]) == [strong, beside]


def test_between_equals_the_personal_claim_stands() -> None:
    allowed = Claim(0, 12, AllowedType.CASE_NO, 0.9, "allowed")
    personal = Claim(3, 9, PersonalType.US_SSN, 0.9, "personal")

    assert resolve([allowed, personal]) == [personal]


def test_overlapping_claims_of_one_type_become_one() -> None:
    first = Claim(0, 9, PersonalType.PHONE, 0.6, "first")
    second = Claim(4, 12, PersonalType.PHONE, 0.9, "second")

    assert resolve([first, second]) == [Claim(0, 12, PersonalType.PHONE, 0.9, "second")]


def test_what_is_printed_of_a_verdict_tells_no_personal_value() -> None:
    verdict = screened(f"Avery Sample. {SECRET}")

    printed = f"{verdict!r} {verdict} {verdict.findings}"

    assert "•••" in printed
    for secret in ("900-12-3456", "555-0134", "Avery"):
        assert secret not in printed
