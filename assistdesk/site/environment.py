"""The desk's environment variables: each is read here once, with its type, and checked."""

import base64
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import platformdirs

from assistdesk.site.text_account import texts
from assistdesk.site.variables import BadSetting, split
from assistdesk.site.web_processes import web_processes

INBOUND_SMTP = "ASSISTDESK_INBOUND_SMTP"
KEY_BYTES = 32
ROOT = 0
CLAMD_PORT = 3310
STORAGE_FORMS = (
    "give a folder like file:///srv/assistdesk/attachments, or a bucket like "
    "s3+https://key:secret@store.example.gov/bucket/folder or s3://bucket/folder?region=us-east-1"
)


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server to hand mail to."""

    host: str
    port: int
    username: str
    password: str
    use_tls: bool
    use_ssl: bool


@dataclass(frozen=True, slots=True)
class MailPlace:
    """A place to listen at for mail: `protocol` smtp or lmtp; a host and a port, or the path of a socket."""

    protocol: str
    host: str = ""
    port: int = 0
    path: str = ""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What the desk encrypts and signs with, and what it signed with before. Never printed."""

    secret_key: str
    field_keys: tuple[str, ...]
    old_secret_keys: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "Secrets(•••)"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that attachments lie in."""

    path: Path


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket of an S3-compatible store. Without an address it is Amazon's, without words the host's own."""

    name: str
    folder: str
    address: str
    region: str
    key_id: str
    secret: str = field(repr=False)


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder that holds the embedded database, the desk's own keys and attachments."""
    given = environ.get("ASSISTDESK_DATA_DIR")
    if given:
        return Path(given).expanduser().resolve()
    if os.geteuid() == ROOT:
        return Path("/var/lib/assistdesk")
    return Path(platformdirs.user_data_dir("assistdesk"))


def database_url(environ: Mapping[str, str] = os.environ) -> str:
    """Return the address of the database in use, or "" while the embedded one has not been started.

    Raises:
        BadSetting: the address given is not one of PostgreSQL.
    """
    given = environ.get("ASSISTDESK_DATABASE_URL", "")
    if given and urlsplit(given).scheme not in ("postgresql", "postgres"):
        raise BadSetting("ASSISTDESK_DATABASE_URL", "give an address like postgresql://user:word@host/name")
    return given or environ.get("ASSISTDESK_EMBEDDED_URL", "")


def is_embedded(environ: Mapping[str, str] = os.environ) -> bool:
    """Return whether the desk brings its own database."""
    return not environ.get("ASSISTDESK_DATABASE_URL")


def secret_values(environ: Mapping[str, str] = os.environ) -> Secrets:
    """Return the desk's secrets: given, or in embedded use made once and kept in the data folder.

    Raises:
        BadSetting: with a database of one's own they must be given; or they can't be used.
    """
    secret_key = environ.get("ASSISTDESK_SECRET_KEY", "")
    field_keys = _listed(environ, "ASSISTDESK_FIELD_KEYS")
    old_secret_keys = _listed(environ, "ASSISTDESK_OLD_SECRET_KEYS")
    if is_embedded(environ) and not (secret_key and field_keys):
        kept = _kept_secrets(data_folder(environ) / "secrets.json")
        secret_key, field_keys = secret_key or kept.secret_key, field_keys or kept.field_keys
        old_secret_keys = old_secret_keys or kept.old_secret_keys
    if len(secret_key) < KEY_BYTES:
        raise BadSetting("ASSISTDESK_SECRET_KEY", f"give a random text of at least {KEY_BYTES} characters")
    if any(len(key) < KEY_BYTES for key in old_secret_keys):
        raise BadSetting("ASSISTDESK_OLD_SECRET_KEYS", "give the secret keys of before, whole, by comma")
    if not field_keys or any(not _is_key(key) for key in field_keys):
        raise BadSetting("ASSISTDESK_FIELD_KEYS", "give keys of 32 random bytes in URL-safe base64, by comma")
    return Secrets(secret_key, field_keys, old_secret_keys)


def _listed(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(one for one in environ.get(name, "").split(",") if one)


def smtp(environ: Mapping[str, str] = os.environ) -> Smtp | None:
    """Return the mail server of ASSISTDESK_SMTP_URL, or None where mail stays in the desk's own mailbox.

    Raises:
        BadSetting: the address is not like smtp://user:word@host:port (smtps, smtp+tls).
    """
    given = environ.get("ASSISTDESK_SMTP_URL", "")
    if not given:
        return None
    parts = split("ASSISTDESK_SMTP_URL", given)
    if parts.scheme not in ("smtp", "smtps", "smtp+tls") or not parts.hostname:
        raise BadSetting("ASSISTDESK_SMTP_URL", "give an address like smtp://user:word@host:587")
    return Smtp(
        host=parts.hostname,
        port=parts.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme],
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp+tls",
        use_ssl=parts.scheme == "smtps",
    )


def inbound_smtp(environ: Mapping[str, str] = os.environ) -> tuple[MailPlace, ...]:
    """Return where to listen for mail, by ASSISTDESK_INBOUND_SMTP; empty where mail is not taken.

    Raises:
        BadSetting: one of the addresses is not like 127.0.0.1:2525, lmtp://127.0.0.1:2424 or lmtp:/a/socket.
    """
    given = environ.get(INBOUND_SMTP, "")
    return tuple(_mail_place(one.strip()) for one in given.split(",") if one.strip())


def _mail_place(given: str) -> MailPlace:
    parts = split(INBOUND_SMTP, given if given.startswith(("smtp:", "lmtp:")) else f"smtp://{given}")
    if parts.path and not parts.netloc and parts.path.startswith("/"):
        return MailPlace(parts.scheme, path=parts.path)
    if not parts.hostname or not parts.port or parts.path:
        raise BadSetting(INBOUND_SMTP, "give 127.0.0.1:2525, lmtp://127.0.0.1:2424 or lmtp:/run/desk.sock")
    return MailPlace(parts.scheme, host=parts.hostname, port=parts.port)


def base_url(environ: Mapping[str, str] = os.environ) -> str:
    """Return the address at which people reach the desk, without a slash at its end.

    Raises:
        BadSetting: it is not an http or https address.
    """
    given = environ.get("ASSISTDESK_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    parts = split("ASSISTDESK_BASE_URL", given)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadSetting("ASSISTDESK_BASE_URL", "give an address like https://desk.example.gov")
    return given


def clamd(environ: Mapping[str, str] = os.environ) -> tuple[str, int] | str | None:
    """Return the address of the malware scanner: host and port, or the path of a socket; None without one.

    Raises:
        BadSetting: it is not like tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl.
    """
    given = environ.get("ASSISTDESK_CLAMD", "")
    if not given:
        return None
    parts = split("ASSISTDESK_CLAMD", given)
    if parts.scheme == "unix" and not parts.netloc and parts.path.startswith("/"):
        return parts.path
    if parts.scheme == "tcp" and parts.hostname and parts.path in ("", "/"):
        return parts.hostname, parts.port or CLAMD_PORT
    raise BadSetting(
        "ASSISTDESK_CLAMD", "give an address like tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl"
    )


def storage(environ: Mapping[str, str] = os.environ) -> Folder | Bucket:
    """Return where attachments are kept; in the data folder where nothing is given.

    Raises:
        BadSetting: it is neither a folder nor a bucket.
    """
    given = environ.get("ASSISTDESK_STORAGE_URL", "")
    if not given:
        return Folder(data_folder(environ) / "attachments")
    parts = split("ASSISTDESK_STORAGE_URL", given)
    if parts.scheme in ("", "file") and not parts.netloc and parts.path.startswith("/"):
        return Folder(Path(unquote(parts.path)))
    if parts.scheme in ("s3", "s3+http", "s3+https"):
        return _bucket(parts)
    raise BadSetting("ASSISTDESK_STORAGE_URL", STORAGE_FORMS)


def switch(name: str, environ: Mapping[str, str] = os.environ, *, default: bool) -> bool:
    """Return whether the variable called `name` says on or off.

    Raises:
        BadSetting: it says something else.
    """
    word = environ.get(name, "on" if default else "off").lower()
    if word not in ("on", "off"):
        raise BadSetting(name, "say on or off")
    return word == "on"


def check_all(environ: Mapping[str, str] = os.environ) -> None:
    """Check every variable before anything is started.

    Raises:
        BadSetting: naming the first that is missing or can't be used.
    """
    reads = (database_url, secret_values, smtp, texts, inbound_smtp, base_url, clamd, storage, web_processes)
    for read in reads:
        read(environ)
    for name in ("ASSISTDESK_DEMO", "ASSISTDESK_DEMO_LIMITS"):
        switch(name, environ, default=False)


def _bucket(parts: SplitResult) -> Bucket:
    """Return the bucket of an address: of Amazon's own store, or of a host that is named."""
    query = dict(parse_qsl(parts.query))
    region = query.pop("region", "")
    folders = [unquote(part) for part in parts.path.split("/") if part]
    is_amazon = parts.scheme == "s3"
    name = parts.hostname if is_amazon else (folders.pop(0) if folders else "")
    has_words = bool(parts.username) == bool(parts.password)
    if not name or not parts.hostname or not has_words or query or ".." in folders:
        raise BadSetting("ASSISTDESK_STORAGE_URL", STORAGE_FORMS)
    address = parts.netloc.rpartition("@")[2]
    return Bucket(
        name=name,
        folder="/".join(folders),
        address="" if is_amazon else f"{parts.scheme.removeprefix('s3+')}://{address}",
        region=region,
        key_id=unquote(parts.username or ""),
        secret=unquote(parts.password or ""),
    )


def _is_key(text: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(text)) == KEY_BYTES
    except ValueError:
        return False


def _kept_secrets(file: Path) -> Secrets:
    """Return the secrets in `file`, which only its owner may read; make them when there are none."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        made = {
            "secret_key": secrets.token_urlsafe(48),
            "field_keys": [base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()],
        }
        part = file.with_suffix(f".{os.getpid()}")
        part.touch(mode=0o600)
        part.write_text(json.dumps(made), encoding="utf-8")
        try:
            os.link(part, file)  # only one of two first starts wins
        except FileExistsError:
            pass
        finally:
            part.unlink()
    kept = json.loads(file.read_text(encoding="utf-8"))
    return Secrets(kept["secret_key"], tuple(kept["field_keys"]), tuple(kept.get("old_secret_keys", ())))
