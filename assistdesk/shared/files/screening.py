"""What the privacy guard says of a file's text."""

from collections.abc import Iterable
from datetime import datetime

from assistdesk.shared.files import steps
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.files.states import HeldWhy
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.privacy import POST, Parties, PersonalType, Reason, Verdict, policies
from assistdesk.shared.privacy.directories import directory_of

OF_A_PAGE = Parties(is_letter=False)


def screen(attachment: Attachment, text: str, *, pack: Pack, at: datetime) -> None:
    """Let the guard look through a file's name and text, and hold what it can't; the caller saves it."""
    decides = policies.for_files(pack, at=at)
    verdict = POST.inspect_message(
        attachment.name, text, directory=directory_of(pack), parties=OF_A_PAGE, policy=decides
    )
    if verdict.body.reason in (Reason.GUARD_FAILED, Reason.TOO_LONG):
        steps.hold(attachment, why=HeldWhy.GUARD_FAILED)
    else:
        found = (*verdict.subject.findings, *verdict.body.findings)
        steps.finish(attachment, types=[one.type.value for one in found])


def opinion(text: str, *, pack: Pack, at: datetime) -> Verdict:
    """Return what the guard says of a text that stands in a file of a marketplace; it never raises."""
    decides = policies.for_files(pack, at=at)
    return POST.inspect_message(
        "", text, directory=directory_of(pack), parties=OF_A_PAGE, policy=decides
    ).body


def is_held_by_pack(types: Iterable[str], *, pack: Pack, at: datetime) -> bool:
    """Return whether a marketplace lets no file leave with one of these in it until a person has looked."""
    decides = policies.for_files(pack, at=at)
    return bool({PersonalType(one) for one in types} - decides.redacts - decides.passes)
