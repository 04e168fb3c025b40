"""The guard on messages: subject and body are screened, and what could not be screened is held."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from assistdesk.shared.privacy.findings import Decision, MessageVerdict, Reason, Verdict
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
        answers: list[MessageVerdict] = []

        def ask() -> None:
            """Keep the answer, if there is one."""
            try:
                answers.append(
                    self.guard.inspect_message(
                        subject, body, directory=directory, parties=parties, policy=policy
                    )
                )
            except Exception:  # noqa: BLE001  # whatever the error is, the message is held, and none of its text logged
                return

        thread = threading.Thread(target=ask, name="privacy-guard", daemon=True)
        thread.start()
        thread.join(self.patience.total_seconds())
        return answers[0] if answers and not thread.is_alive() else FAILED_MESSAGE


DEFAULT_GUARD: Guard = FailSafeGuard(TextGuard())
