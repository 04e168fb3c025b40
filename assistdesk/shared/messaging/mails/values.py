"""What is read out of a mail."""

from dataclasses import dataclass, field
from enum import StrEnum

from assistdesk.shared.messaging.states import MailKind


class ReceiptOutcome(StrEnum):
    """What a mail server reports of a mail of ours."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A mail server's report on a mail of ours. `status` is like `5.1.1` (RFC 3463), empty where not said.

    `message_ids` holds the headers of the mail it reports on that may name it.
    """

    outcome: ReceiptOutcome
    status: str
    message_ids: str


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that came with a mail; `place` is its place among them, from 0."""

    place: int
    name: str = field(repr=False)
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReadMail:
    """A mail, taken apart.

    `sender` is the one address in `From`, in lower case; empty where there is none or more than one. `to`
    holds the addresses of its headers. `text` is all of its words; `own_text` those that its writer put there
    now, and `history` the rest: signature and what was quoted. `loops` are its `X-Loop` marks. `is_forged` is
    true where a mail server on the way found that `From` is not the truth. `digest` tells one content from
    another.
    """

    kind: MailKind
    sender: str = field(repr=False)
    to: tuple[str, ...] = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    own_text: str = field(repr=False)
    history: str = field(repr=False)
    message_id: str
    in_reply_to: str
    references: str
    loops: tuple[str, ...]
    is_forged: bool
    files: tuple[MailFile, ...]
    receipt: Receipt | None
    digest: str
