"""What goes into the services and comes out of them."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What a resident asks for. `key` tells one form from the next; what is personal is not printed.

    `zip_code` or `county` has to be there; `helper_type` is a role's key or empty for any.
    """

    marketplace: str
    name: str = field(repr=False)
    contact_method: str
    contact: str = field(repr=False)
    language: str
    program: str
    key: str
    zip_code: str = ""
    county: str = ""
    helper_type: str = ""
    aids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallWindow:
    """When a call back can come: `starts_at` inclusive, `ends_at` exclusive."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Requested:
    """What a resident is told. `token` opens the status page.

    `call_back_by` is None where nothing is promised; `windows` are then the times that can be chosen instead.
    """

    id: UUID
    reference: str
    token: str = field(repr=False)
    call_back_by: datetime | None
    windows: tuple[CallWindow, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """The resident, for the one who accepted and nobody else. `aids` are the pack's keys."""

    reference: str
    name: str = field(repr=False)
    method: str
    address: str = field(repr=False)
    language: str
    program: str
    aids: tuple[str, ...]
    zip_code: str
    county: str

    @property
    def area(self) -> str:
        """Where the resident lives: the ZIP code, else the county."""
        return self.zip_code or self.county


@dataclass(frozen=True, slots=True)
class Held:
    """That the sender of a link holds the referral until `expires_at`, exclusive."""

    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Revealed:
    """What the right passcode shows by the link until `expires_at`, exclusive.

    `proof` tells the sender of the passcode from others who have the link: with it, and only with it, the
    link shows the resident again until then.
    """

    contact: Contact
    expires_at: datetime
    proof: str = field(repr=False)
