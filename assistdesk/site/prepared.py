"""Whether this data folder was prepared by this very version before: then `serve` need not look again."""

import hashlib
from pathlib import Path

from assistdesk.site import environment

ROOT = Path(__file__).resolve().parents[2]
WATCHED = ("assistdesk/**/migrations/*.py", "packs/**/*", "demo/*", "requirements/run.txt")


def is_prepared(*, demo: bool) -> bool:
    """Return whether the embedded database of the data folder has all that this version prepares.

    Nothing is known of a database of one's own, so there it is always looked at.
    """
    mark = _mark()
    return (
        environment.is_embedded()
        and mark.exists()
        and mark.read_text(encoding="utf-8") == _made_of(demo=demo)
    )


def remember(*, demo: bool) -> None:
    """Remember that it has."""
    if environment.is_embedded():
        _mark().write_text(_made_of(demo=demo), encoding="utf-8")


def _mark() -> Path:
    """Return the file that holds it: inside the database's own folder, so that it goes where that goes."""
    return environment.data_folder() / "postgres" / "prepared_by_desk"


def _made_of(*, demo: bool) -> str:
    parts = hashlib.sha256(f"demo {demo}".encode())
    for pattern in WATCHED:
        for file in sorted(ROOT.glob(pattern)):
            if file.is_file():
                parts.update(str(file.relative_to(ROOT)).encode())
                parts.update(file.read_bytes())
    return parts.hexdigest()
