"""What the privacy guard says of a file's text."""

from assistdesk.shared.files import steps
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.files.states import HeldWhy
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.privacy import DEFAULT_POLICY, POST, Parties, Reason, Verdict
from assistdesk.shared.privacy.directories import directory_of


def screen(attachment: Attachment, text: str, *, pack: Pack) -> None:
    """Let the guard look through a file's name and text, and hold what it can't; the caller saves it."""
    verdict = POST.inspect_message(
        attachment.name, text, directory=directory_of(pack), parties=Parties(), policy=DEFAULT_POLICY
    )
    if verdict.body.reason in (Reason.GUARD_FAILED, Reason.TOO_LONG):
        steps.hold(attachment, why=HeldWhy.GUARD_FAILED)
    else:
        found = (*verdict.subject.findings, *verdict.body.findings)
        steps.finish(attachment, types=[one.type.value for one in found])


def opinion(text: str, *, pack: Pack) -> Verdict:
    """Return what the guard says of a text that stands in a file of a marketplace; it never raises."""
    return POST.inspect_message(
        "", text, directory=directory_of(pack), parties=Parties(), policy=DEFAULT_POLICY
    ).body
