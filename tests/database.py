"""The tests' PostgreSQL: one embedded server, one migrated template, a copy of it for each test process.

Loaded as a pytest plugin before the settings are read. The server stays under the temporary folder
between runs and is stopped by the last run that uses it; ASSISTDESK_DATABASE_URL gives another one.
"""

import hashlib
import os
import tempfile
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path

import fasteners
import psycopg
import pytest
from psycopg import sql
from pytest_django import DjangoDbBlocker

MOST_CONNECTIONS = 400  # a race of 64, or a browser's desk, in every process of a large machine
ROOT = Path(__file__).resolve().parents[1]
HOME = Path(tempfile.gettempdir()) / f"assistdesk-tests-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]}"

os.environ.setdefault("ASSISTDESK_SECRET_KEY", "for tests alone, and long enough to be accepted")
os.environ.setdefault(
    "ASSISTDESK_FIELD_KEYS", urlsafe_b64encode(b"for tests alone, 32 bytes, no mo").decode()
)
os.environ["ASSISTDESK_DATA_DIR"] = str(HOME / f"data-{os.getpid()}")
os.environ.pop("ASSISTDESK_SMTP_URL", None)
os.environ.pop("ASSISTDESK_SMS_URL", None)


def _set_up(url: str) -> bool:
    """Let the server be quick and take the connections of many races; return whether it must start again."""
    with psycopg.connect(url, autocommit=True) as server:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        server.execute(sql.SQL("ALTER SYSTEM SET max_connections = {}").format(MOST_CONNECTIONS))
        server.execute("SELECT pg_reload_conf()")
        (now,) = server.execute("SELECT current_setting('max_connections')::int").fetchone() or (0,)
    return bool(now < MOST_CONNECTIONS)


if not os.environ.get("ASSISTDESK_DATABASE_URL") and not os.environ.get("ASSISTDESK_EMBEDDED_URL"):
    from assistdesk.site import embedded

    embedded.start(HOME)
    if _set_up(os.environ["ASSISTDESK_EMBEDDED_URL"]):
        embedded.stop(HOME)
        embedded.start(HOME)


def _server_url() -> str:
    return os.environ.get("ASSISTDESK_DATABASE_URL") or os.environ["ASSISTDESK_EMBEDDED_URL"]


def _template_name() -> str:
    """Return a name that changes with every migration, so that an old template is never used."""
    parts = hashlib.sha256()
    for file in sorted(ROOT.glob("assistdesk/**/migrations/*.py")):
        parts.update(file.read_bytes())
    parts.update((ROOT / "requirements" / "run.txt").read_bytes())
    return f"assistdesk_template_{parts.hexdigest()[:12]}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give this process a database of its own, copied from the migrated template."""
    from django.conf import settings
    from django.db import connections

    name = f"assistdesk_test_{os.getpid()}"
    template = _template_name()
    own = settings.DATABASES["default"]
    own["OPTIONS"].pop("pool", None)
    HOME.mkdir(parents=True, exist_ok=True)
    with (
        fasteners.InterProcessLock(HOME / "template.lock"),
        psycopg.connect(_server_url(), autocommit=True) as server,
    ):
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone() is None:
            _build_template(server, template, django_db_blocker)
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
    own["NAME"] = connections["default"].settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    with psycopg.connect(_server_url(), autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _build_template(server: psycopg.Connection, template: str, blocker: DjangoDbBlocker) -> None:
    from django.core.management import call_command
    from django.db import connections

    part = f"{template}_part"
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(part)))
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(part)))
    connections["default"].settings_dict["NAME"] = part
    with blocker.unblock():
        call_command("migrate", interactive=False, verbosity=0)
        connections.close_all()
    server.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(part), sql.Identifier(template))
    )
