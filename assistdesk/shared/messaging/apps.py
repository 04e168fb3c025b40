"""The shared part messaging as a Django app."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """Name and label of the app."""

    name = "assistdesk.shared.messaging"
    label = "messaging"
