"""What a command needs before its modules are read: settings, and a database that runs."""

import os
from enum import StrEnum

import django

from assistdesk.site import embedded, environment


class Needs(StrEnum):
    """What a command needs before its module is read."""

    NOTHING = "nothing"
    SETTINGS = "settings"
    DESK = "desk"
    """Settings, and the database where this machine has a desk already: none is made."""
    DATABASE = "database"
    DEMO = "demo"
    """A database, and a desk that is used for demonstration alone."""


ORDER = (Needs.NOTHING, Needs.SETTINGS, Needs.DESK, Needs.DATABASE, Needs.DEMO)


def has_database() -> bool:
    """Tell whether the desk's database is named: by its owner, or because the embedded one runs."""
    return not environment.is_embedded() or bool(os.environ.get("ASSISTDESK_EMBEDDED_URL"))


def prepare(needs: Needs) -> None:
    """Put in place what a command needs: the embedded database where it is used, and the settings."""
    if needs is Needs.NOTHING:
        return
    if needs is Needs.DEMO:
        os.environ["ASSISTDESK_DEMO"] = "on"
    has_to_start = needs in (Needs.DATABASE, Needs.DEMO) or (needs is Needs.DESK and embedded.is_made())
    if has_to_start and not has_database():
        embedded.start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assistdesk.site.settings")
    django.setup()
