"""The guard on messages: subject and body are screened, and what could not be screened is held."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from assistdesk.shared.policy.schema.personal import Decision
from assistdesk.shared.privacy.findings import MessageVerdict, Reason, Verdict
from assistdesk.shared.privacy.parties import Directory, Parties
from assistdesk.shared.privacy.recognizers import DEFAULT, Recognizer
from assistdesk.shared.privacy.rules import STRICTNESS, DecisionPolicy
from assistdesk.shared.privacy.screening import screen

FAILED = Verdict(Decision.HOLD, Reason.GUARD_FAILED)
FAILED_MESSAGE = MessageVerdict(Decision.HOLD, Reason.GUARD_FAILED, subject=FAILED, body=FAILED)
PATIENCE = timedelta(seconds=5)


class Guard(Protocol):
    """Whoever decides about a message before it leaves the desk."""

    def inspect_message(
        self, subject: str, body: str, *, directory: Directory, parties: Parties, policy: DecisionPolicy
    ) -> MessageVerdict:
        """Return whether the message passes, passes redacted, or is held."""
        ...


@dataclass(frozen=True, slots=True)
class TextGuard:
    """Screens subject and body with `recognizers`, each by itself. Raises what they raise."""

    recognizers: Sequence[Recognizer] = DEFAULT

    def inspect_message(
        self, subject: str, body: str, *, directory: Directory, parties: Parties, policy: DecisionPolicy
    ) -> MessageVerdict:
        """Return the stricter decision of the two parts, with both."""
        screened = [
            screen(text, directory=directory, parties=parties, recognizers=self.recognizers, policy=policy)
            for text in (subject, body)
        ]
        strictest = max(screened, key=lambda verdict: STRICTNESS[verdict.decision])
        return MessageVerdict(strictest.decision, strictest.reason, subject=screened[0], body=screened[1])


@dataclass(frozen=True, slots=True)
class Question:
    """One message to be inspected, and what the guard has to know for it."""

    subject: str = field(repr=False)
    body: str = field(repr=False)
    directory: Directory = field(repr=False)
    parties: Parties = field(repr=False)
    policy: DecisionPolicy


@dataclass(frozen=True, slots=True)
class FailSafeGuard:
    """Asks another guard, and holds the message if that one fails or takes longer than `patience`.

    Source: rule V-07.
    """

    guard: Guard
    patience: timedelta = PATIENCE

    def inspect_message(
        self, subject: str, body: str, *, directory: Directory, parties: Parties, policy: DecisionPolicy
    ) -> MessageVerdict:
        """Return the other guard's verdict, or HOLD with the reason `guard_failed`; never raises."""
        return self.inspect_messages([Question(subject, body, directory, parties, policy)])[0]

    def inspect_messages(self, questions: Sequence[Question]) -> list[MessageVerdict]:
        """Return the verdict on each message, as `inspect_message`; one that fails holds no other."""
        verdicts: list[MessageVerdict] = []
        while len(verdicts) < len(questions):
            answers = self._asked(questions[len(verdicts) :])
            verdicts += answers
            if len(verdicts) < len(questions):
                verdicts.append(FAILED_MESSAGE)
        return verdicts

    def _asked(self, questions: Sequence[Question]) -> list[MessageVerdict]:
        """Return the verdicts on the first of the messages, up to one on which none came in time."""
        answers: list[MessageVerdict] = []
        left = threading.Event()

        def ask() -> None:
            """Keep the answers, one after the other."""
            for one in questions:
                if left.is_set():
                    return
                answers.append(self._answer(one))

        thread = threading.Thread(target=ask, name="privacy-guard", daemon=True)
        thread.start()
        known = -1
        while thread.is_alive() and len(answers) > known:
            known = len(answers)
            thread.join(self.patience.total_seconds())
        left.set()
        return answers[: len(questions)] if not thread.is_alive() else answers[:known]

    def _answer(self, one: Question) -> MessageVerdict:
        """Return the other guard's verdict; what fails or took too long is held."""
        began = time.monotonic()
        try:
            verdict = self.guard.inspect_message(
                one.subject, one.body, directory=one.directory, parties=one.parties, policy=one.policy
            )
        except Exception:  # noqa: BLE001  # whatever the error is, the message is held, and none of its text logged
            return FAILED_MESSAGE
        return verdict if time.monotonic() - began <= self.patience.total_seconds() else FAILED_MESSAGE
