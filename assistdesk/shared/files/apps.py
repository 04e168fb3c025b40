"""The shared part files as a Django app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Name and label of the app."""

    name = "assistdesk.shared.files"
    label = "files"
