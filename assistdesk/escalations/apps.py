"""The escalations context as a Django app."""

from django.apps import AppConfig


class EscalationsConfig(AppConfig):
    """Name and label of the app."""

    name = "assistdesk.escalations"
    label = "escalations"
