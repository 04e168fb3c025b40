"""The guard decides about a whole message, and what it cannot screen it holds."""

import threading
from collections.abc import Iterable
from datetime import timedelta

import pytest

from assistdesk.shared.privacy import (
    DEFAULT,
    DEFAULT_POLICY,
    POST,
    Decision,
    Directory,
    FailSafeGuard,
    Guard,
    MessageVerdict,
    Parties,
    Question,
    Reason,
    TextGuard,
)
from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.reading import Reading
from tests.shared.privacy.sample import DIRECTORY, PARTIES

CLEAN = "Incident 200528-2866868 is resolved."
SECRET = "Her SSN is 900-12-3456."


def inspected(subject: str, body: str, *, guard: Guard = POST) -> MessageVerdict:
    return guard.inspect_message(subject, body, directory=DIRECTORY, parties=PARTIES, policy=DEFAULT_POLICY)


def broken(reading: Reading) -> Iterable[Claim]:
    raise RuntimeError("the model is missing")


def broken_half_way(reading: Reading) -> Iterable[Claim]:
    yield from ()
    raise MemoryError


def test_a_clean_message_passes() -> None:
    verdict = inspected("834 Transaction", CLEAN)

    assert verdict.decision is Decision.PASS
    assert verdict.body.redacted == CLEAN


@pytest.mark.parametrize(("subject", "body"), [(SECRET, CLEAN), (CLEAN, SECRET), (SECRET, SECRET)])
def test_a_personal_value_in_either_part_decides_for_the_whole(subject: str, body: str) -> None:
    verdict = inspected(subject, body)

    assert verdict.decision is Decision.REDACT
    assert "900-12-3456" not in verdict.subject.redacted + verdict.body.redacted


def test_a_label_in_the_subject_says_nothing_about_the_body() -> None:
    assert inspected("case number", "900123456").decision is Decision.REDACT


@pytest.mark.rule("V-07")
@pytest.mark.parametrize("recognizer", [broken, broken_half_way])
def test_a_guard_that_fails_holds_the_message(recognizer: object) -> None:
    failing = TextGuard(recognizers=(*DEFAULT, recognizer))  # type: ignore[arg-type]  # two that break, by turns

    verdict = inspected(CLEAN, CLEAN, guard=FailSafeGuard(failing))

    assert (verdict.decision, verdict.reason) == (Decision.HOLD, Reason.GUARD_FAILED)
    assert verdict.body.redacted == ""


@pytest.mark.rule("V-07")
def test_a_guard_that_is_late_holds_the_message() -> None:
    released = threading.Event()

    def slow(reading: Reading) -> Iterable[Claim]:
        released.wait(timeout=30)
        return ()

    guard = FailSafeGuard(TextGuard(recognizers=(slow,)), patience=timedelta(milliseconds=20))
    verdict = inspected(CLEAN, CLEAN, guard=guard)
    released.set()

    assert (verdict.decision, verdict.reason) == (Decision.HOLD, Reason.GUARD_FAILED)


@pytest.mark.rule("V-07")
@pytest.mark.parametrize("late", [0, 1, 2])
def test_of_several_messages_the_one_on_which_the_guard_is_late_is_held_and_no_other(late: int) -> None:
    released = threading.Event()

    def slow(reading: Reading) -> Iterable[Claim]:
        if reading.text == "late":
            released.wait(timeout=30)
        return ()

    guard = FailSafeGuard(TextGuard(recognizers=(slow,)), patience=timedelta(milliseconds=200))
    questions = [
        Question("", "late" if place == late else CLEAN, DIRECTORY, PARTIES, DEFAULT_POLICY)
        for place in range(3)
    ]
    verdicts = guard.inspect_messages(questions)
    released.set()

    held = [place for place, one in enumerate(verdicts) if one.decision is Decision.HOLD]
    assert held == [late]


@pytest.mark.rule("V-07")
def test_of_several_messages_the_one_on_which_the_guard_fails_is_held_and_no_other() -> None:
    def breaks(reading: Reading) -> Iterable[Claim]:
        if reading.text == "bad":
            raise RuntimeError
        return ()

    guard = FailSafeGuard(TextGuard(recognizers=(*DEFAULT, breaks)))
    texts = [CLEAN, "bad", SECRET, CLEAN]
    verdicts = guard.inspect_messages(
        [Question("", one, DIRECTORY, PARTIES, DEFAULT_POLICY) for one in texts]
    )

    decisions = [one.decision for one in verdicts]
    assert decisions == [Decision.PASS, Decision.HOLD, Decision.REDACT, Decision.PASS]


@pytest.mark.rule("V-07")
def test_the_guard_that_messages_use_fails_safe() -> None:
    nothing: Directory = None  # type: ignore[assignment]  # what a caller's bug would hand in

    verdict = POST.inspect_message(CLEAN, CLEAN, directory=nothing, parties=Parties(), policy=DEFAULT_POLICY)

    assert verdict.decision is Decision.HOLD


def test_without_the_safe_guard_the_error_shows() -> None:
    with pytest.raises(RuntimeError):
        inspected(CLEAN, CLEAN, guard=TextGuard(recognizers=(broken,)))
