"""Who acts: the person behind a request, a command or a job, as one value."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from assistdesk.shared.people.permissions import Permission, allowed
from assistdesk.shared.people.roles import HELPERS, STAFF, Role


@dataclass(frozen=True, slots=True)
class Delegate:
    """Who really sits there where somebody acts for a helper, by which delegation, and what it allows.

    `ends_at` is exclusive. The name is left out when a delegate is printed.
    """

    account_id: UUID
    delegation_id: UUID
    permissions: frozenset[Permission]
    ends_at: datetime
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts, or the desk itself.

    `marketplace` is None for those who serve every marketplace. `name` and `email` are of the actor
    and are left out when an actor is printed. Where a `delegate` acts for a helper, everything else but the
    language is the helper's: what is done is done in the helper's name, and written down under both.
    """

    account_id: UUID | None
    marketplace: str | None
    role: Role
    teams: tuple[str, ...] = ()
    name: str = ""
    email: str = ""
    language: str = "en"
    person_id: UUID | None = None
    agency_id: UUID | None = None
    username: str = ""
    delegate: Delegate | None = None

    @classmethod
    def system(cls, marketplace: str | None) -> "Actor":
        """Return the desk itself, acting for one marketplace."""
        return cls(account_id=None, marketplace=marketplace, role=Role.SYSTEM)

    @classmethod
    def anonymous(cls, language: str = "en") -> "Actor":
        """Return somebody who has not signed in."""
        return cls(account_id=None, marketplace=None, role=Role.ANONYMOUS, language=language)

    @property
    def is_signed_in(self) -> bool:
        """Whether there is an account behind the actor."""
        return self.account_id is not None

    @property
    def delegate_id(self) -> UUID | None:
        """The account of who acts for the actor; None where the actor acts in person."""
        return self.delegate.account_id if self.delegate else None

    @property
    def own_account_id(self) -> UUID | None:
        """The account of the one who signed in, also where they act for somebody else."""
        return self.delegate_id or self.account_id

    @property
    def team(self) -> str | None:
        """The actor's own team: the first of `teams`."""
        return self.teams[0] if self.teams else None

    @property
    def is_helper(self) -> bool:
        """Whether the actor helps residents: agent, navigator, agency admin or a delegate of theirs."""
        return self.role in HELPERS

    @property
    def is_staff(self) -> bool:
        """Whether the actor works for the marketplace."""
        return self.role in STAFF

    def may(self, permission: Permission) -> bool:
        """Return whether the actor's role has `permission`, and a delegate's powers open it too."""
        if self.delegate is not None and permission not in self.delegate.permissions:
            return False
        return allowed(self.role, permission)

    def serves(self, marketplace: str) -> bool:
        """Return whether the actor belongs to `marketplace`, or to every one."""
        return self.marketplace in (None, marketplace)

    def __repr__(self) -> str:
        return f"Actor({self.account_id}, {self.role}, {self.marketplace})"
