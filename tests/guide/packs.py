"""Packs for the guide's tests: the two that ship, and copies of one with something changed."""

from collections.abc import Iterator
from pathlib import Path

from assistdesk.guide.queries import Reader
from assistdesk.shared.policy.schema import Audience, Pack
from tests.desks import pack_in

PACKS = Path(__file__).resolve().parents[2] / "packs"
MARKETPLACES = ("kentucky", "maryland")
LANGUAGES = ("en", "es")


def pack_of(marketplace: str) -> Pack:
    """Return a shipped pack."""
    return pack_in(PACKS / marketplace)


def reader_of(marketplace: str, *, language: str = "en", audience: Audience = Audience.HELPER) -> Reader:
    """Return a reader of a shipped pack's guide."""
    return Reader.of(pack_of(marketplace), language=language, audience=audience)


def latest(marketplace: str) -> str:
    """Return the newest edition of a shipped guide."""
    return pack_of(marketplace).guide[-1].edition


def secrets(pack: Pack) -> Iterator[str]:
    """Yield every way in which a number or address that only helpers may know could be written."""
    for contact in pack.directory.contacts.values():
        if contact.helpers_only:
            yield from contact.emails
            for phone in contact.phones:
                digits = phone.number.removeprefix("+1")
                area, first, last = digits[:3], digits[3:6], digits[6:]
                yield from (phone.number, phone.shown, digits, f"({area}) {first}-{last}")
                yield from (f"{area}-{first}-{last}", f"{area}.{first}.{last}", f"{first}-{last}")
