"""Marketplace packs as a Django app."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    """Name and label of the app."""

    name = "assistdesk.shared.policy"
    label = "policy"
