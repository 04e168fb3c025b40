"""Uploads, owners and limits with sensible values for these tests."""

import uuid
from functools import lru_cache
from io import BytesIO

from django.conf import settings

from assistdesk.shared.files import services
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.files.queries import AttachmentRow
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy.loader import load_folder
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.policy.schema.escalations import AttachmentLimits
from tests.conftest import TEN_O_CLOCK
from tests.shared.files.samples import PDF

MARKETPLACE = "maryland"
KIND = "tests.thing"


@lru_cache
def pack() -> Pack:
    """Return a pack that ships."""
    return load_folder(settings.PACKS_DIR / MARKETPLACE)


def limits() -> AttachmentLimits:
    """Return the pack's limits."""
    return pack().escalations_on(TEN_O_CLOCK.date()).attachment_limits


def account(*, marketplace: str = MARKETPLACE, role: Role = Role.AGENT) -> Account:
    """Return a new account."""
    name = f"{role.value}-{uuid.uuid4().hex[:8]}"
    return Account.objects.create(
        username=name,
        name="Pat Producer",
        email=f"{name}@example.com",
        role=role.value,
        marketplace=marketplace,
        made_at=TEN_O_CLOCK,
    )


def actor(**values: str) -> Actor:
    """Return somebody with a new account."""
    return people.actor_of(account(**values))  # type: ignore[arg-type]  # what the test is about


class SentFile(BytesIO):
    """A file on its way in, its name as it was sent."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name

    def read(self, num_bytes: int | None = -1, /) -> bytes:
        """Return at most that many bytes of what comes next."""
        return super().read(num_bytes)


def upload(content: bytes = PDF, *, name: str = "invoice.pdf") -> SentFile:
    """Return a file on its way in."""
    return SentFile(content, name)


def stored(owner: Actor, content: bytes = PDF, *, name: str = "invoice.pdf") -> AttachmentRow:
    """Return the row of a file that `owner` uploaded at ten o'clock."""
    return services.store(
        upload(content, name=name), limits=limits(), pack=pack(), actor=owner, at=TEN_O_CLOCK
    )


def read(owner: Actor, content: bytes, *, name: str) -> Attachment:
    """Return a file after the worker has drawn and read it."""
    found = prepared(owner, content, name=name)
    services.read(found.id, at=TEN_O_CLOCK)
    return Attachment.objects.get(id=found.id)


def prepared(owner: Actor, content: bytes, *, name: str) -> Attachment:
    """Return a file after the worker has been at it."""
    row = stored(owner, content, name=name)
    services.prepare(row.id, at=TEN_O_CLOCK)
    return Attachment.objects.get(id=row.id)
