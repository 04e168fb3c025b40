"""What a command needs before its modules are read: settings, and a database that runs."""

import os
from enum import StrEnum

import django

from assistdesk.site import embedded, environment


class Needs(StrEnum):
    """What a command needs before its module is read."""

    NOTHING = "nothing"
    SETTINGS = "settings"
    DATABASE = "database"
    DEMO = "demo"
    """A database, and a desk that is used for demonstration alone."""


ORDER = (Needs.NOTHING, Needs.SETTINGS, Needs.DATABASE, Needs.DEMO)


def prepare(needs: Needs) -> None:
    """Put in place what a command needs: the embedded database where it is used, and the settings."""
    if needs is Needs.NOTHING:
        return
    if needs is Needs.DEMO:
        os.environ["ASSISTDESK_DEMO"] = "on"
    if (
        needs in (Needs.DATABASE, Needs.DEMO)
        and environment.is_embedded()
        and not os.environ.get("ASSISTDESK_EMBEDDED_URL")
    ):
        embedded.start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assistdesk.site.settings")
    django.setup()
