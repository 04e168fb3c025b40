"""What `doctor` looks at, one function a thing."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection

from assistdesk.escalations.queries.recount import wrong_clocks
from assistdesk.referrals.queries.recount import wrong_counts
from assistdesk.referrals.services.recounting import put_right
from assistdesk.shared import clock, keys
from assistdesk.shared.files import queries as files
from assistdesk.shared.files import scanner as malware
from assistdesk.shared.people import identities
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import PartName
from assistdesk.site import environment, health

OLDEST_DATABASE = 150000
MAIL_SECONDS = 5
CLOCKS_LOOKED_AT = 200  # of the incidents that changed last
SCANNER_SECONDS = 20
TROUBLES = {
    malware.Trouble.UNREACHABLE: "the scanner can't be reached",
    malware.Trouble.TOO_SLOW: "the scanner does not answer in time",
    malware.Trouble.TOO_LARGE: "the scanner takes no file as large as the packs do; raise StreamMaxLength",
    malware.Trouble.NONSENSE: "what answers there is no clamd",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is in order, and what was seen or what to do."""

    name: str
    what: str
    ok: bool


def findings() -> list[Finding]:
    """Return what was found, the database first; without it, nothing else is looked at."""
    first = _database()
    if not first.ok:
        return [first]
    rest: list[Callable[[], Finding]] = [
        _migrations,
        _packs,
        _clocks,
        _referrals,
        _keys,
        storage,
        scanner,
        _assets,
        _mail,
        _texts,
        _mail_in,
        _worker,
    ]
    return [first, *(look() for look in rest)]


def _database() -> Finding:
    try:
        connection.ensure_connection()
    except DatabaseError:
        return Finding("database", "no connection; check ASSISTDESK_DATABASE_URL", ok=False)
    version = getattr(connection, "pg_version", 0)
    what = f"PostgreSQL {version // 10000}; 15 or newer is needed"
    return Finding("database", what, ok=version >= OLDEST_DATABASE)


def _migrations() -> Finding:
    waiting = health.unapplied_migrations()
    what = f"{len(waiting)} to apply: run `assistdesk migrate`" if waiting else "up to date"
    return Finding("migrations", what, ok=not waiting)


def _packs() -> Finding:
    if health.unapplied_migrations():
        return Finding("packs", "not looked at before the migrations", ok=False)
    loaded = [pack.marketplace for pack in policy.marketplaces()]
    return Finding("packs", ", ".join(loaded) or "none: run `assistdesk pack load DIR`", ok=bool(loaded))


def _clocks() -> Finding:
    if health.unapplied_migrations():
        return Finding("clocks", "not looked at before the migrations", ok=False)
    wrong = wrong_clocks(newest=CLOCKS_LOOKED_AT)
    if wrong:
        return Finding(
            "clocks", f"{len(wrong)} are not what the history says, the first: {wrong[0]}", ok=False
        )
    return Finding("clocks", "those of the newest incidents are what the history says", ok=True)


def _referrals() -> Finding:
    if health.unapplied_migrations():
        return Finding("referrals", "not looked at before the migrations", ok=False)
    packs = [pack for pack in policy.marketplaces() if pack.has(PartName.REFERRALS)]
    wrong = [what for pack in packs for what in wrong_counts(pack, at=clock.now())]
    if wrong:
        what = (
            f"{len(wrong)} counts of helpers are not what their offers say; "
            f"run `assistdesk doctor --repair`; the first: {wrong[0]}"
        )
        return Finding("referrals", what, ok=False)
    return Finding("referrals", "helpers' counts are what their offers say", ok=True)


def repair_counts() -> int:
    """Keep helpers' counts as their offers say, in every marketplace; return how many helpers were wrong."""
    if health.unapplied_migrations():
        return 0
    packs = [pack for pack in policy.marketplaces() if pack.has(PartName.REFERRALS)]
    return sum(put_right(pack, actor=Actor.system(None), at=clock.now()) for pack in packs)


def _keys() -> Finding:
    sealed = keys.seal(b"a trial", context="doctor")
    is_same = keys.open_sealed(sealed, context="doctor") == b"a trial"
    kept = f"{len(settings.FIELD_KEYS)} kept"
    if settings.SECRET_KEY_FALLBACKS and not health.unapplied_migrations():
        stale = identities.stale_count()
        kept += f", {len(settings.SECRET_KEY_FALLBACKS)} secret keys of before"
        kept += f"; {stale} persons are found by one: run `assistdesk keys rehash`" if stale else ""
    return Finding("keys", kept, ok=is_same)


def storage() -> Finding:
    """Return whether an attachment can be written, read and removed."""
    content = b"a trial"
    try:
        name = default_storage.save(f"doctor/{uuid4()}", ContentFile(content))
        with default_storage.open(name) as kept:
            is_same = kept.read() == content
        default_storage.delete(name)
    except OSError as error:
        what = f"attachments can't be kept: {error.strerror}; check ASSISTDESK_STORAGE_URL"
        return Finding("storage", what, ok=False)
    return Finding("storage", "attachments can be written, read and removed", ok=is_same)


def scanner() -> Finding:
    """Return whether the malware scanner answers, and takes files as large as the packs do."""
    waiting = files.waiting_for_the_scanner()
    if settings.CLAMD is None:
        what = "no ASSISTDESK_CLAMD: files are not scanned for malware"
        return Finding("scanner", f"{what}; {waiting} wait for one" if waiting else what, ok=not waiting)
    largest = _largest_attachment()
    try:
        malware.check(seconds=SCANNER_SECONDS)
        malware.scan(bytes(largest), seconds=SCANNER_SECONDS)
    except malware.NoAnswer as no:
        what = f"ASSISTDESK_CLAMD: {TROUBLES[no.trouble]}; {waiting} files wait and are not handed out"
        return Finding("scanner", what, ok=False)
    return Finding("scanner", f"clamd answers; {waiting} files wait for it", ok=True)


def _largest_attachment() -> int:
    """Return how many bytes the largest attachment may have that any pack takes."""
    sizes = [one.attachment_limits.largest for pack in policy.marketplaces() for one in pack.escalations]
    return max(sizes, default=1)


def _assets() -> Finding:
    try:
        staticfiles_storage.url("site/desk.css")
    except ValueError:
        return Finding("assets", "style sheets are missing: run `make run` once", ok=False)
    return Finding("assets", "style sheets are in place", ok=True)


def _mail() -> Finding:
    server = settings.SMTP
    if server is None:
        return Finding(
            "mail", "no ASSISTDESK_SMTP_URL: mail stays in the desk's own mailbox", ok=settings.DEMO
        )
    try:
        with socket.create_connection((server.host, server.port), timeout=MAIL_SECONDS):
            return Finding("mail", "the mail server takes connections", ok=True)
    except OSError:
        return Finding("mail", "the server of ASSISTDESK_SMTP_URL does not answer", ok=False)


def _texts() -> Finding:
    account = settings.SMS
    if account is None:
        what = "no ASSISTDESK_SMS_URL: text messages stay in the desk's own mailbox"
        return Finding("text messages", what, ok=settings.DEMO)
    parts = urlsplit(account.address)
    try:
        with socket.create_connection((parts.hostname or "", parts.port or 443), timeout=MAIL_SECONDS):
            return Finding("text messages", "the provider takes connections", ok=True)
    except OSError:
        return Finding("text messages", "the provider of ASSISTDESK_SMS_URL does not answer", ok=False)


def _mail_in() -> Finding:
    places = environment.inbound_smtp()
    if not places:
        what = "no ASSISTDESK_INBOUND_SMTP: answers by mail don't reach the desk"
        return Finding("mail in", what, ok=settings.DEMO)
    silent = [place.path or f"{place.host}:{place.port}" for place in places if not _greets(place)]
    if silent:
        return Finding("mail in", f"nobody answers at {', '.join(silent)}: run `assistdesk mail`", ok=False)
    return Finding("mail in", "mail is taken", ok=True)


def _greets(place: environment.MailPlace) -> bool:
    """Tell whether the desk's own door for mail answers at a place."""
    try:
        if place.path:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(MAIL_SECONDS)
                line.connect(place.path)
                return line.recv(100).startswith(b"220 ")
        with socket.create_connection((place.host, place.port), timeout=MAIL_SECONDS) as line:
            return line.recv(100).startswith(b"220 ")
    except OSError:
        return False


def _worker() -> Finding:
    is_alive = not health.missing()
    return Finding("worker", "alive" if is_alive else "none: run `assistdesk serve` or `worker`", ok=is_alive)
