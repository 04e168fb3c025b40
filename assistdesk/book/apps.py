"""The book of business as a Django app."""

from django.apps import AppConfig


class BookConfig(AppConfig):
    """Name and label of the app."""

    name = "assistdesk.book"
    label = "book"
