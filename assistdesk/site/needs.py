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


ORDER = (Needs.NOTHING, Needs.SETTINGS, Needs.DATABASE)


def prepare(needs: Needs) -> None:
    """Put in place what a command needs: the embedded database where it is used, and the settings."""
    if needs is Needs.NOTHING:
        return
    if (
        needs is Needs.DATABASE
        and environment.is_embedded()
        and not os.environ.get("ASSISTDESK_EMBEDDED_URL")
    ):
        embedded.start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assistdesk.site.settings")
    django.setup()
