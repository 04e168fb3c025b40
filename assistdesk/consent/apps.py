"""Case access as a Django app."""

from datetime import datetime
from importlib import import_module
from uuid import UUID

from django.apps import AppConfig

from assistdesk.consent.states import ABOUT_REQUEST
from assistdesk.shared.messaging import fates


class ConsentConfig(AppConfig):
    """Name and label of the app; it hears of what became of the messages that ask for consent."""

    name = "assistdesk.consent"
    label = "consent"

    def ready(self) -> None:
        """Make requests known to messages."""
        fates.told_by(ABOUT_REQUEST, self._tell_fate)

    def _tell_fate(self, about_id: UUID, *, at: datetime) -> None:
        ending = import_module("assistdesk.consent.services.ending")  # needs the tables in place
        ending.fate_changed(about_id, at=at)
