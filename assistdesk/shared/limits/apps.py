"""Limits as a Django app."""

from django.apps import AppConfig


class LimitsConfig(AppConfig):
    """Name and label of the app."""

    name = "assistdesk.shared.limits"
    label = "limits"
