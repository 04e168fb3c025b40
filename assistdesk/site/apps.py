"""The site as a Django app."""

from importlib import import_module
from uuid import UUID

from django.apps import AppConfig

from assistdesk.shared.messaging import enclosures
from assistdesk.shared.messaging.enclosures import Enclosed


class SiteConfig(AppConfig):
    """Name and label of the app."""

    name = "assistdesk.site"
    label = "site"

    def ready(self) -> None:
        """Let messages take along what may leave of files."""
        enclosures.copied_by(self._leaving)

    def _leaving(self, file_id: UUID) -> Enclosed:
        enclosing = import_module("assistdesk.site.enclosing")  # needs the tables in place
        enclosed: Enclosed = enclosing.leaving(file_id)
        return enclosed
