"""What the privacy guard says of a file's text."""

from assistdesk.shared.files import steps
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.privacy import DEFAULT_GUARD, DEFAULT_POLICY, Parties, Reason
from assistdesk.shared.privacy.directories import directory_of


def screen(attachment: Attachment, text: str, *, pack: Pack) -> None:
    """Let the guard look through a file's name and text, and hold what it can't; the caller saves it."""
    verdict = DEFAULT_GUARD.inspect_message(
        attachment.name, text, directory=directory_of(pack), parties=Parties(), policy=DEFAULT_POLICY
    )
    if verdict.body.reason in (Reason.GUARD_FAILED, Reason.TOO_LONG):
        steps.hold(attachment)
    else:
        steps.finish(attachment, findings=len(verdict.subject.findings) + len(verdict.body.findings))
