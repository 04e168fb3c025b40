"""Who stands guard in this process: the one guard that every door, page, file and command asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistdesk.shared.privacy.findings import MessageVerdict
from assistdesk.shared.privacy.guard import FAILED_MESSAGE, FailSafeGuard, Guard, Question, TextGuard
from assistdesk.shared.privacy.parties import Directory, Parties
from assistdesk.shared.privacy.rules import DecisionPolicy


@dataclass(slots=True)
class Post:
    """Who stands guard; None is nobody, and then everything is held. It never raises."""

    guard: Guard | None

    def inspect_message(
        self, subject: str, body: str, *, directory: Directory, parties: Parties, policy: DecisionPolicy
    ) -> MessageVerdict:
        """Return the guard's verdict, or HOLD where it fails, is late, or nobody stands there."""
        return self.inspect_messages([Question(subject, body, directory, parties, policy)])[0]

    def inspect_messages(self, questions: Sequence[Question]) -> list[MessageVerdict]:
        """Return the verdict on each message, as `inspect_message`."""
        if self.guard is None:
            return [FAILED_MESSAGE for _ in questions]
        return FailSafeGuard(self.guard).inspect_messages(questions)


POST = Post(TextGuard())
