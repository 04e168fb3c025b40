"""People as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Name and label of the app."""

    name = "assistdesk.shared.people"
    label = "people"
