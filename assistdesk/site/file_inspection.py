"""What the guard says of a picture or a PDF: what it reads there, where, and the copy that could leave."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from assistdesk.shared.files import looking, reader, sheets
from assistdesk.shared.files.contents import recognize
from assistdesk.shared.files.drawings import NotDrawn
from assistdesk.shared.files.looking import Looked, NotScreened, Placed
from assistdesk.shared.files.reader import NotRead
from assistdesk.shared.files.rows import Box
from assistdesk.shared.files.states import HeldWhy, RenditionKind
from assistdesk.shared.policy.schema.escalations import FileKind
from assistdesk.shared.privacy import Decision, DecisionPolicy, PersonalType, Reason, Verdict
from assistdesk.site import inspection
from assistdesk.site.inspection import Standard

TAKEN = (FileKind.PDF, FileKind.PNG, FileKind.JPEG)
BEGINNINGS = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")

WHY = {
    Decision.PASS: Reason.NOTHING_FOUND,
    Decision.REDACT: Reason.PERSONAL_VALUES,
    Decision.HOLD: Reason.NEEDS_A_PERSON,
}
JsonPlace = dict[str, int | str | float | list[list[int]]]


@dataclass(frozen=True, slots=True)
class FileInspection:
    """What was read in a file and what is personal in it; `held_why` where it could not be looked through.

    `copy` is the file with boxes over what is personal, in pixels alone; None where the file is held, as one
    is in which something stands that `policy` doesn't box out.
    """

    looked: Looked | None
    policy: DecisionPolicy
    held_why: HeldWhy | None = None
    copy: bytes | None = field(default=None, repr=False)

    @property
    def decision(self) -> Decision:
        """What would become of the file: it leaves, leaves with boxes, or waits for a person."""
        if self.looked is None:
            return Decision.HOLD
        found = {PersonalType(one) for one in self.looked.types}
        is_kept_back = bool(found - self.policy.redacts - self.policy.passes)
        return Decision.HOLD if is_kept_back else self.looked.decision

    def as_json(self) -> dict[str, str | list[JsonPlace]]:
        """Return `{"decision", "reason", "findings", "redacted"}`, as of a text.

        A finding has besides `page`, from 1, and `boxes`, `[left, top, right, bottom]` in pixels of the
        page. Of what no page shows, such as a PDF's notes, there is a type alone, on page 0.
        """
        looked = self.looked
        if looked is None:
            why = self.held_why.value if self.held_why else ""
            return {"decision": self.decision.value, "reason": why, "findings": [], "redacted": ""}
        findings = [_shown(one, looked.text) for one in looked.found]
        hidden: list[JsonPlace] = [
            {
                "start": 0,
                "end": 0,
                "type": one.type.value,
                "score": one.score,
                "rule": one.rule,
                "text": "",
                "page": 0,
                "boxes": [],
            }
            for one in looked.hidden
        ]
        return {
            "decision": self.decision.value,
            "reason": WHY[self.decision].value,
            "findings": [*findings, *hidden],
            "redacted": looked.redacted,
        }


def _shown(one: Placed, text: str) -> JsonPlace:
    return {
        "start": one.finding.start,
        "end": one.finding.end,
        "type": one.finding.type.value,
        "score": one.finding.score,
        "rule": one.finding.rule,
        "text": text[one.finding.start : one.finding.end],
        "page": one.page,
        "boxes": [[round(side) for side in _sides(box)] for box in one.boxes],
    }


def _sides(box: Box) -> Sequence[float]:
    return box.left, box.top, box.right, box.bottom


def is_file(content: bytes) -> bool:
    """Tell whether some content is a picture or a PDF, by how it begins, and no text."""
    return content.startswith(BEGINNINGS)


def inspect_file(content: bytes, *, standard: Standard, known: Iterable[str] = ()) -> FileInspection:
    """Return what the guard says of a PNG, JPEG or PDF; what can't be looked through is held.

    `known` are the names and addresses of those whom the message is between.

    Raises:
        UnknownKind, Damaged, CarriesFiles: it is none of these, or made for harm.
    """
    named, policy = tuple(known), standard.files
    of_a_page = replace(standard, words=policy)
    kind = recognize(content, taken=TAKEN).kind.value

    def screens(text: str) -> Verdict:
        return inspection.inspect(text, standard=of_a_page, known=named).verdict

    try:
        pages = sheets.sheets_of(content, kind=kind)
        looked = looking.look_through(pages, reads=reader.READER.read, screens=screens)
        pictures = sheets.covered(pages.pages, looked.boxes, kind=kind)
    except NotScreened:
        return FileInspection(None, policy, HeldWhy.GUARD_FAILED)
    except NotRead:
        return FileInspection(None, policy, HeldWhy.UNREAD)
    except NotDrawn as failed:
        return FileInspection(None, policy, HeldWhy(failed.why.value))
    (copy,) = [one for one in pictures if one.kind is RenditionKind.OUTGOING]
    found = FileInspection(looked, policy, copy=copy.content)
    return found if found.decision is not Decision.HOLD else replace(found, copy=None)
