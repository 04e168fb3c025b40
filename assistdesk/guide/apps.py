"""The guide context as a Django app."""

from django.apps import AppConfig


class GuideConfig(AppConfig):
    """Name and label of the app."""

    name = "assistdesk.guide"
    label = "guide"
