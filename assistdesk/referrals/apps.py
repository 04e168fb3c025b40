"""The referrals context as a Django app."""

from datetime import datetime
from importlib import import_module
from uuid import UUID

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """Name and label of the app; it knows whether a helper has a client by referral."""

    name = "assistdesk.referrals"
    label = "referrals"

    def ready(self) -> None:
        """Let others ask whose referral a client is."""
        referred = import_module("assistdesk.shared.people.referred")  # needs the tables in place
        referred.answered_by(self._is_referred)

    def _is_referred(self, account_id: UUID, person: object, /, *, at: datetime) -> bool:
        clients = import_module("assistdesk.referrals.queries.clients")
        return bool(clients.is_referred(account_id, person, at=at))
